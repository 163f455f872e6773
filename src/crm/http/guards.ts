import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { refuse } from './problems.ts'

export interface Guards {
  /** Lanes and head office. */
  readonly lane: onRequestAsyncHookHandler
  /** Head office alone: private data, and what lanes must not change. */
  readonly admin: onRequestAsyncHookHandler
}

/** Bearer tokens: one for lanes, one for head office, which may do whatever a lane may. */
export function createGuards({ laneToken, adminToken }: { readonly laneToken: string; readonly adminToken: string }): Guards {
  const isLane = tokenIs(laneToken)
  const isAdmin = tokenIs(adminToken)
  const check = (adminOnly: boolean) => async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (token !== undefined && isAdmin(token)) return undefined
    if (token === undefined || !isLane(token)) return refuse(reply.header('www-authenticate', 'Bearer'), 401, { problem: 'the token is missing or unknown', detail: 'send the CRM\'s token as "Authorization: Bearer …"' })
    return adminOnly ? refuse(reply, 403, { problem: 'a lane may not do this', detail: 'use the admin token' }) : undefined
  }
  return { lane: check(false), admin: check(true) }
}

/** Compares digests, so that the time it takes says nothing about the token, not even its length. */
function tokenIs(expected: string): (given: string) => boolean {
  const digest = (token: string): Buffer => createHash('sha256').update(token).digest()
  const wanted = digest(expected)
  return (given) => timingSafeEqual(digest(given), wanted)
}
