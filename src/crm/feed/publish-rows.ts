import { z } from 'zod'
import { feedBody, type FeedTopic, type StoreSettings } from '../../contract/feed.ts'
import { everyOffer, markAllowances } from '../store/allowance-rows.ts'
import { readLastChanges, writeFeedRows, type FeedRowText } from '../store/feed-rows.ts'
import { markAllForRefresh } from '../store/member-rows.ts'
import type { Database } from '../store/open-database.ts'
import { Unfit, parseRows } from '../unfit.ts'
import { checkTaxClasses } from './check-tax-classes.ts'

/** A row to publish; a body of null takes the row away. */
export const publishRow = z.object({ key: z.string().min(1).max(64), body: z.unknown() })
export type PublishRow = z.infer<typeof publishRow>

/**
 * Publishes rows of a topic, all or none. New settings or offers concern every member (her keys, her candidates,
 * what her list arms), and so does a first assortment: they are all marked for refreshing.
 *
 * @returns how many rows differ from what was published before
 * @throws Unfit when a row does not fit its topic
 */
export async function publishRows(database: Database, topic: FeedTopic, rows: readonly PublishRow[]): Promise<number> {
  if (topic === 'allowances') throw new Unfit('allowances: they are worked out from the limits of offers and what the lanes have given; publish offers')
  const texts = feedRowsOf(topic, rows)
  return database.transaction(async (connection) => {
    await checkTaxClasses(connection, topic, texts)
    const wasEmpty = ((await readLastChanges(connection)).get(topic) ?? 0) === 0
    const changed = await writeFeedRows(connection, topic, texts)
    if (changed > 0 && (topic === 'settings' || topic === 'offers' || (topic === 'items' && wasEmpty))) await markAllForRefresh(connection)
    if (changed > 0 && topic === 'offers') await markAllowances(connection, [everyOffer])
    return changed
  })
}

/**
 * Rows as they are stored: fields in the schema's order, so that the same content is the same text. Of two rows with one key the later counts.
 * @throws Unfit when a body does not fit its topic or its key
 */
export function feedRowsOf(topic: FeedTopic, rows: readonly PublishRow[]): FeedRowText[] {
  const present = rows.filter((row) => row.body !== null)
  const texts = readers[topic](present.map((row) => row.body))
  const stray = present.find((row, index) => texts[index]?.key !== row.key)
  if (stray) throw new Unfit(`${topic}: a row has the key ${stray.key} but its body says otherwise`)
  const bodies = texts.values()
  const byKey = new Map(rows.map((row) => [row.key, row.body === null ? undefined : bodies.next().value?.body]))
  return [...byKey].map(([key, body]) => ({ key, body }))
}

/** Reads the bodies of a topic, each with the key under which lanes know it. */
const readers: { readonly [Topic in FeedTopic]: (bodies: readonly unknown[]) => FeedRowText[] } = {
  settings: (bodies) => feedTexts(parseRows(feedBody.settings, bodies, 'settings: row').map(withTimeZone), () => 'store'),
  items: (bodies) => feedTexts(parseRows(feedBody.items, bodies, 'items: row'), (body) => body.itemId),
  offers: (bodies) => feedTexts(parseRows(feedBody.offers, bodies, 'offers: row'), (body) => body.offerId),
  members: (bodies) => feedTexts(parseRows(feedBody.members, bodies, 'members: row'), (body) => body.memberId),
  lists: (bodies) => feedTexts(parseRows(feedBody.lists, bodies, 'lists: row'), (body) => body.listId),
  coupons: (bodies) => feedTexts(parseRows(feedBody.coupons, bodies, 'coupons: row'), (body) => body.couponCode),
  allowances: (bodies) => feedTexts(parseRows(feedBody.allowances, bodies, 'allowances: row'), (body) => `${body.journalId} ${body.offerId}`),
}

function feedTexts<Body>(bodies: readonly Body[], keyOf: (body: Body) => string): FeedRowText[] {
  return bodies.map((body) => ({ key: keyOf(body), body: JSON.stringify(body) }))
}

/** @throws Unfit when nobody could tell the store's day from its time zone */
function withTimeZone(settings: StoreSettings): StoreSettings {
  try {
    new Intl.DateTimeFormat('en', { timeZone: settings.timeZone })
    return settings
  } catch {
    throw new Unfit(`settings: ${settings.timeZone} is no time zone of the IANA list, such as Europe/Lisbon`)
  }
}
