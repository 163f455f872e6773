import type { LaneView, ViewBasket, ViewLine, ViewListLine, ViewMember, ViewOffer } from '../contract/lane-view.ts'
import type { Line } from '../domain/basket/line.ts'
import { unitCountOf } from '../domain/basket/line.ts'
import type { OfferOutcome, PricedBasket } from '../domain/offers/priced-basket.ts'
import { soldLines, type Basket } from '../domain/sale/sale.ts'
import { listProgress } from '../domain/shopping-list/list-progress.ts'
import type { ShoppingList } from '../domain/shopping-list/shopping-list.ts'
import { worded, type Language } from '../domain/wording.ts'
import type { SuspendedSale } from './lane-state.ts'

/** What the screens show of a basket, worded in the lane's language. `pointsBalance` is the balance before this sale. */
export function viewBasket(basket: Basket, priced: PricedBasket, language: Language, pointsBalance: number): ViewBasket {
  const onList = itemsOnList(basket.attached?.list)
  const lines = basket.lines.map((line, index) => viewLine(line, index + 1, priced, language, onList(line)))
  const listed = new Set(basket.attached?.list?.lines.flatMap((line) => line.offerIds) ?? [])
  return {
    saleId: basket.saleId,
    lines,
    offers: priced.outcomes.filter((outcome) => !listed.has(outcome.offerId)).map((outcome) => viewOffer(outcome, language)),
    ...(basket.attached ? { member: viewMember(basket, priced, language, pointsBalance) } : {}),
    totals: priced.totals,
  }
}

function itemsOnList(list: ShoppingList | undefined): (line: Line) => boolean {
  const wanted = new Set(list?.lines.map(({ wanted }) => (wanted.kind === 'item' ? `item ${wanted.itemId}` : `category ${wanted.categoryId}`)) ?? [])
  return ({ item }) => wanted.has(`item ${item.itemId}`) || wanted.has(`category ${item.categoryId}`)
}

function viewLine(line: Line, number: number, priced: PricedBasket, language: Language, onList: boolean): ViewLine {
  const price = priced.lines.find((candidate) => candidate.lineId === line.lineId)
  return {
    lineId: line.lineId,
    number,
    name: worded(line.item.name, language),
    quantity: line.quantity,
    unitPriceMinor: line.item.unitPriceMinor,
    grossMinor: line.grossMinor,
    netMinor: price?.netMinor ?? 0,
    discounts: price?.discounts.map(({ offerId, name, armedBy, amountMinor }) => ({ offerId, name: worded(name, language), armedBy, amountMinor })) ?? [],
    onList,
    ...(line.item.ageYears === undefined ? {} : { ageYears: line.item.ageYears }),
    state: line.state,
  }
}

function viewOffer({ offerId, name, armedBy, state }: OfferOutcome, language: Language): ViewOffer {
  const shown: ViewOffer['state'] =
    state.kind === 'applied' ? { kind: 'applied', amountMinor: state.amountMinor, points: state.points } : state.kind === 'beaten' ? { kind: 'beaten', by: [...state.by] } : state
  return { offerId, name: worded(name, language), armedBy, state: shown }
}

function viewMember(basket: Basket, priced: PricedBasket, language: Language, pointsBalance: number): ViewMember | undefined {
  const attached = basket.attached
  if (!attached) return undefined
  const { member, list } = attached
  const lines = list ? viewListLines(list, basket, priced, language) : []
  return {
    displayName: member.displayName,
    firstName: member.displayName.replace(/\s+\S\.$/u, ''),
    cardLast4: member.cardLast4,
    memberSince: member.memberSince,
    tier: member.tier,
    pointsBalance,
    pointsEarned: priced.pointsEarned,
    ...(list ? { list: { lineCount: lines.length, doneCount: lines.filter((line) => line.inBasket).length, lines } } : {}),
  }
}

function viewListLines(list: ShoppingList, basket: Basket, priced: PricedBasket, language: Language): ViewListLine[] {
  const outcomes = new Map(priced.outcomes.map((outcome) => [outcome.offerId, outcome]))
  return listProgress(list, soldLines(basket).map((line) => line.item)).map(({ line, inBasket }) => ({
    name: worded(line.name, language),
    ...(line.aisle === undefined ? {} : { aisle: line.aisle }),
    inBasket,
    why: line.reason,
    offers: line.offerIds.flatMap((offerId) => {
      const outcome = outcomes.get(offerId)
      return outcome ? [viewOffer(outcome, language)] : []
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
