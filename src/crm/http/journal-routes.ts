import { z } from 'zod'
import { journalStatus, pricingReport, statusAsked, uploadAnswer, uploadRequest } from '../../contract/sync.ts'
import type { Crm } from '../crm.ts'
import type { CrmServer } from './crm-server.ts'
import type { Guards } from './guards.ts'
import { problemResponses } from './problems.ts'

export const journalParams = z.object({ journalId: z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/, 'letters, digits and dashes, at most 64') })

/** Journals come up. An upload is answered with 200 whatever became of it: the body says how far the CRM has got. */
export function addJournalRoutes(server: CrmServer, crm: Crm, { lane }: Guards): void {
  server.put('/v1/journals/:journalId/records', {
    onRequest: lane,
    schema: { summary: 'Takes records of a journal; safe to repeat', params: journalParams, body: uploadRequest, response: { 200: uploadAnswer, ...problemResponses } },
    handler: (request) => crm.ingest(request.params.journalId, request.body),
  })
  server.get('/v1/journals/:journalId', {
    onRequest: lane,
    schema: { summary: 'How far the CRM has got with a journal', params: journalParams, querystring: statusAsked, response: { 200: journalStatus, ...problemResponses } },
    handler: (request) => crm.journal(request.params.journalId, request.query),
  })
  server.get('/v1/journals/:journalId/pricing', {
    onRequest: lane,
    schema: { summary: "A journal's sales priced again by head office: how many agree", params: journalParams, response: { 200: pricingReport, ...problemResponses } },
    handler: (request) => crm.pricing({ journalId: request.params.journalId }),
  })
}
