import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSsiReader, ssiNakCause, ssiOpcode, ssiSource, ssiStatus, writeSsiPacket, type SsiEvent } from '../../../drivers/scanner/ssi-packet.ts'
import { hex } from '../../support/drivers-hid-scanners.ts'

const ean = hex('12 F3 00 00 0B 35 39 30 31 32 33 34 31 32 33 34 35 37 FC 52')
const shown = (event: SsiEvent): string => (event.kind === 'packet' ? `${event.packet.opcode.toString(16)} ${event.packet.status} ${event.packet.data.toString('latin1')}` : event.kind)
const read = (...chunks: readonly Buffer[]): string[] => {
  const reader = openSsiReader()
  return chunks.flatMap((chunk) => reader.take(chunk)).map(shown)
}

describe('SSI packets', () => {
  it.each([
    ['an acknowledgement', writeSsiPacket({ opcode: ssiOpcode.ack }), '04 D0 04 00 FF 28'],
    ['scanning allowed', writeSsiPacket({ opcode: 0xe9 }), '04 E9 04 00 FF 0F'],
    ['please send again', writeSsiPacket({ opcode: ssiOpcode.nak, data: Buffer.from([ssiNakCause.resend]) }), '05 D1 04 00 01 FF 25'],
    ['an EAN-13 as the scanner sends it', writeSsiPacket({ opcode: ssiOpcode.decodeData, source: ssiSource.decoder, data: Buffer.from('\x0b5901234123457', 'latin1') }), '12 F3 00 00 0B 35 39 30 31 32 33 34 31 32 33 34 35 37 FC 52'],
  ])('are written to the byte: %s', (_title, bytes, expected) => expect(bytes).toEqual(hex(expected)))

  it('are read whole, in pieces and glued together', () => {
    const one = 'f3 0 \x0b5901234123457'
    expect(read(ean)).toEqual([one])
    expect(read(...Array.from(ean, (byte) => Buffer.from([byte])))).toEqual([one])
    expect(read(Buffer.concat([ean, ean, ean]))).toEqual([one, one, one])
  })

  it('damaged anywhere in their data or checksum are never taken for good', () => {
    for (let at = 3; at < ean.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const damaged = Buffer.from(ean)
        damaged[at] = (damaged[at] ?? 0) ^ (1 << bit)
        expect(read(damaged)).toEqual(['bad-checksum'])
      }
    }
  })

  it('are found behind noise, which is told once', () => {
    expect(read(hex('00 01 02 03 ff 80 9a 13'), ean)).toEqual(['noise', 'f3 0 \x0b5901234123457'])
  })

  it('of plain text are noise: the scanner has not been set up', () => {
    expect(read(Buffer.from('5901234123457\r'))).toEqual(['noise'])
  })

  it('from the host itself are none: an echoing cable', () => {
    expect(read(writeSsiPacket({ opcode: ssiOpcode.ack }))).toEqual(['noise'])
  })

  it('given up half way leave nothing behind, and say whether they were sent before', () => {
    const reader = openSsiReader()
    const again = writeSsiPacket({ opcode: ssiOpcode.decodeData, source: ssiSource.decoder, status: ssiStatus.retransmit, data: Buffer.from('\x0b59') })
    expect(reader.take(again.subarray(0, 6))).toEqual([])
    expect(reader.isMidPacket).toBe(true)
    expect(reader.giveUp()).toEqual({ wasHalf: true, status: ssiStatus.retransmit })
    expect(reader.take(ean).map(shown)).toEqual(['f3 0 \x0b5901234123457'])
  })

  it('any data comes out as it went in, in any portions, with noise between', () => {
    const packet = fc.record({ data: fc.uint8Array({ maxLength: 251 }), status: fc.constantFrom(0, 1, 2, 3) })
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 8 }), fc.integer({ min: 1, max: 40 }), (packets, size) => {
        const bytes = Buffer.concat(packets.map(({ data, status }) => Buffer.concat([Buffer.from([0, 2, 1]), writeSsiPacket({ opcode: ssiOpcode.decodeData, source: ssiSource.decoder, status, data: Buffer.from(data) })])))
        const reader = openSsiReader()
        const out: SsiEvent[] = []
        for (let at = 0; at < bytes.length; at += size) out.push(...reader.take(bytes.subarray(at, at + size)))
        expect(out.flatMap((event) => (event.kind === 'packet' ? [{ data: Uint8Array.from(event.packet.data), status: event.packet.status }] : []))).toEqual(packets)
        expect(out.filter((event) => event.kind === 'noise')).toHaveLength(packets.length)
      }),
      { seed: 41, numRuns: 200 },
    )
  })

  it('of any bytes crash nothing and hold nothing for ever', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 10 }), (chunks) => {
        const reader = openSsiReader()
        for (const chunk of chunks) reader.take(Buffer.from(chunk))
        reader.giveUp()
        expect(reader.isMidPacket).toBe(false)
      }),
      { seed: 42, numRuns: 300 },
    )
  })
})
