import type { FastifyError, FastifyReply } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { problem } from '../../contract/sync.ts'
import { isAboutValues, isDatabaseAway } from '../store/open-database.ts'
import { Unfit } from '../unfit.ts'

export type Problem = z.infer<typeof problem>

/** The largest body the CRM takes: some thousand records. */
export const bodyLimitBytes = 16 * 1024 * 1024

/** Responses every route may give, for the OpenAPI document. */
export const problemResponses = { 400: problem, 401: problem, 403: problem, 413: problem, 500: problem, 503: problem }

/** A refusal with its HTTP status; `detail` says what to do. */
export function refuse(reply: FastifyReply, status: number, words: Problem): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').serializer(JSON.stringify).send(words)
}

/** What went wrong in the words of the contract. Statuses below 500 are the caller's to mend. */
export function problemOf(error: FastifyError | Error): { readonly status: number; readonly words: Problem } {
  if (error instanceof Unfit) return { status: 400, words: { problem: 'the rows do not fit; none was taken', detail: error.message } }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const detail = error.validation.map((one) => `${one.instancePath || 'body'}: ${one.message ?? 'does not fit'}`).slice(0, 5).join('; ')
    return { status: 400, words: { problem: 'the request does not fit its schema', detail } }
  }
  if (isDatabaseAway(error)) return { status: 503, words: { problem: 'PostgreSQL does not answer', detail: 'nothing was taken; send it again later' } }
  if (isAboutValues(error)) return { status: 400, words: { problem: 'PostgreSQL cannot hold a value of this request; none was taken', detail: error.message } }
  return ofFastify(error)
}

function ofFastify(error: Error): { readonly status: number; readonly words: Problem } {
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status === 413) return { status, words: { problem: `the body is larger than ${bodyLimitBytes / 1024 / 1024} MB`, detail: 'send fewer rows at a time' } }
  if (status >= 400 && status < 500) return { status, words: { problem: error.message } }
  return { status: 500, words: { problem: 'the CRM made a mistake; its log says more' } }
}
