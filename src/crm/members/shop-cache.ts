import type { z } from 'zod'
import { prepareCatalogue, type Catalogue } from '../../analytics/catalogue.ts'
import { feedBody, type StoreSettings } from '../../contract/feed.ts'
import type { Item } from '../../domain/catalog/item.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import { readFeedRows, readLastChanges } from '../store/feed-rows.ts'
import type { Connection } from '../store/open-database.ts'

/** What the store sells and offers, as published. */
export interface Shop {
  /** Absent until the store's settings are published. */
  readonly settings?: StoreSettings | undefined
  readonly catalogue: Catalogue
  readonly offers: readonly Offer[]
}

export interface ShopCache {
  /** The shop as it stands; reads only what changed since the last call. */
  read(connection: Connection): Promise<Shop>
}

const pageRows = 5_000

/** Keeps items and offers in memory, so that working out one member's list costs milliseconds and not a catalogue. */
export function createShopCache(): ShopCache {
  const settings = createTopicCache('settings', feedBody.settings)
  const items = createTopicCache<Item>('items', feedBody.items)
  const offers = createTopicCache<Offer>('offers', feedBody.offers)
  let catalogue = prepareCatalogue([], [])
  return {
    read: async (connection) => {
      const lastChanges = await readLastChanges(connection)
      await settings.update(connection, lastChanges)
      const moved = [await items.update(connection, lastChanges), await offers.update(connection, lastChanges)]
      if (moved.includes(true)) catalogue = prepareCatalogue(items.values(), offers.values())
      return { settings: settings.values()[0], catalogue, offers: offers.values() }
    },
  }
}

interface TopicCache<Body> {
  /** @returns whether anything moved */
  update(connection: Connection, lastChanges: ReadonlyMap<string, number>): Promise<boolean>
  values(): Body[]
}

function createTopicCache<Body>(topic: 'settings' | 'items' | 'offers', schema: z.ZodType<Body>): TopicCache<Body> {
  const bodies = new Map<string, Body>()
  let edition = 0
  const take = (key: string, text: string | null): void => {
    // A row of another version's shape is left out, as the lanes leave it out.
    const read = text === null ? undefined : schema.safeParse(JSON.parse(text))
    if (read?.success) bodies.set(key, read.data)
    else bodies.delete(key)
  }
  return {
    values: () => [...bodies.values()],
    update: async (connection, lastChanges) => {
      const wanted = lastChanges.get(topic) ?? 0
      if (wanted === edition) return false
      if (wanted < edition) {
        // The database went back to an older backup under us.
        bodies.clear()
        edition = 0
      }
      while (edition < wanted) {
        const rows = await readFeedRows(connection, topic, edition, pageRows)
        for (const row of rows) take(row.key, row.body)
        edition = rows.at(-1)?.change ?? wanted
      }
      return true
    },
  }
}
