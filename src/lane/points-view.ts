import type { LaneView } from '../contract/lane-view.ts'
import { mostRedeemable } from '../domain/loyalty/redeem-points.ts'
import { pointsPriceOf } from '../domain/loyalty/take-for-points.ts'
import { tierName } from '../domain/loyalty/tier-progress.ts'
import type { Tender } from '../domain/sale/facts.ts'
import { salePoints } from '../domain/sale/sale-points.ts'
import { pointsIn, type Basket } from '../domain/sale/sale.ts'
import type { ViewPoints } from './basket-view.ts'
import type { DoneSale, LaneState } from './lane-state.ts'

/** Points of the open basket, if it were paid as it is being paid. */
export function openPoints(basket: Basket, tenders: readonly Tender[], { shop, priced, pointsBefore }: LaneState): ViewPoints | undefined {
  if (!basket.attached) return undefined
  const { loyalty, earnRules } = shop?.settings ?? {}
  const sale = salePoints(basket.attached, { tenders, businessDay: basket.businessDay }, { priced, pointsBalance: pointsBefore.balance, pointsPending: pointsBefore.pending, loyalty, mostPointsPerSale: earnRules?.mostPerSale })
  return { sale, before: pointsBefore, balance: pointsBefore.balance - (sale.spent ?? 0), tierName: shownTier(basket, loyalty) }
}

/** Points of a finished sale, as its fact has them. */
export function donePoints({ completed: { points }, basket, pointsBefore }: DoneSale, { shop }: LaneState): ViewPoints | undefined {
  return points && { sale: points, before: pointsBefore, balance: points.balanceAfter, tierName: shownTier(basket, shop?.settings.loyalty) }
}

type TenderingView = Extract<LaneView['sale'], { readonly kind: 'tendering' }>

/** What the member could pay with points now; nothing while a terminal is at it. */
export function viewRedeem({ sale, shop, priced, pointsBefore }: LaneState, tenders: readonly Tender[], leftMinor: number): Pick<TenderingView, 'redeem'> {
  const rule = shop?.settings.loyalty?.redeem
  if (!rule || sale.kind !== 'tendering' || !sale.basket.attached) return {}
  const most = mostRedeemable(rule, { balance: pointsBefore.balance - pointsPriceOf(priced) - pointsIn(tenders), dueMinor: leftMinor })
  return most ? { redeem: { mostMinor: most.amountMinor, mostPoints: most.points, stepMinor: rule.amountMinor, stepPoints: rule.points } } : {}
}

/** Only a tier the store has rules for has a name of its own. */
function shownTier({ attached }: Basket, loyalty: Parameters<typeof tierName>[0] | undefined): ViewPoints['tierName'] {
  return attached && loyalty?.tiers ? tierName(loyalty, attached.member.tier) : undefined
}
