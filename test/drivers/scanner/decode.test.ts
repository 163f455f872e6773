import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, type InFront } from '../../../drivers/scanner/decode.ts'

const table: { title: string; bytes: string; prefix?: string; labelId?: InFront['labelId']; expected: object }[] = [
  { title: 'a plain code is its text', bytes: '5901234123457', expected: { kind: 'text', text: '5901234123457', aim: undefined } },
  { title: 'the AIM identifier is told apart', bytes: ']E05901234123457', expected: { kind: 'text', text: '5901234123457', aim: ']E0' } },
  { title: 'GS inside a GS1 code stays', bytes: ']C1010952123454321310LOT7\x1d17271231', expected: { kind: 'text', text: '010952123454321310LOT7\x1d17271231', aim: ']C1' } },
  { title: 'a prefix set up in the scanner is taken off', bytes: '>]E05901234123457', prefix: '>', expected: { kind: 'text', text: '5901234123457', aim: ']E0' } },
  { title: 'a reading without the prefix is kept', bytes: '5901234123457', prefix: '>', expected: { kind: 'text', text: '5901234123457', aim: undefined } },
  { title: "Zebra's letters name the kind", bytes: 'A5901234123457', labelId: 'zebra', expected: { kind: 'text', text: '5901234123457', aim: ']E0' } },
  { title: "Zebra's letters of three", bytes: 'P0Q0109521234543213', labelId: 'zebra', expected: { kind: 'text', text: '0109521234543213', aim: ']Q3' } },
  { title: "Zebra has one letter for eight digits of EAN-8 and UPC-E: the lane judges", bytes: 'A96385074', labelId: 'zebra', expected: { kind: 'text', text: '96385074', aim: undefined } },
  { title: "Honeywell's letters", bytes: '>d5901234123457', prefix: '>', labelId: 'honeywell', expected: { kind: 'text', text: '5901234123457', aim: ']E0' } },
  { title: "Datalogic's two letters before its one", bytes: 'FF96385074', labelId: 'datalogic', expected: { kind: 'text', text: '96385074', aim: ']E4' } },
  { title: "Datalogic's DataBar brings its application identifier", bytes: 'R40109521234543213', labelId: 'datalogic', expected: { kind: 'text', text: '0109521234543213', aim: ']e0' } },
  { title: "Datalogic's European letters", bytes: 'k10LOT7', labelId: 'datalogic-eu', expected: { kind: 'text', text: '10LOT7', aim: ']C1' } },
  { title: 'a code without the letters is kept', bytes: '5901234123457', labelId: 'zebra', expected: { kind: 'text', text: '5901234123457', aim: undefined } },
  { title: 'a letter alone is text', bytes: 'A', labelId: 'zebra', expected: { kind: 'text', text: 'A', aim: undefined } },
  { title: 'an AIM identifier is believed before any letters', bytes: ']C0A123', labelId: 'zebra', expected: { kind: 'text', text: 'A123', aim: ']C0' } },
  { title: 'a bracket that begins no identifier is text', bytes: '](12)', expected: { kind: 'text', text: '](12)', aim: undefined } },
  { title: 'an identifier with nothing behind it is noise', bytes: ']E0', expected: { kind: 'garbled', reason: 'noise' } },
  { title: 'a control character is noise', bytes: '5901\x00234', expected: { kind: 'garbled', reason: 'noise' } },
  { title: 'a byte above ASCII is noise', bytes: '5901\xe9', expected: { kind: 'garbled', reason: 'noise' } },
]

describe('decoding a reading', () => {
  for (const { title, bytes, prefix = '', labelId = 'none', expected } of table) it(title, () => expect(decode(Buffer.from(bytes, 'latin1'), { prefix, labelId })).toEqual(expected))

  it('lets nothing but printable ASCII and GS out, whatever comes in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 8 }), (bytes, prefix) => {
        const decoded = decode(Buffer.from(bytes), { prefix, labelId: 'zebra' })
        if (decoded.kind === 'text') expect(decoded.text).toMatch(/^[\x20-\x7e\x1d]+$/)
      }),
      { seed: 22, numRuns: 1000 },
    )
  })
})
