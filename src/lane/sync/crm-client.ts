import { feedPage, type FeedPage, type FeedTopic } from '../../contract/feed.ts'
import { journalStatus, uploadAnswer, type JournalStatus, type UploadAnswer, type UploadRequest } from '../../contract/sync.ts'

/** Head office as the lane reaches it. Every call ends within its time limit or throws. */
export interface CrmClient {
  status(journalId: string): Promise<JournalStatus>
  upload(journalId: string, request: UploadRequest): Promise<UploadAnswer>
  feed(topic: FeedTopic, after: number): Promise<FeedPage>
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

/** A half-open connection must not hold the queue up for longer than this. */
const timeoutMs = 20_000

/** @param closing aborts calls under way when the lane closes */
export function openCrmClient({ url, token, closing }: { readonly url: string; readonly token: string; readonly closing: AbortSignal }): CrmClient {
  const ask = async <T>(path: string, schema: { parse(value: unknown): T }, body?: unknown): Promise<T> => {
    const response = await send(new URL(path, url), body)
    if (response.status === 401 || response.status === 403) throw new CrmTrouble('token-refused', `The CRM at ${url} refuses this lane's token. Put the right token into crm.token of the lane's config.`)
    if (!response.ok) throw new CrmTrouble('bad-answer', `The CRM answered ${response.status} to ${path}: ${(await response.text()).slice(0, 300)}`)
    try {
      return schema.parse(await response.json())
    } catch (error) {
      throw new CrmTrouble('bad-answer', `The CRM's answer to ${path} cannot be read. Are lane and CRM of the same version?`, { cause: error })
    }
  }
  const send = async (target: URL, body: unknown): Promise<Response> => {
    const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    try {
      return await fetch(target, { method: body === undefined ? 'GET' : 'PUT', headers, signal: AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]), ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    } catch (error) {
      throw new CrmTrouble('no-answer', `The CRM at ${url} does not answer. The lane sells on and sends its sales later.`, { cause: error })
    }
  }
  return {
    status: (journalId) => ask(`/v1/journals/${journalId}`, journalStatus),
    upload: (journalId, batch) => ask(`/v1/journals/${journalId}/records`, uploadAnswer, batch),
    feed: (topic, after) => ask(`/v1/feed/${topic}?after=${after}`, feedPage),
  }
}
