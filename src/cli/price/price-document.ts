import { z } from 'zod'
import { item, member, shoppingList, storeSettings } from '../../contract/feed.ts'
import { offer } from '../../contract/offer.ts'
import { readOffer } from '../../contract/read-offer.ts'
import { id, wording } from '../../contract/values.ts'
import type { CouponCode, ItemId, OfferId, TaxClassId } from '../../domain/ids.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import type { UnknownOffer } from '../../domain/offers/unknown-offer.ts'
import { documentContradictions } from './document-contradictions.ts'

const minor = z.number().int().min(0).max(99_999_999)
const unitCount = z.number().int().min(1).max(999)
const left = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** A name in both languages, or plain text for English alone. */
const name = z.union([z.string().transform((en) => ({ en })), wording])

/** An item as the feed brings it; what a basket can be priced without may be left out. */
export const pricedItem = item
  .extend({
    name: name.optional(),
    gtins: item.shape.gtins.default([]),
    soldBy: item.shape.soldBy.default('unit'),
    prices: item.shape.prices.optional().meta({ description: 'oldest first; the last one that has begun counts' }),
    priceMinor: minor.optional().meta({ description: 'instead of prices: the same price on every day, per unit or per kilogram' }),
    departmentId: z.string().default('none'),
    categoryId: z.string().default('none'),
    tags: z.array(z.string()).default([]),
    taxClassId: id<TaxClassId>().optional().meta({ description: 'one of taxes; needed as soon as there are any' }),
    discountable: z.boolean().default(true),
  })
  .strict()
  .refine((each) => (each.prices === undefined) !== (each.priceMinor === undefined), { message: 'give either priceMinor or prices' })
export type PriceItem = z.infer<typeof pricedItem>

const quantity = z.union([
  unitCount.transform((count) => ({ kind: 'units' as const, count })),
  z.strictObject({ kind: z.literal('units'), count: unitCount }),
  z.strictObject({ kind: z.literal('weight'), grams: z.number().int().min(1).max(99_999) }),
], { error: 'a whole number of units up to 999, or {"kind":"weight","grams":…}' })

/** What a worked example says its answer is; only what is given is compared. */
const expected = z.strictObject({
  netMinor: z.array(z.number().int()).optional().meta({ description: 'per basket line, after all discounts' }),
  offers: z.record(z.string(), z.string()).optional().meta({ description: 'every candidate by its id (and coupon code): "applied 72", "not-met 1 unit", "beaten by x, y", …' }),
  rewards: z.record(z.string(), z.number().int()).optional().meta({ description: 'how many rewards each applied offer gave, by its id (and coupon code), as its limits count them' }),
  discountMinor: z.number().int().optional(),
  taxMinor: z.record(z.string(), z.number().int()).optional().meta({ description: 'by tax class' }),
  dueMinor: z.number().int().optional(),
  dueInCashMinor: z.number().int().optional(),
  points: z.number().int().optional().meta({ description: 'earned by the sale' }),
  pointsParts: z.array(z.string()).optional().meta({ description: 'why: "base 14", "rate Fresh 6", "tier 10", "multiplier offer-1 7", "bonus Coffee 25", "cap -3", …; they add up to the points' }),
  pointsSpent: z.number().int().optional(),
  pointsBalance: z.number().int().optional().meta({ description: 'what can be spent after the sale' }),
  pointsPending: z.number().int().optional().meta({ description: 'what cannot be spent yet after the sale' }),
  provenBest: z.boolean().optional(),
  refundsMinor: z.array(z.number().int()).optional().meta({ description: 'per returned line, without added tax' }),
  dueBackMinor: z.number().int().optional(),
  pointsTakenBack: z.number().int().optional(),
  pointsGivenBack: z.number().int().optional(),
})

