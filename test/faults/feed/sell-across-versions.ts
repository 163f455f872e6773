import { join } from 'node:path'
import { feedBody } from '../../../src/contract/feed.ts'
import { offersDigest } from '../../../src/contract/offers-digest.ts'
import { judgeSale } from '../../../src/crm/checks/judge-sale.ts'
import type { SaleCompleted } from '../../../src/domain/sale/facts.ts'
import { compileOfferBook } from '../../../src/domain/offers/offer-book.ts'
import { downloadChanges } from '../../../src/lane/sync/download.ts'
import { openTestLane, testSettings, type TestLane } from '../../support/lane.ts'
import { playFeed, type PlayedFeed } from '../../support/played-feed.ts'
import { codes, rows } from '../../support/small-shop.ts'
import type { RowResult, RowRun } from '../fault-row.ts'
import { officeVersions, type OfficeVersion } from './office-versions.ts'
import { strangeOffers, type StrangeOffer } from './strange-offers.ts'

/** How the strange offer reaches the lane. */
const ways = ['in everything', 'in a page'] as const

interface Case {
  readonly version: OfficeVersion
  readonly strange: StrangeOffer
  readonly way: (typeof ways)[number]
}

/** Every version of head office with every kind of offer, each way down, or in turn where it must be quick: one basket at the lane and again at head office. */
export async function sellAcrossVersions({ folder, scale }: Pick<RowRun, 'folder' | 'scale'>): Promise<RowResult> {
  const every = officeVersions.flatMap((version, index) => strangeOffers.flatMap((strange, at) => ways.map((way, by): Case & { readonly isQuick: boolean } => ({ version, strange, way, isQuick: (index + at + by) % 2 === 0 }))))
  const cases = every.filter(({ isQuick }) => scale === 'full' || isQuick)
  const violations: string[] = []
  for (const [index, each] of cases.entries()) {
    const found = await sellOnce(each, join(folder, String(index)))
    violations.push(...found.map((violation) => `head office ${each.version.name}, ${each.strange.name} ${each.way}: ${violation}`))
  }
  return { figure: `${cases.length} combinations, one basket each, ${violations.length} differences`, violations: violations.slice(0, 20) }
}

async function sellOnce({ version, strange, way }: Case, dataDir: string): Promise<string[]> {
  const office = playFeed()
  for (const [topic, some] of [['settings', [{ key: 'store', body: { ...testSettings, anthem: 'la' } }]], ['items', (rows.items ?? []).map(({ key, body }) => ({ key, body: { ...(body as object), colour: 'red' } }))], ['offers', rows.offers ?? []]] as const) office.publish(topic, some)
  const publish = (): void => office.publish('offers', [{ key: 'strange', body: strange.body }])
  const lane = openTestLane({}, { dataDir })
  const download = (): ReturnType<typeof downloadChanges> => downloadChanges({ store: lane.store, crm: { feed: version.speak(office) } })
  try {
    if (way === 'in everything') publish()
    const first = await download()
    if (way === 'in a page') publish()
    const { unreadable } = way === 'in a page' ? await download() : first
    lane.lane.shopChanged()
    return await differences(lane, office, strange, unreadable)
  } finally {
    lane.end()
  }
}

async function differences(lane: TestLane, office: PlayedFeed, { expected }: StrangeOffer, unreadable: readonly string[]): Promise<string[]> {
  const shown = lane.store.replica.unknownOffers().some(({ offerId }) => offerId === 'strange')
  const told = unreadable.some((each) => each.startsWith('offers/strange: '))
  const sale = sell(lane)
  const dueMinor = codesDue - (expected === 'given' ? strangeSavingMinor : 0)
  return [
    ...(shown === (expected === 'shown') ? [] : [shown ? 'it was shown as unknown' : 'it was not shown']),
    ...(told === (expected === 'told') ? [] : [told ? 'it was told as unreadable' : 'it was not told']),
    ...(sale?.priced.totals.dueMinor === dueMinor ? [] : [`the basket came to ${sale?.priced.totals.dueMinor}, not ${dueMinor}`]),
    ...(sale ? await officeDifferences(sale, office) : []),
  ]
}

/** Coffee and yoghurt; three in ten off the coffee where the strange offer is one that is known. */
const codesDue = 499 + 189
const strangeSavingMinor = 150

function sell(lane: TestLane): SaleCompleted | undefined {
  lane.scan(codes.coffee)
  lane.scan(codes.yoghurt)
  lane.ask({ name: 'openTender' })
  lane.ask({ name: 'takeCash', givenMinor: 1_000 })
  return lane.store.journal.completedSale()?.fact
}

/** Priced again from the fact, by the offers head office has as it reads them. */
async function officeDifferences(sale: SaleCompleted, office: PlayedFeed): Promise<string[]> {
  const published = await readOffers(office)
  const books = { settings: testSettings, book: compileOfferBook(published.flatMap(({ body }) => feedBody.offers.safeParse(JSON.parse(body)).data ?? [])), offersDigest: offersDigest(published) }
  if (!sale.pricedWith) return ['the sale does not say what it was priced with']
  const { differences: found } = judgeSale(sale, sale.pricedWith, { books, told: { tiers: new Set(), listOfferIds: new Set() }, items: undefined })
  return found.map(({ what, lane = 'nothing', office: again = 'nothing' }) => `lane and head office differ in ${what}: ${lane} and ${again}`)
}

async function readOffers(office: PlayedFeed): Promise<{ readonly key: string; readonly body: string }[]> {
  const { text } = await office.page({ storeId: testSettings.storeId, nonce: 'head office looks itself', topic: 'offers', from: { change: 0, mark: '' } })
  const { changes } = JSON.parse(text) as { changes: { key: string; body: unknown }[] }
  return changes.map(({ key, body }) => ({ key, body: JSON.stringify(body) }))
}
