import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect as connectTcp, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { openPtyCable, type PtyCable } from '../../drivers/simulator/pty-cable.ts'
import { openSimulatedCardReader, type SimulatedCardReader } from '../../drivers/simulator/simulated-card-reader.ts'
import { openSimulatedPrinter } from '../../drivers/simulator/simulated-printer.ts'
import type { LaneCommand, LaneQuestion } from '../../src/contract/lane-commands.ts'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { noticeFrame } from '../../src/contract/frames.ts'
import { eventually, temporaryFolder } from './drivers.ts'
import { childrenOf } from './firewall-processes.ts'
import { connect, enter } from './kiosk-page.ts'
import { makeScreens } from './kiosk-screens.ts'
import { openTestLane } from './lane.ts'
import { rows } from './lane-shop.ts'

/** Lane and device process as their starter runs them, with a page in front and simulated devices behind, and all that comes out of them. */
export interface RunningLane {
  /** Database, configuration, and the folder `crashes`, where the processes live and would leave their reports. */
  readonly folder: string
  readonly reader: SimulatedCardReader
  readonly scanner: PtyCable
  /** The newest the page was shown. */
  readonly view: LaneView
  /** Everything that went to the page, to the printer and to the terminal. */
  readonly frames: readonly string[]
  readonly printed: readonly Buffer[]
  readonly terminal: string
  readonly devicePid: number
  send(frame: unknown): void
  /** @returns the answer's frame as it came */
  ask(body: LaneCommand | LaneQuestion): Promise<string>
  untilDevicesAreReady(): Promise<void>
  close(): Promise<void>
}

const main = fileURLToPath(new URL('../../src/kiosk/main.ts', import.meta.url))
const readyLine = z.object({ url: z.url(), laneUrl: z.url() })
const deviceCount = 3

export async function openRunningLane(): Promise<RunningLane> {
  const folder = temporaryFolder()
  const screens = makeScreens()
  for (const name of ['data', 'crashes']) mkdirSync(join(folder.dir, name))
  openTestLane(rows, { dataDir: join(folder.dir, 'data') }).store.close()
  const reader = openSimulatedCardReader({ lanePath: join(folder.dir, 'card-reader'), lines: 'each', withCheck: true })
  const scanner = openPtyCable(join(folder.dir, 'scanner'))
  const printer = await openSimulatedPrinter()
  const frames: string[] = []
  const printed: Buffer[] = []
  let terminal = ''
  let view: LaneView | undefined
  const tap = await tapPrinter(printer.port, printed)
  const lane = startLane(folder.dir, screens.screens, [
    { role: 'card-reader', name: 'card-reader', wire: { kind: 'serial', path: reader.lanePath, baudRate: 115_200 }, allow: ['29MMMMMMMMMMC'] },
    { role: 'scanner', name: 'scanner', wire: { kind: 'serial', path: scanner.lanePath, baudRate: 115_200 } },
    { role: 'printer', name: 'printer', wire: { kind: 'tcp', host: '127.0.0.1', port: tap.port } },
  ])
  lane.stderr?.on('data', (bytes) => (terminal += String(bytes)))
  if (!lane.stdout) throw new Error('no output')
  const lines = createInterface({ input: lane.stdout })
  lines.on('line', (line) => (terminal += line))
  const ready = readyLine.parse(JSON.parse(String((await once(lines, 'line'))[0])))
  const page = await connect(ready.url, await enter(ready.laneUrl))
  page.socket.on('message', (data) => {
    frames.push(String(data))
    const notice = noticeFrame.safeParse(JSON.parse(String(data)))
    if (notice.success && notice.data.name === 'view') view = notice.data.body
  })
  const untilDevicesAreReady = (): Promise<void> => eventually(() => view?.devices.filter((device) => device.state === 'ready').length === deviceCount)
  await untilDevicesAreReady()

  return {
    folder: folder.dir,
    reader,
    scanner,
    frames,
    printed,
    get view() {
      if (!view) throw new Error('the page was shown nothing')
      return view
    },
    get terminal() {
      return terminal
    },
    get devicePid() {
      return childrenOf(lane.pid ?? 0)[0] ?? 0
    },
    send: (frame) => page.send(frame),
    async ask(body) {
      const id = crypto.randomUUID()
      page.send({ type: 'call', id, body })
      const answer = (): string | undefined => frames.find((frame) => frame.includes('"type":"answer"') && frame.includes(id))
      await eventually(() => answer() !== undefined)
      return answer() ?? ''
    },
    untilDevicesAreReady,
    async close() {
      const gone = once(lane, 'exit')
      lane.kill('SIGTERM')
      await gone
      tap.server.close()
      reader.close()
      scanner.close()
      await printer.close()
      screens.remove()
      folder.remove()
    },
  }
}

/** On a machine that would gladly dump core and write reports. */
function startLane(folder: string, screens: string, devices: readonly object[]): ChildProcess {
  const crashes = join(folder, 'crashes')
  const config = { storeId: 'test-store', laneNumber: 7, dataDir: join(folder, 'data'), crm: { url: 'http://127.0.0.1:9', token: 'x'.repeat(16) }, cashier: { cashierId: 'c1', name: 'Kim' }, devices }
  writeFileSync(join(folder, 'lane.json'), JSON.stringify(config))
  const reports = `--report-on-fatalerror --report-uncaught-exception --report-on-signal --report-directory=${crashes}`
  const args = [process.execPath, main, '--config', join(folder, 'lane.json'), '--screens', screens]
  return spawn('/bin/sh', ['-c', 'ulimit -c unlimited 2>/dev/null; exec "$0" "$@"', ...args], { cwd: crashes, env: { ...process.env, NODE_OPTIONS: reports }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
}

/** Stands between lane and printer, and keeps what goes to the printer. */
async function tapPrinter(printerPort: number, printed: Buffer[]): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((near) => {
    const far = connectTcp(printerPort, '127.0.0.1')
    near.on('data', (bytes) => printed.push(bytes))
    near.pipe(far).pipe(near)
    const end = (): void => void [near, far].forEach((socket) => socket.destroy())
    for (const socket of [near, far]) socket.on('error', () => undefined).on('close', end)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return { server, port: typeof address === 'object' && address ? address.port : 0 }
}
