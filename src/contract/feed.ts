import { z } from 'zod'
import type { Item } from '../domain/catalog/item.ts'
import type { CouponCode, ItemId, ListId, MemberId, OfferId, TaxClassId } from '../domain/ids.ts'
import type { CashRoundingChoice } from '../domain/money/cash-rounding.ts'
import type { Member, NextVisitCandidate } from '../domain/loyalty/member.ts'
import type { ShoppingList } from '../domain/shopping-list/shopping-list.ts'
import type { TaxRounding } from '../domain/tax/tax.ts'
import { earnRules, loyaltyRules, nextTier } from './loyalty.ts'
import { offer } from './offer.ts'
import { ownCode } from './own-code.ts'
import { id, wording } from './values.ts'

const minor = z.number().int().min(0)
const count = z.number().int().min(0)
const basisPoints = z.number().int().min(0).max(1_000_000)
const positive = z.number().int().min(1)

/** Each step begins after the one before it: two prices on one day would be neither. */
const priceSteps = z.array(z.object({ fromDay: z.iso.date(), priceMinor: minor.max(99_999_999) })).min(1).superRefine((steps, context) => {
  for (const [index, { fromDay }] of steps.entries()) {
    const before = steps[index - 1]
    if (before && fromDay <= before.fromDay) context.addIssue({ code: 'custom', path: [index, 'fromDay'], message: 'not after the step before it' })
  }
})

export const item = z.object({
  itemId: id<ItemId>(), name: wording, gtins: z.array(z.string().regex(/^\d{14}$/)), plu: z.string().regex(/^\d{1,5}$/).optional(), soldBy: z.enum(['unit', 'weight']), tareGrams: z.number().int().min(0).max(9_999).optional(),
  prices: priceSteps, departmentId: z.string(), categoryId: z.string(), brand: z.string().optional(), supplierId: z.string().optional(),
  tags: z.array(z.string()), taxClassId: id<TaxClassId>(), ageYears: count.max(120).optional(), discountable: z.boolean(), aisle: z.string().optional(),
  /** As the manufacturer's coupons name it (AI 8110). */ familyCodes: z.array(z.string().regex(/^\d{3}$/)).max(32).optional(),
}) satisfies z.ZodType<Item>

export const nextVisitCandidate = z.object({ offerId: z.string(), score: z.number(), reason: z.enum(['due-soon', 'lapsed', 'complement', 'switch', 'stretch']) }) satisfies z.ZodType<NextVisitCandidate>

export const member = z.object({
  memberId: id<MemberId>(), displayName: z.string(), cardLast4: z.string(), memberSince: z.string(), tier: z.string(), language: z.enum(['en', 'zh']).optional(),
  pointsSynced: z.number().int(), pointsThrough: z.record(z.string(), count),
  points: z.object({ lots: z.array(z.object({ fromDay: z.iso.date(), untilDay: z.iso.date().optional(), points: positive, saleId: z.string().optional() })), owed: count, activeOn: z.iso.date().optional() }).optional(),
  nextTier: nextTier.optional(),
  birthday: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/).optional(), paidUntilDay: z.iso.date().optional(),
  nextVisit: z.array(nextVisitCandidate),
  unusedCoupons: z.array(z.object({ couponCode: id<CouponCode>(), offerId: id<OfferId>(), expiresOn: z.iso.date() })).optional(),
  offerUses: z.array(z.object({ offerId: id<OfferId>(), rewardCount: count, days: z.array(z.object({ day: z.iso.date(), rewardCount: count })), through: z.record(z.string(), count) })).optional(),
}) satisfies z.ZodType<Member>

/** A member with the keyed hashes she is found by; see `memberKey`. */
export const feedMember = member.extend({ keys: z.array(z.string().length(32)) })

export const shoppingList = z.object({
  listId: id<ListId>(), memberId: id<MemberId>(), number: z.string().regex(/^\d{4,20}$/), fromDay: z.iso.date(), untilDay: z.iso.date(),
  lines: z.array(z.object({
    wanted: z.discriminatedUnion('kind', [z.object({ kind: z.literal('item'), itemId: id<ItemId>() }), z.object({ kind: z.literal('category'), categoryId: z.string() })]),
    name: wording, aisle: z.string().optional(),
    reason: z.discriminatedUnion('kind', [z.object({ kind: z.literal('due'), everyDays: count, lastDays: count }), z.object({ kind: z.literal('often'), timesBought: count }), z.object({ kind: z.literal('discovery') })]),
    offerIds: z.array(id<OfferId>()),
  })),
}) satisfies z.ZodType<ShoppingList>

