import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identifiers } from '../../../src/domain/barcode/ai/find-identifier.ts'
import { checkDigit } from '../../../src/domain/barcode/check-digit.ts'
import { readBracketedElements, readElementString, writeElementString } from '../../../src/domain/barcode/element-string.ts'
import type { Identified, Unreadable } from '../../../src/domain/barcode/identified.ts'
import { demoOwnCodes } from '../../../src/domain/barcode/own-codes.ts'
import { readScan } from '../../../src/domain/barcode/read-scan.ts'
import { anyElement } from '../../support/domain-element-values.ts'

const digitsOf = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
const gtinOf = (outcome: Identified | Unreadable) => ('kind' in outcome && outcome.kind === 'item' ? outcome.gtin : undefined)
const sells = (text: string, aim?: string) => gtinOf(scan(text, aim).outcome) !== undefined
const scan = (text: string, aim?: string, ownCodes = demoOwnCodes.slice(0, 0)) => readScan(text, { aim, source: 'scanner', ownCodes })

it('element strings of any identifiers are read as they were written', () => {
  const seen = new Set<string>()
  fc.assert(fc.property(fc.uniqueArray(anyElement, { selector: ({ ai }) => ai, minLength: 1, maxLength: 6 }), (pairs) => {
    const elements = new Map(pairs.map(({ ai, value }) => [ai, value]))
    for (const ai of elements.keys()) seen.add(ai)
    expect(readElementString(writeElementString(elements))).toEqual({ elements })
    if (!pairs.some(({ value }) => /[()]/.test(value))) expect(readBracketedElements(pairs.map(({ ai, value }) => `(${ai})${value}`).join(''))).toEqual({ elements })
  }), { seed: 3101, numRuns: 800 })
  expect(seen.size).toBeGreaterThan(identifiers.size * 0.95)
})

describe('one wrong digit never makes an item', () => {
  /** Bodies without their check digit, and the symbologies that carry them; undefined where the scanner says nothing. */
  const carriers = [[7, ']E4'], [7, ']XC'], [7, undefined], [11, ']E0'], [11, ']Xg'], [11, undefined], [12, ']E0'], [12, ']X9'], [12, undefined], [13, ']I1'], [13, undefined]] as const

  it.each(carriers)('in a code of %i digits and a check digit under %s, whichever digit and whatever it becomes', (length, aim) => {
    fc.assert(fc.property(digitsOf(length), (body) => {
      const code = body + checkDigit(body)
      expect(everyWrongDigit(code).filter((wrong) => sells(wrong, aim))).toEqual([])
    }), { seed: 3102, numRuns: 25 })
  })

  it.each([']C1', ']e0', ']Q3', ']d2', undefined])('in a GTIN inside an element string under %s', (aim) => {
    fc.assert(fc.property(digitsOf(13), fc.constantFrom('', '17261130', '3103000750', '10AB'), (body, more) => {
      const gtin = body + checkDigit(body)
      expect(gtinOf(scan(`01${gtin}${more}`, aim).outcome)).toBe(gtin)
      expect(everyWrongDigit(gtin).filter((wrong) => sells(`01${wrong}${more}`, aim))).toEqual([])
      expect(everyWrongDigit('01').filter((wrong) => sells(`${wrong}${gtin}${more}`, aim))).toEqual([])
    }), { seed: 3103, numRuns: 25 })
  })

  it('in a GTIN inside a Digital Link', () => {
    fc.assert(fc.property(digitsOf(13), (body) => {
      expect(everyWrongDigit(body + checkDigit(body)).filter((wrong) => sells(`https://example.com/01/${wrong}`, ']Q1'))).toEqual([])
    }), { seed: 3104, numRuns: 20 })
  })

  it('in a book with its price beside it, outside the price', () => {
    fc.assert(fc.property(digitsOf(9), digitsOf(5), (body, addOn) => {
      const book = `978${body}${checkDigit(`978${body}`)}`
      expect(everyWrongDigit(book).filter((wrong) => sells(wrong + addOn, ']E3') || sells(wrong + addOn))).toEqual([])
    }), { seed: 3105, numRuns: 20 })
  })

  function everyWrongDigit(code: string): string[] {
    return Array.from(code).flatMap((digit, index) => Array.from('0123456789').filter((other) => other !== digit).map((other) => code.slice(0, index) + other + code.slice(index + 1)))
  }
})

it('any text gets an answer, and an item only a GTIN with a right check digit', () => {
  const pieces = fc.array(fc.oneof(
    anyElement.map(({ ai, value }) => ai + value),
    fc.constantFrom('\u001d', '01', '0109521234543213', '9521234543213', 'https://a/01/', '/10/', '?17=', '(', ')', '%', ']E0', ']C1', '\r', '8110', '8112', '255'),
    fc.string({ unit: 'binary', maxLength: 12 }),
    digitsOf(6),
  ), { maxLength: 12 }).map((parts) => parts.join(''))
  const aims = fc.constantFrom(undefined, ...[...'EXCeQdJIAGFLzUZ'].flatMap((letter) => [...'0123459grstCk'].map((modifier) => `]${letter}${modifier}`)))
  fc.assert(fc.property(pieces, aims, fc.constantFrom('scanner' as const, 'card-reader' as const, 'keyed' as const), (text, aim, source) => {
    const { outcome, warnings } = readScan(text, { aim, source, ownCodes: demoOwnCodes })
    const gtin = gtinOf(outcome)
    const isRight = gtin === undefined || checkDigit(gtin.slice(0, -1)) === gtin.at(-1)
    const isShown = !('unreadable' in outcome) || /^\P{C}{0,64}$/u.test(outcome.shown)
    return isRight && isShown && warnings.length < 200
  }), { seed: 3106, numRuns: 3000 })
})

it('long and hostile texts are answered at once', () => {
  const gs = '\u001d'
  const hostile = ['9'.repeat(512), '0'.repeat(512), `01${'0'.repeat(14)}`.repeat(32), gs.repeat(512), `10A${gs}`.repeat(100), `https://a/${'01/'.repeat(600)}`, `https://a/01/0?${'1='.repeat(900)}`, `(${'('.repeat(500)}`, `4300${'%2'.repeat(200)}`, 'A'.repeat(512), `https://a/${'A'.repeat(2000)}`]
  const startedAt = performance.now()
  for (const text of hostile) for (const aim of [undefined, ']C1', ']Q1', ']E0']) scan(text, aim)
  // Forty-four readings, each given twenty times what a slow one takes on a busy machine.
  expect(performance.now() - startedAt).toBeLessThan(500)
})
