import { assert } from '../assert.ts'

/**
 * Shares an amount over weights so that the parts add up exactly (largest remainder).
 *
 * Each weight takes its part rounded down; the units left over go one by one to
 * the largest remainders, earliest first. Order decides between equal remainders
 * and nothing else: whoever hands in lines hands them in by what they are, not as scanned.
 *
 * @param amountMinor zero or more, whole
 * @param weights     zero or more each, whole, at least one above zero unless the amount is zero
 * @returns one share per weight, same order, summing to `amountMinor`; no share exceeds its weight while `amountMinor` is at most their sum
 */
export function shareOut(amountMinor: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  assert(amountMinor >= 0 && Number.isSafeInteger(amountMinor), `cannot share out ${amountMinor}`)
  assert(amountMinor === 0 || total > 0, 'nothing to share over')
  if (amountMinor === 0) return weights.map(() => 0)
  // What a till sees is far below this, and whole numbers without bound take three times as long, for every scan.
  if (Number.isSafeInteger(amountMinor * total)) return shareOutSmall(amountMinor, weights, total)
  const exact = weights.map((weight) => BigInt(amountMinor) * BigInt(weight))
  const shares = exact.map((part) => Number(part / BigInt(total)))
  const remainders = exact.map((part, index) => ({ index, left: part % BigInt(total) }))
  remainders.sort((a, b) => (a.left === b.left ? a.index - b.index : a.left > b.left ? -1 : 1))
  const leftOver = amountMinor - shares.reduce((sum, share) => sum + share, 0)
  for (const { index } of remainders.slice(0, leftOver)) shares[index] = (shares[index] ?? 0) + 1
  return shares
}

/** The same where every product is a whole number that a double holds exactly. */
function shareOutSmall(amountMinor: number, weights: readonly number[], total: number): number[] {
  const remainders = weights.map((weight, index) => ({ index, left: (amountMinor * weight) % total }))
  const shares = weights.map((weight, index) => (amountMinor * weight - (remainders[index]?.left ?? 0)) / total)
  const leftOver = amountMinor - shares.reduce((sum, share) => sum + share, 0)
  remainders.sort((a, b) => b.left - a.left || a.index - b.index)
  for (const { index } of remainders.slice(0, leftOver)) shares[index] = (shares[index] ?? 0) + 1
  return shares
}
