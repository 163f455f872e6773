import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { connect, enter } from '../support/kiosk-page.ts'
import { isRunning } from '../support/kiosk-processes.ts'

const main = fileURLToPath(new URL('../../src/kiosk/main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'lanewise-kiosk-main-'))
const screens = join(folder, 'screens')
const readyLine = z.strictObject({ ready: z.literal(true), url: z.url(), laneUrl: z.url(), customerUrl: z.url() })

beforeAll(() => {
  for (const page of ['lane', 'customer']) {
    mkdirSync(join(screens, page), { recursive: true })
    writeFileSync(join(screens, page, 'index.html'), '<!doctype html><html><head></head></html>')
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function writeConfig(change: object = {}): string {
  const path = join(folder, `${crypto.randomUUID()}.json`)
  const config = { storeId: 'demo', laneNumber: 1, dataDir: join(folder, crypto.randomUUID()), crm: { url: 'http://127.0.0.1:9', token: 'x'.repeat(16) }, cashier: { cashierId: 'c1', name: 'Kim' }, ...change }
  writeFileSync(path, JSON.stringify(config))
  return path
}

function run(...args: string[]): ChildProcess {
  return spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
}

/** Its exit code and what it said on standard error. */
async function outcome(...args: string[]): Promise<{ code: unknown; said: string }> {
  const child = run(...args)
  const [[code], said] = await Promise.all([once(child, 'exit'), child.stderr === null ? '' : text(child.stderr)])
  return { code, said }
}

async function open(...args: string[]): Promise<{ child: ChildProcess; ready: z.infer<typeof readyLine>; nextLine: () => Promise<unknown> }> {
  const child = run(...args)
  if (child.stdout === null) throw new Error('no output')
  const lines = createInterface({ input: child.stdout })
  const nextLine = async (): Promise<unknown> => JSON.parse(String((await once(lines, 'line'))[0]))
  return { child, ready: readyLine.parse(await nextLine()), nextLine }
}

it('names what is wrong with a configuration, and ends with 2', async () => {
  expect(await outcome('--config', writeConfig({ laneNumber: 0 }), '--screens', screens)).toEqual({ code: 2, said: expect.stringMatching(/is not a lane's configuration:\n {2}laneNumber: .*>=1/) })
  expect((await outcome('--config', writeConfig({ kiosk: { prot: 1 } }))).said).toMatch(/kiosk: .*"prot"/)
  const broken = join(folder, 'broken.json')
  writeFileSync(broken, '{\n  "storeId": "demo",\n  "laneNumber": oops\n}')
  expect(await outcome('--config', broken)).toEqual({ code: 2, said: expect.stringContaining('not JSON') })
  expect(await outcome('--config', join(folder, 'none.json'))).toEqual({ code: 2, said: expect.stringContaining('cannot be read') })
  expect(await outcome()).toEqual({ code: 2, said: expect.stringContaining('--config is missing') })
})

it('says which port is taken, and that the screens were not built', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' ? address?.port : 0
  expect(await outcome('--config', writeConfig({ kiosk: { port } }), '--screens', screens)).toEqual({ code: 1, said: expect.stringContaining(`Port ${port} is taken`) })
  other.close()
  expect(await outcome('--config', writeConfig(), '--screens', join(folder, 'nowhere'))).toEqual({ code: 1, said: expect.stringContaining('The screens are not built') })
})

it('opens a real lane, gives fresh addresses on request, and closes in order', async () => {
  const { child, ready, nextLine } = await open('--config', writeConfig(), '--screens', screens)
  const page = await enter(ready.laneUrl)
  const socket = await connect(ready.url, page)
  expect((await socket.nextView()).sale.kind).toBe('idle')
  child.send({ ask: 'addresses' })
  const again = readyLine.parse(await nextLine())
  expect(again.laneUrl).not.toBe(ready.laneUrl)
  expect((await enter(again.customerUrl)).html.status).toBe(200)
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await socket.closed()).toBe(1001)
  expect((await gone)[0]).toBe(0)
})

it('ends when whoever started it is gone', async () => {
  const { child } = await open('--config', writeConfig(), '--screens', screens)
  const gone = once(child, 'exit')
  child.disconnect()
  expect((await gone)[0]).toBe(0)
  expect(isRunning(child.pid ?? 0)).toBe(false)
})
