import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxFrameByteCount, openFramer, type Frame, type FrameEnd } from '../../../drivers/scanner/frame.ts'

function readings(end: FrameEnd, ...chunks: string[]): string[] {
  const framer = openFramer(end)
  return chunks.flatMap((chunk) => (chunk === '(pause)' ? framer.silence() : framer.take(Buffer.from(chunk, 'latin1')))).map(shown)
}

function shown(frame: Frame): string {
  return frame.kind === 'frame' ? frame.bytes.toString('latin1') : `<${frame.reason}>`
}

describe('marks at the end of a reading', () => {
  const table: { title: string; end: FrameEnd; chunks: string[]; expected: string[] }[] = [
    { title: 'CR ends it', end: 'cr-lf', chunks: ['5901234123457\r'], expected: ['5901234123457'] },
    { title: 'LF ends it', end: 'cr-lf', chunks: ['5901234123457\n'], expected: ['5901234123457'] },
    { title: 'CR LF ends it once', end: 'cr-lf', chunks: ['5901234123457\r\n', '4006381333931\r\n'], expected: ['5901234123457', '4006381333931'] },
    { title: 'CR and LF in two portions end it once', end: 'cr-lf', chunks: ['5901234123457\r', '\n4006381333931\r'], expected: ['5901234123457', '4006381333931'] },
    { title: 'byte by byte is the same', end: 'cr-lf', chunks: Array.from('59012\r34\r'), expected: ['59012', '34'] },
    { title: 'several in one portion come in order', end: 'cr-lf', chunks: ['1\r2\r3\r'], expected: ['1', '2', '3'] },
    { title: 'codes glued by a missing mark are one text', end: 'cr-lf', chunks: ['59012341234574006381333931\r'], expected: ['59012341234574006381333931'] },
    { title: 'half a code is given up when nothing more comes', end: 'cr-lf', chunks: ['59012', '(pause)', '4006381333931\r'], expected: ['<cut-off>', '4006381333931'] },
    { title: 'ETX ends it, STX begins it', end: 'etx', chunks: ['\x025901234123457\x03'], expected: ['5901234123457'] },
    { title: 'ETX alone ends it', end: 'etx', chunks: ['5901234123457\x03\r\n4006381333931\x03\r\n'], expected: ['5901234123457', '4006381333931'] },
    { title: 'CR before ETX is not part of it', end: 'etx', chunks: ['\x025901234123457\r\x03'], expected: ['5901234123457'] },
    { title: 'STX in the middle means the earlier one was cut off', end: 'etx', chunks: ['\x0259012\x024006381333931\x03'], expected: ['<cut-off>', '4006381333931'] },
    { title: 'a pause ends it where the scanner sends no mark', end: 'silence', chunks: ['59012', '34123457', '(pause)', '4006381333931', '(pause)'], expected: ['5901234123457', '4006381333931'] },
    { title: 'a pause with nothing before it is no reading', end: 'silence', chunks: ['(pause)', '\r', '(pause)'], expected: [] },
  ]
  for (const { title, end, chunks, expected } of table) it(title, () => expect(readings(end, ...chunks)).toEqual(expected))
})

describe('bounds', () => {
  it('the longest reading passes, one byte more is refused once', () => {
    expect(readings('cr-lf', `${'7'.repeat(maxFrameByteCount)}\r`)).toEqual(['7'.repeat(maxFrameByteCount)])
    expect(readings('cr-lf', `${'7'.repeat(maxFrameByteCount + 1)}\r`)).toEqual(['<too-long>'])
  })

  it('after a 10 kB scan the next code is read', () => {
    expect(readings('cr-lf', 'x'.repeat(10_240), '\r', '5901234123457\r')).toEqual(['<too-long>', '5901234123457'])
  })

  it('the rest of an endless one is skipped until a pause', () => {
    expect(readings('silence', 'x'.repeat(20_000), '(pause)', '5901234123457', '(pause)')).toEqual(['<too-long>', '5901234123457'])
  })

  it('an unplug in mid-code sends no half code', () => {
    const framer = openFramer('cr-lf')
    expect(framer.take(Buffer.from('59012'))).toEqual([])
    expect(framer.cutOff().map(shown)).toEqual(['<cut-off>'])
    expect(framer.take(Buffer.from('34123457\r')).map(shown)).toEqual(['34123457'])
    expect(framer.cutOff()).toEqual([])
  })
})

describe('any bytes', () => {
  const ends = fc.constantFrom<FrameEnd>('cr-lf', 'etx', 'silence')
  const noise = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 })

  it('crash nothing, and no reading is longer than the bound or holds a mark', () => {
    fc.assert(
      fc.property(ends, noise, (end, chunks) => {
        const framer = openFramer(end)
        const frames = [...chunks.flatMap((chunk) => framer.take(Buffer.from(chunk))), ...framer.silence()]
        expect(framer.isMidReading).toBe(false)
        const marks = end === 'etx' ? [0x02, 0x03] : [0x0d, 0x0a]
        for (const frame of frames) {
          if (frame.kind !== 'frame') continue
          expect(frame.bytes.length).toBeLessThanOrEqual(maxFrameByteCount)
          expect(marks.some((mark) => frame.bytes.includes(mark))).toBe(false)
        }
      }),
      { seed: 20, numRuns: 300 },
    )
  })

  it('give the same readings however they are split', () => {
    fc.assert(
      fc.property(ends, fc.uint8Array({ maxLength: 2000 }), fc.integer({ min: 1, max: 50 }), (end, bytes, size) => {
        const whole = openFramer(end).take(Buffer.from(bytes)).map(shown)
        const framer = openFramer(end)
        const parts: string[] = []
        for (let at = 0; at < bytes.length; at += size) parts.push(...framer.take(Buffer.from(bytes.subarray(at, at + size))).map(shown))
        expect(parts).toEqual(whole)
      }),
      { seed: 21, numRuns: 200 },
    )
  })
})
