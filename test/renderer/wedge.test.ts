import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askTwiceMs, idleWedge, isCutOff, maxMeanGapMs, maxScanLength, minScanLength, pressWedge, sameReadMs } from '../../renderer/keys/wedge.ts'
import type { WedgeState, WedgeVerdict } from '../../renderer/keys/wedge.ts'
import { usualWedge } from '../../src/contract/wedge-settings.ts'

interface Press {
  readonly code: string
  readonly atMs: number
  readonly shift?: boolean
  readonly ctrl?: boolean
}

function pressAll(presses: readonly Press[], from: WedgeState = idleWedge): { readonly state: WedgeState; readonly verdicts: readonly WedgeVerdict[] } {
  let state = from
  const verdicts = presses.map(({ code, atMs, shift = false, ctrl = false }) => {
    const [next, verdict] = pressWedge(state, { code, shift, ctrl }, atMs, usualWedge)
    state = next
    return verdict
  })
  return { state, verdicts }
}

/** Digits from `startMs` on with one gap, and what ends them. */
function digits(text: string, { startMs = 0, gapMs = 5, end = 'Enter' }: { startMs?: number; gapMs?: number; end?: string } = {}): Press[] {
  return [...[...text].map((digit, index) => ({ code: `Digit${digit}`, atMs: startMs + index * gapMs })), { code: end, atMs: startMs + text.length * gapMs }]
}

function framed(text: string, startMs = 0): Press[] {
  const inside = [...text].map((digit, index) => ({ code: `Digit${digit}`, atMs: startMs + 1 + index }))
  return [{ code: 'F18', atMs: startMs }, ...inside, { code: 'F19', atMs: startMs + 1 + text.length }]
}

const scans = (verdicts: readonly WedgeVerdict[]): string[] => verdicts.flatMap((verdict) => (verdict.kind === 'scan' ? [verdict.text] : []))