/** Everything the price of one basket depends on, in one document. */
export const priceDocument = z
  .strictObject({
    title: z.string().optional(),
    arithmetic: z.array(z.string()).optional().meta({ description: 'how the expected answer was worked out, for people' }),
    businessTime: z.strictObject({ day: z.iso.date(), minuteOfDay: z.number().int().min(0).max(1439).default(720) }).meta({ description: "the store's own calendar and wall clock" }),
    currency: storeSettings.shape.currency.default({ code: 'EUR', decimals: 2, symbol: '€' }),
    taxes: storeSettings.shape.taxClasses.optional(),
    taxRounding: storeSettings.shape.taxRounding,
    cashRounding: storeSettings.shape.cashRounding.meta({ description: 'of the total where it is paid in cash: as in a country, or a rule of its own' }),
    earn: storeSettings.shape.earnRules.default({ points: 0, perMinor: 100 }).meta({ description: 'how points are earned' }),
    loyalty: storeSettings.shape.loyalty.meta({ description: 'what becomes of points: when they can be spent, when they end, what they are worth' }),
    items: z.array(pricedItem).max(20_000),
    offers: z.array(offer).max(20_000).default([]),
    offersAsFed: z.array(z.unknown()).max(20_000).default([]).meta({ description: 'more offers, taken as a lane takes them from the feed: one of a kind this program does not know is left out and shown' }),
    remaining: z.record(z.string(), z.strictObject({ rewardCount: left.optional(), budgetMinor: left.optional() })).default({}).meta({ description: 'by offer id: what earlier sales have left of its limits; the whole limit less the uses of the member, where it is not said' }),
    member: member.partial().extend({ memberId: member.shape.memberId }).strict().optional(),
    taken: z.record(z.string(), unitCount).default({}).meta({ description: 'by offer id: how many rewards of an offer that costs points the member has taken' }),
    list: shoppingList.optional(),
    coupons: z.array(z.union([
      z.strictObject({ offerId: id<OfferId>(), couponCode: id<CouponCode>() }),
      z.strictObject({ code: z.string().min(1).max(100).meta({ description: "a manufacturer's coupon as it is scanned: \"8110…\" or \"(8110)…\"" }) }),
    ])).max(200).default([]),
    basket: z.array(z.strictObject({ itemId: id<ItemId>(), quantity: quantity.default({ kind: 'units', count: 1 }), labelPriceMinor: minor.optional().meta({ description: "the price printed on a weighed item's label" }) })).max(2000),
    returns: z.array(z.strictObject({ line: z.number().int().min(0).meta({ description: 'position in basket, from 0' }), unitCount: unitCount.default(1) })).max(2000).default([]).meta({ description: 'what is brought back after the sale' }),
    paidInPointsMinor: minor.default(0).meta({ description: 'this much of it is paid with points of the member' }),
    expected: expected.optional(),
  })
  .superRefine((document, context) => {
    for (const [index, body] of document.offersAsFed.entries()) {
      const read = readOffer(body)
      if (read.kind === 'malformed') for (const { path, message } of read.issues) context.addIssue({ code: 'custom', path: ['offersAsFed', index, ...path], message })
    }
    for (const { path, message } of documentContradictions({ ...document, offers: [...document.offers, ...fedOffers(document).known] })) context.addIssue({ code: 'custom', path, message })
  })
  .transform(({ offersAsFed, ...document }) => {
    const { known, unknown } = fedOffers({ offersAsFed })
    return { ...document, offers: [...document.offers, ...known], unknownOffers: unknown }
  })
export type PriceDocument = z.infer<typeof priceDocument>
export type ExpectedPrice = z.infer<typeof expected>

/** Offers as fed, in two: malformed ones have been refused before. */
function fedOffers({ offersAsFed }: { readonly offersAsFed: readonly unknown[] }): { readonly known: readonly Offer[]; readonly unknown: readonly UnknownOffer[] } {
  const read = offersAsFed.map(readOffer)
  return { known: read.flatMap((each) => (each.kind === 'known' ? [each.offer] : [])), unknown: read.flatMap((each) => (each.kind === 'unknown' ? [each.offer] : [])) }
}

/** The document's JSON Schema (draft 7), as it is written before defaults are filled in. */
export function priceDocumentSchema(): object {
  return z.toJSONSchema(priceDocument, { io: 'input', target: 'draft-7' })
}
