import { z } from 'zod'
import type { OfferId } from '../domain/ids.ts'
import type { EarnRules } from '../domain/loyalty/earn-rules.ts'
import type { LoyaltyRules } from '../domain/loyalty/loyalty-rules.ts'
import type { NextTier } from '../domain/loyalty/member.ts'
import type { PointsPart } from '../domain/loyalty/points-part.ts'
import type { TierProgress } from '../domain/loyalty/tier-progress.ts'
import { itemSet } from './offer.ts'
import { id, wording } from './values.ts'

const count = z.number().int().min(0)
const positive = z.number().int().min(1)
const points = z.number().int().min(1).max(1_000_000)
/** Once up to a hundred times. */
const factor = z.number().int().min(10_000).max(1_000_000)
const name = z.string().min(1).max(32)
/** A year at most: further back no lane keeps its facts, and head office no more than two of them. */
const days = z.number().int().min(0).max(365)

/** What a set without a name in it would be: everything. No rule of its own may mean that by accident. */
const namedSet = itemSet.refine(({ exceptItemIds: _exceptions, ...names }) => Object.values(names).some((each) => each !== undefined && each.length > 0), { message: 'names no items' })

const rate = z.strictObject({ name: wording, set: namedSet, points: count.max(1_000_000), perMinor: positive })
const bonus = z.strictObject({ name: wording, set: namedSet, unitCount: positive.max(999), points })

export const earnRules = z.strictObject({
  points: count, perMinor: positive,
  excluded: z.array(namedSet).max(100).optional(),
  rates: z.array(rate).max(100).optional(),
  tierFactors: z.record(name, factor).optional(),
  membershipFactors: z.strictObject({ free: factor.optional(), paid: factor.optional() }).optional(),
  birthday: z.strictObject({ daysBefore: days.max(60), daysAfter: days.max(60), factorBasisPoints: factor }).optional(),
  bonuses: z.array(bonus).max(100).optional(),
  mostPerSale: positive.optional(),
}) satisfies z.ZodType<EarnRules>

const redeem = z.strictObject({ points, amountMinor: positive, minimumPoints: points.optional() })

const tiers = z
  .strictObject({ by: z.enum(['spend', 'visits']), windowDays: days.min(1), keepDays: days, steps: z.array(z.strictObject({ tier: name, name: wording, from: count })).min(1).max(10) })
  .superRefine(({ steps }, context) => {
    const wrong = (index: number, field: string, message: string): void => context.addIssue({ code: 'custom', path: ['steps', index, field], message })
    if (steps[0]?.from !== 0) wrong(0, 'from', 'everybody begins at 0')
    for (const [index, { tier, from }] of steps.entries()) {
      const before = steps.slice(0, index)
      if (before.some((step) => step.from >= from)) wrong(index, 'from', 'not above the step before it')
      if (before.some((step) => step.tier === tier)) wrong(index, 'tier', `"${tier}" is there already`)
    }
  })

/** The shortest month. */
const shortestMonthDays = 28

export const loyaltyRules = z
  .strictObject({
    pendingDays: days.optional(),
    expiry: z.strictObject({ kind: z.enum(['month-end', 'last-activity']), months: positive.max(120) }).optional(),
    redeem: redeem.optional(),
    tiers: tiers.optional(),
  })
  .superRefine(({ pendingDays = 0, expiry }, context) => {
    if (expiry && expiry.months * shortestMonthDays <= pendingDays) context.addIssue({ code: 'custom', path: ['expiry', 'months'], message: 'points would end before they can be spent' })
  }) satisfies z.ZodType<LoyaltyRules>

export const nextTier = z.object({ tier: z.string(), by: z.enum(['spend', 'visits']), missing: z.number().int() }) satisfies z.ZodType<NextTier>

export const tierProgress = z.object({ name: wording, by: z.enum(['spend', 'visits']), missing: count }) satisfies z.ZodType<TierProgress>

const whole = z.number().int()

export const pointsPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('base'), points: whole }),
  z.object({ kind: z.literal('rate'), name: wording, points: whole }),
  z.object({ kind: z.enum(['tier', 'membership', 'birthday']), points: whole }),
  z.object({ kind: z.literal('multiplier'), offerId: id<OfferId>(), points: whole }),
  z.object({ kind: z.literal('bonus'), name: wording, points: whole }),
  z.object({ kind: z.literal('bonus-offer'), offerId: id<OfferId>(), points: whole }),
  z.object({ kind: z.literal('cap'), points: whole }),
  z.object({ kind: z.literal('paid-in-points'), points: whole }),
]) satisfies z.ZodType<PointsPart>
