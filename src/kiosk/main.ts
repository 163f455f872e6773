import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { forkDevices } from '../../drivers/fork-devices.ts'
import { leaveNoDump } from '../../drivers/leave-no-dump.ts'
import type { LaneConfig } from '../contract/config.ts'
import type { Devices } from '../contract/devices.ts'
import { readLaneConfig } from '../contract/read-lane-config.ts'
import type { RunningLane } from '../lane/run-lane.ts'
import { startLane } from '../lane/start-lane.ts'
import type { Log } from './log.ts'
import { serveKiosk } from './serve-kiosk.ts'
import type { Kiosk } from './serve-kiosk.ts'

const usage = `Runs one lane and serves its screens to browsers on this machine.

  node src/kiosk/main.ts --config lane.json [--screens out/renderer] [--session-key FILE]

Prints one JSON line when a sale can be rung up: {"ready":true,"url","laneUrl","customerUrl"}. A new lane waits for its
first feed, unless head office does not answer.
The two addresses let one browser in, once, within ten minutes.
--session-key  file with 64 hex digits; with the same ones, open pages stay in over a restart
Ends with 0 after SIGTERM or SIGINT, 2 for a wrong command line or configuration, 1 for anything else.
`

/** Everything must be put away by then, or the process ends anyway: the journal never needs a goodbye. */
const closeMs = 8_000

const log: Log = (event, data) => process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...data })}\n`)

// A card number that somebody types in is refused, and was in our memory.
leaveNoDump()
const asked = readArguments()
const config = readConfig(asked.config)
const devices = forkDevices(config.devices)
const running = await startOrStop(config, devices)
const kiosk = await serveKiosk({ lane: running.lane, port: config.kiosk.port, staticDir: asked.screens, log, sessionKey: asked.sessionKey })
  .catch((error: unknown) => stopWith(1, explainServing(error, config, asked.screens)))

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => void closeAll())
process.once('disconnect', () => void closeAll())
// The starter asks for fresh addresses; both sides speak only while it lives.
process.on('message', (message) => {
  if (message !== null && typeof message === 'object' && 'ask' in message && message.ask === 'addresses') sayReady(kiosk)
})
await running.ready
sayReady(kiosk)

async function startOrStop(config: LaneConfig, devices: Devices): Promise<RunningLane> {
  try {
    return await startLane({ config, devices })
  } catch (error) {
    return stopWith(1, `The lane cannot start: ${messageOf(error)}`)
  }
}

function sayReady({ url, ticketUrl }: Kiosk): void {
  process.stdout.write(`${JSON.stringify({ ready: true, url, laneUrl: ticketUrl('lane'), customerUrl: ticketUrl('customer') })}\n`)
}

async function closeAll(): Promise<void> {
  setTimeout(() => stopWith(1, 'The lane did not close in time and was ended; its journal is safe.'), closeMs).unref()
  await kiosk.close()
  await running.close()
  await devices.close()
  process.exit(0)
}

function readArguments(): { readonly config: string; readonly screens: string; readonly sessionKey: Buffer | undefined } {
  try {
    const { values } = parseArgs({ options: { config: { type: 'string' }, screens: { type: 'string' }, 'session-key': { type: 'string' }, help: { type: 'boolean' } } })
    if (values.help === true) {
      process.stdout.write(usage)
      process.exit(0)
    }
    if (values.config === undefined) throw new Error('--config is missing')
    return { config: values.config, screens: values.screens ?? fileURLToPath(new URL('../../out/renderer', import.meta.url)), sessionKey: readSessionKey(values['session-key']) }
  } catch (error) {
    return stopWith(2, `${messageOf(error)}\n\n${usage}`)
  }
}

function readSessionKey(path: string | undefined): Buffer | undefined {
  if (path === undefined) return undefined
  const text = readFileSync(path, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${path} must hold 64 hex digits`)
  return Buffer.from(text, 'hex')
}

function readConfig(path: string): LaneConfig {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return stopWith(2, `The configuration cannot be read: ${messageOf(error)}`)
  }
  const read = readLaneConfig(text)
  return 'config' in read ? read.config : stopWith(2, [`${path} is not a lane's configuration:`, ...read.problems.map((problem) => `  ${problem}`)].join('\n'))
}

function explainServing(error: unknown, { kiosk: { port } }: LaneConfig, screens: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return `Port ${port} is taken: stop what uses it, or set kiosk.port to another (0 takes any free one).`
  if (code === 'ENOENT') return `The screens are not built: ${screens} is missing. npm start builds them.`
  return `The screens cannot be served: ${messageOf(error)}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function stopWith(code: number, message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(code)
}
