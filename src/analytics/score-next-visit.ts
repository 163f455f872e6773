import { addDays } from '../domain/business-day/business-time.ts'
import type { Item } from '../domain/catalog/item.ts'
import type { NextVisitCandidate } from '../domain/loyalty/member.ts'
import type { Offer } from '../domain/offers/offer.ts'
import { type Catalogue, compareIds, prepareCatalogue } from './catalogue.ts'
import { intervalPart, isDue } from './due-ness.ts'
import type { Habit } from './habit.ts'
import type { Purchase } from './purchase.ts'
import { type Shopper, shopperOf } from './shopper.ts'

/** A lane chooses from these by what was just bought; more than a few would never be reached. */
const candidateCount = 8

/** Usual days between visits of someone whose rhythm is not known yet. */
const usualVisitDays = 7

/** A basket offer stretches a shopper who usually spends less than its threshold, but no less than this part of it. */
const stretchPart = 0.55

/** What each reason weighs before the strength of the evidence is added: coupons for what a household already buys are redeemed most. */
const reasonWeights: Readonly<Record<NextVisitCandidate['reason'], number>> = { 'due-soon': 0.5, lapsed: 0.4, switch: 0.3, stretch: 0.25, complement: 0.15 }

type Reasoned = Pick<NextVisitCandidate, 'reason' | 'score'>

/** Scores one member's coupons. For many members prepare the catalogue once and call `scoreNextVisitFrom`. */
export function scoreNextVisit(asked: { readonly history: readonly Purchase[]; readonly today: string; readonly items: readonly Item[]; readonly offers: readonly Offer[] }): NextVisitCandidate[] {
  return scoreNextVisitFrom(prepareCatalogue(asked.items, asked.offers), asked)
}

/**
 * The coupon offers this member should be given next, best first, at most eight.
 *
 * - `due-soon`: an item of the offer will be due by her next visit, and was not just bought
 * - `lapsed`: she used to buy a category of the offer and has stopped
 * - `switch`: she buys the category, but none of the offer's items
 * - `stretch`: the basket threshold lies a little above her usual spend
 * - `complement`: a category she does not buy, in a department she shops
 *
 * An offer must run past tomorrow, or there would be no next visit to use it on.
 * Offers without any of these reasons are left out. Equal scores go by offer id.
 */
export function scoreNextVisitFrom(catalogue: Catalogue, asked: { readonly history: readonly Purchase[]; readonly today: string }): NextVisitCandidate[] {
  const tomorrow = addDays(asked.today, 1)
  const shopper = shopperOf(catalogue, asked.history, asked.today)
  const candidates = catalogue.couponOffers
    .filter((offer) => offer.window.untilDay > tomorrow)
    .flatMap((offer) => {
      const best = bestReason(offer, catalogue.itemsByCouponOffer.get(offer.offerId) ?? [], shopper)
      return best ? [{ offerId: offer.offerId, score: Math.round(best.score * 10_000) / 10_000, reason: best.reason }] : []
    })
  return candidates.sort((a, b) => b.score - a.score || compareIds(a.offerId, b.offerId)).slice(0, candidateCount)
}

function bestReason(offer: Offer, items: readonly Item[], shopper: Shopper): Reasoned | undefined {
  if (items.length === 0) return stretch(offer, shopper)
  const reasons = [dueSoon(items, shopper), lapsed(items, shopper), switched(items, shopper), complement(items, shopper)]
  return reasons.reduce((best, reason) => (reason && (!best || reason.score > best.score) ? reason : best), undefined)
}

/** The reason with its strongest evidence, each 0 to 1; nothing without evidence. */
function reasoned(reason: NextVisitCandidate['reason'], strengths: readonly number[]): Reasoned | undefined {
  const strength = strengths.reduce((top, each) => Math.max(top, each), 0)
  return strength > 0 ? { reason, score: reasonWeights[reason] + strength / 2 } : undefined
}

/** Strength grows with the item's frequency among her items: 1 for the one she buys most. */
function dueSoon(items: readonly Item[], shopper: Shopper): Reasoned | undefined {
  const strengths = items.map((item) => {
    const habit = shopper.itemHabits.get(item.itemId)
    return habit && isDue(habit, shopper.visitEveryDays ?? usualVisitDays) ? habit.frequency / shopper.topItemFrequency : 0
  })
  return reasoned('due-soon', strengths)
}

function lapsed(items: readonly Item[], shopper: Shopper): Reasoned | undefined {
  const strengths = categoriesOf(items).map((categoryId) => {
    const habit = shopper.categoryHabits.get(categoryId)
    return habit && hasLapsed(habit) ? habit.timesBought / shopper.mostTimesBought : 0
  })
  return reasoned('lapsed', strengths)
}

/** Three usual intervals and a month have gone by without it. */
function hasLapsed(habit: Habit): boolean {
  return (intervalPart(habit) ?? 0) >= 3 && habit.lastDays >= 30
}

function switched(items: readonly Item[], shopper: Shopper): Reasoned | undefined {
  if (items.some((item) => shopper.itemHabits.has(item.itemId))) return undefined
  const strengths = categoriesOf(items).map((categoryId) => (shopper.categoryHabits.get(categoryId)?.frequency ?? 0) / shopper.topCategoryFrequency)
  return reasoned('switch', strengths)
}

function complement(items: readonly Item[], shopper: Shopper): Reasoned | undefined {
  const strengths = items.map((item) => (shopper.categoryHabits.has(item.categoryId) ? 0 : (shopper.departmentShares.get(item.departmentId) ?? 0)))
  return reasoned('complement', strengths)
}

/** Strongest where the threshold is nearest above her usual spend; a shopper without history is given the lowest threshold. */
function stretch(offer: Offer, shopper: Shopper): Reasoned | undefined {
  const spendMinor = offer.condition.kind === 'basket' || offer.condition.kind === 'spend' ? offer.condition.spendMinor : 0
  if (spendMinor === 0) return undefined
  const usualMinor = shopper.usualSpendMinor
  if (usualMinor === undefined) return { reason: 'stretch', score: 1000 / (1000 + spendMinor) }
  const part = usualMinor / spendMinor
  return part < 1 && part >= stretchPart ? reasoned('stretch', [part]) : undefined
}

function categoriesOf(items: readonly Item[]): string[] {
  return [...new Set(items.map((item) => item.categoryId))]
}
