import swagger from '@fastify/swagger'
import fastify, { type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Crm } from '../crm.ts'
import type { CrmLogLine } from '../open-crm.ts'
import { addBookRoutes } from './book-routes.ts'
import { addFeedRoutes } from './feed-routes.ts'
import { addCouponRoutes } from './coupon-routes.ts'
import { createGuards } from './guards.ts'
import { addJournalPageRoutes } from './journal-page-routes.ts'
import { addJournalRoutes } from './journal-routes.ts'
import { addMemberRoutes } from './member-routes.ts'
import { bodyLimitBytes, problemOf, refuse } from './problems.ts'
import { addReportRoutes } from './report-routes.ts'
import { addSignedFeedRoutes } from './signed-feed-routes.ts'

export type CrmServer = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** Tokens shorter than this could be guessed. */
const shortestToken = 16

/**
 * The CRM's HTTP routes, not listening yet.
 * @throws Error when a token is too short, or both are the same
 */
export async function createCrmServer({ crm, laneToken, adminToken, log }: { readonly crm: Crm; readonly laneToken: string; readonly adminToken: string; readonly log: (line: CrmLogLine) => void }): Promise<CrmServer> {
  if (laneToken.length < shortestToken || adminToken.length < shortestToken) throw new Error(`The CRM's tokens need at least ${shortestToken} characters each.`)
  if (laneToken === adminToken) throw new Error('The CRM needs two different tokens: with one, every lane could read what is private.')
  const server = fastify({ bodyLimit: bodyLimitBytes, forceCloseConnections: true }).withTypeProvider<ZodTypeProvider>()
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  server.setErrorHandler((error: Error, request, reply) => {
    const { status, words } = problemOf(error)
    if (status >= 500) log({ level: 'error', message: `${request.method} ${request.routeOptions.url ?? request.url} failed`, detail: error.stack ?? String(error) })
    return refuse(reply, status, words)
  })
  server.setNotFoundHandler((request, reply) => refuse(reply, 404, { problem: `there is no ${request.method} ${request.url.split('?')[0] ?? ''}`, detail: 'GET /v1/openapi.json lists what there is' }))
  await server.register(swagger, { openapi: openapiHead, transform: jsonSchemaTransform })
  const guards = createGuards({ laneToken, adminToken })
  addJournalRoutes(server, crm, guards)
  addJournalPageRoutes(server, crm, guards)
  addFeedRoutes(server, crm, guards)
  addSignedFeedRoutes(server, crm, guards)
  addMemberRoutes(server, crm, guards)
  addReportRoutes(server, crm, guards)
  addCouponRoutes(server, crm, guards)
  addBookRoutes(server, crm, guards)
  await server.ready()
  return server
}

const openapiHead = {
  openapi: '3.1.0',
  info: { title: 'Lanewise CRM', version: '1.0.0', description: 'Journals of the lanes come up, everything the lanes must know goes down. Amounts are whole minor units, times ISO 8601 UTC, days trading dates.' },
  components: { securitySchemes: { token: { type: 'http' as const, scheme: 'bearer' } } },
  security: [{ token: [] }],
}
