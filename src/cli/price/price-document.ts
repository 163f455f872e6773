import { z } from 'zod'
import { item, member, shoppingList, storeSettings } from '../../contract/feed.ts'
import { offer } from '../../contract/offer.ts'
import { id, wording } from '../../contract/values.ts'
import type { CouponCode, OfferId, TaxClassId } from '../../domain/ids.ts'

/** A name in both languages, or plain text for English alone. */
const name = z.union([z.string().transform((en) => ({ en })), wording])

/** An item as the feed brings it; what a basket can be priced without may be left out. */
const pricedItem = item
  .extend({
    name: name.optional(),
    gtins: item.shape.gtins.default([]),
    soldBy: item.shape.soldBy.default('unit'),
    prices: item.shape.prices.optional(),
    /** Instead of `prices`: the same price on every day. */
    priceMinor: z.number().int().min(0).optional(),
    departmentId: z.string().default('none'),
    categoryId: z.string().default('none'),
    tags: z.array(z.string()).default([]),
    taxClassId: id<TaxClassId>().optional(),
    discountable: z.boolean().default(true),
  })
  .strict()
  .refine((each) => (each.prices === undefined) !== (each.priceMinor === undefined), { message: 'give either priceMinor or prices' })
export type PriceItem = z.infer<typeof pricedItem>

const quantity = z.union([
  z.number().int().min(1).max(999).transform((count) => ({ kind: 'units' as const, count })),
  z.strictObject({ kind: z.literal('units'), count: z.number().int().min(1).max(999) }),
  z.strictObject({ kind: z.literal('weight'), grams: z.number().int().min(1).max(99_999) }),
], { error: 'a whole number of units, or {"kind":"weight","grams":…}' })

const noTax = { taxClassId: 'none' as TaxClassId, name: 'no tax', letter: '-', rateBasisPoints: 0, kind: 'included' as const }

/** Everything the price of one basket depends on, in one document. */
export const priceDocument = z.strictObject({
  /** The store's own calendar and wall clock. */
  time: z.strictObject({ day: z.iso.date(), minuteOfDay: z.number().int().min(0).max(1439).default(720) }),
  currency: storeSettings.shape.currency.default({ code: 'EUR', decimals: 2, symbol: '€' }),
  taxClasses: storeSettings.shape.taxClasses.default([noTax]),
  earn: storeSettings.shape.earnRules.default({ points: 0, perMinor: 100 }),
  lines: z.array(z.strictObject({ item: pricedItem, quantity: quantity.default({ kind: 'units', count: 1 }), /** The price printed on a weighed item's label. */ labelPriceMinor: z.number().int().min(0).optional() })).max(2000),
  offers: z.array(offer).default([]),
  member: member.partial().extend({ memberId: member.shape.memberId }).strict().optional(),
  list: shoppingList.optional(),
  coupons: z.array(z.strictObject({ offerId: id<OfferId>(), couponCode: id<CouponCode>() })).default([]),
})
export type PriceDocument = z.infer<typeof priceDocument>
