import type { z } from 'zod'
import type { FeedTopic } from '../../contract/feed.ts'
import { chunkHash, feedManifest, feedNews, signedPage, type FeedAsker, type FeedManifest, type FeedPlace, type SignedFeed, type SignedPage } from '../../contract/signed-feed.ts'
import { isSignedBy, type SignedText } from '../../contract/signing.ts'
import type { LaneStore } from '../store/open-lane-store.ts'

/** What came is not head office's, or not the answer to what was asked. Nothing of it was taken. */
export class FeedRefused extends Error {
  override readonly name = 'FeedRefused'
}

/** The feed with every answer checked: whatever it returns is head office's, for this store, and about what was asked just now. */
export interface TrustedFeed {
  news(places: Readonly<Record<string, FeedPlace>>): Promise<z.infer<typeof feedNews>>
  page(topic: FeedTopic, from: FeedPlace): Promise<SignedPage>
  manifest(): Promise<FeedManifest>
  /** @returns undefined when head office keeps it no more */
  chunk(hash: string): Promise<string | undefined>
}

interface Trust {
  readonly store: Pick<LaneStore, 'identity' | 'feedKey'>
  readonly feed: SignedFeed
  /** Head office's key, where a person has said which; else the first one that is seen is kept. */
  readonly givenKey: string | undefined
  /** Never gives the same twice. */
  readonly newNonce: () => string
}

/** Every method throws FeedRefused. */
export function openTrustedFeed(trust: Trust): TrustedFeed {
  const { feed } = trust
  return {
    news: (places) => answerOf(trust, feedNews, (asker) => feed.news({ ...asker, places })),
    async page(topic, from) {
      const page = await answerOf(trust, signedPage, (asker) => feed.page({ ...asker, topic, from }))
      checkPage(page, topic, from)
      return page
    },
    manifest: () => answerOf(trust, feedManifest, (asker) => feed.manifest(asker)),
    async chunk(hash) {
      const text = await feed.chunk(hash)
      if (text !== undefined && chunkHash(text) !== hash) throw new FeedRefused(`Rows came whose hash is not the one that head office signed (${hash}).`)
      return text
    },
  }
}

async function answerOf<Answer extends FeedAsker>(trust: Trust, schema: z.ZodType<Answer>, ask: (asker: FeedAsker) => Promise<SignedText>): Promise<Answer> {
  const asker = { storeId: trust.store.identity.storeId, nonce: trust.newNonce() }
  const signed = await ask(asker)
  const key = trust.givenKey ?? trust.store.feedKey.pinned()
  if (!isSignedBy(key ?? signed.key, signed)) throw new FeedRefused(signed.key === key ? 'What came was changed on the way: its signature does not fit.' : `It is signed with ${signed.key}, and this lane knows head office by ${key}. If head office has a new key, put it into crm.feedKey of the lane's config.`)
  const answer = readAnswer(schema, signed.text)
  if (answer.nonce !== asker.nonce) throw new FeedRefused('An answer came to what was not asked now: it may be an old one.')
  if (answer.storeId !== asker.storeId) throw new FeedRefused(`An answer came for the store ${answer.storeId}.`)
  if (signed.key !== trust.store.feedKey.pinned()) trust.store.feedKey.pin(key ?? signed.key)
  return answer
}

function readAnswer<Answer>(schema: z.ZodType<Answer>, text: string): Answer {
  const read = schema.safeParse(JSON.parse(text))
  if (!read.success) throw new FeedRefused(`What head office signed is no answer to what was asked, or of another version: ${read.error.issues[0]?.path.join('.') ?? ''} ${read.error.issues[0]?.message ?? ''}.`)
  return read.data
}

/** A page goes on exactly where the lane is, and forward. */
function checkPage({ topic, from, next, changes }: SignedPage, asked: FeedTopic, place: FeedPlace): void {
  if (topic !== asked) throw new FeedRefused(`A page of ${topic} came where one of ${asked} was asked for.`)
  if (from.change !== place.change || from.mark !== place.mark) throw new FeedRefused(`A page of ${topic} came that does not go on where this lane is (${place.change}).`)
  let last = from.change
  for (const { change } of changes) {
    if (change <= last) throw new FeedRefused(`A page of ${topic} goes back from change ${last} to ${change}.`)
    last = change
  }
  if (next.change !== last) throw new FeedRefused(`A page of ${topic} ends at change ${last} and says ${next.change}.`)
}
