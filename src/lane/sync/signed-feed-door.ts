import type { SignedFeed } from '../../contract/signed-feed.ts'
import { signatureHeaders, type SignedText } from '../../contract/signing.ts'
import type { LineAnswer } from './http-line.ts'

/** Sends one question to head office. */
export type AskCrm = (path: string, method: 'GET' | 'PUT' | 'POST', body?: unknown) => Promise<LineAnswer>
/** The same where nothing may be there. */
export type FindAtCrm = (...asked: Parameters<AskCrm>) => Promise<LineAnswer | undefined>

/** Head office's signed feed over HTTP; nothing is believed here. */
export function openSignedFeedDoor(ask: AskCrm, find: FindAtCrm): SignedFeed {
  const signed = async (path: string, body: unknown): Promise<SignedText> => {
    const { text, headers } = await ask(path, 'POST', body)
    return { text, key: String(headers[signatureHeaders.key]), signature: String(headers[signatureHeaders.signature]) }
  }
  return {
    news: (asked) => signed('/v1/signed-feed/news', asked),
    page: (asked) => signed('/v1/signed-feed/page', asked),
    manifest: (asked) => signed('/v1/signed-feed/manifest', asked),
    chunk: async (hash) => (await find(`/v1/signed-feed/chunks/${hash}`, 'GET'))?.text,
  }
}
