import { createHash } from 'node:crypto'
import { feedTopics, type FeedTopic } from '../../src/contract/feed.ts'
import { chunkHash, chunkLine, feedStart, type FeedPlace, type SignedFeed } from '../../src/contract/signed-feed.ts'
import { newSigningKey, openSigner, type SigningKey } from '../../src/contract/signing.ts'

interface Published {
  readonly change: number
  readonly key: string
  readonly body: unknown
}

interface Topic {
  rows: Map<string, Published>
  /** By change, from 0. */
  marks: string[]
}

/** Head office's feed as the contract describes it, in memory: signed, marked, with a manifest of everything. */
export interface PlayedFeed extends SignedFeed {
  readonly key: SigningKey
  publish(topic: FeedTopic, rows: readonly { readonly key: string; readonly body: unknown }[]): void
  /** Takes back everything published since `copy` was made, as a backup does. */
  copy(): () => void
}

export function playFeed({ key = newSigningKey(), pageRows = 100, chunkRows = 100 } = {}): PlayedFeed {
  const signJson = (answer: object): ReturnType<ReturnType<typeof openSigner>> => openSigner(key)(JSON.stringify(answer))
  let topics = new Map<FeedTopic, Topic>(feedTopics.map((topic) => [topic, { rows: new Map(), marks: [''] }]))
  const chunks = new Map<string, string>()
  const of = (topic: FeedTopic): Topic => topics.get(topic) ?? { rows: new Map(), marks: [''] }
  const endOf = (topic: FeedTopic): FeedPlace => ({ change: of(topic).marks.length - 1, mark: of(topic).marks.at(-1) ?? '' })
  const isOurs = (topic: FeedTopic, { change, mark }: FeedPlace): boolean => of(topic).marks[change] === mark

  return {
    key,
    publish(topic, rows) {
      const { rows: held, marks } = of(topic)
      for (const { key: rowKey, body } of rows) {
        const change = marks.length
        held.set(rowKey, { change, key: rowKey, body })
        marks.push(createHash('sha256').update(`${marks.at(-1) ?? ''} ${change} ${rowKey} ${JSON.stringify(body)}`).digest('hex'))
      }
    },
    copy() {
      const kept = new Map([...topics].map(([topic, { rows, marks }]) => [topic, { rows: new Map(rows), marks: [...marks] }]))
      return () => void (topics = kept)
    },
    news({ storeId, nonce, places }) {
      const reload = feedTopics.some((topic) => !isOurs(topic, places[topic] ?? feedStart))
      return Promise.resolve(signJson({ kind: 'news', storeId, nonce, reload, topics: feedTopics.filter((topic) => endOf(topic).change > (places[topic]?.change ?? 0)) }))
    },
    page({ storeId, nonce, topic, from }) {
      const reload = !isOurs(topic, from)
      const waiting = reload ? [] : [...of(topic).rows.values()].filter(({ change }) => change > from.change).sort((a, b) => a.change - b.change)
      const changes = waiting.slice(0, pageRows)
      const change = changes.at(-1)?.change ?? from.change
      return Promise.resolve(signJson({ kind: 'page', storeId, nonce, topic, from, next: { change, mark: of(topic).marks[change] ?? '' }, reload, complete: waiting.length <= pageRows, changes }))
    },
    manifest({ storeId, nonce }) {
      const whole = feedTopics.map((topic) => {
        const lines = [...of(topic).rows.values()].filter(({ body }) => body !== null).map((row) => chunkLine({ key: row.key, body: JSON.stringify(row.body) }))
        const texts = Array.from({ length: Math.ceil(lines.length / chunkRows) }, (_, index) => lines.slice(index * chunkRows, (index + 1) * chunkRows).join(''))
        for (const text of texts) chunks.set(chunkHash(text), text)
        return { topic, place: endOf(topic), chunks: texts.map(chunkHash) }
      })
      return Promise.resolve(signJson({ kind: 'manifest', storeId, nonce, topics: whole }))
    },
    chunk: (hash) => Promise.resolve(chunks.get(hash)),
  }
}

/** A head office that has nothing new for anybody, wherever they stand. */
export function quietFeed(): SignedFeed {
  const key = newSigningKey()
  return { ...playFeed({ key }), news: ({ storeId, nonce }) => Promise.resolve(openSigner(key)(JSON.stringify({ kind: 'news', storeId, nonce, reload: false, topics: [] }))) }
}

/** Tells of every question before it is passed on. */
export function watchFeed(feed: SignedFeed, onAsked: (name: keyof SignedFeed) => void): SignedFeed {
  return {
    news: (asked) => (onAsked('news'), feed.news(asked)),
    page: (asked) => (onAsked('page'), feed.page(asked)),
    manifest: (asked) => (onAsked('manifest'), feed.manifest(asked)),
    chunk: (hash) => (onAsked('chunk'), feed.chunk(hash)),
  }
}
