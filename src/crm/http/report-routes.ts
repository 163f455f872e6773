import { z } from 'zod'
import { pricingReport } from '../../contract/sync.ts'
import type { Crm } from '../crm.ts'
import type { CrmServer } from './crm-server.ts'
import type { Guards } from './guards.ts'
import { problemResponses } from './problems.ts'

const whole = z.number().int()
const mostExceptions = 1000

const exception = z.object({ exceptionId: z.string(), kind: z.string(), journalId: z.string().optional(), number: whole.optional(), saleId: z.string().optional(), subject: z.string(), detail: z.string(), raisedAt: z.string() })
const totals = z.object({ saleCount: whole, lineCount: whole, unitCount: whole, grossMinor: whole, discountMinor: whole, netMinor: whole, taxAddedMinor: whole, dueMinor: whole, pointsEarned: whole, returnCount: whole, refundMinor: whole, dueBackMinor: whole })

/** What head office looks at, and whether the CRM is there at all. */
export function addReportRoutes(server: CrmServer, crm: Crm, { admin }: Guards): void {
  server.get('/v1/exceptions', {
    onRequest: admin,
    schema: { summary: 'What people must look at, newest first', querystring: z.object({ limit: z.coerce.number().int().min(1).max(mostExceptions).default(100) }), response: { 200: z.object({ exceptions: z.array(exception), totalCount: whole }), ...problemResponses } },
    handler: async (request) => {
      const { exceptions, totalCount } = await crm.exceptions(request.query.limit)
      return { exceptions: [...exceptions], totalCount }
    },
  })
  server.get('/v1/reports/totals', {
    onRequest: admin,
    schema: { summary: 'Sums over completed sales', querystring: z.object({ storeId: z.string().optional(), fromDay: z.iso.date().optional(), untilDay: z.iso.date().optional() }), response: { 200: totals, ...problemResponses } },
    handler: (request) => crm.totals(request.query),
  })
  server.get('/v1/reports/pricing', {
    onRequest: admin,
    schema: { summary: 'Sales priced again by head office: how many agree with their lane', querystring: z.object({ journalId: z.string().optional(), storeId: z.string().optional(), fromDay: z.iso.date().optional(), untilDay: z.iso.date().optional() }), response: { 200: pricingReport, ...problemResponses } },
    handler: (request) => crm.pricing(request.query),
  })
  server.get('/v1/health', {
    schema: { summary: 'Whether the CRM and its database answer', security: [], response: { 200: z.object({ status: z.literal('ok') }), 503: problemResponses[503] } },
    handler: () => crm.health(),
  })
  server.get('/v1/openapi.json', { schema: { hide: true }, handler: () => server.swagger() })
}
