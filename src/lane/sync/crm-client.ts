import { journalPage } from '../../contract/journal-page.ts'
import type { SignedFeed } from '../../contract/signed-feed.ts'
import { journalStatus, uploadAnswer, type JournalRecord, type JournalStatus, type StatusAsked, type UploadAnswer, type UploadRequest } from '../../contract/sync.ts'
import { openHttpLine, type LineLimits } from './http-line.ts'
import { openSignedFeedDoor, type AskCrm, type FindAtCrm } from './signed-feed-door.ts'

/** Head office as the lane reaches it. Every call ends within its time limit or throws. */
export interface CrmClient {
  status(journalId: string, asked?: StatusAsked): Promise<JournalStatus>
  upload(journalId: string, request: UploadRequest): Promise<UploadAnswer>
  readonly feed: SignedFeed
  /** By which the feed is known, where the lane's configuration says so; see `SigningKey`. */
  readonly feedKey?: string | undefined
  /** When its last answer was given, by head office's clock, as HTTP's Date has it; undefined where it did not say. */
  answeredAt?(): string | undefined
  /** Gives the connection up, with whatever answers are still on their way over it. */
  drop?(): void
}

/** Head office gives a journal back that it was sent before. */
export interface JournalPages {
  /** Records after a number, oldest first; none behind the last one. @throws CrmTrouble */
  records(journalId: string, after: number): Promise<readonly JournalRecord[]>
}

/** No answer, or one that cannot be used. `code` is worded by the screen. */
export class CrmTrouble extends Error {
  override readonly name = 'CrmTrouble'
  readonly code: 'no-answer' | 'token-refused' | 'bad-answer'

  constructor(code: CrmTrouble['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** A slow line may take its time as long as something moves; a half-open one is noticed soon. */
const usualLimits: LineLimits = { silenceMs: 10_000, wholeMs: 120_000 }

export interface CrmAddress {
  readonly url: string
  readonly token: string
  readonly feedKey?: string | undefined
  /** Aborts calls under way when the lane closes. */
  readonly closing: AbortSignal
  readonly limits?: LineLimits | undefined
}

export function openCrmClient({ url, token, feedKey, closing, limits = usualLimits }: CrmAddress): CrmClient & JournalPages {
  const line = openHttpLine(closing, limits)
  let answeredAt: string | undefined
  const find: FindAtCrm = async (path, method, body) => {
    const answer = await line.send(new URL(path, url), { method, headers: { authorization: `Bearer ${token}` }, body: body === undefined ? undefined : JSON.stringify(body) }).catch((error: unknown) => {
      throw new CrmTrouble('no-answer', `The CRM at ${url} does not answer. The lane sells on and sends its sales later.`, { cause: error })
    })
    const { status, text, headers } = answer
    answeredAt = headers['date']?.toString()
    if (status === 404) return undefined
    if (status === 401 || status === 403) throw new CrmTrouble('token-refused', `The CRM at ${url} refuses this lane's token. Put the right token into crm.token of the lane's config.`)
    if (status < 200 || status > 299) throw new CrmTrouble('bad-answer', `The CRM answered ${status} to ${path}: ${text.slice(0, 300)}`)
    return answer
  }
  const ask: AskCrm = async (path, method, body) => {
    const answer = await find(path, method, body)
    if (!answer) throw new CrmTrouble('bad-answer', `The CRM at ${url} does not know ${path}. Is it of another version? The lane sells on with what it has.`)
    return answer
  }
  const read = async <T>(schema: { parse(value: unknown): T }, ...[path, method, body]: Parameters<AskCrm>): Promise<T> => {
    const { text } = await ask(path, method, body)
    try {
      return schema.parse(JSON.parse(text))
    } catch (error) {
      throw new CrmTrouble('bad-answer', `The CRM's answer to ${path} cannot be read. Are lane and CRM of the same version?`, { cause: error })
    }
  }
  return {
    status: (journalId, asked = {}) => read(journalStatus, `/v1/journals/${journalId}${queryOf(asked)}`, 'GET'),
    upload: (journalId, batch) => read(uploadAnswer, `/v1/journals/${journalId}/records`, 'PUT', batch),
    records: async (journalId, after) => (await read(journalPage, `/v1/journals/${journalId}/records?after=${after}`, 'GET')).records,
    feed: openSignedFeedDoor(ask, find),
    feedKey,
    answeredAt: () => answeredAt,
    drop: line.drop,
  }
}

function queryOf(asked: StatusAsked): string {
  const words = new URLSearchParams(Object.entries(asked).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]])))
  return words.size === 0 ? '' : `?${words.toString()}`
}
