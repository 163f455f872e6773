import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { looksLikePaymentCard } from '../../src/contract/payment-card.ts'
import { checkDigit } from '../../src/domain/barcode/check-digit.ts'
import { holdsCardNumber } from '../../src/domain/barcode/payment-card.ts'

/** Numbers that payment companies publish for tests; no account stands behind them. */
const testNumbers = [
  '4111111111111111', '4242424242424242', '4012888888881881', '5555555555554444', '5105105105105100', '2223003122003222', '378282246310005',
  '371449635398431', '6011111111111117', '6011000990139424', '30569309025904', '38520000023237', '3530111333300000', '3566002020360505', '6200000000000005',
]

/** Appends the Luhn digit. */
function withLuhn(digits: string): string {
  const sum = Array.from(digits).reverse().reduce((total, digit, index) => total + (index % 2 === 0 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)]! : Number(digit)), 0)
  return digits + String((10 - (sum % 10)) % 10)
}

const digitsOf = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((digits) => digits.join(''))

describe('a payment card is refused', () => {
  it.each(testNumbers)('as a bare number, at the reader and as a code: %s', (number) => {
    expect(looksLikePaymentCard(number)).toBe(true)
    expect(looksLikePaymentCard(number, 'code')).toBe(true)
  })

  it.each([
    ['with spaces', '4111 1111 1111 1111'],
    ['with dashes', '5555-5555-5555-4444'],
    ['with spaces around it', ' 378282246310005 '],
    ['as track 1', '%B4111111111111111^DOE/JANE^28121010000000000?'],
    ['as track 1 without its sentinel', 'B4111111111111111^DOE/JANE^2812101'],
    ['as track 2', ';4111111111111111=28121010000000000?'],
    ['as track 2 without its sentinels', '5555555555554444=28121010000000000'],
    ['as track 2 that was misread', ';4111111111111112=2812101?'],
  ])('%s', (_, text) => {
    expect(looksLikePaymentCard(text)).toBe(true)
    expect(looksLikePaymentCard(text, 'code')).toBe(true)
  })

  it('at the reader in every length from 12 to 19 digits and behind a label, when its prefix is a scheme’s', () => {
    const prefix = fc.constantFrom('3', '4', '5', '6', '2221', '2300', '2699', '2720')
    const number = fc.tuple(prefix, fc.integer({ min: 12, max: 19 }), digitsOf(19)).map(([start, length, rest]) => withLuhn((start + rest).slice(0, length - 1)))
    fc.assert(fc.property(number, (digits) => looksLikePaymentCard(digits) && looksLikePaymentCard(`ID:${digits}`)), { seed: 52, numRuns: 500 })
  })
})

describe('the shop’s own things are not refused', () => {
  it('no 8-, 12- or 13-digit product code is taken for a card when scanned or keyed', () => {
    const code = fc.tuple(fc.constantFrom(7, 11, 12), digitsOf(12)).map(([length, digits]) => digits.slice(0, length) + checkDigit(digits.slice(0, length)))
    fc.assert(fc.property(code, (digits) => !looksLikePaymentCard(digits, 'code')), { seed: 53, numRuns: 2000 })
  })

  it('no 14-digit product code with a right check digit is taken for a card', () => {
    fc.assert(fc.property(digitsOf(13), (digits) => !looksLikePaymentCard(digits + checkDigit(digits), 'code')), { seed: 54, numRuns: 2000 })
  })

  it('a club card beginning with 29 passes the reader, whatever its digits', () => {
    const card = digitsOf(10).map((digits) => `29${digits}` + checkDigit(`29${digits}`))
    fc.assert(fc.property(card, (digits) => !looksLikePaymentCard(digits) && !looksLikePaymentCard(digits, 'code')), { seed: 55, numRuns: 2000 })
  })

  it.each([
    ['a number whose Luhn digit is wrong', '4111111111111112'],
    ['a coupon’s element string', '(17)261231(255)9521234500018030001123456'],
    ['an item with a serial number that happens to be a card number', 'https://example.com/01/09521234543213/21/4111111111111111'],
    ['nothing', ''],
  ])('%s', (_, text) => expect(looksLikePaymentCard(text, 'code')).toBe(false))
})

it('a card number hidden in a longer text keeps that text off the screen', () => {
  expect(holdsCardNumber('PAN 4111-1111-1111-1111 exp 12/28')).toBe(true)
  expect(holdsCardNumber('41111111111111111227')).toBe(true)
  expect(holdsCardNumber('12274111111111111111')).toBe(true)
  expect(holdsCardNumber('no 1 4111111111111111 2')).toBe(true)
  expect(holdsCardNumber('9521234543213')).toBe(false)
})
