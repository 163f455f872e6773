import type { Database } from 'better-sqlite3'
import type { CouponCode, MemberId, OfferId } from '../../domain/ids.ts'
import { returnEntries } from '../../domain/loyalty/return-entries.ts'
import type { PointsEntry } from '../../domain/loyalty/points-entry.ts'
import { saleEntries } from '../../domain/loyalty/sale-entries.ts'
import { offerUses, type OfferUse } from '../../domain/offers/offer-uses.ts'
import type { Fact, FactOf } from '../../domain/sale/facts.ts'
import { keepTradingDays } from './trading-days.ts'

/**
 * What of a fact counts for as long as the lane is there: points, coupons, uses of offers, trading days. It stays when the
 * fact itself is taken out of the database, see `summaries`; so its shape is written on disks and only ever grows.
 */
export interface Lasting {
  /** A sale was opened on this trading day. */
  readonly tradingDay?: string | undefined
  readonly memberId?: MemberId | undefined
  readonly points?: readonly Omit<PointsEntry, 'entryId'>[] | undefined
  /** Single-use coupons that can be used again; they come before those that cannot any more. */
  readonly restored?: readonly CouponCode[] | undefined
  readonly spent?: readonly CouponCode[] | undefined
  readonly unasked?: readonly { readonly couponCode: CouponCode; readonly offerId: OfferId }[] | undefined
  readonly issued?: { readonly couponCode: CouponCode; readonly offerId: OfferId; readonly expiresOn: string } | undefined
  /** What offers have given on a day; a return takes back, on the day of its sale. */
  readonly used?: { readonly day: string; readonly offers: readonly OfferUse[] } | undefined
}

/** @returns undefined for a fact of which nothing lasts, as most are */
export function lastingOf(fact: Fact): Lasting | undefined {
  switch (fact.kind) {
    case 'sale-opened':
      return { tradingDay: fact.businessDay }
    case 'sale-completed':
      return ofSale(fact)
    case 'sale-returned':
      return ofReturn(fact)
    default:
      return undefined
  }
}

function ofSale(fact: FactOf<'sale-completed'>): Lasting {
  const { redeemed, issued, member, priced, businessDay } = fact
  return {
    memberId: member?.memberId,
    points: saleEntries(fact, nobodys).map(withoutId),
    spent: redeemed.flatMap(({ couponCode, singleUse }) => (singleUse ? [couponCode] : [])),
    unasked: redeemed.flatMap(({ couponCode, offerId, unasked }) => (unasked ? [{ couponCode, offerId }] : [])),
    issued: issued && { couponCode: issued.couponCode, offerId: issued.offerId, expiresOn: issued.expiresOn },
    used: { day: businessDay, offers: offerUses(priced) },
  }
}

function ofReturn(fact: FactOf<'sale-returned'>): Lasting {
  const { restored, withdrawn, member, of } = fact
  return {
    memberId: member?.memberId,
    points: returnEntries(fact, nobodys).map(withoutId),
    restored: restored.couponCodes,
    spent: withdrawn === undefined ? [] : [withdrawn],
    used: { day: of.businessDay, offers: restored.offers.map(takenBack) },
  }
}

/** The tables keep no entry ids: whose journal it is does not matter here. */
const nobodys = { journalId: '', number: 0 }

function withoutId({ kind, saleId, day, at, points }: PointsEntry): Omit<PointsEntry, 'entryId'> {
  return { kind, saleId, day, at, points }
}

function takenBack({ offerId, rewardCount, amountMinor }: OfferUse): OfferUse {
  return { offerId, rewardCount: -rewardCount, amountMinor: -amountMinor }
}

/** Takes what lasts of the fact with a number into the tables that answer for it. */
export function keepLasting(db: Database): (number: number, lasting: Lasting) => void {
  const keepDay = keepTradingDays(db)
  const keepers = [keepPoints, keepCoupons, keepIssued, keepUses].map((open) => open(db))
  return (number, lasting) => {
    if (lasting.tradingDay !== undefined) keepDay(lasting.tradingDay)
    for (const keep of keepers) keep(number, lasting)
  }
}

function keepPoints(db: Database): (number: number, lasting: Lasting) => void {
  const moved = db.prepare('insert into own_points_entry (number, kind, member_id, sale_id, day, at, points) values (?, ?, ?, ?, ?, ?, ?)')
  return (number, { memberId, points = [] }) => {
    for (const { kind, saleId, day, at, points: count } of points) moved.run(number, kind, memberId, saleId, day, at, count)
  }
}

/** Which coupons count no more. */
function keepCoupons(db: Database): (number: number, lasting: Lasting) => void {
  const used = db.prepare('insert into own_redemption (coupon_code, number) values (?, ?)')
  const unused = db.prepare('delete from own_redemption where coupon_code = ?')
  const withoutAsking = db.prepare('insert into own_unasked (coupon_code, offer_id, number) values (?, ?, ?)')
  return (number, { restored = [], spent = [], unasked = [] }) => {
    for (const couponCode of restored) unused.run(couponCode)
    for (const couponCode of spent) used.run(couponCode, number)
    for (const { couponCode, offerId } of unasked) withoutAsking.run(couponCode, offerId, number)
  }
}

function keepIssued(db: Database): (number: number, lasting: Lasting) => void {
  const counted = db.prepare('insert into own_issue (offer_id, issued_count) values (?, 1) on conflict (offer_id) do update set issued_count = issued_count + 1')
  const given = db.prepare('insert or ignore into own_issued (coupon_code, offer_id, member_id, expires_on) values (?, ?, ?, ?)')
  return (_number, { issued, memberId }) => {
    if (!issued) return
    counted.run(issued.offerId)
    if (memberId) given.run(issued.couponCode, issued.offerId, memberId, issued.expiresOn)
  }
}

/** What offers have given, counted for their limits. */
function keepUses(db: Database): (number: number, lasting: Lasting) => void {
  const total = db.prepare('insert into own_offer_total (offer_id, reward_count, amount_minor) values (?, ?, ?) on conflict (offer_id) do update set reward_count = reward_count + excluded.reward_count, amount_minor = amount_minor + excluded.amount_minor')
  const ofMember = db.prepare('insert into own_offer_use (member_id, offer_id, number, day, reward_count) values (?, ?, ?, ?, ?)')
  return (number, { used, memberId }) => {
    for (const { offerId, rewardCount, amountMinor } of used?.offers ?? []) {
      total.run(offerId, rewardCount, amountMinor)
      if (memberId) ofMember.run(memberId, offerId, number, used?.day, rewardCount)
    }
  }
}
