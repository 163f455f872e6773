import type { LaneView, ViewBasket, ViewDiscount, ViewLine, ViewListLine, ViewMember, ViewOffer } from '../contract/lane-view.ts'
import type { Line } from '../domain/basket/line.ts'
import { unitCountOf } from '../domain/basket/line.ts'
import type { LineDiscount, OfferOutcome, PricedBasket } from '../domain/offers/priced-basket.ts'
import { basketDiscounts, ownDiscounts } from '../domain/receipt/basket-discounts.ts'
import type { PointsStanding } from '../domain/loyalty/points-standing.ts'
import type { SalePoints } from '../domain/sale/facts.ts'
import { soldLines, type Basket } from '../domain/sale/sale.ts'
import type { Wording } from '../domain/wording.ts'
import { listProgress } from '../domain/shopping-list/list-progress.ts'
import type { ShoppingList } from '../domain/shopping-list/shopping-list.ts'
import type { SuspendedSale } from './lane-state.ts'
import type { ParkedElsewhere } from './store-network/open-handover.ts'

/** What this sale does to the member's points, and where they stood before. */
export interface ViewPoints {
  readonly sale: SalePoints
  readonly before: PointsStanding
  /** What can be spent: before this sale, and after it once it is done. */
  readonly balance: number
  readonly tierName?: Wording | undefined
}

/** What the screens show of a basket. `points` where there is a member. */
export function viewBasket(basket: Basket, priced: PricedBasket, points: ViewPoints | undefined): ViewBasket {
  const onList = itemsOnList(basket.attached?.list)
  const lines = basket.lines.map((line, index) => viewLine(line, index + 1, priced, onList(line)))
  const listed = new Set(basket.attached?.list?.lines.flatMap((line) => line.offerIds) ?? [])
  return {
    saleId: basket.saleId,
    lines,
    offers: priced.outcomes.filter((outcome) => !listed.has(outcome.offerId)).map((outcome) => viewOffer(outcome, basket)),
    basketDiscounts: basketDiscounts(priced.lines).map(viewDiscount),
    ...(basket.attached && points ? { member: viewMember(basket, priced, points) } : {}),
    totals: priced.totals,
  }
}

function itemsOnList(list: ShoppingList | undefined): (line: Line) => boolean {
  const wanted = new Set(list?.lines.map(({ wanted }) => (wanted.kind === 'item' ? `item ${wanted.itemId}` : `category ${wanted.categoryId}`)) ?? [])
  return ({ item }) => wanted.has(`item ${item.itemId}`) || wanted.has(`category ${item.categoryId}`)
}

function viewLine(line: Line, number: number, priced: PricedBasket, onList: boolean): ViewLine {
  const price = priced.lines.find((candidate) => candidate.lineId === line.lineId)
  return {
    lineId: line.lineId,
    number,
    name: line.item.name,
    quantity: line.quantity,
    unitPriceMinor: line.item.unitPriceMinor,
    grossMinor: line.grossMinor,
    netMinor: price?.netMinor ?? 0,
    discounts: price ? ownDiscounts(price).map(viewDiscount) : [],
    onList,
    ...(line.item.ageYears === undefined ? {} : { ageYears: line.item.ageYears }),
    state: line.state,
  }
}

function viewDiscount({ offerId, name, armedBy, amountMinor }: LineDiscount): ViewDiscount {
  return { offerId, name, armedBy, amountMinor }
}

function viewOffer({ offerId, name, armedBy, state, pointsPrice }: OfferOutcome, { taken = [] }: Basket): ViewOffer {
  const shown: ViewOffer['state'] =
    state.kind === 'applied' ? { kind: 'applied', amountMinor: state.amountMinor, points: state.points } : state.kind === 'beaten' ? { kind: 'beaten', by: [...state.by] } : state
  const forPoints = pointsPrice === undefined ? {} : { forPoints: { price: pointsPrice, takenCount: taken.find((each) => each.offerId === offerId)?.rewardCount ?? 0 } }
  return { offerId, name, armedBy, ...forPoints, state: shown }
}

function viewMember(basket: Basket, priced: PricedBasket, { sale, before, balance, tierName }: ViewPoints): ViewMember | undefined {
  const attached = basket.attached
  if (!attached) return undefined
  const { member, list } = attached
  const lines = list ? viewListLines(list, basket, priced) : []
  return {
    displayName: member.displayName,
    firstName: member.displayName.replace(/\s+\S\.$/u, ''),
    cardLast4: member.cardLast4,
    ...(member.language === undefined ? {} : { language: member.language }),
    memberSince: member.memberSince,
    tier: member.tier,
    ...(tierName ? { tierName } : {}),
    pointsBalance: balance,
    pointsEarned: sale.earned,
    ...(sale.parts ? { pointsParts: [...sale.parts] } : {}),
    ...(before.pending > 0 ? { pointsPending: before.pending } : {}),
    ...(before.expiring ? { pointsExpiring: before.expiring } : {}),
    ...(sale.nextTier ? { nextTier: sale.nextTier } : {}),
    ...(list ? { list: { lineCount: lines.length, doneCount: lines.filter((line) => line.inBasket).length, lines } } : {}),
  }
}

function viewListLines(list: ShoppingList, basket: Basket, priced: PricedBasket): ViewListLine[] {
  const outcomes = new Map(priced.outcomes.map((outcome) => [outcome.offerId, outcome]))
  return listProgress(list, soldLines(basket).map((line) => line.item)).map(({ line, inBasket }) => ({
    name: line.name,
    ...(line.aisle === undefined ? {} : { aisle: line.aisle }),
    inBasket,
    why: line.reason,
    offers: line.offerIds.flatMap((offerId) => {
      const outcome = outcomes.get(offerId)
      return outcome ? [viewOffer(outcome, basket)] : []
    }),
  }))
}

/** One row of the recall list. */
export function viewSuspended({ basket, suspendedAt, dueMinor }: SuspendedSale): LaneView['suspended'][number] {
  return {
    saleId: basket.saleId,
    suspendedAt,
    unitCount: soldLines(basket).reduce((sum, line) => sum + unitCountOf(line.quantity), 0),
    dueMinor,
    ...(basket.attached ? { memberName: basket.attached.member.displayName } : {}),
  }
}

/** A parked sale of another lane. */
export function viewElsewhere({ saleId, suspendedAt, unitCount, dueMinor, memberName, laneNumber }: ParkedElsewhere): LaneView['suspended'][number] {
  return { saleId, suspendedAt, unitCount, dueMinor, laneNumber, ...(memberName === undefined ? {} : { memberName }) }
}
