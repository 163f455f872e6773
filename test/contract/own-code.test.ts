import { expect, it } from 'vitest'
import { ownCode } from '../../src/contract/own-code.ts'
import { demoOwnCodes } from '../../src/domain/barcode/own-codes.ts'

it.each(demoOwnCodes.map(({ kind, pattern }) => [kind, pattern] as const))('a store may use %s %s', (kind, pattern) => {
  expect(ownCode.parse({ kind, pattern })).toEqual({ kind, pattern })
})

it.each([
  ['price-label', '21IIIIIWWWWWC', 'a price-label needs P'],
  ['weight-label', '21WWWWWC', 'a weight-label needs I'],
  ['member-card', '29NNNNNNNNNNC', 'a member-card needs M or U'],
  ['price-label', '21IIIIIVPPPC', 'V guards four or five digits of P, or of W'],
  ['price-label', '21IIIIIVPPPPPPC', 'V guards four or five digits of P, or of W'],
  ['weight-label', '2IIIIIVWWWWWWC', 'V guards four or five digits of P, or of W'],
  ['badge', 'CBBBB', 'C and V stand once at most, and C not at the front'],
  ['badge', '2BBCBBC', 'C and V stand once at most, and C not at the front'],
])('no store may use %s %s: %s', (kind, pattern, message) => {
  expect(ownCode.safeParse({ kind, pattern }).error?.issues).toMatchObject([{ path: ['pattern'], message }])
})
