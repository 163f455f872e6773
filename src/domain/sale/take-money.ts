import { isRedeemable, mostRedeemable, pointsForAmount } from '../loyalty/redeem-points.ts'
import { pointsPriceOf } from '../loyalty/take-for-points.ts'
import { roundCash } from '../money/cash-rounding.ts'
import { settleCash } from '../money/settle-cash.ts'
import type { Given, SaleRefusal } from './commands.ts'
import { completeSale } from './complete-sale.ts'
import type { Fact, Tender, TenderKind } from './facts.ts'
import { paidMinor, pointsIn, soldLines, type Sale } from './sale.ts'

export type Tendering = Extract<Sale, { readonly kind: 'tendering' }>

/** Why this money cannot be taken, whatever it is. No card gives change. Where cash is rounded, the last of what is due may be paid with none. */
export function tenderTrouble(sale: Tendering, tenderKind: TenderKind, amountMinor: number, given: Given): SaleRefusal | undefined {
  const pending = soldLines(sale.basket).find((line) => line.state === 'pending-age')
  if (pending) return { refused: 'age-pending', lineId: pending.lineId }
  const dueMinor = leftMinor(sale, given)
  const isRoundedOff = tenderKind === 'cash' && amountMinor === 0 && roundCash(dueMinor, given.cashRounding) === 0
  if (amountMinor < 1 && !isRoundedOff) return { refused: 'amount-not-positive' }
  if (tenderKind !== 'cash' && amountMinor > dueMinor) return { refused: 'card-over-due', dueMinor }
  return tenderKind === 'points' ? pointsTrouble(sale, { amountMinor, dueMinor }, given) : undefined
}

/** Points go by whole steps, and only as far as the member has them, less those she has put down for this sale already. */
function pointsTrouble({ basket, tenders }: Tendering, { amountMinor, dueMinor }: { readonly amountMinor: number; readonly dueMinor: number }, { loyalty, pointsBalance, priced }: Given): SaleRefusal | undefined {
  const rule = loyalty?.redeem
  if (!basket.attached) return { refused: 'no-member' }
  if (!rule) return { refused: 'points-not-taken' }
  const has = { balance: pointsBalance - pointsPriceOf(priced) - pointsIn(tenders), dueMinor }
  if (pointsForAmount(rule, amountMinor) === undefined) return { refused: 'points-in-steps', stepMinor: rule.amountMinor }
  return isRedeemable(rule, amountMinor, has) ? undefined : { refused: 'points-too-few', mostMinor: mostRedeemable(rule, has)?.amountMinor ?? 0 }
}

/** Money taken; with the last of what is due the sale is complete. Cards pay to the cent: only cash is rounded, and only what is left for it. */
export function takeMoney(sale: Tendering, tender: Tender, given: Given): Fact[] {
  const taken: Fact[] = tender.amountMinor === 0 ? [] : [{ kind: 'tender-taken', saleId: sale.basket.saleId, tender }]
  const rounding = tender.tenderKind === 'cash' ? given.cashRounding : undefined
  const end = settleCash({ leftMinor: leftMinor(sale, given), givenMinor: tender.amountMinor, rounding })
  if (!end) return taken
  const tenders = tender.amountMinor === 0 ? sale.tenders : [...sale.tenders, tender]
  return [...taken, completeSale(sale.basket, { tenders, ...end }, given)]
}

function leftMinor({ tenders }: Tendering, { priced }: Given): number {
  return priced.totals.dueMinor - paidMinor(tenders)
}
