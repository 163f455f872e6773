import type { Currency } from '../../../src/domain/money/money.ts'

/** What a customer is likely to hand over: exactly what is due, or the next whole 1, 10, 20, 50 and 100. */
const steps = [1, 10, 20, 50, 100] as const
/** The exact amount across, and two rows of two: the keys stay large. */
const mostAmounts = 5
/** Notes a cashier adds up, one press each. */
const notes = [5, 10, 20, 50, 100] as const

/**
 * @param dueMinor zero or more; zero where cash is rounded to nothing
 * @returns amounts of at least `dueMinor`, the exact one first, rising, without duplicates, at most five
 */
export function quickAmounts(dueMinor: number, currency: Currency): readonly number[] {
  const nexts = steps.map((wholes) => nextMultiple(dueMinor, wholes * wholeMinor(currency)))
  return [...new Set([dueMinor, ...nexts])].sort((a, b) => a - b).slice(0, mostAmounts)
}

export function noteAmounts(currency: Currency): readonly number[] {
  return notes.map((wholes) => wholes * wholeMinor(currency))
}

/** One whole of the currency; a currency without small change is counted in hundreds. */
function wholeMinor({ decimals }: Currency): number {
  return decimals === 0 ? 100 : 10 ** decimals
}

function nextMultiple(amountMinor: number, stepMinor: number): number {
  return Math.ceil(amountMinor / stepMinor) * stepMinor
}
