import { z } from 'zod'
import type { Crm } from '../crm.ts'
import type { CrmServer } from './crm-server.ts'
import type { Guards } from './guards.ts'
import { problemResponses } from './problems.ts'

const rebuilt = z.object({ recordCount: z.number().int(), newlyReadCount: z.number().int() })

/** What head office does with its books as a whole. */
export function addBookRoutes(server: CrmServer, crm: Crm, { admin }: Guards): void {
  server.post('/v1/books/rebuild', {
    onRequest: admin,
    schema: { summary: 'Works sales, points, purchases and coupons out anew from the journals; uploads wait meanwhile', response: { 200: rebuilt, ...problemResponses } },
    handler: () => crm.rebuild(),
  })
}
