import { assertNever } from '../../domain/assert.ts'
import { formatMinor, type Currency } from '../../domain/money/money.ts'
import type { OfferOutcome } from '../../domain/offers/priced-basket.ts'
import type { PricedDocument } from './price-document-basket.ts'

/** The priced basket as people read it: lines with their discounts, totals, tax, and why each offer stands where it stands. */
export function explainPrice({ lines, priced }: PricedDocument, currency: Currency): string[] {
  const money = (minor: number): string => formatMinor(minor, currency).padStart(10)
  const { totals } = priced
  const rows = priced.lines.flatMap((line, index) => {
    const { item, quantity } = lines[index] ?? {}
    const count = quantity?.kind === 'weight' ? `${quantity.grams} g` : `${quantity?.count} x`
    return [`${count.padStart(8)}  ${(item?.name.en ?? '').padEnd(32)} ${money(line.grossMinor)}`, ...line.discounts.map((discount) => `${''.padStart(10)}- ${discount.name.en.padEnd(30)} ${money(-discount.amountMinor)}`)]
  })
  const tax = priced.tax.map((row) => `${''.padStart(10)}${`${row.name} ${row.rateBasisPoints / 100} %${row.kind === 'included' ? ' (included)' : ''}`.padEnd(32)} ${money(row.taxMinor)}`)
  const offers = priced.outcomes.map((outcome) => `  ${outcome.name.en}: ${reason(outcome, currency)}`)
  return [
    ...rows,
    `${''.padStart(10)}${'gross'.padEnd(32)} ${money(totals.grossMinor)}`,
    `${''.padStart(10)}${'discount'.padEnd(32)} ${money(-totals.discountMinor)}`,
    ...tax,
    `${''.padStart(10)}${'to pay'.padEnd(32)} ${money(totals.dueMinor)}`,
    ...(priced.pointsEarned > 0 ? [`${''.padStart(10)}${'points'.padEnd(32)} ${String(priced.pointsEarned).padStart(10)}`] : []),
    ...(offers.length > 0 ? ['offers', ...offers] : []),
    ...(priced.provenBest ? [] : [`the search for the best choice of offers ended at its limit: no choice takes more than ${money(priced.discountAtMostMinor ?? priced.totals.grossMinor)} off`]),
  ]
}

/** @returns the reason in words, as the cashier would read it out */
function reason({ state }: OfferOutcome, currency: Currency): string {
  const money = (minor: number): string => formatMinor(minor, currency)
  switch (state.kind) {
    case 'applied':
      return `applied, ${[state.amountMinor > 0 ? `${money(state.amountMinor)} off` : '', state.points > 0 ? `${state.points} points` : ''].filter(Boolean).join(' and ') || 'nothing to take off'}`
    case 'armed':
      return `nothing of it in the basket${state.savingMinor === undefined ? '' : `, would save ${money(state.savingMinor)}`}`
    case 'not-met':
      if (state.missingGrams !== undefined) return `${state.missingGrams} g more to buy`
      return state.missingUnits === undefined ? `${money(state.missingMinor ?? 0)} more to spend` : `${state.missingUnits} more to buy`
    case 'beaten':
      return `beaten by ${state.by.join(', ')}`
    case 'excluded':
      return `not counted: ${state.reason}`
    default:
      return assertNever(state, 'offer state')
  }
}
