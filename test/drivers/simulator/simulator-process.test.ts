import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openDevices } from '../../../drivers/host.ts'
import { devicesConfig } from '../../../src/contract/config.ts'
import type { Devices } from '../../../src/contract/devices.ts'
import { printOrder } from '../../support/drivers-receipts.ts'
import { listenTo, temporaryFolder, type DeviceLog, type TemporaryFolder } from '../../support/drivers.ts'

const ready = z.object({ ready: z.literal(true), configs: devicesConfig, url: z.url() })
const main = fileURLToPath(new URL('../../../drivers/simulator/main.ts', import.meta.url))

let folder: TemporaryFolder
let child: ChildProcess
let url: string
let devices: Devices
let log: DeviceLog

beforeAll(async () => {
  folder = temporaryFolder()
  child = spawn(process.execPath, [main, '--dir', folder.dir], { stdio: ['pipe', 'pipe', 'inherit'] })
  if (!child.stdout) throw new Error('no output')
  const [line] = await once(createInterface(child.stdout), 'line')
  const up = ready.parse(JSON.parse(String(line)))
  url = up.url
  devices = openDevices(up.configs)
  log = listenTo(devices)
  for (const device of ['scanner', 'card-reader', 'printer']) await log.untilState(device, 'ready')
})

afterAll(async () => {
  await devices.close()
  const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve()
  child.kill('SIGTERM')
  await ended
  folder.remove()
})

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers })
  await response.text()
  return response.status
}

