import type { Database } from 'better-sqlite3'
import { returnEntries } from '../../domain/loyalty/return-entries.ts'
import { saleEntries } from '../../domain/loyalty/sale-entries.ts'
import { offerUses, type OfferUse } from '../../domain/offers/offer-uses.ts'
import type { Fact, FactOf } from '../../domain/sale/facts.ts'
import { keepTradingDays } from './trading-days.ts'

/** Takes one fact, with its number in the journal, into a table. */
type Keep = (number: number, fact: Fact) => void

/**
 * Keeps the small tables that answer the lane's own questions in step with the journal.
 * Runs inside the journal's transaction, so they can never disagree with it.
 */
export function derive(db: Database): Keep {
  const keepers = [keepTradingDays, keepUnfinishedSales, keepReceipts, keepReturns, keepPoints, keepCoupons, keepOfferUses, keepRefunds, keepPrints].map((open) => open(db))
  return (number, fact) => {
    for (const keep of keepers) keep(number, fact)
  }
}

function keepUnfinishedSales(db: Database): Keep {
  const opened = db.prepare('insert into unfinished_sale (sale_id, opened_number) values (?, ?)')
  const suspended = db.prepare('update unfinished_sale set suspended_at = ? where sale_id = ?')
  const ended = db.prepare('delete from unfinished_sale where sale_id = ?')
  const given = db.prepare('insert into given_sale (sale_id, journal_id) values (?, ?) on conflict (sale_id) do update set journal_id = excluded.journal_id')
  const back = db.prepare('delete from given_sale where sale_id = ?')
  return (number, fact) => {
    if (fact.kind === 'sale-opened') opened.run(fact.saleId, number)
    if (fact.kind === 'sale-suspended') suspended.run(fact.suspendedAt, fact.saleId)
    if (fact.kind === 'sale-recalled') suspended.run(null, fact.saleId)
    if (fact.kind === 'sale-completed' || fact.kind === 'sale-voided' || fact.kind === 'sale-given-away') ended.run(fact.saleId)
    if (fact.kind === 'sale-taken-over') opened.run(fact.saleId, number)
    if (fact.kind === 'sale-given-away') given.run(fact.saleId, fact.toJournalId)
    if (fact.kind === 'sale-taken-over') back.run(fact.saleId)
  }
}

function keepReceipts(db: Database): Keep {
  const given = db.prepare('insert into receipt (receipt_number, sale_id, number) values (?, ?, ?)')
  return (number, fact) => {
    if (fact.kind === 'sale-completed' || fact.kind === 'sale-returned') given.run(fact.receiptNumber, fact.saleId, number)
  }
}

function keepReturns(db: Database): Keep {
  const returned = db.prepare('insert into own_return (number, of_sale_id) values (?, ?)')
  return (number, fact) => {
    if (fact.kind === 'sale-returned') returned.run(number, fact.of.saleId)
  }
}

function keepPoints(db: Database): Keep {
  const moved = db.prepare('insert into own_points_entry (number, kind, member_id, sale_id, day, at, points) values (?, ?, ?, ?, ?, ?, ?)')
  return (number, fact) => {
    if (fact.kind !== 'sale-completed' && fact.kind !== 'sale-returned') return
    // The table keeps no entry ids: whose journal it is does not matter here.
    const place = { journalId: '', number }
    const entries = fact.kind === 'sale-completed' ? saleEntries(fact, place) : returnEntries(fact, place)
    for (const { kind, saleId, day, at, points } of entries) moved.run(number, kind, fact.member?.memberId, saleId, day, at, points)
  }
}

/** Which coupons count no more, and which were given out. */
function keepCoupons(db: Database): Keep {
  const spent = db.prepare('insert into own_redemption (coupon_code, number) values (?, ?)')
  const restored = db.prepare('delete from own_redemption where coupon_code = ?')
  const unasked = db.prepare('insert into own_unasked (coupon_code, offer_id, number) values (?, ?, ?)')
  const counted = db.prepare('insert into own_issue (offer_id, issued_count) values (?, 1) on conflict (offer_id) do update set issued_count = issued_count + 1')
  const given = db.prepare('insert or ignore into own_issued (coupon_code, offer_id, member_id, expires_on) values (?, ?, ?, ?)')
  const issue = ({ issued, member }: FactOf<'sale-completed'>): void => {
    if (!issued) return
    counted.run(issued.offerId)
    if (member) given.run(issued.couponCode, issued.offerId, member.memberId, issued.expiresOn)
  }
  return (number, fact) => {
    if (fact.kind === 'sale-completed') {
      for (const { couponCode, singleUse } of fact.redeemed) if (singleUse) spent.run(couponCode, number)
      for (const each of fact.redeemed) if (each.unasked) unasked.run(each.couponCode, each.offerId, number)
      issue(fact)
    }
    if (fact.kind === 'sale-returned') {
      for (const couponCode of fact.restored.couponCodes) restored.run(couponCode)
      if (fact.withdrawn !== undefined) spent.run(fact.withdrawn, number)
    }
  }
}

/** What offers have given, counted for their limits; a return counts less, on the day of its sale. */
function keepOfferUses(db: Database): Keep {
  const total = db.prepare('insert into own_offer_total (offer_id, reward_count, amount_minor) values (?, ?, ?) on conflict (offer_id) do update set reward_count = reward_count + excluded.reward_count, amount_minor = amount_minor + excluded.amount_minor')
  const ofMember = db.prepare('insert into own_offer_use (member_id, offer_id, number, day, reward_count) values (?, ?, ?, ?, ?)')
  return (number, fact) => {
    if (fact.kind !== 'sale-completed' && fact.kind !== 'sale-returned') return
    const { uses, day } = fact.kind === 'sale-completed' ? { uses: offerUses(fact.priced), day: fact.businessDay } : { uses: fact.restored.offers.map(takenBack), day: fact.of.businessDay }
    for (const { offerId, rewardCount, amountMinor } of uses) {
      total.run(offerId, rewardCount, amountMinor)
      if (fact.member) ofMember.run(fact.member.memberId, offerId, number, day, rewardCount)
    }
  }
}

function takenBack({ offerId, rewardCount, amountMinor }: OfferUse): OfferUse {
  return { offerId, rewardCount: -rewardCount, amountMinor: -amountMinor }
}

function keepRefunds(db: Database): Keep {
  const asked = db.prepare('insert into open_refund (payment_id, number, is_unknown) values (?, ?, 0)')
  const unknown = db.prepare('update open_refund set is_unknown = 1 where payment_id = ?')
  const ended = db.prepare('delete from open_refund where payment_id = ?')
  return (number, fact) => {
    if (fact.kind === 'refund-asked') asked.run(fact.paymentId, number)
    if (fact.kind === 'refund-unknown') unknown.run(fact.paymentId)
    if (fact.kind === 'refund-ended') ended.run(fact.paymentId)
  }
}

function keepPrints(db: Database): Keep {
  const asked = db.prepare('insert into print (print_id, number, sale_id, copy) values (?, ?, ?, ?)')
  const ended = db.prepare('update print set outcome = ? where print_id = ?')
  return (number, fact) => {
    if (fact.kind === 'print-asked') asked.run(fact.printId, number, fact.saleId, fact.copy ? 1 : 0)
    if (fact.kind === 'print-ended') ended.run(fact.outcome, fact.printId)
  }
}
