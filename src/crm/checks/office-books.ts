import { feedBody, type FeedTopic, type StoreSettings } from '../../contract/feed.ts'
import { offersDigest } from '../../contract/offers-digest.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import { compileOfferBook } from '../../domain/offers/offer-book.ts'
import type { OfficeBooks } from '../../domain/sale/price-again.ts'
import type { ShopEdition } from '../../domain/sale/priced-with.ts'
import { changesInForce, keptEditions, readVersions, type FeedVersion } from '../store/feed-versions.ts'
import type { Connection } from '../store/open-database.ts'

export interface EditionBooks extends OfficeBooks {
  readonly settings: StoreSettings
  /** Of this edition as head office has it; see `ShopEdition`. */
  readonly offersDigest: string
}

/** `edition-gone`: replaced too long ago. `edition-unknown`: head office has not published it, or not to this database. */
export type BooksFound = { readonly kind: 'found'; readonly books: EditionBooks } | { readonly kind: 'missing'; readonly reason: 'edition-gone' | 'edition-unknown' }

/** Settings and offers as they stood at any edition that is kept. */
export interface OfficeBookShelf {
  booksOf(connection: Connection, edition: ShopEdition): Promise<BooksFound>
}

/** Lanes of one chain are rarely more than a few editions apart. */
const booksInMemory = 4

/** Offers read and parsed in one go: other work comes in between. */
const pageRows = 500

interface ReadOffer extends FeedVersion {
  /** Undefined for a row in another version's shape: lanes leave it out as well. */
  readonly offer: Offer | undefined
}

export function openOfficeBooks(): OfficeBookShelf {
  const shelf = new Map<string, EditionBooks>()
  /** Offers of the edition compiled last, by change: the next one shares nearly all of them. */
  let known = new Map<number, ReadOffer>()

  const readOffers = async (connection: Connection, edition: number): Promise<ReadOffer[]> => {
    const changes = await changesInForce(connection, 'offers', edition)
    const missing = changes.filter((change) => !known.has(change))
    const read = new Map(known)
    for (let start = 0; start < missing.length; start += pageRows) {
      for (const version of await readVersions(connection, 'offers', missing.slice(start, start + pageRows))) {
        read.set(version.change, { ...version, offer: feedBody.offers.safeParse(JSON.parse(version.body)).data })
      }
    }
    known = new Map(changes.flatMap((change) => withValue(change, read.get(change))))
    return [...known.values()]
  }

  const compile = async (connection: Connection, { settingsChange, offersChange }: ShopEdition): Promise<EditionBooks | undefined> => {
    const [settingsRow] = await readVersions(connection, 'settings', await changesInForce(connection, 'settings', settingsChange))
    const settings = settingsRow && feedBody.settings.safeParse(JSON.parse(settingsRow.body)).data
    if (!settings) return undefined
    const offers = await readOffers(connection, offersChange)
    return { settings, book: compileOfferBook(offers.flatMap(({ offer }) => offer ?? [])), offersDigest: offersDigest(offers) }
  }

  return {
    async booksOf(connection, edition) {
      const key = `${edition.settingsChange} ${edition.offersChange}`
      const held = shelf.get(key)
      if (held) return { kind: 'found', books: held }
      const missing = (await missingTopic(connection, 'settings', edition.settingsChange)) ?? (await missingTopic(connection, 'offers', edition.offersChange))
      if (missing) return { kind: 'missing', reason: missing }
      const books = await compile(connection, edition)
      if (!books) return { kind: 'missing', reason: 'edition-unknown' }
      const oldest = shelf.keys().next().value
      if (shelf.size >= booksInMemory && oldest !== undefined) shelf.delete(oldest)
      shelf.set(key, books)
      return { kind: 'found', books }
    },
  }
}

async function missingTopic(connection: Connection, topic: FeedTopic, edition: number): Promise<'edition-gone' | 'edition-unknown' | undefined> {
  const { from, through } = await keptEditions(connection, topic)
  if (edition > through) return 'edition-unknown'
  return edition < from ? 'edition-gone' : undefined
}

function withValue<Value>(key: number, value: Value | undefined): (readonly [number, Value])[] {
  return value === undefined ? [] : [[key, value]]
}
