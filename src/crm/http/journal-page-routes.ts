import { journalPage, journalPageAsked } from '../../contract/journal-page.ts'
import type { Crm } from '../crm.ts'
import type { CrmServer } from './crm-server.ts'
import type { Guards } from './guards.ts'
import { journalParams } from './journal-routes.ts'
import { problemResponses } from './problems.ts'

/** A lane whose disk is gone gets its own journal back. */
export function addJournalPageRoutes(server: CrmServer, crm: Crm, { lane }: Guards): void {
  server.get('/v1/journals/:journalId/records', {
    onRequest: lane,
    schema: { summary: "A journal's records after a number, for a lane that lost them", params: journalParams, querystring: journalPageAsked, response: { 200: journalPage, ...problemResponses } },
    handler: async (request) => ({ records: await crm.journalRecords(request.params.journalId, request.query.after) }),
  })
}
