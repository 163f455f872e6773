import { describe, expect, it } from 'vitest'
import { AssertionError } from '../../../src/domain/assert.ts'
import { checkDigit } from '../../../src/domain/barcode/check-digit.ts'
import { gs1Date } from '../../../src/domain/barcode/gs1-date.ts'
import { writeOwnCode } from '../../../src/domain/barcode/own-codes.ts'
import { priceVerifier } from '../../../src/domain/barcode/price-verifier.ts'

it.each([['590123412345', '7'], ['9638507', '4'], ['41600033610', '8'], ['211234567890', '0'], ['0', '0']])('the check digit of %s is %s', (digits, check) => {
  expect(checkDigit(digits)).toBe(check)
})

it.each([['2875', '9'], ['0349', '7'], ['14685', '6'], ['01234', '1']])('the verifier of the measure %s is %s', (measure, verifier) => {
  expect(priceVerifier(measure)).toBe(verifier)
})

it.each([['261231', '2026-12-31'], ['280200', '2028-02-29'], ['270200', '2027-02-28'], ['261301', undefined], ['270229', undefined], ['2612', undefined]])('the GS1 date %s is %s', (digits, day) => {
  expect(gs1Date(digits)).toBe(day)
})

describe('an own code', () => {
  it('gets leading zeros, its verifier and its check digit', () => {
    expect(writeOwnCode('20IIIIIPPPPPC', { I: '1234', P: 1234 })).toBe('2001234012348')
    expect(writeOwnCode('2IIIIIVPPPPC', { I: 12345, P: 349 })).toBe('212345703496')
  })

  it('is not written with a value that is missing, too long or no number', () => {
    expect(() => writeOwnCode('21IIIIIPPPPPC', { I: 1 })).toThrow(AssertionError)
    expect(() => writeOwnCode('21IIIIIPPPPPC', { I: 1, P: 100_000 })).toThrow(AssertionError)
    expect(() => writeOwnCode('21IIIIIPPPPPC', { I: 1, P: -5 })).toThrow(AssertionError)
  })
})
