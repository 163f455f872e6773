import { describe, expect, it } from 'vitest'
import { idleWedge, pressWedge } from '../../renderer/keys/wedge.ts'
import type { WedgeVerdict } from '../../renderer/keys/wedge.ts'
import { wedgeSettings } from '../../src/contract/wedge-settings.ts'
import type { WedgeSettings } from '../../src/contract/wedge-settings.ts'

/** One key down, as a browser tells it: place, what the computer's layout makes of it, and what is held. */
interface Down {
  readonly code: string
  readonly key: string
  readonly shift?: boolean
  readonly ctrl?: boolean
  readonly alt?: boolean
}

const gapMs = 4

function press(downs: readonly Down[], settings: Partial<WedgeSettings> = {}, stepMs = gapMs): WedgeVerdict[] {
  const set = wedgeSettings.parse(settings)
  let state = idleWedge
  return downs.map(({ code, key, shift = false, ctrl = false, alt = false }, index) => {
    const [next, verdict] = pressWedge(state, { code, key, shift, ctrl, alt }, index * stepMs, set)
    state = next
    return verdict
  })
}

const scans = (verdicts: readonly WedgeVerdict[]): string[] => verdicts.flatMap((verdict) => (verdict.kind === 'scan' ? [verdict.text] : []))

/** `Digit5:5` is a key, `+KeyZ:Z` one with Shift (and Shift's own key before it), `^BracketRight:]` one with Ctrl. */
function keys(line: string): Down[] {
  return line.split(' ').flatMap((word): Down[] => {
    const held = word[0] === '+' ? 'Shift' : word[0] === '^' ? 'Control' : undefined
    const [code = '', key = ''] = (held === undefined ? word : word.slice(1)).split(/:(.*)/)
    if (held === undefined) return [{ code, key }]
    const mark = held === 'Shift' ? { shift: true } : { ctrl: true }
    return [{ code: `${held}Left`, key: held, ...mark }, { code, key, ...mark }]
  })
}

/** Digits without Shift, as most boards have them. */
const digits = (text: string, keyOf: (digit: string) => string = (digit) => digit): Down[] => Array.from(text, (digit) => ({ code: `Digit${digit}`, key: keyOf(digit) }))
/** Digits of a French board. */
const frenchDigits = (text: string): Down[] => Array.from(text).flatMap((digit) => [{ code: 'ShiftLeft', key: 'Shift', shift: true }, { code: `Digit${digit}`, key: digit, shift: true }])
/** A character by its number, Alt held. */
const altCode = (number: string): Down[] => [{ code: 'AltLeft', key: 'Alt', alt: true }, ...Array.from(number, (digit) => ({ code: `Numpad${digit}`, key: digit, alt: true }))]

const enter: Down = { code: 'Enter', key: 'Enter' }
const before: Down = { code: 'F18', key: 'F18' }
const after: Down = { code: 'F19', key: 'F19' }
const ean = '9521234567895'

