import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDevices } from '../../../drivers/host.ts'
import { receiptText } from '../../../drivers/simulator/paper.ts'
import { openSimulatedPrinter, type SimulatedPrinter } from '../../../drivers/simulator/simulated-printer.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import type { DeviceOrder, Devices } from '../../../src/contract/devices.ts'
import { printOrder } from '../../support/drivers-receipts.ts'
import { listenTo, type DeviceLog } from '../../support/drivers.ts'

let printer: SimulatedPrinter
let devices: Devices
let log: DeviceLog

beforeEach(async () => {
  printer = await openSimulatedPrinter()
  devices = openDevices([
    deviceConfig.parse({ role: 'drawer', name: 'drawer', printer: 'printer' }),
    deviceConfig.parse({ role: 'printer', name: 'printer', wire: { kind: 'tcp', host: '127.0.0.1', port: printer.port } }),
  ])
  log = listenTo(devices)
  await log.untilState('printer', 'ready')
})

afterEach(async () => {
  await devices.close()
  await printer.close()
})

const kickOrder = (orderId: string, timeoutMs = 8000): DeviceOrder => ({ type: 'open-drawer', orderId, device: 'drawer', timeoutMs })
const wholeReceipts = (): number => printer.receipts.filter((receipt) => receipt.cut).length

describe('a receipt', () => {
  it('is done when the printer has worked through it', async () => {
    devices.order(printOrder('r1'))
    expect(await log.outcome('r1')).toEqual({ type: 'outcome', orderId: 'r1', outcome: 'done' })
    expect(printer.receipts.map(receiptText)).toHaveLength(1)
    expect(receiptText(printer.receipts[0] ?? { lines: [], cut: false })).toContain('Test Market')
    expect(printer.unknown).toEqual([])
  })

  it('prints each of several once, in order', async () => {
    for (const orderId of ['r1', 'r2', 'r3']) devices.order(printOrder(orderId))
    for (const orderId of ['r1', 'r2', 'r3']) expect(await log.outcome(orderId)).toMatchObject({ outcome: 'done' })
    expect(wholeReceipts()).toBe(3)
  })

  it('that waits behind too many others is refused', async () => {
    printer.set({ slowMs: 100 })
    for (let number = 0; number < 12; number++) devices.order(printOrder(`r${number}`))
    expect(await log.outcome('r11')).toMatchObject({ outcome: 'failed', detail: 'busy' })
  })

  it('with a barcode that cannot be printed fails and leaves no mark on paper', async () => {
    devices.order(printOrder('r1', { language: 'en', copy: false, blocks: [{ kind: 'barcode', symbology: 'ean-13', data: '12' }] }))
    expect(await log.outcome('r1')).toMatchObject({ outcome: 'failed', detail: 'unprintable' })
    expect(printer.dataByteCount).toBeLessThan(20)
  })
})

describe('a printer somebody must see to', () => {
  it.each([
    { faults: { paper: 'out' as const }, trouble: 'paper-out' },
    { faults: { cover: 'open' as const }, trouble: 'cover-open' },
    { faults: { cutter: 'stuck' as const }, trouble: 'cutter' },
  ])('says $trouble and fails a receipt before a byte', async ({ faults, trouble }) => {
    printer.set(faults)
    await log.untilState('printer', 'needs-care', trouble)
    const before = printer.dataByteCount
    devices.order(printOrder('r1'))
    expect(await log.outcome('r1')).toMatchObject({ outcome: 'failed', detail: trouble })
    // Questions may come to the printer; the shortest receipt is longer than all of them.
    expect(printer.dataByteCount - before).toBeLessThan(10)
    printer.set({ paper: 'ok', cover: 'closed', cutter: 'ok' })
    await log.untilState('printer', 'ready')
    devices.order(printOrder('r2'))
    expect(await log.outcome('r2')).toMatchObject({ outcome: 'done' })
    expect(wholeReceipts()).toBe(1)
  })

  it('says that paper is near its end and goes on printing', async () => {
    printer.set({ paper: 'near-end' })
    await log.untilState('printer', 'needs-care', 'paper-near-end')
    devices.order(printOrder('r1'))
    expect(await log.outcome('r1')).toMatchObject({ outcome: 'done' })
  })

  it('whose paper ends in mid-receipt leaves it unknown, and is not mistaken for done when the roll is changed', async () => {
    printer.endPaperAfter(4)
    devices.order(printOrder('r1', undefined, 1500))
    await log.untilState('printer', 'needs-care', 'paper-out')
    expect(await log.outcome('r1')).toMatchObject({ outcome: 'unknown' })
    printer.set({ paper: 'ok' })
    await log.untilState('printer', 'ready')
    devices.order(printOrder('r2'))
    expect(await log.outcome('r2')).toMatchObject({ outcome: 'done' })
  })
})

