import { assertNever } from '../assert.ts'
import type { Line } from '../basket/line.ts'
import type { EarnRules } from '../loyalty/earn-rules.ts'
import type { EarningMember } from '../loyalty/work-out-points.ts'
import type { Condition, ItemSet, Offer } from '../offers/offer.ts'
import type { OfferBook } from '../offers/offer-book.ts'
import { manufacturerOffer } from '../offers/manufacturer-offer.ts'
import type { PricingInput } from '../offers/price-basket.ts'
import type { ArmedOffer, PricedBasket } from '../offers/priced-basket.ts'
import type { TaxRounding } from '../tax/tax.ts'
import type { SaleCompleted } from './facts.ts'

/** What a sale was sold under, kept with it: whoever takes goods back needs it, whatever the store's rules say by then. */
export interface SaleTerms {
  /** The store's own that gave something; a manufacturer's coupon says its terms itself. Lists of items are cut to what was bought. */
  readonly offers: readonly Offer[]
  /** Once over the receipt unless told. */
  readonly taxRounding?: TaxRounding | undefined
  /** With a member: how points were earned, and what the rules looked at in her. */
  readonly earn?: EarnRules | undefined
  readonly member?: EarningMember | undefined
}

interface TermsInput {
  readonly lines: readonly Line[]
  readonly priced: PricedBasket
  readonly book: OfferBook
  readonly settings: { readonly taxRounding?: TaxRounding | undefined; readonly earnRules: EarnRules }
  readonly member?: EarningMember | undefined
}

export function saleTerms({ lines, priced, book, settings, member }: TermsInput): SaleTerms {
  const bought = new Set<string>(lines.map(({ item }) => item.itemId))
  const given = new Set(priced.outcomes.flatMap(({ state, offerId }) => (state.kind === 'applied' ? [offerId] : [])))
  const offers = [...given].flatMap((offerId) => book.byId.get(offerId) ?? []).map((offer) => cutOffer(bought, offer))
  const { taxRounding, earnRules } = settings
  return {
    offers,
    ...(taxRounding ? { taxRounding } : {}),
    ...(member ? { earn: cutEarnRules(bought, earnRules), member: { tier: member.tier, birthday: member.birthday, paidUntilDay: member.paidUntilDay } } : {}),
  }
}

/** A finished sale as it was priced, so that a part of it can be priced again by itself. */
export interface SoldAgain {
  readonly sold: PricingInput
  /** Only the offers that gave something, as `sold` has them. */
  readonly priced: PricedBasket
}

/** @returns undefined for a fact from before sales kept their terms */
export function soldAgain({ lines, priced, pricedWith, terms, member }: SaleCompleted): SoldAgain | undefined {
  if (!terms || !pricedWith) return undefined
  const { offers, taxRounding, earn } = terms
  const byId = new Map<string, Offer>(offers.map((offer) => [offer.offerId, offer]))
  const outcomes = priced.outcomes.filter(({ state }) => state.kind === 'applied')
  const armed = outcomes.flatMap(({ offerId, armedBy, couponCode, remaining }): ArmedOffer[] => {
    const own = couponCode === undefined ? undefined : manufacturerOffer(couponCode)
    const offer = own && 'offer' in own ? own.offer : byId.get(offerId)
    return offer ? [{ offer, armedBy, couponCode, remaining }] : []
  })
  if (armed.length < outcomes.length) return undefined
  const sold: PricingInput = { lines, armed, time: pricedWith.time, taxClasses: priced.tax, taxRounding, earn: earn ?? { points: 0, perMinor: 1 }, hasMember: member !== undefined, member: terms.member }
  return { sold, priced: { ...priced, outcomes } }
}

type Bought = ReadonlySet<string>

/** An offer may name ten thousand items; of its own sale it says the same with the few that were bought. How coupons are given out is no concern of a return. */
function cutOffer(bought: Bought, { condition, reward, issue: _issue, ...offer }: Offer): Offer {
  return { ...offer, condition: cutCondition(bought, condition), reward: reward.kind === 'get-percent-off' ? { ...reward, set: cutSet(bought, reward.set) } : reward }
}

function cutCondition(bought: Bought, condition: Condition): Condition {
  switch (condition.kind) {
    case 'sets':
      return { ...condition, parts: condition.parts.map((part) => ({ ...part, set: cutSet(bought, part.set) })) }
    case 'quantity':
    case 'weight':
    case 'spend':
      return { ...condition, set: cutSet(bought, condition.set) }
    case 'basket':
      return condition
    default:
      return assertNever(condition, 'condition')
  }
}

function cutEarnRules(bought: Bought, { excluded, rates, bonuses, ...rules }: EarnRules): EarnRules {
  return {
    ...rules,
    ...(excluded ? { excluded: excluded.map((set) => cutSet(bought, set)) } : {}),
    ...(rates ? { rates: rates.map((rate) => ({ ...rate, set: cutSet(bought, rate.set) })) } : {}),
    ...(bonuses ? { bonuses: bonuses.map((bonus) => ({ ...bonus, set: cutSet(bought, bonus.set) })) } : {}),
  }
}

/** A set that names items keeps one of them at least: one that names nothing would be every item. */
function cutSet(bought: Bought, { itemIds, exceptItemIds, ...set }: ItemSet): ItemSet {
  const kept = itemIds?.filter((itemId) => bought.has(itemId))
  return {
    ...set,
    ...(itemIds && kept ? { itemIds: kept.length > 0 ? kept : itemIds.slice(0, 1) } : {}),
    ...(exceptItemIds ? { exceptItemIds: exceptItemIds.filter((itemId) => bought.has(itemId)) } : {}),
  }
}