/** A single-use coupon that some lane has redeemed. */
export const spentCoupon = z.object({ couponCode: z.string(), redeemedAt: z.iso.datetime(), journalId: z.string() })

/**
 * What one lane's journal may give of one offer, over all its sales. Head office only ever raises it, so a row that comes
 * late or twice does no harm: what the lane has left is this less what its own journal has given.
 */
export const offerAllowance = z.object({ journalId: z.string().min(1).max(64), offerId: id<OfferId>(), rewardCount: count.optional(), budgetMinor: count.optional(), /** Coupons of it the journal may give out. */ issueCount: count.optional() })
export type LaneAllowance = z.infer<typeof offerAllowance>

const cashRounding = z.union([
  z.enum(['AU', 'CA', 'CH', 'DK', 'FI', 'MY', 'NO', 'NZ', 'SE']),
  z.strictObject({ incrementMinor: z.number().int().min(2).max(100_000), ties: z.enum(['up', 'down']) }),
]) satisfies z.ZodType<CashRoundingChoice>

/** Everything about the store that a lane must know and does not decide. One row of the feed, key `store`. */
export const storeSettings = z.object({
  storeId: z.string(), storeName: z.string(), receiptHeader: z.array(z.string()), receiptFooter: z.array(z.string()),
  language: z.enum(['en', 'zh']), timeZone: z.string(), /** Wall-clock minute at which a new trading day begins. */ dayChangeMinute: z.number().int().min(0).max(1439),
  currency: z.object({ code: z.string().length(3), decimals: z.union([z.literal(0), z.literal(2), z.literal(3)]), symbol: z.string() }),
  taxClasses: z.array(z.object({ taxClassId: id<TaxClassId>(), name: z.string(), letter: z.string().length(1), rateBasisPoints: basisPoints.max(10_000), kind: z.enum(['included', 'added']) })).min(1),
  /** Where tax is rounded: once per class over the receipt unless told, or on every line. */
  taxRounding: (z.enum(['receipt', 'line']) satisfies z.ZodType<TaxRounding>).optional(),
  /** How the total is rounded where it is paid in cash: as in a country, or a rule of the store's own. Cash is exact unless told. */
  cashRounding: cashRounding.optional(),
  /** How points are earned, and what becomes of them. */ earnRules, loyalty: loyaltyRules.optional(),
  ownCodes: z.array(ownCode),
  /** Company prefixes and location numbers under which manufacturers' coupons may name this store as the only one that takes them. */
  retailerNumbers: z.array(z.string().regex(/^\d{7,13}$/)).max(20).optional(),
  /** What eight digits beginning with 0 or 1 are when neither scanner nor cashier says: EAN-8, or UPC-E as in North America. */
  unnamedEightDigits: z.enum(['ean-8', 'upc-e']).optional(),
  /** Secret under which coupon serials are signed. */ couponSecret: z.string().min(16),
  /** Secret under which card and phone numbers are hashed. */ memberSecret: z.string().min(16),
  nextVisit: z.object({ /** Issued coupons live so many days. */ validDays: positive, /** Smallest sale that earns one. */ minimumDueMinor: minor }),
  /** Printed above the store's name; a picture as in a receipt, at most 384 dots wide where a lane has 58 mm paper. */
  logo: z.object({ widthDots: z.number().int().min(8).max(576), heightDots: z.number().int().min(1).max(240), dots: z.base64().max(24_000) }).optional(),
}).superRefine(({ earnRules: { tierFactors = {} }, loyalty }, context) => {
  const known = loyalty?.tiers?.steps.map(({ tier }) => tier)
  for (const tier of known ? Object.keys(tierFactors) : []) if (!known?.includes(tier)) context.addIssue({ code: 'custom', path: ['earnRules', 'tierFactors', tier], message: 'there is no such tier in loyalty.tiers' })
})
export type StoreSettings = z.infer<typeof storeSettings>

export const feedTopics = ['settings', 'items', 'offers', 'members', 'lists', 'coupons', 'allowances'] as const
export type FeedTopic = (typeof feedTopics)[number]

/** Schema of one row's body, by topic. */
export const feedBody = { settings: storeSettings, items: item, offers: offer, members: feedMember, lists: shoppingList, coupons: spentCoupon, allowances: offerAllowance } as const

/** `body` null removes the row. A row that does not fit its schema is counted and skipped by the lane, never guessed at. */
export const feedPage = z.object({
  topic: z.enum(feedTopics),
  changes: z.array(z.object({ change: z.number().int().min(1), key: z.string().min(1), body: z.unknown() })),
  /** Ask again after this number. */
  next: z.number().int().min(0),
  /** False when more is waiting. */
  complete: z.boolean(),
})
export type FeedPage = z.infer<typeof feedPage>
