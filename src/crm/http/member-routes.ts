import { z } from 'zod'
import { problem } from '../../contract/sync.ts'
import type { Crm } from '../crm.ts'
import { memberAccount, memberList } from '../members/member-account.ts'
import { memberImport, purchaseImport } from '../members/member-import.ts'
import type { CrmServer } from './crm-server.ts'
import type { Guards } from './guards.ts'
import { problemResponses, refuse } from './problems.ts'

const params = z.object({ memberId: z.string().min(1).max(64) })
const mostImported = 50_000
const found = { 404: problem, ...problemResponses }

/** Members with their private data: head office alone. */
export function addMemberRoutes(server: CrmServer, crm: Crm, { admin }: Guards): void {
  server.post('/v1/members', {
    onRequest: admin,
    schema: { summary: 'Enters members, or renews what is known of them', body: z.object({ members: z.array(memberImport).max(mostImported) }), response: { 200: z.object({ memberCount: z.number().int() }), ...problemResponses } },
    handler: (request) => crm.importMembers(request.body.members),
  })
  server.post('/v1/purchases', {
    onRequest: admin,
    schema: { summary: 'Enters purchases from before Lanewise', body: z.object({ purchases: z.array(purchaseImport).max(mostImported) }), response: { 200: z.object({ purchaseCount: z.number().int() }), ...problemResponses } },
    handler: (request) => crm.importPurchases(request.body.purchases),
  })
  server.get('/v1/members/:memberId', {
    onRequest: admin,
    schema: { summary: 'A member with balance, ledger, history, redemptions and list', params, response: { 200: memberAccount, ...found } },
    handler: async (request, reply) => (await crm.member(request.params.memberId)) ?? refuse(reply, 404, { problem: 'there is no such member' }),
  })
  server.get('/v1/members/:memberId/list', {
    onRequest: admin,
    schema: { summary: "A member's newest shopping list", params, response: { 200: memberList, ...found } },
    handler: async (request, reply) => (await crm.memberList(request.params.memberId)) ?? refuse(reply, 404, { problem: 'there is no such member, or nothing to put on her list yet' }),
  })
}
