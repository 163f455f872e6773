import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { supervise } from '../../../src/cli/start/supervise.ts'
import type { Plan, Supervised } from '../../../src/cli/start/supervise.ts'
import { isRunning } from '../../support/kiosk-processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'lanewise-supervise-'))
const open: Supervised<number>[] = []
afterEach(() => Promise.all(open.splice(0).map((child) => child.stop())))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A small program that says "ready <pid>", and does what the test is about. */
function plan(body: string, more: Partial<Plan<number>> = {}): Plan<number> {
  const path = join(folder, `${crypto.randomUUID()}.mjs`)
  writeFileSync(path, `import { spawn } from 'node:child_process'\nconst ready = () => console.log('ready ' + process.pid)\nsetInterval(() => {}, 1000)\n${body}\n`)
  return {
    name: 'the child', command: process.execPath, args: [path], channel: false, stopMs: 5_000, readyMs: 20_000, backoffMs: [1, 1, 1],
    readReady: (line) => (line.startsWith('ready ') ? Number(line.slice(6)) : undefined),
    ...more,
  }
}

function start(...args: Parameters<typeof supervise<number>>): Supervised<number> {
  const child = supervise(...args)
  open.push(child)
  return child
}

it('starts a program, hears that it is ready, and leaves nothing behind', async () => {
  const child = start(plan('ready()'))
  const pid = await child.firstReady
  expect(isRunning(pid)).toBe(true)
  await child.stop()
  expect(isRunning(pid)).toBe(false)
})

it('starts it again after a crash, and passes on its other lines', async () => {
  const pids: number[] = []
  const lines: string[] = []
  const crashes: string[] = []
  const child = start(plan("console.log('hello'); ready()"), { onReady: (pid) => pids.push(pid), onLine: (line) => lines.push(line), onCrash: (how) => crashes.push(how) })
  await child.firstReady
  process.kill(pids[0] ?? 0, 'SIGKILL')
  await vi.waitFor(() => expect(pids).toHaveLength(2), 15_000)
  expect(crashes).toEqual(['was ended by SIGKILL'])
  expect(lines).toEqual(['hello', 'hello'])
})

it('starts it again even when it ended peacefully: somebody closed the window', async () => {
  const crashes: { how: string; againInMs: number }[] = []
  start(plan('ready(); setTimeout(() => process.exit(0), 20)', { backoffMs: [1, 2] }), { onCrash: (how, againInMs) => crashes.push({ how, againInMs }) })
  await vi.waitFor(() => expect(crashes.length).toBeGreaterThanOrEqual(3), 30_000)
  expect(crashes.slice(0, 3)).toEqual([{ how: 'ended with code 0', againInMs: 1 }, { how: 'ended with code 0', againInMs: 2 }, { how: 'ended with code 0', againInMs: 2 }])
})

it('gives up a program that ends before it was ever ready', async () => {
  await expect(start(plan('process.exit(3)')).firstReady).rejects.toThrow('the child ended with code 3')
  await expect(start(plan('', { command: join(folder, 'missing') })).firstReady).rejects.toThrow('the child cannot be started')
})

it('gives up a program that does not become ready in time', async () => {
  await expect(start(plan('', { readyMs: 300 })).firstReady).rejects.toThrow('the child was not ready after 0 s')
})

it('kills a program that ignores the request to stop', async () => {
  const child = start(plan("process.on('SIGTERM', () => {}); ready()", { stopMs: 50 }))
  const pid = await child.firstReady
  await child.stop()
  expect(isRunning(pid)).toBe(false)
})

it('leaves no grandchild either, stubborn or not', async () => {
  const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready ' + process.pid)"
  const child = start(plan(`spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { stdio: ['ignore', 'inherit', 'inherit'] })`))
  const grandchild = await child.firstReady
  await child.stop()
  await vi.waitFor(() => expect(isRunning(grandchild)).toBe(false))
})

it('stops while it waits to start again', async () => {
  let crashCount = 0
  const child = start(plan('ready(); setTimeout(() => process.exit(1), 10)', { backoffMs: [600_000] }), { onCrash: () => (crashCount += 1) })
  await vi.waitFor(() => expect(crashCount).toBe(1), 15_000)
  await child.stop()
})

it('asks for new arguments before every start', async () => {
  const pids: number[] = []
  let askCount = 0
  const base = plan('console.log(process.argv.at(-1)); ready()')
  const lines: string[] = []
  start({ ...base, args: async () => [...(typeof base.args === 'function' ? [] : base.args), `ticket-${(askCount += 1)}`] }, { onReady: (pid) => pids.push(pid), onLine: (line) => lines.push(line) })
  await vi.waitFor(() => expect(pids).toHaveLength(1), 15_000)
  process.kill(pids[0] ?? 0, 'SIGKILL')
  await vi.waitFor(() => expect(pids).toHaveLength(2), 15_000)
  expect(lines).toEqual(['ticket-1', 'ticket-2'])
})

it('takes a program that says nothing as ready when it runs', async () => {
  const child = start(plan('', { readyAtOnce: 7 }))
  expect(await child.firstReady).toBe(7)
})
