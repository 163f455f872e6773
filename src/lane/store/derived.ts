import type { Database } from 'better-sqlite3'
import { returnEntries } from '../../domain/loyalty/return-entries.ts'
import { saleEntries } from '../../domain/loyalty/sale-entries.ts'
import { offerUses } from '../../domain/offers/offer-uses.ts'
import type { Fact } from '../../domain/sale/facts.ts'

/**
 * Keeps the small tables that answer the lane's own questions in step with the journal.
 * Runs inside the journal's transaction, so they can never disagree with it.
 */
export function derive(db: Database): (number: number, fact: Fact) => void {
  const opened = db.prepare('insert into unfinished_sale (sale_id, opened_number) values (?, ?)')
  const suspended = db.prepare('update unfinished_sale set suspended_at = ? where sale_id = ?')
  const ended = db.prepare('delete from unfinished_sale where sale_id = ?')
  const receipt = db.prepare('insert into receipt (receipt_number, sale_id, number) values (?, ?, ?)')
  const points = db.prepare('insert into own_points_entry (number, kind, member_id, sale_id, day, at, points) values (?, ?, ?, ?, ?, ?, ?)')
  const redemption = db.prepare('insert into own_redemption (coupon_code, number) values (?, ?)')
  const total = db.prepare('insert into own_offer_total (offer_id, reward_count, amount_minor) values (?, ?, ?) on conflict (offer_id) do update set reward_count = reward_count + excluded.reward_count, amount_minor = amount_minor + excluded.amount_minor')
  const use = db.prepare('insert into own_offer_use (member_id, offer_id, number, day, reward_count) values (?, ?, ?, ?, ?)')
  const issue = db.prepare('insert into own_issue (offer_id, issued_count) values (?, 1) on conflict (offer_id) do update set issued_count = issued_count + 1')
  const given = db.prepare('insert or ignore into own_issued (coupon_code, offer_id, member_id, expires_on) values (?, ?, ?, ?)')
  const returned = db.prepare('insert into own_return (number, of_sale_id) values (?, ?)')
  const restored = db.prepare('delete from own_redemption where coupon_code = ?')
  const refundAsked = db.prepare('insert into open_refund (payment_id, number, is_unknown) values (?, ?, 0)')
  const refundUnknown = db.prepare('update open_refund set is_unknown = 1 where payment_id = ?')
  const refundEnded = db.prepare('delete from open_refund where payment_id = ?')
  const printAsked = db.prepare('insert into print (print_id, number, sale_id, copy) values (?, ?, ?, ?)')
  const printEnded = db.prepare('update print set outcome = ? where print_id = ?')

  return (number, fact) => {
    switch (fact.kind) {
      case 'sale-opened':
        opened.run(fact.saleId, number)
        return
      case 'sale-suspended':
        suspended.run(fact.suspendedAt, fact.saleId)
        return
      case 'sale-recalled':
        suspended.run(null, fact.saleId)
        return
      case 'sale-voided':
        ended.run(fact.saleId)
        return
      case 'sale-completed':
        ended.run(fact.saleId)
        receipt.run(fact.receiptNumber, fact.saleId, number)
        for (const { kind, saleId, day, at, points: moved } of saleEntries(fact, { journalId: '', number })) points.run(number, kind, fact.member?.memberId, saleId, day, at, moved)
        for (const coupon of fact.redeemed) if (coupon.singleUse) redemption.run(coupon.couponCode, number)
        if (fact.issued) issue.run(fact.issued.offerId)
        if (fact.issued && fact.member) given.run(fact.issued.couponCode, fact.issued.offerId, fact.member.memberId, fact.issued.expiresOn)
        for (const { offerId, rewardCount, amountMinor } of offerUses(fact.priced)) {
          total.run(offerId, rewardCount, amountMinor)
          if (fact.member) use.run(fact.member.memberId, offerId, number, fact.businessDay, rewardCount)
        }
        return
      case 'sale-returned':
        receipt.run(fact.receiptNumber, fact.saleId, number)
        returned.run(number, fact.of.saleId)
        for (const { kind, saleId, day, at, points: moved } of returnEntries(fact, { journalId: '', number })) points.run(number, kind, fact.member?.memberId, saleId, day, at, moved)
        for (const couponCode of fact.restored.couponCodes) restored.run(couponCode)
        if (fact.withdrawn !== undefined) redemption.run(fact.withdrawn, number)
        for (const { offerId, rewardCount, amountMinor } of fact.restored.offers) {
          total.run(offerId, -rewardCount, -amountMinor)
          if (fact.member) use.run(fact.member.memberId, offerId, number, fact.of.businessDay, -rewardCount)
        }
        return
      case 'refund-asked':
        refundAsked.run(fact.paymentId, number)
        return
      case 'refund-unknown':
        refundUnknown.run(fact.paymentId)
        return
      case 'refund-ended':
        refundEnded.run(fact.paymentId)
        return
      case 'print-asked':
        printAsked.run(fact.printId, number, fact.saleId, fact.copy ? 1 : 0)
        return
      case 'print-ended':
        printEnded.run(fact.outcome, fact.printId)
        return
      default:
        return
    }
  }
}
