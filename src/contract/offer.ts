import { z } from 'zod'
import type { ItemId, OfferId } from '../domain/ids.ts'
import type { Offer } from '../domain/offers/offer.ts'
import { id, wording } from './values.ts'

/** More units than one line may hold are no terms of an offer. */
const units = z.number().int().min(1).max(999)
const positive = z.number().int().min(1).max(99_999_999)
const price = z.number().int().min(0).max(99_999_999)
const percent = z.number().int().min(1).max(10_000)
const names = z.array(z.string().min(1)).optional()
const minute = z.number().int().min(0).max(1440)

export const itemSet = z.object({ itemIds: z.array(id<ItemId>()).optional(), categoryIds: names, departmentIds: names, brands: names, supplierIds: names, tags: names, exceptItemIds: z.array(id<ItemId>()).optional() })

const condition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quantity'), set: itemSet, unitCount: units }),
  z.object({ kind: z.literal('weight'), set: itemSet, grams: z.number().int().min(1).max(99_999) }),
  z.object({ kind: z.literal('spend'), set: itemSet, spendMinor: positive }),
  z.object({ kind: z.literal('basket'), spendMinor: price }),
  z.object({ kind: z.literal('sets'), parts: z.array(z.object({ set: itemSet, unitCount: units })).min(2).max(8) }),
])

const reward = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent-off'), basisPoints: percent }),
  z.object({ kind: z.literal('amount-off'), amountMinor: positive, per: z.enum(['unit', 'kg', 'once']) }),
  z.object({ kind: z.literal('fixed-price'), unitCount: units, priceMinor: price }),
  z.object({ kind: z.literal('price-per-kg'), priceMinor: price }),
  z.object({ kind: z.literal('n-for-m'), takeCount: units.min(2), payCount: units, basisPoints: percent.optional() }),
  z.object({ kind: z.literal('tiered-percent-off'), by: z.enum(['units', 'spend']), tiers: z.array(z.object({ from: positive, basisPoints: percent })).min(1).max(10) }),
  z.object({ kind: z.literal('bundle-price'), priceMinor: price }),
  z.object({ kind: z.literal('get-percent-off'), set: itemSet, unitCount: units, basisPoints: percent }),
  z.object({ kind: z.literal('basket-percent-off'), basisPoints: percent }),
  z.object({ kind: z.literal('basket-amount-off'), amountMinor: positive }),
  z.object({ kind: z.literal('bonus-points'), points: positive }),
  z.object({ kind: z.literal('points-multiplier'), factorBasisPoints: z.number().int().min(0).max(1_000_000) }),
])

const trigger = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bought'), set: itemSet, reason: z.enum(['complement', 'switch']), scoreBasisPoints: z.number().int().min(1).max(100_000) }),
  z.object({ kind: z.literal('spent-below'), spendMinor: positive, fromMinor: price, scoreBasisPoints: z.number().int().min(1).max(100_000) }),
])
const issue = z.object({ campaignId: z.string().min(1).max(64).optional(), holdoutBasisPoints: z.number().int().min(0).max(10_000).optional(), perLane: z.number().int().min(0).max(9_999).optional(), total: positive.optional(), triggers: z.array(trigger).max(16).optional() })

/** Rewards that work on the units of several sets together. */
const rewardsOfSets = new Set(['bundle-price', 'get-percent-off', 'percent-off', 'amount-off', 'basket-percent-off', 'basket-amount-off', 'bonus-points', 'points-multiplier'])

/** An offer at the door of lane, CRM and command line: what does not make sense is refused with the path of the field. */
export const offer = z.object({
  offerId: id<OfferId>(), name: wording,
  activation: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('automatic') }),
    z.object({ kind: z.literal('coupon'), reference: z.string().regex(/^\d{13}$/), singleUse: z.boolean() }),
    z.object({ kind: z.literal('list') }),
    z.object({ kind: z.literal('member') }),
    z.object({ kind: z.literal('tier'), tiers: z.array(z.string().min(1)).min(1) }),
  ]),
  window: z.object({ fromDay: z.iso.date(), untilDay: z.iso.date(), weekdays: z.array(z.number().int().min(1).max(7)).min(1).optional(), minutes: z.object({ from: minute, until: minute }).optional() }),
  condition, reward,
  limits: z.object({ perTransaction: positive.optional(), perMember: positive.optional(), perMemberDay: positive.optional(), total: positive.optional(), budgetMinor: positive.optional() }),
  stackingGroup: z.string().min(1).max(64),
  combinable: z.boolean().optional(),
  unasked: z.union([z.enum(['refuse', 'accept']), z.object({ couponCount: z.number().int().min(0).max(9_999) })]).optional(),
  pointsPrice: z.number().int().min(1).max(1_000_000).optional(), restoredOnReturn: z.boolean().optional(),
  funding: z.object({ by: z.enum(['store', 'supplier']), supplierId: z.string().min(1).optional(), supplierShareBasisPoints: z.number().int().min(0).max(10_000), reducesTaxBase: z.boolean() }),
  issue: issue.optional(),
}).superRefine((made, context) => {
  for (const { path, message } of contradictions(made)) context.addIssue({ code: 'custom', path, message })
}) satisfies z.ZodType<Offer>

interface Contradiction {
  readonly path: (string | number)[]
  readonly message: string
}

/** Terms that are each right and together make no sense. */
function contradictions({ activation, window, condition: asked, reward: given, issue: terms, pointsPrice }: Pick<Offer, 'activation' | 'window' | 'condition' | 'reward' | 'issue' | 'pointsPrice'>): Contradiction[] {
  const found: Contradiction[] = []
  const wrong = (path: Contradiction['path'], message: string): void => void found.push({ path, message })
  if (window.untilDay < window.fromDay) wrong(['window', 'untilDay'], `before fromDay ${window.fromDay}`)
  if (window.minutes && window.minutes.until <= window.minutes.from) wrong(['window', 'minutes', 'until'], 'not after from; hours past midnight are two offers')
  if (pointsPrice !== undefined && (given.kind === 'bonus-points' || given.kind === 'points-multiplier')) wrong(['pointsPrice'], 'nobody buys points for points')
  if (pointsPrice !== undefined && activation.kind !== 'member' && activation.kind !== 'tier' && activation.kind !== 'list') wrong(['pointsPrice'], 'only a member has points: activate it by member, tier or list')
  if (terms && activation.kind !== 'coupon') wrong(['issue'], 'only coupons are given out')
  for (const [index, each] of (terms?.triggers ?? []).entries()) if (each.kind === 'spent-below' && each.fromMinor >= each.spendMinor) wrong(['issue', 'triggers', index, 'fromMinor'], 'not below spendMinor')
  if (given.kind === 'n-for-m' && given.payCount >= given.takeCount) wrong(['reward', 'payCount'], 'not below takeCount')
  if (given.kind === 'bundle-price' && asked.kind !== 'sets') wrong(['reward', 'kind'], 'bundle-price needs a condition of several sets')
  if (asked.kind === 'sets' && (!rewardsOfSets.has(given.kind) || (given.kind === 'amount-off' && given.per !== 'once'))) wrong(['reward', 'kind'], 'does not go with a condition of several sets')
  if (given.kind === 'tiered-percent-off') {
    for (const [index, tier] of given.tiers.entries()) {
      const before = given.tiers[index - 1]
      if (given.by === 'units' && tier.from > 999) wrong(['reward', 'tiers', index, 'from'], 'more units than a line holds')
      if (before && (tier.from <= before.from || tier.basisPoints <= before.basisPoints)) wrong(['reward', 'tiers', index], 'not above the tier before it')
    }
  }
  return found
}
