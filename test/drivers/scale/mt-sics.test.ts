import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openMtSics } from '../../../drivers/scale/mt-sics.ts'
import { bytesOf, findingsOf, sentBy, weighTask } from '../../support/drivers-scale.ts'

const weight = (grams: number): object => ({ kind: 'weight', grams, isNet: false })
const notYet = (detail: string): object => ({ kind: 'not-yet', detail })

function asked(kind: 'weigh' | 'zero' = 'weigh'): ReturnType<typeof openMtSics> {
  const dialect = openMtSics()
  dialect.begin(kind === 'weigh' ? weighTask : { kind })
  return dialect
}

describe('an MT-SICS scale', () => {
  it('is asked for what is there now, and set to zero with Z', () => {
    expect([sentBy(openMtSics().begin(weighTask)), sentBy(openMtSics().begin({ kind: 'zero' }))]).toEqual([['SI\r\n'], ['Z\r\n']])
  })

  it.each([
    ['stable, in kilograms', 'S S      1.235 kg\r\n', [weight(1235)]],
    ['stable, in grams', 'S S     750.4 g\r\n', [weight(750)]],
    ['another width of field', 'S S 1.235 kg\r\n', [weight(1235)]],
    ['an empty pan', 'S S      0.000 kg\r\n', [weight(0)]],
    ['below zero', 'S S     -0.005 kg\r\n', [notYet('under-zero')]],
    ['dynamic', 'S D      1.230 kg\r\n', [notYet('in-motion')]],
    ['busy', 'S I\r\n', [notYet('in-motion')]],
    ['overload', 'S +\r\n', [notYet('over-capacity')]],
    ['underload', 'S -\r\n', [notYet('under-zero')]],
    ['syntax error', 'ES\r\n', [notYet('bad-answer')]],
    ['transmission error', 'ET\r\n', [notYet('bad-answer')]],
    ['logical error', 'EL\r\n', [notYet('bad-answer')]],
    ['an unknown unit', 'S S      1.235 tl\r\n', [notYet('bad-answer')]],
    ['no unit', 'S S      1.235\r\n', [notYet('bad-answer')]],
    ['a byte of another parity', 'S S      1.\xb235 kg\r\n', [notYet('bad-answer')]],
    ['its greeting after power-on is no answer', 'I4 A "0123456789"\r\nS S      1.235 kg\r\n', [weight(1235)]],
    ['noise in front of it', '~\0U S S      1.235 kg\r\n', [weight(1235)]],
    ['noise within it', 'S S      1.2~5 kg\r\n', [notYet('bad-answer')]],
    ['a line that never ends', `${'S'.repeat(200)}\r\n`, [notYet('bad-answer')]],
  ])('%s', (_what, answer, findings) => {
    expect(findingsOf(asked(), bytesOf(answer))).toEqual(findings)
    expect(findingsOf(asked(), ...Array.from(bytesOf(answer), (byte) => bytesOf([byte])))).toEqual(findings)
  })

  it.each([
    ['Z A\r\n', [{ kind: 'zeroed' }]],
    ['Z I\r\n', [notYet('in-motion')]],
    ['Z +\r\n', [notYet('needs-zero')]],
    ['Z -\r\n', [notYet('needs-zero')]],
    ['Z ?\r\n', [notYet('bad-answer')]],
    ['ES\r\n', [notYet('bad-answer')]],
    ['S S      0.000 kg\r\n', []],
  ])('set to zero it answers %j', (answer, findings) => {
    expect(findingsOf(asked('zero'), bytesOf(answer))).toEqual(findings)
  })

  it('makes no weight out of noise', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
      for (const finding of findingsOf(asked(), bytesOf(Array.from(noise)))) expect(finding.kind).toBe('not-yet')
    }), { seed: 51, numRuns: 500 })
  })
})
