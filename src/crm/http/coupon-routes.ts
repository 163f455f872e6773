import { z } from 'zod'
import type { Crm } from '../crm.ts'
import type { CrmServer } from './crm-server.ts'
import type { Guards } from './guards.ts'
import { problemResponses } from './problems.ts'

const whole = z.number().int()
const mostCoupons = 10_000
const owed = { couponCount: whole, amountMinor: whole }

const asked = z.object({ companyPrefix: z.string().regex(/^\d{6,12}$/).optional(), fromDay: z.iso.date().optional(), untilDay: z.iso.date().optional() })
const claim = z.object({ companyPrefix: z.string(), ...owed, offers: z.array(z.object({ offerCode: z.string(), ...owed })) })
const redemption = z.object({
  storeId: z.string(), saleId: z.string(), couponCode: z.string(), journalId: z.string(), number: whole, companyPrefix: z.string(), offerCode: z.string(), serial: z.string().optional(), day: z.string(), amountMinor: whole,
})

const uses = z.object({ offerId: z.string(), couponCount: whole, overCount: whole, overMinor: whole, unaskedCount: whole })
const arm = z.object({ memberCount: whole, spendPerMemberMinor: whole })
const campaign = z.object({
  campaignId: z.string(), issuedCount: whole, redeemedCount: whole, redeemedMinor: whole, redemptionBasisPoints: whole, given: arm, heldOut: arm,
  verdict: z.enum(['more', 'less', 'not-told-apart', 'too-few']), uplift: z.object({ upliftMinor: whole, lowMinor: whole, highMinor: whole }).optional(),
})

/** What coupons came to, for head office: what manufacturers owe, and what next-visit coupons brought. */
export function addCouponRoutes(server: CrmServer, crm: Crm, { admin }: Guards): void {
  server.get('/v1/reports/manufacturer-coupons', {
    onRequest: admin,
    schema: { summary: 'What manufacturers owe for their coupons, by company prefix and offer', querystring: asked, response: { 200: z.object({ claims: z.array(claim) }), ...problemResponses } },
    handler: async (request) => ({ claims: (await crm.manufacturerClaims(request.query)).map((each) => ({ ...each, offers: [...each.offers] })) }),
  })
  server.get('/v1/reports/manufacturer-coupons/redemptions', {
    onRequest: admin,
    schema: {
      summary: 'Redeemed coupons of manufacturers, oldest first, each with its whole code: the evidence of a claim',
      querystring: asked.extend({ limit: z.coerce.number().int().min(1).max(mostCoupons).default(1000) }), response: { 200: z.object({ redemptions: z.array(redemption) }), ...problemResponses },
    },
    handler: async ({ query: { limit, ...which } }) => ({ redemptions: await crm.manufacturerRedemptions(which, limit) }),
  })
  server.get('/v1/reports/coupon-uses', {
    onRequest: admin,
    schema: { summary: 'Single-use coupons by offer: how many were used, how often more than once and for how much, and how often unasked', response: { 200: z.object({ offers: z.array(uses) }), ...problemResponses } },
    handler: async () => ({ offers: await crm.couponUses() }),
  })
  server.get('/v1/reports/next-visit', {
    onRequest: admin,
    schema: {
      summary: 'What next-visit coupons brought: issued, redeemed, and spend per member against those who were held out',
      querystring: z.object({ days: z.coerce.number().int().min(1).max(365).optional(), asOfDay: z.iso.date().optional(), fromDay: z.iso.date().optional(), untilDay: z.iso.date().optional() }),
      response: { 200: z.object({ campaigns: z.array(campaign) }), ...problemResponses },
    },
    handler: async (request) => ({ campaigns: await crm.campaigns(request.query) }),
  })
}