describe('a link that is cut', () => {
  it('before, inside or after a receipt is never taken for done, and nothing is printed twice', async () => {
    devices.order(printOrder('whole'))
    await log.outcome('whole')
    const receiptByteCount = printer.dataByteCount
    for (const share of [0.01, 0.25, 0.5, 0.75, 0.99]) {
      const before = wholeReceipts()
      printer.dropLinkAfter(Math.floor(receiptByteCount * share))
      devices.order(printOrder(`cut ${share}`))
      expect(await log.outcome(`cut ${share}`)).toMatchObject({ outcome: 'unknown' })
      await log.untilState('printer', 'ready')
      expect(wholeReceipts() - before).toBeLessThanOrEqual(1)
    }
  })

  it('leaves nothing behind: orders while away fail at once, and nothing comes out when it is back', async () => {
    await printer.unplug()
    await log.untilState('printer', 'away')
    const before = printer.dataByteCount
    devices.order(printOrder('r1'))
    devices.order(kickOrder('k1'))
    expect(await log.outcome('r1')).toMatchObject({ outcome: 'failed' })
    expect(await log.outcome('k1')).toMatchObject({ outcome: 'failed' })
    await printer.replug()
    await log.untilState('printer', 'ready')
    devices.order(printOrder('r2'))
    expect(await log.outcome('r2')).toMatchObject({ outcome: 'done' })
    expect({ receipts: wholeReceipts(), kicks: printer.drawer.kickCount }).toEqual({ receipts: 1, kicks: 0 })
    expect(printer.dataByteCount - before).toBeGreaterThan(0)
  })

  it('to a printer that no longer answers is noticed, and mended', async () => {
    printer.set({ deaf: true })
    devices.order(printOrder('r1'))
    expect(await log.outcome('r1')).toMatchObject({ outcome: 'failed', detail: 'no-answer' })
    await log.untilState('printer', 'away', 'no-answer')
    printer.set({ deaf: false })
    await log.untilState('printer', 'ready')
  })
})

describe('the cash drawer', () => {
  it('is kicked exactly once, and says that it is open and shut', async () => {
    await log.until((message) => message.type === 'drawer' && !message.open)
    devices.order(kickOrder('k1'))
    expect(await log.outcome('k1')).toMatchObject({ outcome: 'done' })
    await log.until((message) => message.type === 'drawer' && message.open)
    expect(printer.drawer.kickCount).toBe(1)
    log.clear()
    printer.closeDrawer()
    await log.until((message) => message.type === 'drawer' && !message.open)
  })

  it('opens while the printer is out of paper, and not again when the roll is changed', async () => {
    printer.set({ paper: 'out' })
    await log.untilState('printer', 'needs-care', 'paper-out')
    devices.order(kickOrder('k1'))
    expect(await log.outcome('k1')).toMatchObject({ outcome: 'done' })
    printer.set({ paper: 'ok' })
    await log.untilState('printer', 'ready')
    devices.order(printOrder('r1'))
    await log.outcome('r1')
    expect(printer.drawer.kickCount).toBe(1)
  })

  it('with the link cut before its pulse is confirmed is unknown, and not kicked again', async () => {
    printer.dropLinkAfter(5)
    devices.order(kickOrder('k1'))
    expect(await log.outcome('k1')).toMatchObject({ outcome: 'unknown' })
    await log.untilState('printer', 'ready')
    expect(printer.drawer.kickCount).toBeLessThanOrEqual(1)
  })

  it('without its printer says so', async () => {
    const alone = openDevices([deviceConfig.parse({ role: 'drawer', name: 'drawer', printer: 'none' })])
    const said = listenTo(alone)
    await said.untilState('drawer', 'away', 'not-found')
    alone.order(kickOrder('k1'))
    expect(await said.outcome('k1')).toMatchObject({ outcome: 'failed' })
    await alone.close()
  })
})