const table: { title: string; downs: Down[]; settings?: Partial<WedgeSettings>; expected: string[] }[] = [
  { title: 'an American scanner on an American computer', downs: [before, ...keys('+KeyA:A KeyB:b Minus:- Slash:/ +Semicolon:: Digit7:7'), after], expected: ['Ab-/:7'] },
  { title: 'an American scanner on a German computer: z and y, - and ß change their keys, not their places', downs: [before, ...keys('KeyZ:y KeyY:z Minus:ß Slash:- BracketLeft:ü Digit5:5'), after], expected: ['zy-/[5'] },
  { title: 'an American scanner on a French computer', downs: [before, ...digits(ean, (digit) => 'à&é"\'(-è_ç'[Number(digit)] ?? ''), ...keys('KeyQ:a Semicolon:m +KeyW:Z'), after], expected: [`${ean}q;W`] },
  { title: 'an American scanner on a French computer, without a frame', downs: [...digits(ean, (digit) => 'à&é"\'(-è_ç'[Number(digit)] ?? ''), enter], expected: [ean] },
  { title: 'a French scanner on a French computer, a code of digits', downs: [...frenchDigits(ean), enter], expected: [ean] },
  { title: 'a French scanner on an American computer, a code of digits', downs: [before, ...Array.from(ean).map((digit): Down => ({ code: `Digit${digit}`, key: ')!@#$%^&*('[Number(digit)] ?? '', shift: true })), after], expected: [ean] },
  { title: 'a French scanner on a French computer that is set up so, letters and signs', settings: { layout: 'as-computer' }, downs: [before, ...frenchDigits('01'), ...keys('KeyQ:a +Period:/ Digit6:- +KeyA:Q'), after], expected: ['01a/-Q'] },
  { title: 'a German scanner on a German computer that is set up so', settings: { layout: 'as-computer' }, downs: [before, ...keys('+KeyY:Z KeyZ:y Slash:- +Digit7:/ Digit1:1'), after], expected: ['Zy-/1'] },
  { title: 'with a Chinese input method on, which hides every key', downs: [...digits(ean, () => 'Process'), { ...enter, key: 'Process' }], expected: [ean] },
  { title: 'the same in a scanner set up as the computer: the places are what is left', settings: { layout: 'as-computer' }, downs: [before, ...digits(ean, () => 'Process'), after], expected: [ean] },
  { title: 'on a system that does not know the places of keys', downs: [...Array.from(ean, (key) => ({ code: '', key })), enter], expected: [ean] },
  { title: 'with Caps Lock on', downs: [before, ...keys('KeyA:A +KeyB:b'), after], expected: ['aB'] },
  { title: 'GS as Ctrl+]', downs: [before, ...digits('10'), ...keys('+KeyL:L ^BracketRight:]'), ...digits('17'), after], expected: ['10L\u001d17'] },
  { title: 'GS as Ctrl+] on a German computer', downs: [before, ...digits('10'), ...keys('+KeyL:L ^BracketRight:+'), ...digits('17'), after], expected: ['10L\u001d17'] },
  { title: 'GS as F8, between prefix and suffix', downs: [before, ...digits('10'), { code: 'F8', key: 'F8' }, ...digits('17'), after], expected: ['10\u001d17'] },
  { title: 'GS as F8, in a fast code without a frame', downs: [...digits('10123456'), { code: 'F8', key: 'F8' }, ...digits('17'), enter], expected: ['10123456\u001d17'] },
  { title: 'GS as Alt and 0029', downs: [...digits('10123456'), ...altCode('0029'), ...digits('17271231'), enter], expected: ['10123456\u001d17271231'] },
  { title: 'every character as Alt and its number', downs: [...Array.from('10Ab-9').flatMap((sign) => altCode(String(sign.charCodeAt(0)).padStart(4, '0'))), enter], expected: ['10Ab-9'] },
  { title: 'every character as Alt and its number, between prefix and suffix', downs: [before, ...altCode('065'), ...altCode('029'), ...altCode('122'), after], expected: ['A\u001dz'] },
  { title: 'Alt and a number that no code holds', downs: [before, ...digits('1'), ...altCode('0007'), ...digits('2'), after], expected: ['12'] },
  { title: 'STX and ETX as prefix and suffix', settings: { prefix: 'stx', suffix: 'etx' }, downs: [...keys('^KeyB:b'), ...digits('123'), ...keys('^KeyC:c')], expected: ['123'] },
  { title: 'F13 as prefix and Enter as suffix', settings: { prefix: 'F13', suffix: 'enter' }, downs: [{ code: 'F13', key: 'F13' }, ...digits('123'), enter, ...keys('KeyA:a')], expected: ['123'] },
  { title: 'no prefix, and Tab behind every code', settings: { prefix: 'none', suffix: 'tab' }, downs: [...digits(ean), { code: 'Tab', key: 'Tab' }], expected: [ean] },
  { title: 'no prefix, and a function key behind every code', settings: { prefix: 'none', suffix: 'F24' }, downs: [...digits(ean), { code: 'F24', key: 'F24' }], expected: [ean] },
  { title: 'the usual prefix where another is set up', settings: { prefix: 'F13' }, downs: [before, ...digits('123'), after], expected: [] },
]

describe('a scanner that types', () => {
  for (const { title, downs, settings, expected } of table) it(title, () => expect(scans(press(downs, settings))).toEqual(expected))
})

describe('a finger', () => {
  it('on F8 is no separator', () => {
    expect(press([...digits('12'), { code: 'F8', key: 'F8' }], {}, 90).at(-1)).toEqual({ kind: 'other' })
    expect(press([{ code: 'F8', key: 'F8' }])).toEqual([{ kind: 'other' }])
  })

  it('holding Shift between two letters does not begin another burst: what was typed can be taken back as one', () => {
    const verdicts = press([...keys('+KeyA:A +KeyB:B'), ...digits('123456'), enter])
    expect(verdicts.filter((verdict) => verdict.kind === 'character' && verdict.first)).toHaveLength(1)
    expect(verdicts.at(-1)).toMatchObject({ kind: 'scan', text: 'AB123456', handedOut: true })
  })

  it('typing a code with Shift is no scanner', () => {
    expect(scans(press([...frenchDigits(ean), enter], {}, 60))).toEqual([])
  })
})
