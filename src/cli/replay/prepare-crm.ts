import { setTimeout as wait } from 'node:timers/promises'
import { feedMember, item as itemSchema, storeSettings, type FeedTopic, type StoreSettings } from '../../contract/feed.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import { Trouble } from '../command.ts'
import type { CrmAdmin } from '../crm-admin.ts'
import type { ReplayFile } from './read-baskets.ts'
import { householdCards, itemOf, memberOf } from './replay-store.ts'

/** Rows in one request. */
const batchSize = 2000
/** Members get their feed rows in the background. */
const membersReadyMs = 60_000

/** Everything of one topic the CRM has published, as it stands. */
async function* feedRows(admin: CrmAdmin, topic: FeedTopic): AsyncGenerator<unknown> {
  for (let after = 0; ; ) {
    const page = await admin.feed(topic, after)
    for (const { body } of page.changes) if (body !== null) yield body
    if (page.complete || page.changes.length === 0) return
    after = page.next
  }
}

/** The settings of a CRM that has a store already. */
export async function readSettings(admin: CrmAdmin): Promise<StoreSettings | undefined> {
  for await (const body of feedRows(admin, 'settings')) return storeSettings.parse(body)
  return undefined
}

async function inBatches<Row>(rows: readonly Row[], send: (batch: Row[]) => Promise<void>): Promise<void> {
  for (let start = 0; start < rows.length; start += batchSize) await send(rows.slice(start, start + batchSize))
}

/** Items of the file that no item of the store sells yet. */
async function createItems({ products }: ReplayFile, settings: StoreSettings, admin: CrmAdmin): Promise<number> {
  const taken = new Map<string, string>()
  for await (const body of feedRows(admin, 'items')) {
    const item = itemSchema.parse(body)
    for (const gtin of item.gtins) taken.set(gtin, item.itemId)
  }
  const items = [...products.values()].map((product) => itemOf(product, settings)).filter((item) => (taken.get(item.gtins[0] ?? '') ?? item.itemId) === item.itemId)
  await inBatches(items, (batch) => admin.publish('items', batch.map((body) => ({ key: body.itemId, body }))))
  return items.length
}

async function missingCards(households: Iterable<string>, keyOf: (household: string) => string, admin: CrmAdmin): Promise<string[]> {
  const known = new Set<string>()
  for await (const body of feedRows(admin, 'members')) for (const key of feedMember.parse(body).keys) known.add(key)
  return [...households].filter((household) => !known.has(keyOf(household)))
}

/** Households whose card nobody carries yet become members; returns once lanes can find every one. */
async function createMembers({ households }: ReplayFile, settings: StoreSettings, admin: CrmAdmin): Promise<number> {
  if (households.size === 0) return 0
  const cards = householdCards(settings)
  const missing = await missingCards(households, cards.key, admin)
  await inBatches(missing.map((household) => memberOf(household, cards.number(household))), (batch) => admin.importMembers(batch))
  const untilMs = performance.now() + membersReadyMs
  for (let left = missing; left.length > 0; left = await missingCards(left, cards.key, admin)) {
    if (performance.now() > untilMs) throw new Trouble(`the CRM has not passed on ${left.length} new members within ${membersReadyMs / 1000} s`)
    await wait(200)
  }
  return missing.length
}

/** Puts into the CRM, through its own doors, what the baskets need and it does not know. */
export async function prepareCrm(file: ReplayFile, parts: { readonly settings: StoreSettings; readonly publishSettings: boolean; readonly offers: readonly Offer[]; readonly admin: CrmAdmin }): Promise<{ readonly itemCount: number; readonly memberCount: number }> {
  const { settings, publishSettings, offers, admin } = parts
  if (publishSettings) await admin.publish('settings', [{ key: 'store', body: settings }])
  const itemCount = await createItems(file, settings, admin)
  await inBatches(offers, (batch) => admin.publish('offers', batch.map((body) => ({ key: body.offerId, body }))))
  return { itemCount, memberCount: await createMembers(file, settings, admin) }
}
