import type { Currency } from '../../../src/domain/money/money.ts'

interface Money {
  /** Notes and coins in hundredths of the whole, largest first. */
  readonly notes: readonly number[]
  readonly coins: readonly number[]
}

const oneTwoFive: Money = { notes: [20_000, 10_000, 5_000, 2_000, 1_000, 500], coins: [200, 100, 50, 20, 10, 5, 2, 1] }

const dollarNotes = [10_000, 5_000, 2_000, 1_000, 500]

/** What lies in the drawer, by currency. Others are counted in ones, twos and fives. */
const moneys: Readonly<Record<string, Money>> = {
  EUR: oneTwoFive,
  GBP: { notes: [5_000, 2_000, 1_000, 500], coins: oneTwoFive.coins },
  USD: { notes: [10_000, 5_000, 2_000, 1_000, 500, 100], coins: [25, 10, 5, 1] },
  AUD: { notes: dollarNotes, coins: [200, 100, 50, 20, 10, 5] },
  NZD: { notes: dollarNotes, coins: [200, 100, 50, 20, 10] },
  CAD: { notes: dollarNotes, coins: [200, 100, 25, 10, 5] },
  MYR: { notes: [...dollarNotes, 100], coins: [50, 20, 10, 5] },
  CHF: { notes: [20_000, 10_000, 5_000, 2_000, 1_000], coins: [500, 200, 100, 50, 20, 10, 5] },
  SEK: { notes: [50_000, 20_000, 10_000, 5_000, 2_000], coins: [1_000, 500, 200, 100] },
  NOK: { notes: [50_000, 20_000, 10_000, 5_000], coins: [2_000, 1_000, 500, 100] },
  DKK: { notes: [50_000, 20_000, 10_000, 5_000], coins: [2_000, 1_000, 500, 200, 100, 50] },
  CNY: { notes: [10_000, 5_000, 2_000, 1_000, 500], coins: [100, 50, 10, 1] },
}

export interface ChangePiece {
  readonly valueMinor: number
  readonly kind: 'note' | 'coin'
  readonly count: number
}

/**
 * The fewest notes and coins that make the change, largest first.
 * @param changeMinor zero or more; a rest smaller than the smallest coin is left out
 */
export function changeCoins(changeMinor: number, currency: Currency): readonly ChangePiece[] {
  const { notes, coins } = moneys[currency.code] ?? oneTwoFive
  const pieces: ChangePiece[] = []
  let leftMinor = changeMinor
  for (const [values, kind] of [[notes, 'note'], [coins, 'coin']] as const) {
    for (const hundredths of values) {
      const valueMinor = inMinor(hundredths, currency)
      const count = valueMinor < 1 ? 0 : Math.floor(leftMinor / valueMinor)
      if (count > 0) pieces.push({ valueMinor, kind, count })
      leftMinor -= count * valueMinor
    }
  }
  return pieces
}

/** Hundredths as minor units: a currency with three decimals has ten to one, one without any is counted as it is. */
function inMinor(hundredths: number, { decimals }: Currency): number {
  return decimals === 3 ? hundredths * 10 : hundredths
}
