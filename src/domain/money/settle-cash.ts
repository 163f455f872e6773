import { roundCash, type CashRounding } from './cash-rounding.ts'

/** How cash ends a payment. */
export interface CashEnd {
  /** Zero or more, in coins that there are. */
  readonly changeMinor: number
  /** What rounding makes the customer pay more than is due, or less where it is below zero: at most half an increment. */
  readonly roundingMinor: number
}

/**
 * Whether cash covers what is left to pay, and what then goes back.
 *
 * Only the money that changes hands last is rounded: what is left after it, if it is not more than nothing. Whoever
 * counts out what is due to the cent, where such coins are still taken, pays just that.
 *
 * @param leftMinor  due less everything taken before, above zero
 * @param givenMinor cash handed over, zero or more; zero is enough where what is left rounds to nothing
 * @returns undefined where it does not cover it: part of the money
 */
export function settleCash({ leftMinor, givenMinor, rounding }: { readonly leftMinor: number; readonly givenMinor: number; readonly rounding: CashRounding | undefined }): CashEnd | undefined {
  if (givenMinor < Math.min(leftMinor, roundCash(leftMinor, rounding))) return undefined
  const openMinor = leftMinor - givenMinor
  const backMinor = roundCash(openMinor, rounding)
  return { changeMinor: 0 - backMinor, roundingMinor: backMinor - openMinor }
}
