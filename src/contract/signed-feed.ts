import { createHash } from 'node:crypto'
import { z } from 'zod'
import { feedTopics } from './feed.ts'
import type { SignedText } from './signing.ts'

const count = z.number().int().min(0)

/**
 * How far somebody has got with a topic. `mark` names everything published of it up to `change`, by its hash: a CRM that
 * was restored from an older backup goes on under other marks, even where its numbers have caught up. Nothing yet: 0 and ''.
 */
export const feedPlace = z.object({ change: count, mark: z.string().max(64) })
export type FeedPlace = z.infer<typeof feedPlace>
export const feedStart: FeedPlace = { change: 0, mark: '' }

/** Who asks. The answer repeats both, so that neither an earlier answer nor one to another store passes for it. */
export const feedAsker = z.object({ storeId: z.string().min(1).max(32), nonce: z.string().min(16).max(64) })
export type FeedAsker = z.infer<typeof feedAsker>

/** Where a lane stands, by topic. Topics that one side does not know yet are left alone by the other. */
export const newsAsked = feedAsker.extend({ places: z.record(z.string().max(32), feedPlace) })
export type NewsAsked = z.infer<typeof newsAsked>

export const pageAsked = feedAsker.extend({ topic: z.enum(feedTopics), from: feedPlace })
export type PageAsked = z.infer<typeof pageAsked>

/** Which topics have gone on. `reload`: this is not the history the lane has followed, or too old a place in it; it starts over. */
export const feedNews = feedAsker.extend({ kind: z.literal('news'), reload: z.boolean(), topics: z.array(z.string()) })

/** What changed after `from`, oldest change first. `body` null removes the row. */
export const signedPage = feedAsker.extend({
  kind: z.literal('page'), topic: z.enum(feedTopics), from: feedPlace, next: feedPlace,
  /** As in `feedNews`; there are no changes then. */ reload: z.boolean(),
  /** False when more is waiting. */ complete: z.boolean(),
  changes: z.array(z.object({ change: z.number().int().min(1), key: z.string().min(1), body: z.unknown() })),
})
export type SignedPage = z.infer<typeof signedPage>

/** Everything there was at one place of each topic, in chunks that are fetched by their hash. A topic this program does not know is passed over. */
export const feedManifest = feedAsker.extend({
  kind: z.literal('manifest'),
  topics: z.array(z.object({ topic: z.string().max(32), place: feedPlace, /** By which head office has read every row, and all of them fitted; see `feedShape`. */ shape: z.string().max(64).optional(), chunks: z.array(z.string().regex(/^[0-9a-f]{64}$/)) })),
})
export type FeedManifest = z.infer<typeof feedManifest>

/**
 * The feed as lanes take it: every answer signed, all of it or by the hash of its chunks. Asked over HTTP or, in one
 * process, of the CRM itself.
 */
export interface SignedFeed {
  /** Answers with `feedNews`. */
  news(asked: NewsAsked): Promise<SignedText>
  /** Answers with `signedPage`. */
  page(asked: PageAsked): Promise<SignedText>
  /** Answers with `feedManifest`. */
  manifest(asked: FeedAsker): Promise<SignedText>
  /** Rows as `chunkLine` writes them; undefined when they are not kept any more: ask for the manifest again. */
  chunk(hash: string): Promise<string | undefined>
}

/** SHA-256 of a chunk's text, 64 lower-case hex digits. */
export function chunkHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** One row of a chunk: its key as JSON, a tab, its body's own text. Neither holds a tab or a line's end unescaped. */
export function chunkLine({ key, body }: { readonly key: string; readonly body: string }): string {
  return `${JSON.stringify(key)}\t${body}\n`
}
