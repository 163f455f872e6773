import { assert } from '../assert.ts'

/** So many things that each weigh the same. */
export interface AlikeWeight {
  readonly weight: number
  readonly count: number
}

/** Every one of the alike things gets `eachMinor`, and the first `oneMoreCount` of them one minor unit more. */
export interface AlikeShare {
  readonly eachMinor: number
  readonly oneMoreCount: number
}

/**
 * The same sharing as `shareOut`, told in runs of equal weights: 999 units of one article are one entry.
 *
 * @param amountMinor zero up to the sum of all weights
 * @param alike       weights zero or more, whole; at least one above zero unless the amount is zero
 * @returns one share per entry, same order; written out unit by unit it equals `shareOut` of the weights written out
 * @throws AssertionError outside those bounds: the caller is wrong
 */
export function shareOutAlike(amountMinor: number, alike: readonly AlikeWeight[]): AlikeShare[] {
  const total = alike.reduce((sum, { weight, count }) => sum + BigInt(weight) * BigInt(count), 0n)
  assert(Number.isSafeInteger(amountMinor) && amountMinor >= 0 && BigInt(amountMinor) <= total, `cannot share out ${amountMinor}`)
  if (amountMinor === 0) return alike.map(() => ({ eachMinor: 0, oneMoreCount: 0 }))
  const exact = alike.map(({ weight }) => BigInt(amountMinor) * BigInt(weight))
  const each = exact.map((part) => Number(part / total))
  const remainders = exact.map((part) => part % total)
  const oneMore = alike.map(() => 0)
  let leftOver = amountMinor - each.reduce((sum, share, index) => sum + share * (alike[index]?.count ?? 0), 0)
  for (const index of byLargest(remainders)) {
    oneMore[index] = Math.min(leftOver, alike[index]?.count ?? 0)
    leftOver -= oneMore[index]
  }
  return each.map((eachMinor, index) => ({ eachMinor, oneMoreCount: oneMore[index] ?? 0 }))
}

/** Positions of the largest remainder first, earliest first among equals. */
function byLargest(remainders: readonly bigint[]): number[] {
  const ordered = remainders.map((remainder, index) => ({ remainder, index }))
  ordered.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  return ordered.map(({ index }) => index)
}
