import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { laneConfig } from '../../../src/contract/config.ts'
import type { LaneView } from '../../../src/contract/lane-view.ts'
import { connect, enter, get } from '../../support/kiosk-page.ts'
import type { PageSocket } from '../../support/kiosk-page.ts'
import { isRunning } from '../../support/kiosk-processes.ts'

const start = fileURLToPath(new URL('../../../src/cli/start/start.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'lanewise-start-'))
const data = join(folder, 'data')
const running: ChildProcess[] = []
afterEach(() => Promise.all(running.splice(0).map(stop)))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The longest wait for anything here: a first start makes a database and may build the screens, on a busy machine. */
const patienceMs = 150_000

interface Started {
  readonly child: ChildProcess
  readonly said: () => string
  readonly address: (name: string) => string
}

const open = (...args: string[]): Promise<Started> => openIn(process.env, '--no-browser', ...args)

async function openIn(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, [start, '--data', data, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)))
  await vi.waitFor(() => {
    if (child.exitCode === null && !said.includes('Press Enter')) throw new Error(`not open yet:\n${said}`)
  }, patienceMs)
  return { child, said: () => said, address: (name) => new RegExp(`^ +${name} +(\\S+)$`, 'm').exec(said)?.[1] ?? '' }
}

async function stop(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const gone = once(child, 'exit', { signal: AbortSignal.timeout(patienceMs / 2) })
  child.kill('SIGINT')
  try {
    return (await gone)[0]
  } catch (error) {
    throw new Error(`Ctrl-C has not ended it: ${processesOfOurs().map(commandOf).join('; ')}`, { cause: error })
  }
}

async function connectTo(shop: Started): Promise<PageSocket> {
  const url = shop.address('Lane')
  return connect(new URL(url).origin, await enter(url))
}

/** The first view from now on of which that is true; says what was shown instead when none comes. */
async function viewWith(socket: PageSocket, what: (view: LaneView) => boolean): Promise<LaneView> {
  let last: LaneView | undefined
  const next = async (): Promise<LaneView> => {
    for (;;) {
      const frame = await socket.next()
      if (frame.type !== 'notice' || frame.name !== 'view') continue
      last = frame.body
      if (what(last)) return last
    }
  }
  const tooLate = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`not what was waited for:\n${JSON.stringify(last)}`)), patienceMs / 2)
    timer.unref()
  })
  return Promise.race([next(), tooLate])
}

/** Every process that names our folder, PostgreSQL's among them. */
function processesOfOurs(): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => pid !== process.pid && isRunning(pid) && commandOf(pid).includes(folder))
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

const lineNames = ({ sale }: LaneView): string[] => (sale.kind === 'open' ? sale.basket.lines.map(({ name }) => name.en) : [])

it('a first start opens a shop that sells, Ctrl-C leaves nothing running, and a second start finds the basket', async () => {
  const shop = await open()
  expect(shop.said()).toContain('Loaded 2')
  const config = laneConfig.parse(JSON.parse(readFileSync(join(data, 'lane.json'), 'utf8')))
  expect(config.devices.map(({ name }) => name)).toEqual(['scanner', 'card-reader', 'printer', 'drawer', 'scale', 'line-display', 'payment-terminal'])
  const socket = await connectTo(shop)
  await viewWith(socket, ({ devices }) => devices.some(({ name, state }) => name === 'scanner' && state === 'ready'))
  const [, code, path] = /printf '(\d+)\\r' > (\S+)/.exec(shop.said()) ?? []
  writeFileSync(path ?? '', `${code}\r`)
  expect(lineNames(await viewWith(socket, ({ sale }) => sale.kind === 'open'))).toEqual(['Whole milk 1 L'])
  expect(JSON.parse((await get(`${shop.address('Device panel')}things.json`)).text)).toContainEqual(expect.objectContaining({ group: 'lists', how: 'scan' }))
  const second = await open()
  expect(second.said()).toContain(`Lanewise already runs on ${data}`)
  expect(second.child.exitCode).toBe(1)
  expect(await stop(shop.child)).toBe(0)
  await vi.waitFor(() => expect(processesOfOurs()).toEqual([]), 10_000)

  const again = await open()
  expect(again.said()).not.toContain('Loading')
  const page = await connectTo(again)
  expect(lineNames(await page.nextView())).toEqual(['Whole milk 1 L'])
  const pids = processesOfOurs()
  again.child.kill('SIGKILL')
  expect(pids.length).toBeGreaterThan(3)
  await vi.waitFor(() => expect(processesOfOurs()).toEqual([]), 20_000)
}, patienceMs * 2)

it('opens the window in Chromium, and again with a new address when somebody closes it', async () => {
  const bin = join(folder, 'bin')
  const opened = join(folder, 'opened')
  mkdirSync(bin)
  writeFileSync(opened, '')
  writeFileSync(join(bin, 'chromium'), `#!/bin/sh\necho $$ "$@" >> ${opened}\nexec sleep 600\n`, { mode: 0o755 })
  const windows = (): { pid: number; ticket: string }[] => readFileSync(opened, 'utf8').split('\n').filter((line) => line !== '').map((line) => ({ pid: Number.parseInt(line, 10), ticket: / --app=\S+ticket=(\S+)/.exec(line)?.[1] ?? '' }))
  const shop = await openIn({ ...process.env, DISPLAY: ':952', PATH: `${bin}:/usr/bin:/bin` }, '--shell=kiosk')
  expect(shop.said()).toContain(`Opening the lane in ${bin}/chromium: as asked.`)
  await vi.waitFor(() => expect(windows()).toHaveLength(1), 15_000)
  process.kill(windows()[0]?.pid ?? 0, 'SIGTERM')
  await vi.waitFor(() => expect(windows()).toHaveLength(2), 15_000)
  expect(new Set(windows().map(({ ticket }) => ticket)).size).toBe(2)
  expect(await stop(shop.child)).toBe(0)
  expect(isRunning(windows()[1]?.pid ?? 0)).toBe(false)
}, patienceMs * 2)

it('says at once what is wrong, and leaves nothing behind', async () => {
  const shell = await open('--shell=lynx')
  expect(shell.said()).toContain('--shell is electron, kiosk, none; not "lynx"')
  expect(shell.child.exitCode).toBe(2)
  writeFileSync(join(folder, 'photo.jpg'), 'x')
  const fresh = await open('--fresh', '--data', folder)
  expect(fresh.said()).toContain("something that is not Lanewise's")
  expect(existsSync(join(folder, 'photo.jpg'))).toBe(true)
  expect(processesOfOurs()).toEqual([])
})
