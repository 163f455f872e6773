import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDevices } from '../../../drivers/host.ts'
import { receiptText } from '../../../drivers/simulator/paper.ts'
import { openSimulatedPrinter, type SimulatedPrinter } from '../../../drivers/simulator/simulated-printer.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import type { Devices } from '../../../src/contract/devices.ts'
import { chineseReceipt, printOrder } from '../../support/drivers-receipts.ts'
import { eventually, listenTo, temporaryFolder, type DeviceLog, type TemporaryFolder } from '../../support/drivers.ts'

/** A serial printer, and the same opened as the kernel shows a USB printer: a file one reads and writes. */
describe.each(['serial', 'file'] as const)('a printer on a %s wire', (kind) => {
  let folder: TemporaryFolder
  let printer: SimulatedPrinter
  let devices: Devices
  let log: DeviceLog
  const whole = (): number => printer.receipts.filter((receipt) => receipt.cut).length

  beforeEach(async () => {
    folder = temporaryFolder()
    const lanePath = join(folder.dir, 'printer')
    printer = await openSimulatedPrinter({ lanePath })
    devices = openDevices([
      deviceConfig.parse({ role: 'printer', name: 'printer', profile: 'gb18030-80mm', wire: kind === 'serial' ? printer.wire : { kind: 'file', path: lanePath } }),
      deviceConfig.parse({ role: 'drawer', name: 'drawer', printer: 'printer' }),
    ])
    log = listenTo(devices)
    await log.untilState('printer', 'ready')
  })
  afterEach(async () => {
    await devices.close()
    await printer.close()
    folder.remove()
  })

  it('prints every byte as it is, and opens the drawer', async () => {
    for (const orderId of ['r1', 'r2', 'r3']) devices.order(printOrder(orderId, chineseReceipt))
    devices.order({ type: 'open-drawer', orderId: 'k1', device: 'drawer', timeoutMs: 5000 })
    for (const orderId of ['r1', 'r2', 'r3', 'k1']) expect(await log.outcome(orderId)).toEqual({ type: 'outcome', orderId, outcome: 'done' })
    expect(printer.receipts.map(receiptText)).toEqual(Array.from({ length: 3 }, () => ['        测试超市', '                   副本 COPY', '鲜牛奶 1 l x 2                          ¥23.80 A', '合计                                      ¥23.80'].join('\n')))
    expect({ kicks: printer.drawer.kickCount, unknown: printer.unknown }).toEqual({ kicks: 1, unknown: [] })
    await log.until((message) => message.type === 'drawer' && message.open)
  })

  it('tells that its paper is out, and goes on when there is some', async () => {
    printer.set({ paper: 'out' })
    await log.untilState('printer', 'needs-care', 'paper-out')
    devices.order(printOrder('r1'))
    expect(await log.outcome('r1')).toMatchObject({ outcome: 'failed', detail: 'paper-out' })
    printer.set({ paper: 'ok' })
    await log.untilState('printer', 'ready')
  })

  it('pulled in mid-receipt leaves it unknown, prints nothing of it later, and is back by itself', async () => {
    printer.dropLinkAfter(200)
    devices.order(printOrder('r1'))
    expect(await log.outcome('r1')).toMatchObject({ outcome: 'unknown' })
    await log.untilState('printer', 'ready')
    devices.order(printOrder('r2', chineseReceipt))
    expect(await log.outcome('r2')).toMatchObject({ outcome: 'done' })
    await eventually(() => whole() === 1)
    expect(printer.receipts.filter((receipt) => receiptText(receipt).includes('Test Market')).every((receipt) => !receipt.cut)).toBe(true)
  })

  it('unplugged fails at once', async () => {
    await printer.unplug()
    await log.untilState('printer', 'away')
    devices.order(printOrder('r1'))
    expect(await log.outcome('r1')).toMatchObject({ outcome: 'failed' })
    await printer.replug()
    await log.untilState('printer', 'ready')
    expect(whole()).toBe(0)
  })
})
