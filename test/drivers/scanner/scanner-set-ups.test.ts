import { describe, expect, it } from 'vitest'
import { hex } from '../../support/drivers-hid-scanners.ts'
import { openTestScanner } from '../../support/drivers-open-scanner.ts'

const code = '5901234123457'

/** Everything a person may have set up in a serial scanner, and the bytes it then sends. */
const table: { title: string; settings: object; bytes: string; expected: string }[] = [
  { title: 'CR', settings: {}, bytes: `${code}\r`, expected: code },
  { title: 'LF', settings: {}, bytes: `${code}\n`, expected: code },
  { title: 'CR LF', settings: {}, bytes: `${code}\r\n`, expected: code },
  { title: 'a prefix', settings: { framing: { prefix: 'SCAN:' } }, bytes: `SCAN:${code}\r`, expected: code },
  { title: 'a prefix and the AIM identifier', settings: { framing: { prefix: '>>' } }, bytes: `>>]E0${code}\r\n`, expected: `]E0${code}` },
  { title: 'a prefix and a label letter', settings: { framing: { prefix: '>>' }, labelId: 'honeywell' }, bytes: `>>d${code}\r`, expected: `]E0${code}` },
  { title: 'STX and ETX', settings: { framing: { end: 'etx' } }, bytes: `\x02${code}\x03`, expected: code },
  { title: 'STX, a prefix, a label of two letters, CR and ETX', settings: { framing: { end: 'etx', prefix: '!' }, labelId: 'datalogic' }, bytes: `\x02!F${code}\r\x03`, expected: `]E0${code}` },
  { title: 'GS1-128 with its separators', settings: {}, bytes: ']C110LOT\x1d17271231\r', expected: ']C110LOT\x1d17271231' },
]

describe.each(table)('a scanner that sends $title', ({ settings, bytes, expected }) => {
  it('is read the same wherever its bytes are split', () => {
    for (let at = 0; at <= bytes.length; at++) {
      const scanner = openTestScanner(settings)
      scanner.open()
      for (const part of [bytes.slice(0, at), bytes.slice(at)]) scanner.bring(Buffer.from(part, 'latin1'))
      expect(scanner.readings()).toEqual([expected])
    }
  })

  it('is read in order when three codes come glued together', () => {
    const scanner = openTestScanner(settings)
    scanner.open()
    scanner.bring(Buffer.from(bytes.repeat(3), 'latin1'))
    expect(scanner.readings()).toEqual([expected, expected, expected])
  })

  it('makes nothing of a code that is unplugged half way', () => {
    const scanner = openTestScanner(settings)
    scanner.open()
    scanner.bring(Buffer.from(bytes.slice(0, -3), 'latin1'))
    scanner.end()
    scanner.open()
    scanner.bring(Buffer.from(bytes, 'latin1'))
    expect(scanner.readings()).toEqual(['<cut-off>', expected])
  })
})

describe('a pause', () => {
  it('ends a reading only where no mark does', async () => {
    const silent = openTestScanner({ framing: { end: 'silence', silenceMs: 30 } })
    silent.open()
    silent.bring(Buffer.from('59012'))
    await silent.timers.pass(29)
    silent.bring(Buffer.from('34123457'))
    await silent.timers.pass(30)
    expect(silent.readings()).toEqual([code])
  })

  it('of two seconds gives half a code up where a mark should come, and never glues it to the next', async () => {
    const scanner = openTestScanner()
    scanner.open()
    scanner.bring(Buffer.from('59012'))
    await scanner.timers.pass(2000)
    scanner.bring(Buffer.from(`${code}\r`))
    expect(scanner.readings()).toEqual(['<cut-off>', code])
  })
})

it('bytes from the wire are wiped once they are read', () => {
  const scanner = openTestScanner()
  scanner.open()
  scanner.bring(Buffer.from('4111111111111111\r'))
  expect(scanner.readings()).toEqual(['<payment-card>'])
  expect(scanner.brought.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true)
})

it('a HID scanner whose reports carry no codes is in need of care, and says why', () => {
  const scanner = openTestScanner({}, { kind: 'hid', vendorId: 0x1209, productId: 1 })
  scanner.open(hex('05 8C 09 02 A1 01 85 01 75 08 95 01 09 61 81 02 C0'))
  expect(scanner.states()).toEqual(['away connecting', 'needs-care unreadable'])
})
