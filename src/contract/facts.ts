import { z } from 'zod'
import type { Fact } from '../domain/sale/facts.ts'
import { member, nextVisitCandidate, shoppingList } from './feed.ts'
import { earnRules, pointsPart, tierProgress } from './loyalty.ts'
import { returnReason } from './lane-commands.ts'
import { offer } from './offer.ts'
import { id, wording } from './values.ts'
import type { CashierId, CouponCode, ItemId, LineId, ListId, MemberId, OfferId, PaymentId, SaleId, TaxClassId, TenderId } from '../domain/ids.ts'

const minor = z.number().int()
const count = z.number().int().min(0)
const time = z.iso.datetime()
const saleId = id<SaleId>()
const lineId = id<LineId>()
const armedBy = z.enum(['automatic', 'coupon', 'list', 'member', 'tier'])
const identifiedBy = z.enum(['card', 'phone', 'list'])

const soldItem = z.object({
  itemId: id<ItemId>(), gtin: z.string(), name: wording, departmentId: z.string(), categoryId: z.string(), brand: z.string().optional(),
  supplierId: z.string().optional(), tags: z.array(z.string()), taxClassId: id<TaxClassId>(), discountable: z.boolean(), ageYears: count.optional(), familyCodes: z.array(z.string()).optional(), unitPriceMinor: minor,
})
const quantity = z.discriminatedUnion('kind', [z.object({ kind: z.literal('units'), count }), z.object({ kind: z.literal('weight'), grams: count })])
const line = z.object({ lineId, item: soldItem, quantity, entry: z.enum(['scanned', 'keyed', 'weighed-label', 'weighed']), grossMinor: minor, state: z.enum(['sold', 'pending-age', 'voided']) })
const paymentId = id<PaymentId>()
const cardReceipt = z.object({ cardName: z.string(), maskedPan: z.string(), terminalId: z.string(), traceNumber: count, terminalReceipt: count, authorisation: z.string().optional(), slip: z.array(z.string()).optional() })
const tender = z.object({ tenderId: id<TenderId>(), tenderKind: z.enum(['cash', 'card', 'card-confirmed', 'points']), amountMinor: minor, card: cardReceipt.optional(), points: count.optional() })

/** What limits over many sales can leave nothing for. */
const limitReason = z.enum(['used-up', 'needs-member', 'member-limit', 'member-day-limit', 'no-allowance', 'not-taken'])
const remaining = z.object({ rewardCount: count.optional(), budgetMinor: count.optional(), limitedBy: limitReason.optional() })
const offerState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('applied'), amountMinor: minor, points: count, rewardCount: count.optional(), lineIds: z.array(lineId) }),
  z.object({ kind: z.literal('armed'), savingMinor: minor.optional() }),
  z.object({ kind: z.literal('not-met'), missingUnits: count.optional(), missingMinor: minor.optional(), missingGrams: count.optional() }),
  z.object({ kind: z.literal('beaten'), by: z.array(id<OfferId>()) }),
  z.object({ kind: z.literal('excluded'), reason: z.enum(['expired', 'not-yet', 'not-now', 'not-discountable', 'limit-reached', 'unknown-kind', ...limitReason.options]) }),
])
const priced = z.object({
  lines: z.array(z.object({ lineId, grossMinor: minor, discountMinor: minor, netMinor: minor, discounts: z.array(z.object({ offerId: id<OfferId>(), name: wording, armedBy, amountMinor: minor, unitCount: count })) })),
  outcomes: z.array(z.object({ offerId: id<OfferId>(), name: wording, armedBy, couponCode: id<CouponCode>().optional(), pointsPrice: count.optional(), remaining: remaining.optional(), state: offerState })),
  totals: z.object({ grossMinor: minor, discountMinor: minor, netMinor: minor, taxAddedMinor: minor, dueMinor: minor, unitCount: count }),
  tax: z.array(z.object({ taxClassId: id<TaxClassId>(), name: z.string(), letter: z.string(), kind: z.enum(['included', 'added']), rateBasisPoints: count, netMinor: minor, taxMinor: minor })),
  pointsEarned: count, pointsParts: z.array(pointsPart).optional(),
  provenBest: z.boolean(),
  discountAtMostMinor: minor.optional(),
})

const saleTerms = z.object({
  offers: z.array(offer), taxRounding: z.enum(['receipt', 'line']).optional(), earn: earnRules.optional(),
  member: z.object({ tier: z.string(), birthday: z.string().optional(), paidUntilDay: z.iso.date().optional() }).optional(),
})
const mark = z.string().max(64)
const historyPlace = z.object({ change: count, mark })
const toldAt = z.object({ members: historyPlace, lists: historyPlace })
const pricedWith = z.object({
  time: z.object({ day: z.iso.date(), weekday: z.number().int().min(1).max(7), minuteOfDay: z.number().int().min(0).max(1439) }),
  edition: z.object({ settingsChange: count, itemsChange: count, offersChange: count, marks: z.object({ settings: mark, items: mark, offers: mark }).optional(), offersDigest: z.string().max(64), unknownOfferIds: z.array(id<OfferId>()).optional() }),
  member: member.pick({ tier: true, birthday: true, paidUntilDay: true }).optional(),
  toldAt: toldAt.optional(),
  itemsAt: z.array(historyPlace).optional(),
})

