import { feedPage, type FeedPage, type FeedTopic } from '../contract/feed.ts'
import { z } from 'zod'
import { problem } from '../contract/sync.ts'
import { Trouble } from './command.ts'
import { parseJson } from './read-input.ts'

/** A row for the feed; a body of null takes it away. */
export interface FeedRow {
  readonly key: string
  readonly body: unknown
}

/** Head office's door for people: what lanes may not do. */
export interface CrmAdmin {
  /** @throws Trouble when the CRM does not take the rows, all or none; its reason is in the message */
  publish(topic: FeedTopic, rows: readonly FeedRow[]): Promise<void>
  /** Rows of a topic that changed after a number. @throws Trouble */
  feed(topic: FeedTopic, after: number): Promise<FeedPage>
  importMembers(members: readonly unknown[]): Promise<void>
  importPurchases(purchases: readonly unknown[]): Promise<void>
  /** Works the books out anew; takes as long as it takes. @throws Trouble */
  rebuild(): Promise<z.infer<typeof rebuilt>>
}

const rebuilt = z.object({ recordCount: z.number().int(), newlyReadCount: z.number().int() })

/** Rows that do not fit: the others may be sent without them. */
export class RowsRefused extends Trouble {}

const timeoutMs = 60_000
/** A client of Node hears nothing later than that; about a million sales. The CRM goes on and ends what it began. */
const rebuildMs = 290_000

export function openCrmAdmin({ url, token }: { readonly url: string; readonly token: string }): CrmAdmin {
  const ask = async (path: string, body?: unknown, limitMs = timeoutMs): Promise<Response> => {
    const response = await send(new URL(path, url), body, limitMs)
    if (response.ok) return response
    const text = await response.text()
    const said = parseJson(text, problem)
    const why = 'value' in said ? [said.value.problem, said.value.detail].filter(Boolean).join(': ') : text.slice(0, 300)
    if (response.status === 400 || response.status === 413) throw new RowsRefused(why)
    if (response.status === 401 || response.status === 403) throw new Trouble(`the CRM at ${url} refuses the token: give its admin token with --token or LANEWISE_ADMIN_TOKEN`)
    throw new Trouble(`the CRM at ${url} answered ${response.status} to ${path}: ${why}`)
  }
  const send = async (target: URL, body: unknown, limitMs: number): Promise<Response> => {
    const posted = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    try {
      return await fetch(target, { ...posted, headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, signal: AbortSignal.timeout(limitMs) })
    } catch (error) {
      throw new Trouble(`the CRM at ${url} does not answer (${causeOf(error)}): is it running, and is the address right?`)
    }
  }
  return {
    publish: async (topic, rows) => void (await ask(`/v1/feed/${topic}`, { rows })),
    feed: async (topic, after) => feedPage.parse(await (await ask(`/v1/feed/${topic}?after=${after}`)).json()),
    importMembers: async (members) => void (await ask('/v1/members', { members })),
    importPurchases: async (purchases) => void (await ask('/v1/purchases', { purchases })),
    rebuild: async () => rebuilt.parse(await (await ask('/v1/books/rebuild', {}, rebuildMs)).json()),
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : cause instanceof Error ? cause.message : String(cause)
}
