import { feedBody, type FeedTopic } from '../../contract/feed.ts'
import { readRowText, taxClassesOfItems, type FeedRowText } from '../store/feed-rows.ts'
import type { Connection } from '../store/open-database.ts'
import { Unfit } from '../unfit.ts'

/**
 * Holds items and tax classes together: no lane could sell an item of a class that the store's settings do not name.
 * Whichever of the two comes first is taken as it is.
 *
 * @throws Unfit naming the row and the field
 */
export async function checkTaxClasses(connection: Connection, topic: FeedTopic, rows: readonly FeedRowText[]): Promise<void> {
  if (topic === 'items') await checkItems(connection, rows)
  if (topic === 'settings') await checkSettings(connection, rows)
}

async function checkItems(connection: Connection, rows: readonly FeedRowText[]): Promise<void> {
  const known = classesIn(await readRowText(connection, 'settings', 'store'))
  if (!known) return
  for (const [index, { body }] of rows.entries()) {
    const taxClassId = body === undefined ? undefined : feedBody.items.parse(JSON.parse(body)).taxClassId
    if (taxClassId !== undefined && !known.has(taxClassId)) throw new Unfit(`items: row ${index + 1}: taxClassId: there is no tax class "${taxClassId}" in the settings`)
  }
}

async function checkSettings(connection: Connection, rows: readonly FeedRowText[]): Promise<void> {
  const wanted = classesIn(rows.at(-1)?.body)
  const before = classesIn(await readRowText(connection, 'settings', 'store'))
  // Looking through every item is worth it only where a class goes, or where the items came first.
  if (!wanted || (before && [...before].every((taxClassId) => wanted.has(taxClassId)))) return
  const missing = (await taxClassesOfItems(connection)).find((taxClassId) => !wanted.has(taxClassId))
  if (missing !== undefined) throw new Unfit(`settings: taxClasses: items have the tax class "${missing}", which is not among them`)
}

function classesIn(body: string | undefined): Set<string> | undefined {
  const settings = body === undefined ? undefined : feedBody.settings.safeParse(JSON.parse(body)).data
  return settings && new Set<string>(settings.taxClasses.map(({ taxClassId }) => taxClassId))
}
