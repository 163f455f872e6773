import { describe, expect, it } from 'vitest'
import { describeHidScanner, type HidScannerLayout } from '../../../drivers/simulator/hid-scanner-layout.ts'
import { openTestScanner, type OpenScanner } from '../../support/drivers-open-scanner.ts'

const hidWire = { kind: 'hid', vendorId: 0x1209, productId: 1 }
const reports: HidScannerLayout['reports'] = [{ reportId: 2, fields: [{ kind: 'data', byteCount: 20, as: 'variable' }] }]
const plain: HidScannerLayout['reports'] = [{ reportId: 0, fields: [{ kind: 'data', byteCount: 20, as: 'variable' }] }]

async function outcomeOf(scanner: OpenScanner, passMs = 0): Promise<string[]> {
  scanner.order('beep')
  await scanner.timers.pass(passMs)
  return scanner.outcomes()
}

describe('telling a scanner that a code is not on file', () => {
  it.each<[string, string, string]>([
    ['Honeywell by its command', 'honeywell', '16070d'],
    ['another by a BEL', 'bel', '07'],
  ])('%s', async (_title, kind, bytes) => {
    const scanner = openTestScanner({ beep: kind })
    scanner.open()
    expect(await outcomeOf(scanner)).toEqual(['beep done'])
    expect(scanner.written.map((one) => one.toString('hex'))).toEqual([bytes])
  })

  it.each<[string, HidScannerLayout, 'written' | 'features', string]>([
    ['the first bit of an output report', { reports, beep: { kind: 'output', reportId: 4, beforeBitCount: 0 } }, 'written', '0401'],
    ['a bit behind others of the same report', { reports, beep: { kind: 'output', reportId: 4, beforeBitCount: 11 } }, 'written', '040008'],
    ['a feature report, where there is no output', { reports, beep: { kind: 'feature', reportId: 9, beforeBitCount: 2 } }, 'features', '0904'],
    ['an output under the same id as the codes, whose bits are counted apart', { reports, beep: { kind: 'output', reportId: 2, beforeBitCount: 0 } }, 'written', '0201'],
    ['no report ids at all, and a 0 in their place', { reports: plain, beep: { kind: 'output', reportId: 0, beforeBitCount: 0 } }, 'written', '0001'],
  ])('HID by %s', async (_title, layout, where, bytes) => {
    const scanner = openTestScanner({ beep: 'hid' }, hidWire)
    scanner.open(describeHidScanner(layout))
    expect(await outcomeOf(scanner)).toEqual(['beep done'])
    expect(scanner[where].map((one) => one.toString('hex'))).toEqual([bytes])
  })

  it.each<[string, object, object | undefined, Buffer | undefined]>([
    ['that is set up for no beep', { beep: 'none' }, undefined, undefined],
    ['on HID without such a report', { beep: 'hid' }, hidWire, describeHidScanner({ reports })],
    ['on HID whose descriptor is not to be had', { beep: 'hid' }, hidWire, undefined],
    ['on a serial port told to beep by HID', { beep: 'hid' }, undefined, undefined],
    ['that sends text and is told to beep by SSI', { beep: 'ssi' }, undefined, undefined],
  ])('is refused for one %s, and nothing is written', async (_title, settings, wire, descriptor) => {
    const scanner = openTestScanner(settings, wire)
    scanner.open(descriptor)
    expect(await outcomeOf(scanner)).toEqual(['beep failed unsupported'])
    expect([...scanner.written, ...scanner.features]).toEqual([])
  })

  it('fails at once while it is away, and is not made up for later', async () => {
    const scanner = openTestScanner({ beep: 'bel' })
    scanner.open()
    scanner.end()
    expect(await outcomeOf(scanner)).toEqual(['beep failed away'])
    scanner.open()
    await scanner.timers.pass(5000)
    expect(scanner.written).toEqual([])
  })

  it('is answered once, in time, when the write never ends or is cut', async () => {
    const scanner = openTestScanner({ beep: 'bel' })
    scanner.open()
    scanner.endWrites(undefined)
    expect(await outcomeOf(scanner, 1000)).toEqual(['beep unknown timed-out'])
    scanner.endWrites('cut')
    scanner.order('next')
    await scanner.timers.pass(2000)
    expect(scanner.outcomes()).toEqual(['beep unknown timed-out', 'next unknown cut'])
  })
})
