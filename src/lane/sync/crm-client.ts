import { feedPage, type FeedPage, type FeedTopic } from '../../contract/feed.ts'
import { journalStatus, uploadAnswer, type JournalStatus, type StatusAsked, type UploadAnswer, type UploadRequest } from '../../contract/sync.ts'
import { openHttpLine, type LineLimits } from './http-line.ts'

/** Head office as the lane reaches it. Every call ends within its time limit or throws. */
export interface CrmClient {
  status(journalId: string, asked?: StatusAsked): Promise<JournalStatus>
  upload(journalId: string, request: UploadRequest): Promise<UploadAnswer>
  feed(topic: FeedTopic, after: number): Promise<FeedPage>
  /** Gives the connection up, with whatever answers are still on their way over it. */
  drop?(): void
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
  /** Aborts calls under way when the lane closes. */
  readonly closing: AbortSignal
  readonly limits?: LineLimits | undefined
}

export function openCrmClient({ url, token, closing, limits = usualLimits }: CrmAddress): CrmClient {
  const line = openHttpLine(closing, limits)
  const ask = async <T>(path: string, schema: { parse(value: unknown): T }, body?: unknown): Promise<T> => {
    const { status, text } = await send(path, body)
    if (status === 401 || status === 403) throw new CrmTrouble('token-refused', `The CRM at ${url} refuses this lane's token. Put the right token into crm.token of the lane's config.`)
    if (status < 200 || status > 299) throw new CrmTrouble('bad-answer', `The CRM answered ${status} to ${path}: ${text.slice(0, 300)}`)
    try {
      return schema.parse(JSON.parse(text))
    } catch (error) {
      throw new CrmTrouble('bad-answer', `The CRM's answer to ${path} cannot be read. Are lane and CRM of the same version?`, { cause: error })
    }
  }
  const send = async (path: string, body: unknown): ReturnType<typeof line.send> => {
    try {
      return await line.send(new URL(path, url), { method: body === undefined ? 'GET' : 'PUT', headers: { authorization: `Bearer ${token}` }, body: body === undefined ? undefined : JSON.stringify(body) })
    } catch (error) {
      throw new CrmTrouble('no-answer', `The CRM at ${url} does not answer. The lane sells on and sends its sales later.`, { cause: error })
    }
  }
  return {
    status: (journalId, asked = {}) => ask(`/v1/journals/${journalId}${queryOf(asked)}`, journalStatus),
    upload: (journalId, batch) => ask(`/v1/journals/${journalId}/records`, uploadAnswer, batch),
    feed: (topic, after) => ask(`/v1/feed/${topic}?after=${after}`, feedPage),
    drop: line.drop,
  }
}

function queryOf(asked: StatusAsked): string {
  const words = new URLSearchParams(Object.entries(asked).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]])))
  return words.size === 0 ? '' : `?${words.toString()}`
}
