import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openToledo8217 } from '../../../drivers/scale/toledo-8217.ts'
import { bytesOf, findingsOf, sentBy, weighTask } from '../../support/drivers-scale.ts'

const weight = (grams: number, isNet = false): object => ({ kind: 'weight', grams, isNet })
const notYet = (detail: string): object => ({ kind: 'not-yet', detail })

function asked(unit: 'kg' | 'lb' = 'kg', kind: 'weigh' | 'zero' = 'weigh'): ReturnType<typeof openToledo8217> {
  const dialect = openToledo8217(unit)
  dialect.begin(kind === 'weigh' ? weighTask : { kind })
  return dialect
}

describe('a Toledo 8217 scale', () => {
  it('is asked with W, and set to zero with Z and a look at what came of it', () => {
    expect([sentBy(openToledo8217('kg').begin(weighTask)), sentBy(openToledo8217('kg').begin({ kind: 'zero' }))]).toEqual([['W'], ['ZW']])
  })

  it.each([
    ['the sample of the manual', '\x0201.235\r', weight(1235)],
    ['a net weight', '\x0200.480N\r', weight(480, true)],
    ['an empty pan', '\x0200.000\r', weight(0)],
    ['leading blanks', '\x02  1.235\r', weight(1235)],
    ['in motion', [0x02, 0x3f, 0x41, 0x0d], notYet('in-motion')],
    ['over capacity, and in motion', [0x02, 0x3f, 0x43, 0x0d], notYet('over-capacity')],
    ['under zero: the sample of the manual, with bit 6', [0x02, 0x3f, 0x44, 0x0d], notYet('under-zero')],
    ['the same without bit 6', [0x02, 0x3f, 0x04, 0x0d], notYet('under-zero')],
    ['outside zero', [0x02, 0x3f, 0x48, 0x0d], notYet('needs-zero')],
    ['at the centre of zero', [0x02, 0x3f, 0x50, 0x0d], notYet('at-zero')],
    ['net and in motion', [0x02, 0x3f, 0x61, 0x0d], notYet('in-motion')],
    ['bit 6 alone says nothing', [0x02, 0x3f, 0x40, 0x0d], notYet('bad-answer')],
    ['a status of another parity', [0x02, 0x3f, 0xc4, 0x0d], notYet('bad-answer')],
    ['a weight of another parity', [0x02, 0x30, 0xb1, 0x2e, 0x32, 0x33, 0x35, 0x0d], notYet('bad-answer')],
    ['a weight that lost its point', '\x02001235\r', notYet('bad-answer')],
    ['two points', '\x0201.2.35\r', notYet('bad-answer')],
    ['nothing', '\x02\r', notYet('bad-answer')],
    ['too long', '\x0200000000000000000001.235\r', notYet('bad-answer')],
  ])('%s', (_what, answer, finding) => {
    expect(findingsOf(asked(), bytesOf(answer))).toEqual([finding])
  })

  it('reads pounds where it is set to them', () => {
    expect(findingsOf(asked('lb'), bytesOf('\x0202.200\r'))).toEqual([weight(998)])
  })

  it('reads an answer byte by byte, two in one piece, and one with noise around it', () => {
    expect(findingsOf(asked(), ...Array.from(bytesOf('\x0201.235\r'), (byte) => bytesOf([byte])))).toEqual([weight(1235)])
    expect(findingsOf(asked(), bytesOf('\x0201.235\r\x0200.500\r'))).toEqual([weight(1235), weight(500)])
    expect(findingsOf(asked(), bytesOf('~ U\x0201.235\r\0 '))).toEqual([weight(1235)])
  })

  it('an answer that is cut off by the next one is no answer', () => {
    expect(findingsOf(asked(), bytesOf('\x0201.2'), bytesOf('\x0200.500\r'))).toEqual([notYet('bad-answer'), weight(500)])
  })

  it('half an answer to an older question does not join the next one', () => {
    const dialect = asked()
    dialect.take(bytesOf('\x0201.2'))
    dialect.begin(weighTask)
    expect(findingsOf(dialect, bytesOf('35\r\x0200.500\r'))).toEqual([weight(500)])
  })

  it.each([
    ['at zero after it', '\x0200.000\r', { kind: 'zeroed' }],
    ['a model that answers Z with its status', [0x02, 0x3f, 0x50, 0x0d], { kind: 'zeroed' }],
    ['still loaded', '\x0200.300\r', notYet('needs-zero')],
    ['in motion', [0x02, 0x3f, 0x41, 0x0d], notYet('in-motion')],
  ])('set to zero: %s', (_what, answer, finding) => {
    expect(findingsOf(asked('kg', 'zero'), bytesOf(answer))).toEqual([finding])
  })

  it('makes no weight out of noise that does not hold one', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      const findings = findingsOf(asked(), bytesOf(Array.from(noise)))
      expect(findings.length).toBeLessThanOrEqual(noise.length)
      for (const finding of findings) if (finding.kind === 'weight') expect(Buffer.from(noise).toString('latin1')).toMatch(/\x02 *\d{1,5}\.\d{1,4}N?\r/)
    }), { seed: 8217, numRuns: 500 })
  })
})
