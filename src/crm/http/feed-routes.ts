import { z } from 'zod'
import { feedPage, feedTopics } from '../../contract/feed.ts'
import type { Crm } from '../crm.ts'
import { publishRow } from '../feed/publish-rows.ts'
import type { CrmServer } from './crm-server.ts'
import type { Guards } from './guards.ts'
import { problemResponses } from './problems.ts'

const params = z.object({ topic: z.enum(feedTopics) })
const pageRows = { usual: 1000, most: 5000 }
const mostPublished = 50_000

/** Head office's own view of what goes down to the lanes. A lane takes nothing that is not signed: see the signed feed. */
export function addFeedRoutes(server: CrmServer, crm: Crm, { admin }: Guards): void {
  server.get('/v1/feed/:topic', {
    onRequest: admin,
    schema: {
      summary: 'Rows of a topic that changed after a number, oldest change first', params,
      querystring: z.object({ after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(pageRows.most).default(pageRows.usual) }),
      response: { 200: feedPage, ...problemResponses },
    },
    handler: (request) => crm.feed(request.params.topic, request.query.after, request.query.limit),
  })
  server.post('/v1/feed/:topic', {
    onRequest: admin,
    schema: {
      summary: 'Publishes rows of a topic, all or none; a body of null takes a row away', params,
      body: z.object({ rows: z.array(publishRow).max(mostPublished) }),
      response: { 200: z.object({ changedCount: z.number().int() }), ...problemResponses },
    },
    handler: (request) => crm.publish(request.params.topic, request.body.rows),
  })
}
