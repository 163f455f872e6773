import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockedBy, troubleIn, unknownCondition, withAutomatic, withRealTime } from '../../../drivers/printer/condition.ts'
import { openStatusReader } from '../../../drivers/printer/status-bytes.ts'

describe('what a printer says', () => {
  it('is told apart also when one answer comes in the middle of another', () => {
    const read = openStatusReader()
    expect(read(Buffer.from([0x14, 0x00, 0x16, 0x00]))).toEqual([{ kind: 'real-time', byte: 0x16 }])
    expect(read(Buffer.from([0x0f, 0x03]))).toEqual([{ kind: 'automatic', bytes: [0x14, 0x00, 0x00, 0x0f] }, { kind: 'in-order', byte: 0x03 }])
  })

  it('passes over what is no answer', () => {
    expect(openStatusReader()(Buffer.from([0x11, 0x13, 0xff, 0x80]))).toEqual([])
  })

  it('of any bytes crashes nothing and is never more than came', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 20 }), (chunks) => {
        const read = openStatusReader()
        const answers = chunks.flatMap((chunk) => read(Buffer.from(chunk)))
        expect(answers.length).toBeLessThanOrEqual(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
      }),
      { seed: 28, numRuns: 500 },
    )
  })
})

describe('how a printer is', () => {
  const rounds: { title: string; bytes: [number, number, number, number]; trouble: string | undefined }[] = [
    { title: 'well', bytes: [0x12, 0x12, 0x12, 0x12], trouble: undefined },
    { title: 'off-line for no known reason', bytes: [0x1a, 0x12, 0x12, 0x12], trouble: 'offline' },
    { title: 'open', bytes: [0x1a, 0x16, 0x12, 0x12], trouble: 'cover-open' },
    { title: 'at the end of its paper', bytes: [0x12, 0x12, 0x12, 0x1e], trouble: 'paper-near-end' },
    { title: 'without paper', bytes: [0x1a, 0x32, 0x12, 0x7e], trouble: 'paper-out' },
    { title: 'jammed at the blade', bytes: [0x1a, 0x52, 0x1a, 0x12], trouble: 'cutter' },
    { title: 'broken', bytes: [0x1a, 0x52, 0x32, 0x12], trouble: 'broken' },
  ]
  it.each(rounds)('$title by its four real-time answers', ({ bytes, trouble }) => {
    const condition = bytes.reduce((known, byte, index) => withRealTime(known, ([1, 2, 3, 4] as const)[index] ?? 1, byte), unknownCondition)
    expect(troubleIn(condition)).toBe(trouble)
  })

  it('by its automatic status', () => {
    expect(troubleIn(withAutomatic(unknownCondition, [0x38, 0, 0, 0x0f]))).toBe('cover-open')
    expect(troubleIn(withAutomatic(unknownCondition, [0x18, 0, 0x0f, 0x0f]))).toBe('paper-out')
    expect(blockedBy(withAutomatic(unknownCondition, [0x10, 0, 0x03, 0x0f]))).toBe(undefined)
    expect(withAutomatic(unknownCondition, [0x14, 0, 0, 0x0f]).drawerPinHigh).toBe(true)
  })
})
