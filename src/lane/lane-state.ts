import { weekdayOf, type BusinessTime } from '../domain/business-day/business-time.ts'
import type { SaleId } from '../domain/ids.ts'
import type { LoyaltyRules } from '../domain/loyalty/loyalty-rules.ts'
import type { Member } from '../domain/loyalty/member.ts'
import { pointsBalance, type OwnPoints } from '../domain/loyalty/points-balance.ts'
import { noPoints, type PointsStanding } from '../domain/loyalty/points-standing.ts'
import type { PricedBasket } from '../domain/offers/priced-basket.ts'
import type { SaleCompleted } from '../domain/sale/facts.ts'
import type { PricedWith } from '../domain/sale/priced-with.ts'
import type { Basket, Sale } from '../domain/sale/sale.ts'
import { remainingFor, type SeenAllowances } from './limit-offers.ts'
import { openMessages, type Messages } from './messages.ts'
import { askedFor, emptyPriced, openSaleMemo, pricedWith, priceSale, type SaleMemo } from './price-sale.ts'
import { recover } from './recover.ts'
import { loadShop, type Shop } from './shop.ts'
import type { LaneStore } from './store/open-lane-store.ts'
import { noPaying, type PayingState } from './paying-state.ts'
import type { OpenReturn } from './returning.ts'
import type { OpenWeighing } from './weighing.ts'

/** A parked sale, ready to be taken up again. */
export interface SuspendedSale {
  readonly suspendedAt: string
  readonly basket: Basket
  readonly dueMinor: number
}

/** The sale just finished, for the screen and for a reprint. */
export interface DoneSale {
  readonly completed: SaleCompleted
  readonly basket: Basket
  readonly pointsBefore: PointsStanding
}

/** What the running lane holds in memory. All of it can be worked out again from the store. */
export interface LaneState {
  /** The trading day behind which no clock brings the lane back. */
  readonly newestDay: () => string | undefined
  shop: Shop | undefined
  sale: Sale
  /** The open basket priced; empty without one. */
  priced: PricedBasket
  /** What `priced` was worked out with; undefined without a basket. */
  pricedWith: PricedWith | undefined
  /** What pricing the open basket keeps from scan to scan; undefined without a basket. */
  saleMemo: SaleMemo | undefined
  /** Points of the attached member before this sale. */
  pointsBefore: PointsStanding
  readonly suspended: Map<SaleId, SuspendedSale>
  done: DoneSale | undefined
  readonly messages: Messages
  nextQuantity: number | undefined
  weighing: OpenWeighing | undefined
  /** Goods that come back, or the return just finished. */
  returning: OpenReturn | undefined
  /** What the open card payment's journal facts do not say. */
  paying: PayingState
  unknownCount: number
  readonly seenAllowances: SeenAllowances
  /** Set by the feed while a sale is open: the shop is reloaded when it ends. */
  shopChanged: boolean
}

export function openLaneState(store: LaneStore, at: string): LaneState {
  const { sale, suspended } = recover(store)
  const shop = loadShop(store.replica)
  const state: LaneState = { newestDay: () => store.own.newestDay(), shop, sale, priced: emptyPriced, pricedWith: undefined, saleMemo: undefined, pointsBefore: noPoints, suspended: new Map(), done: undefined, messages: openMessages(), nextQuantity: undefined, weighing: undefined, returning: undefined, paying: noPaying, unknownCount: 0, seenAllowances: new Map(), shopChanged: false }
  for (const { suspendedAt, basket } of suspended) parkSale(state, store, basket, suspendedAt)
  repriceSale(state, store, at)
  return state
}

/** Puts a basket among the suspended ones, with what it comes to by the rules of its own trading day. */
export function parkSale(state: LaneState, store: LaneStore, basket: Basket, suspendedAt: string): void {
  const priced = state.shop ? priceSale(basket, state.shop, { ...state.shop.time.businessTime(suspendedAt), day: basket.businessDay }, remainingFor(basket, store, new Map())) : emptyPriced
  state.suspended.set(basket.saleId, { suspendedAt, basket, dueMinor: priced.totals.dueMinor })
}

/** The basket being worked on, or undefined. */
export function openBasket(state: LaneState): Basket | undefined {
  return state.sale.kind === 'open' || state.sale.kind === 'tendering' ? state.sale.basket : undefined
}

/** The store's wall clock; a sale keeps the trading day it was opened on, and the days never go back. */
export function saleTime(state: LaneState, at: string): BusinessTime {
  const time = state.shop?.time.businessTime(at) ?? { day: at.slice(0, 10), weekday: 1, minuteOfDay: 0 }
  const day = openBasket(state)?.businessDay ?? laterDay(time.day, state.newestDay())
  return { ...time, day, weekday: day === time.day ? time.weekday : weekdayOf(day) }
}

function laterDay(day: string, newest: string | undefined): string {
  return newest !== undefined && newest > day ? newest : day
}

/** Prices the open basket anew after a change. */
export function repriceSale(state: LaneState, store: LaneStore, at: string): void {
  const basket = openBasket(state)
  const time = saleTime(state, at)
  const memo = basket && (state.saleMemo?.saleId === basket.saleId ? state.saleMemo : openSaleMemo(basket.saleId))
  state.saleMemo = memo
  state.priced = basket && state.shop ? priceSale(basket, state.shop, time, remainingFor(basket, store, state.seenAllowances), memo) : emptyPriced
  state.pricedWith = basket && state.shop && pricedWith(basket, state.shop, time)
  state.pointsBefore = memo && basket.attached ? standingOf(basket.attached.member, store, memo, { rules: state.shop?.settings.loyalty ?? {}, day: time.day }) : noPoints
}

/** What this lane has moved of a member's points since head office worked them out, and what other lanes have told of. */
export function pointsSince({ memberId, pointsThrough }: Member, { own, network }: LaneStore): OwnPoints[] {
  return [...own.points(memberId, pointsThrough), ...network.points(memberId)]
}

/**
 * Other lanes have moved points or used offers of the member at this one: what was read of them is read again. What is due
 * does not change once money has been taken.
 */
export function memberMoved(state: LaneState, store: LaneStore, at: string): void {
  const basket = openBasket(state)
  if (!basket?.attached || !state.saleMemo) return
  if (state.sale.kind === 'open') {
    state.saleMemo = undefined
    return repriceSale(state, store, at)
  }
  askedFor(state.saleMemo, basket.attached.member).ownPoints = undefined
  state.pointsBefore = standingOf(basket.attached.member, store, state.saleMemo, { rules: state.shop?.settings.loyalty ?? {}, day: saleTime(state, at).day })
}

/** What head office last worked out, and what has been moved since. */
function standingOf(member: Member, store: LaneStore, memo: SaleMemo, on: { readonly rules: LoyaltyRules; readonly day: string }): PointsStanding {
  const asked = askedFor(memo, member)
  asked.ownPoints ??= pointsSince(member, store)
  return pointsBalance({ member, journalId: store.identity.journalId, own: asked.ownPoints, ...on })
}