describe('a scanner that types', () => {
  it.each([
    ['thirteen digits at 5 ms and Enter', digits('9521234567895'), ['9521234567895']],
    ['with Tab instead of Enter', digits('9521234567895', { end: 'Tab' }), ['9521234567895']],
    ['at the slowest speed that counts', digits('9521234567895', { gapMs: maxMeanGapMs }), ['9521234567895']],
    ['the shortest code', digits('123456'), ['123456']],
    ['one character short of it', digits('12345'), []],
    ['fingers', digits('9521234567895', { gapMs: 90 }), []],
    ['slow fingers', digits('9521234567895', { gapMs: 400 }), []],
    ['no end at all', digits('9521234567895').slice(0, -1), []],
    ['between its prefix and suffix, however short', framed('12'), ['12']],
    ['a suffix without a prefix', [{ code: 'F19', atMs: 0 }], []],
  ])('%s', (_name, presses, expected) => {
    expect(scans(pressAll(presses).verdicts)).toEqual(expected)
  })

  it('reads letters, signs and GS by the place of the key, whatever the layout, Caps Lock or input method', () => {
    const presses = [
      { code: 'F18', atMs: 0 }, { code: 'ShiftLeft', atMs: 1, shift: true }, { code: 'KeyA', atMs: 2, shift: true }, { code: 'KeyB', atMs: 3 }, { code: 'Minus', atMs: 4 },
      { code: 'ControlLeft', atMs: 5, ctrl: true }, { code: 'BracketRight', atMs: 6, ctrl: true }, { code: 'Digit1', atMs: 7, shift: true }, { code: 'Numpad7', atMs: 8 }, { code: 'F19', atMs: 9 },
    ]
    expect(scans(pressAll(presses).verdicts)).toEqual(['Ab-\u001d!7'])
  })

  it('hides every key of a framed scan from the rest of the page, its Enter included', () => {
    const presses = [...framed('95212345'), { code: 'Enter', atMs: 20 }]
    expect(pressAll(presses).verdicts.map(({ kind }) => kind)).toEqual(['taken', ...Array(8).fill('taken'), 'scan', 'taken'])
  })

  it('says that unframed characters went out as typing, so that they can be taken back', () => {
    expect(pressAll(digits('9521234567895')).verdicts.at(-1)).toEqual({ kind: 'scan', text: '9521234567895', handedOut: true, twice: false })
    expect(pressAll(framed('9521234567895')).verdicts.at(-1)).toMatchObject({ handedOut: false })
  })

  it('keeps a digit typed a moment before the scan out of the code', () => {
    const verdicts = pressAll([{ code: 'Digit3', atMs: 0 }, ...digits('9521234567895', { startMs: 400 })]).verdicts
    expect(scans(verdicts)).toEqual(['9521234567895'])
    expect(verdicts[1]).toMatchObject({ kind: 'character', first: true })
  })

  it.each([
    ['is one read', sameReadMs - 1, { kind: 'dropped', why: 'same-read' }],
    ['counts, and the screen asks', sameReadMs, { kind: 'scan', twice: true }],
    ['counts without a question', askTwiceMs + 1, { kind: 'scan', twice: false }],
  ])('the same code again %s after %i ms', (_name, sinceMs, expected) => {
    const first = pressAll(framed('95212345'))
    const ended = first.state.lastScan?.atMs ?? 0
    expect(pressAll(framed('95212345', ended + sinceMs - 9), first.state).verdicts.at(-1)).toMatchObject(expected)
  })

  it('throws away half a code whose end never comes', () => {
    const { state } = pressAll(framed('95212345').slice(0, 5))
    expect([isCutOff(state, 400), isCutOff(state, 600)]).toEqual([false, true])
    expect(scans(pressAll(framed('1111111', 900), state).verdicts)).toEqual(['1111111'])
  })

  it('drops a reading longer than the lane takes, and reads the next one', () => {
    const long = pressAll([{ code: 'F18', atMs: 0 }, ...Array.from({ length: maxScanLength + 1 }, () => ({ code: 'Digit1', atMs: 1 })), { code: 'F19', atMs: 2 }])
    expect(long.verdicts.at(-1)).toMatchObject({ kind: 'dropped', why: 'too-long' })
    expect(scans(pressAll(framed('123456', 10), long.state).verdicts)).toEqual(['123456'])
  })

  it('reads any run of codes in order, framed or fast, and never reads slow typing', () => {
    const code = fc.stringMatching(/^[0-9]{6,20}$/)
    const how = fc.constantFrom('framed', 'fast', 'typed')
    fc.assert(fc.property(fc.array(fc.tuple(code, how), { maxLength: 12 }), (runs) => {
      let atMs = 0
      const presses = runs.flatMap(([text, kind]) => {
        atMs += 1_000
        const run = kind === 'framed' ? framed(text, atMs) : digits(text, { startMs: atMs, gapMs: kind === 'fast' ? 8 : 60 })
        atMs = run.at(-1)?.atMs ?? atMs
        return run
      })
      expect(scans(pressAll(presses).verdicts)).toEqual(runs.filter(([, kind]) => kind !== 'typed').map(([text]) => text))
    }), { seed: 2024, numRuns: 200 })
  })

  it('hands out every typed character exactly once', () => {
    const gaps = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 300 })), { maxLength: 40 })
    fc.assert(fc.property(gaps, (typed) => {
      let atMs = 0
      const presses = typed.map(([digit, gapMs]) => ({ code: `Digit${digit}`, atMs: (atMs += gapMs) }))
      const out = pressAll(presses).verdicts.flatMap((verdict) => (verdict.kind === 'character' ? [verdict.text] : []))
      expect(out.join('')).toBe(typed.map(([digit]) => digit).join(''))
    }), { seed: 7, numRuns: 200 })
    expect(minScanLength).toBe(6)
  })
})
