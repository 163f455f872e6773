import type { Database } from 'better-sqlite3'
import type { OwnPoints } from '../../domain/loyalty/points-balance.ts'
import type { UnusedCoupon } from '../../domain/loyalty/member.ts'
import { entryId } from '../../domain/loyalty/sale-entries.ts'
import type { KnownUses, OwnOfferUse } from '../../domain/offers/remaining.ts'
import type { CouponCode, MemberId, OfferId, SaleId } from '../../domain/ids.ts'
import type { Lineage } from './lineage.ts'
import { openSummaries } from './summaries.ts'
import { openTradingDays } from './trading-days.ts'

/** What the lane knows from its own journal, without reading it through. */
export interface OwnRecords {
  unfinishedSales(): { readonly saleId: SaleId; readonly suspendedAt?: string }[]
  lastReceiptNumber(): number
  /** Behind this trading day no clock brings the lane back; undefined in a new lane. See `keepTradingDays`. */
  newestDay(): string | undefined
  /** Points moved by this lane for a member, oldest first. @param through by journal, the last number that is counted elsewhere */
  points(memberId: MemberId, through: Readonly<Record<string, number>>): OwnPoints[]
  /** True when this lane, or any lane the feed or the lane itself has told of, has redeemed the single-use coupon. */
  couponSpent(couponCode: CouponCode): boolean
  /** Single-use coupons of an offer taken without asking every lane, in facts after `afterNumber`. */
  unaskedCount(offerId: OfferId, afterNumber: number): number
  issuedCount(offerId: OfferId): number
  /** Coupons this lane gave a member that count on `day` or later and that nobody has redeemed, as far as the lane knows. */
  unusedCoupons(memberId: MemberId, day: string): UnusedCoupon[]
  /** What this lane has given of an offer in all its sales. */
  offerTotal(offerId: OfferId): KnownUses['ownTotal']
  /** What this lane has given a member of an offer, sale by sale, oldest first. */
  offerUses(memberId: MemberId, offerId: OfferId): OwnOfferUse[]
  /** How printing a sale's receipt went, newest attempt last. */
  prints(saleId: SaleId): { readonly printId: string; readonly copy: boolean; readonly outcome?: string }[]
  /** Prints that were asked for and never ended: the lane stopped in between. */
  openPrints(): { readonly printId: string; readonly saleId: SaleId }[]
  /** Sales whose only prints failed before a byte reached the paper, oldest first, at most `limit`. */
  heldReceipts(limit: number): SaleId[]
}

/** @param spentElsewhere whether the feed or another lane has told that some lane redeemed a coupon */
export function openOwnRecords(db: Database, lineage: Pick<Lineage, 'parts' | 'partOf'>, spentElsewhere: (couponCode: string) => boolean): OwnRecords {
  const unfinished = db.prepare<[], { saleId: SaleId; suspendedAt: string | null }>('select sale_id as saleId, suspended_at as suspendedAt from unfinished_sale order by opened_number')
  const lastReceipt = db.prepare<[], { n: number | null }>('select max(receipt_number) as n from receipt')
  const summaries = openSummaries(db)
  const points = db.prepare<[string, number, number], Omit<OwnPoints, 'entryId'>>('select number, kind, member_id as memberId, sale_id as saleId, day, at, points from own_points_entry where member_id = ? and number > ? and number <= ? order by number, kind')
  const skipped = db.prepare<[], { n: number | null }>('select last_number as n from skipped_receipts order by first_number desc limit 1')
  const spent = db.prepare<[string], { yes: number }>('select 1 as yes from own_redemption where coupon_code = ? limit 1')
  const unasked = db.prepare<[string, number], { n: number }>('select count(*) as n from own_unasked where offer_id = ? and number > ?')
  const issued = db.prepare<[string], { n: number }>('select issued_count as n from own_issue where offer_id = ?')
  const unused = db.prepare<[string, string], UnusedCoupon>(
    `select coupon_code as couponCode, offer_id as offerId, expires_on as expiresOn from own_issued i where member_id = ? and expires_on >= ?
     and not exists (select 1 from own_redemption r where r.coupon_code = i.coupon_code) order by coupon_code`,
  )
  const offerTotal = db.prepare<[string], KnownUses['ownTotal']>('select reward_count as rewardCount, amount_minor as amountMinor from own_offer_total where offer_id = ?')
  const offerUses = db.prepare<[string, string], OwnOfferUse>('select number, day, reward_count as rewardCount from own_offer_use where member_id = ? and offer_id = ? order by number')
  const prints = db.prepare<[string], { printId: string; copy: number; outcome: string | null }>(
    'select print_id as printId, copy, outcome from print where sale_id = ? order by number',
  )
  const openPrints = db.prepare<[], { printId: string; saleId: SaleId }>('select print_id as printId, sale_id as saleId from print where outcome is null')
  const held = db.prepare<[number], { saleId: SaleId }>(
    `select distinct sale_id as saleId from print f where outcome = 'failed'
     and not exists (select 1 from print p where p.sale_id = f.sale_id and (p.outcome is null or p.outcome <> 'failed')) order by number limit ?`,
  )
  return {
    unfinishedSales: () => unfinished.all().map(({ saleId, suspendedAt }) => ({ saleId, ...(suspendedAt === null ? {} : { suspendedAt }) })),
    newestDay: openTradingDays(db),
    lastReceiptNumber: () => Math.max(lastReceipt.get()?.n ?? summaries.start().receiptNumber ?? 0, skipped.get()?.n ?? 0),
    points: (memberId, through) => {
      const parts = lineage.parts()
      return parts.flatMap((part) => points.all(memberId, Math.max(part.afterNumber, through[part.journalId] ?? 0), part.through).map((entry) => ({ ...entry, journalId: part.journalId, entryId: entryId({ journalId: part.journalId, number: entry.number }, entry.kind) })))
    },
    couponSpent: (couponCode) => spent.get(couponCode) !== undefined || spentElsewhere(couponCode),
    unaskedCount: (offerId, afterNumber) => unasked.get(offerId, afterNumber)?.n ?? 0,
    issuedCount: (offerId) => issued.get(offerId)?.n ?? 0,
    unusedCoupons: (memberId, day) => unused.all(memberId, day).filter(({ couponCode }) => !spentElsewhere(couponCode)),
    offerTotal: (offerId) => offerTotal.get(offerId) ?? { rewardCount: 0, amountMinor: 0 },
    offerUses: (memberId, offerId) => offerUses.all(memberId, offerId).map((use) => ({ ...use, journalId: lineage.partOf(use.number).journalId })),
    prints: (saleId) => prints.all(saleId).map(({ printId, copy, outcome }) => ({ printId, copy: copy === 1, ...(outcome === null ? {} : { outcome }) })),
    openPrints: () => openPrints.all(),
    heldReceipts: (limit) => held.all(limit).map((row) => row.saleId),
  }
}
