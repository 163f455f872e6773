// What `npm start` runs once everything is installed: a CRM with a demo store, simulated devices, a lane and its screen.
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { demoThings } from '../../crm/demo/demo-things.ts'
import { findChromium, hasDisplay } from '../../kiosk/chromium.ts'
import { chooseShell, findElectron } from './choose-shell.ts'
import { openDataFolder } from './data-folder.ts'
import { describeShop } from './describe-shop.ts'
import { readStartOptions, startUsage } from './read-start-options.ts'
import type { StartOptions } from './read-start-options.ts'
import { startShop } from './start-shop.ts'
import type { OpenShop, StartParts } from './start-shop.ts'
import { watched } from './watched.ts'

/** The SQLite and serial modules need Node-API 10; on an older Node they do not fail, they crash. */
const leastNodeApi = 10

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const stopping = new AbortController()
/** In the order of starting; they stop the other way round. */
const closers: (() => Promise<void>)[] = []

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort())
// A terminal or pipe that is gone wants no shop any more.
process.stdout.on('error', () => stopping.abort())
const exitCode = await main().catch((error: unknown) => {
  if (stopping.signal.aborted) return 0
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  return 1
})
stopping.abort()
for (const close of closers.reverse()) await close()
if (closers.length > 0) say('Stopped.')
process.exit(exitCode)

async function main(): Promise<number> {
  const options = readOptions()
  if (options === undefined) return 2
  if (options.help) {
    say(startUsage)
    return 0
  }
  if (Number(process.versions.napi) < leastNodeApi) throw new Error(`Lanewise needs Node 24, this is ${process.version}: run npm install, which brings it, and use npm start.`)
  const chosen = chooseShell(options.shell, { electron: findElectron(root), chromium: findChromium(process.env['PATH'] ?? ''), hasDisplay: hasDisplay(process.env) })
  const data = await openDataFolder(options.data ?? `${root}/.lanewise`, options.fresh)
  const parts: StartParts = {
    root, data, chosen, port: options.port, say, stopping: stopping.signal,
    run(plan, onReady) {
      stopping.signal.throwIfAborted()
      const child = watched(plan, { logDir: data.at('logs'), say, onReady })
      closers.push(() => child.stop())
      return child
    },
    closeLater: (close) => closers.push(close),
  }
  const shop = await startShop(parts)
  await describe(parts, shop)
  createInterface({ input: process.stdin }).on('line', () => void describe(parts, shop))
  await new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve(), { once: true }))
  say('Stopping …')
  return 0
}

function readOptions(): StartOptions | undefined {
  try {
    return readStartOptions(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${startUsage}`)
    return undefined
  }
}

async function describe({ data }: StartParts, { panel, addresses }: OpenShop): Promise<void> {
  const fresh = await addresses?.fresh()
  say(describeShop({ laneUrl: fresh?.laneUrl, customerUrl: fresh?.customerUrl, panelUrl: panel.url, sampleCode: demoThings([])[0]?.text ?? '', scannerPath: data.at('devices/scanner.outside') }))
}
