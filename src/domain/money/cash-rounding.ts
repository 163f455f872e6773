/** How amounts are rounded that are paid in cash, where the smallest coins are gone. */
export interface CashRounding {
  /** What cash comes in: an amount in cash is a multiple of it. */
  readonly incrementMinor: number
  /** Where an amount lies halfway between two multiples. An odd increment knows no such amounts. */
  readonly ties: 'up' | 'down'
}

/** By country code, in the country's own minor units. New Zealand leaves the half to the shop; most round it down. */
export const cashRoundings = {
  AU: { incrementMinor: 5, ties: 'up' },
  CA: { incrementMinor: 5, ties: 'up' },
  CH: { incrementMinor: 5, ties: 'up' },
  DK: { incrementMinor: 50, ties: 'up' },
  FI: { incrementMinor: 5, ties: 'up' },
  MY: { incrementMinor: 5, ties: 'up' },
  NO: { incrementMinor: 100, ties: 'up' },
  NZ: { incrementMinor: 10, ties: 'down' },
  SE: { incrementMinor: 100, ties: 'up' },
} as const satisfies Readonly<Record<string, CashRounding>>

/** What a store sets: the rule of a country, or one of its own. */
export type CashRoundingChoice = keyof typeof cashRoundings | CashRounding

export function cashRoundingOf(choice: CashRoundingChoice | undefined): CashRounding | undefined {
  return typeof choice === 'string' ? cashRoundings[choice] : choice
}

/**
 * An amount as it is paid in cash: the nearest multiple of the increment.
 *
 * Below zero it is money that goes back, rounded on the same steps: a customer who hands over a multiple of the
 * increment gets back what the rounded total leaves of it.
 *
 * @returns the amount itself where cash is not rounded
 */
export function roundCash(amountMinor: number, rounding: CashRounding | undefined): number {
  if (!rounding) return amountMinor
  const { incrementMinor, ties } = rounding
  const above = ((amountMinor % incrementMinor) + incrementMinor) % incrementMinor
  const isUp = ties === 'up' ? above * 2 >= incrementMinor : above * 2 > incrementMinor
  return amountMinor - above + (isUp ? incrementMinor : 0)
}