export const saleCompleted = z.object({
  kind: z.literal('sale-completed'), saleId, receiptNumber: z.number().int().min(1), openedAt: time, completedAt: time, businessDay: z.iso.date(), cashierId: id<CashierId>(),
  lines: z.array(line), priced, pricedWith: pricedWith.optional(), terms: saleTerms.optional(), tenders: z.array(tender), changeMinor: minor, roundingMinor: minor.optional(),
  member: z.object({ memberId: id<MemberId>(), displayName: z.string(), cardLast4: z.string(), identifiedBy }).optional(),
  points: z.object({
    earned: count, parts: z.array(pointsPart).optional(), spent: count.optional(), balanceBefore: minor, balanceAfter: minor,
    pending: z.object({ fromDay: z.iso.date(), points: count }).optional(), nextTier: tierProgress.optional(),
  }).optional(),
  redeemed: z.array(z.object({ couponCode: id<CouponCode>(), offerId: id<OfferId>(), amountMinor: minor, singleUse: z.boolean(), unasked: z.boolean().optional() })),
  issued: z.object({ couponCode: id<CouponCode>(), offerId: id<OfferId>(), name: wording, expiresOn: z.iso.date(), reason: z.string(), campaignId: z.string().optional() }).optional(),
  heldOut: z.object({ offerId: id<OfferId>(), campaignId: z.string(), reason: z.string() }).optional(),
  chosenFrom: z.object({ candidates: z.array(nextVisitCandidate), unusedOfferIds: z.array(id<OfferId>()), usedUpOfferIds: z.array(id<OfferId>()) }).optional(),
  list: z.object({ listId: id<ListId>(), lineCount: count, unclaimed: z.array(z.object({ name: wording, itemId: id<ItemId>().optional(), categoryId: z.string().optional(), offerIds: z.array(id<OfferId>()) })) }).optional(),
})

const returnedLine = z.object({ lineId, itemId: id<ItemId>(), name: wording, categoryId: z.string(), quantity, paidMinor: minor, refundMinor: minor })
const returnedTender = z.object({ tenderKind: z.enum(['cash', 'card', 'card-confirmed', 'points']), amountMinor: minor, points: count.optional(), card: cardReceipt.optional() })
const saleReturned = z.object({
  kind: z.literal('sale-returned'), saleId, receiptNumber: z.number().int().min(1), returnedAt: time, businessDay: z.iso.date(), cashierId: id<CashierId>(),
  reason: returnReason, of: z.object({ saleId, receiptNumber: z.number().int().min(1), businessDay: z.iso.date() }),
  lines: z.array(returnedLine), broken: z.array(z.object({ offerId: id<OfferId>(), name: wording, gaveMinor: minor, givesMinor: minor })),
  refundMinor: minor, tax: priced.shape.tax, dueBackMinor: minor, tenders: z.array(returnedTender), roundingMinor: minor.optional(),
  member: z.object({ memberId: id<MemberId>(), displayName: z.string(), cardLast4: z.string() }).optional(),
  points: z.object({ takenBack: count, givenBack: count, balanceBefore: minor.optional(), balanceAfter: minor.optional() }).optional(),
  withdrawn: id<CouponCode>().optional(),
  restored: z.object({ couponCodes: z.array(id<CouponCode>()), offers: z.array(z.object({ offerId: id<OfferId>(), rewardCount: count, amountMinor: minor })) }),
})

const presentedCoupon = z.object({ couponCode: id<CouponCode>(), offerId: id<OfferId>(), name: wording, singleUse: z.boolean(), unasked: z.boolean().optional() })

/** What an unfinished sale holds, as it goes from lane to lane. */
export const basket = z.object({
  saleId, openedAt: time, businessDay: z.iso.date(), cashierId: id<CashierId>(), lines: z.array(line), itemsAt: z.array(historyPlace).optional(),
  attached: z.object({ member, list: shoppingList.optional(), identifiedBy, toldAt: toldAt.optional() }).optional(),
  coupons: z.array(presentedCoupon.extend({ lineCount: count.optional() })),
  taken: z.array(z.object({ offerId: id<OfferId>(), rewardCount: count, pointsPrice: count })).optional(),
})