describe('the control door', () => {
  it('scans, swipes, taps and makes noise', async () => {
    expect(await post('/scan', { text: '5901234123457', aim: ']E0' })).toBe(200)
    await log.until((message) => message.type === 'scanned' && message.text === '5901234123457')
    expect(await post('/swipe', { text: '4111111111111111=25121011000012300000' })).toBe(200)
    await log.until((message) => message.type === 'payment-card-rejected')
    expect(await post('/tap', { text: '2900000048218' })).toBe(200)
    await log.until((message) => message.type === 'swiped')
    expect(await post('/noise', { device: 'scanner' })).toBe(200)
    await log.until((message) => message.type === 'garbled' && message.reason === 'noise')
  })

  it('takes the paper out, opens the cover, unplugs and plugs in', async () => {
    await post('/printer', { paper: 'out' })
    await log.untilState('printer', 'needs-care', 'paper-out')
    await post('/printer', { paper: 'ok', cover: 'open' })
    await log.untilState('printer', 'needs-care', 'cover-open')
    await post('/printer', { cover: 'closed' })
    await log.untilState('printer', 'ready')
    await post('/unplug', { device: 'scanner' })
    await log.untilState('scanner', 'away')
    await post('/replug', { device: 'scanner' })
    await log.untilState('scanner', 'ready')
  })

  it('shows what was printed and whether the drawer is open', async () => {
    devices.order(printOrder('r1'))
    devices.order({ type: 'open-drawer', orderId: 'k1', device: 'drawer', timeoutMs: 5000 })
    await log.outcome('r1')
    await log.outcome('k1')
    const state = z.object({ printer: z.object({ receipts: z.array(z.string()) }), drawer: z.object({ open: z.boolean(), kickCount: z.number() }) }).parse(await (await fetch(`${url}/state`)).json())
    expect(state.printer.receipts[0]).toContain('Test Market')
    expect(state.drawer).toEqual({ open: true, kickCount: 1 })
    await post('/drawer', { close: true })
    await log.until((message) => message.type === 'drawer' && !message.open)
  })

  it('puts goods on the scale, and takes them off', async () => {
    await log.untilState('scale', 'ready')
    await post('/weigh', { grams: 734, swingCount: 1 })
    devices.order({ type: 'weigh', orderId: 'w1', device: 'scale', timeoutMs: 8000, pricePerKgMinor: 199, tareGrams: 0 })
    expect(await log.outcome('w1')).toMatchObject({ outcome: 'done', weighed: { grams: 734 } })
    await post('/weigh', { grams: 0 })
    devices.order({ type: 'weigh', orderId: 'w2', device: 'scale', timeoutMs: 500, pricePerKgMinor: 199, tareGrams: 0 })
    expect(await log.outcome('w2')).toMatchObject({ outcome: 'failed', detail: 'at-zero' })
    await post('/scale', { deaf: true })
    await log.untilState('scale', 'away', 'no-answer')
    await post('/scale', { deaf: false })
    await log.untilState('scale', 'ready')
  })

  it('lets the customer at the card terminal pay, be declined and press the red key', async () => {
    const pay = (orderId: string): void => devices.order({ type: 'pay', orderId, device: 'payment-terminal', timeoutMs: 30_000, amountMinor: 1234 })
    await log.untilState('payment-terminal', 'ready')
    await post('/customer', { does: 'decline' })
    pay('p1')
    expect(await log.outcome('p1')).toMatchObject({ outcome: 'failed', detail: 'declined' })
    await post('/customer', { does: 'pay' })
    await post('/payment-terminal', { slowMs: 0 })
    pay('p2')
    expect(await log.outcome('p2')).toMatchObject({ outcome: 'done', payment: { amountMinor: 1234 } })
    await post('/customer', { does: 'nothing' })
    pay('p3')
    await log.until((message) => message.type === 'payment-progress' && message.orderId === 'p3')
    await post('/customer', { does: 'cancel' })
    expect(await log.outcome('p3')).toMatchObject({ outcome: 'failed', detail: 'aborted' })
  })

  it('shows what stands on the pole display', async () => {
    await log.untilState('line-display', 'ready')
    devices.order({ type: 'show-lines', orderId: 'l1', device: 'line-display', timeoutMs: 3000, upper: 'Whole milk 1 L', lower: '1.09' })
    expect(await log.outcome('l1')).toMatchObject({ outcome: 'done' })
    const shown = async (): Promise<string> => JSON.stringify(await (await fetch(`${url}/state`)).json())
    await expect.poll(shown).toContain('Whole milk 1 L')
  })

  it('pulls the plug of every device, and each is ready again', async () => {
    const names = ['scanner', 'card-reader', 'printer', 'scale', 'line-display', 'payment-terminal']
    await Promise.all(names.map(async (device) => {
      await post('/unplug', { device })
      await log.untilState(device, 'away')
      await post('/replug', { device })
      await log.untilState(device, 'ready')
    }))
  })

  it('says what can be asked of it, with the shape of every body', async () => {
    const { routes } = z.object({ routes: z.array(z.object({ method: z.literal('POST'), path: z.string(), says: z.string().min(10), body: z.looseObject({}) })) }).parse(await (await fetch(url)).json())
    const paths = routes.map(({ path }) => path)
    expect(new Set(paths).size).toBe(paths.length)
    expect(paths).toEqual(expect.arrayContaining(['/scan', '/swipe', '/tap', '/weigh', '/customer', '/printer', '/drawer', '/unplug', '/replug', '/noise']))
    for (const { path, body } of routes) expect({ path, isObject: body['type'] === 'object' || body['anyOf'] !== undefined }).toEqual({ path, isObject: true })
  })

  it('refuses what it does not understand, and web pages', async () => {
    expect(await post('/scan', {})).toBe(400)
    expect(await post('/printer', { paper: 'gone' })).toBe(400)
    expect(await post('/explode', {})).toBe(404)
    expect(await post('/scan', { text: '1' }, { origin: 'https://example.com' })).toBe(403)
    const torn = await fetch(`${url}/scan`, { method: 'POST', body: '{' })
    expect(torn.status).toBe(400)
  })
})

describe('the simulator process', () => {
  it('ends with its parent and removes its links', async () => {
    const ended = once(child, 'exit')
    child.stdin?.end()
    expect((await ended)[0]).toBe(0)
    expect(readdirSync(folder.dir)).toEqual([])
  })

  it('says what is wrong with its command line', async () => {
    const wrong = spawn(process.execPath, [main, '--port', '99999'], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    wrong.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
    expect((await once(wrong, 'close'))[0]).toBe(2)
    expect(said).toContain('--dir is missing')
  })
})