/** Every kind of fact, for whoever reads a journal back. The CRM stores kinds it does not know and reads them later. */
export const fact = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('journal-opened'), storeId: z.string(), laneNumber: count, openedAt: time }),
  z.object({ kind: z.literal('journal-branched'), journalId: z.string(), ancestorId: z.string(), afterNumber: count, afterHash: z.string(), branchedAt: time }),
  z.object({ kind: z.literal('receipts-skipped'), firstNumber: z.number().int().min(1), lastNumber: z.number().int().min(1), why: z.enum(['other-branch', 'end-unproven', 'begun-anew']), skippedAt: time }),
  z.object({ kind: z.literal('sale-opened'), saleId, openedAt: time, businessDay: z.iso.date(), cashierId: id<CashierId>() }),
  z.object({ kind: z.literal('line-added'), saleId, line, itemsAt: historyPlace.optional() }),
  z.object({ kind: z.literal('line-voided'), saleId, lineId }),
  z.object({ kind: z.literal('age-confirmed'), saleId, lineId, bornOnOrBefore: z.iso.date(), cashierId: id<CashierId>() }),
  z.object({ kind: z.literal('member-attached'), saleId, member, list: shoppingList.optional(), identifiedBy, toldAt: toldAt.optional() }),
  z.object({ kind: z.literal('member-detached'), saleId }),
  z.object({ kind: z.literal('coupon-presented'), saleId, coupon: presentedCoupon }),
  z.object({ kind: z.literal('offer-taken'), saleId, offerId: id<OfferId>(), name: wording, pointsPrice: count, rewardCount: count }),
  z.object({ kind: z.literal('coupon-withdrawn'), saleId, couponCode: id<CouponCode>() }),
  z.object({ kind: z.literal('tender-opened'), saleId }),
  z.object({ kind: z.literal('tender-left'), saleId }),
  z.object({ kind: z.literal('tender-taken'), saleId, tender }),
  z.object({ kind: z.literal('tender-returned'), saleId, tenderId: id<TenderId>() }),
  z.object({ kind: z.literal('payment-asked'), saleId, paymentId, amountMinor: minor, afterTrace: count.optional(), askedAt: time }),
  z.object({ kind: z.literal('payment-unknown'), saleId, paymentId, detail: z.string() }),
  z.object({ kind: z.literal('payment-ended'), saleId, paymentId, outcome: z.enum(['approved', 'not-made']), detail: z.string().optional(), settledBy: id<CashierId>().optional() }),
  z.object({ kind: z.literal('reversal-asked'), saleId, paymentId, tenderId: id<TenderId>(), amountMinor: minor, afterTrace: count.optional(), askedAt: time }),
  z.object({ kind: z.literal('reversal-unknown'), saleId, paymentId, detail: z.string() }),
  z.object({ kind: z.literal('reversal-ended'), saleId, paymentId, outcome: z.enum(['reversed', 'not-made']), detail: z.string().optional(), settledBy: id<CashierId>().optional() }),
  z.object({ kind: z.literal('refund-asked'), saleId, paymentId, amountMinor: minor, afterTrace: count.optional(), askedAt: time, returned: saleReturned }),
  z.object({ kind: z.literal('refund-unknown'), saleId, paymentId, detail: z.string() }),
  z.object({ kind: z.literal('refund-ended'), saleId, paymentId, outcome: z.enum(['refunded', 'not-made']), detail: z.string().optional(), settledBy: id<CashierId>().optional() }),
  z.object({ kind: z.literal('sale-suspended'), saleId, suspendedAt: time }),
  z.object({ kind: z.literal('sale-recalled'), saleId, recalledAt: time }),
  z.object({ kind: z.literal('sale-given-away'), saleId, toJournalId: z.string(), toLane: count, askId: z.string(), givenAt: time }),
  z.object({ kind: z.literal('sale-taken-over'), saleId, fromJournalId: z.string(), fromLane: count, askId: z.string().optional(), takenAt: time, basket }),
  z.object({ kind: z.literal('sale-voided'), saleId, voidedAt: time }),
  saleCompleted,
  saleReturned,
  z.object({ kind: z.literal('drawer-asked'), saleId: saleId.optional(), reason: z.enum(['cash-sale', 'cash-return', 'no-sale']) }),
  z.object({ kind: z.literal('print-asked'), printId: z.string(), saleId, copy: z.boolean() }),
  z.object({ kind: z.literal('print-ended'), printId: z.string(), saleId, outcome: z.enum(['printed', 'failed', 'unknown']), detail: z.string().optional() }),
  z.object({ kind: z.literal('payment-card-rejected') }),
])

type DeepReadonly<T> = T extends string | number | boolean | undefined ? T : { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never

/** Fails the type check when the domain's facts and this schema drift apart, in either direction. */
export const factSchemaFits: Same<DeepReadonly<z.infer<typeof fact>>, Fact> = true
