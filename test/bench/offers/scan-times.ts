import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import type { FeedTopic } from '../../../src/contract/feed.ts'
import { writeOwnCode } from '../../../src/domain/barcode/own-codes.ts'
import { assert } from '../../../src/domain/assert.ts'
import { openLane, type Lane } from '../../../src/lane/lane.ts'
import { loadShop } from '../../../src/lane/shop.ts'
import { openLaneStore, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { cardKey, playDevices, standingClock, testSettings } from '../../support/lane.ts'
import { percentilesOf, timed, type Table } from '../bench.ts'
import { drawBasket, itemAt, listFor, memberAt, openBigShop, type BigShop } from './big-shop.ts'
import { machineAlone } from './machine-alone.ts'
import { cardNumber, measuredPart, ringUp, runCount, type Timed } from './ring-up.ts'

export interface ScanSize {
  readonly itemCount: number
  readonly memberCount: number
  /** The first is compared with the last. */
  readonly offerCounts: readonly number[]
  readonly lineCount: number
  readonly basketCount: number
  /** Baskets that are rung up at a whole lane, every scan of them on the disk. */
  readonly laneBasketCount: number
}

/** Members with a list of their own: as many as there are baskets, and a few more. */
const listCount = 500
const pageRowCount = 10_000

/**
 * The time of one scan in a large shop, with a member and her list at the lane: items, members and lists come from the
 * lane's own database, the offers from its compiled book.
 */
export async function scanTimes(size: ScanSize, seed: number, tell: (progress: string) => void): Promise<Table> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lanewise-bench-'))
  const store = openLaneStore({ dataDir, lane: { storeId: testSettings.storeId, laneNumber: 7 }, newJournalId: () => crypto.randomUUID() })
  try {
    const shops = size.offerCounts.map((offerCount) => openBigShop({ itemCount: size.itemCount, offerCount, seed }))
    fillReplica(store, size, tell)
    const rows: Table['rows'][number][] = []
    for (const [index, shop] of shops.entries()) {
      fillOffers(store, shop, shops[index - 1], seed)
      rows.push(...(await scanRows(store, shop, size, seed, tell)))
    }
    return tableOf(rows, size)
  } finally {
    store.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function tableOf(rows: Table['rows'], { lineCount, itemCount, memberCount, offerCounts }: ScanSize): Table {
  const medianOf = (offers: number | undefined): number => Number(rows.find((row) => row['offers'] === offers && row['what'] === whats.price)?.['quiet p50 ms'] ?? 0)
  const [few, many] = [offerCounts[0], offerCounts.at(-1)]
  return {
    title: `One scan at ${lineCount} lines, ${itemCount} items, ${memberCount} members, a member with her list attached`,
    columns: ['what', 'offers', 'armed', 'scans', 'p50 ms', 'p99 ms', 'worst ms', 'quiet p50 ms', 'quiet p99 ms', 'quiet worst ms'],
    rows,
    notes: [
      'aim: p99 of arming and pricing at most 1 ms, and at most twice the time at 100 offers',
      `at ${many} offers ${(medianOf(many) / medianOf(few)).toFixed(2)} times the median time at ${few}`,
      'quiet: every basket is rung up three times from nothing, of each scan the fastest counts; on an idle machine both say the same. The whole lane is rung up once',
      `"${whats.alone}": work of the same median length that touches no memory; how far its times spread is the machine's own doing`,
      `scans measured: the last fifth of each basket; "${whats.card}" is her card after all lines`,
      `"${whats.look}": the item by its code from SQLite, read and checked, the line added, offers armed, the basket priced`,
      `"${whats.coupon}": chosen at the end of the sale from all coupon offers, one in twenty, after a price with nothing changed`,
      `"${whats.lane}": command in, decided, in the journal with a synced commit, priced, the view made; the screen not drawn`,
    ],
  }
}

const whats = { price: 'arm and price', alone: 'as long, nothing but adding up', look: 'look up, arm and price', card: 'her card: look up, arm and price', coupon: 'coupon for the next visit', lane: 'whole lane' } as const

function fillReplica(store: LaneStore, { itemCount, memberCount }: ScanSize, tell: (progress: string) => void): void {
  storeRows(store, 'settings', 1, () => ({ key: 'store', body: testSettings }))
  storeRows(store, 'items', itemCount, (number) => ({ key: itemAt(number).itemId, body: itemAt(number) }), tell)
  storeRows(store, 'members', memberCount, (number) => ({ key: memberAt(number).memberId, body: { ...memberAt(number), keys: [cardKey(cardNumber(number))] } }), tell)
}

/** The offers of one book after another, each with the lists that name them. */
function fillOffers(store: LaneStore, shop: BigShop, before: BigShop | undefined, seed: number): void {
  const gone = before?.offers ?? []
  storeRows(store, 'offers', gone.length, (number) => ({ key: gone[number]?.offerId ?? '', body: null }))
  storeRows(store, 'offers', shop.offers.length, (number) => ({ key: shop.offers[number]?.offerId ?? '', body: shop.offers[number] }))
  const random = seededRandom(seed + 2)
  const lists = Array.from({ length: listCount }, (_, number) => listFor(shop, number, random))
  storeRows(store, 'lists', lists.length, (number) => ({ key: lists[number]?.listId ?? '', body: lists[number] }))
}

function storeRows(store: LaneStore, topic: FeedTopic, count: number, row: (number: number) => { readonly key: string; readonly body: unknown }, tell?: (progress: string) => void): void {
  for (let from = 0; from < count; from += pageRowCount) {
    const changes = Array.from({ length: Math.min(pageRowCount, count - from) }, (_, index) => ({ change: from + index + 1, ...row(from + index) }))
    const { unreadableCount } = store.replica.storePage({ topic, changes, next: from + changes.length, complete: true })
    assert(unreadableCount === 0, `${unreadableCount} rows of ${topic} do not fit their schema`)
    store.checkpoint.run()
    tell?.(`${topic}: ${from + changes.length} of ${count}`)
  }
}

async function scanRows(store: LaneStore, shop: BigShop, size: ScanSize, seed: number, tell: (progress: string) => void): Promise<Table['rows'][number][]> {
  const loaded = loadShop(store.replica)
  assert(loaded !== undefined, 'the shop has settings')
  const offers = size.offerCounts.find((count) => shop.offers.length - count < 10 && shop.offers.length >= count) ?? shop.offers.length
  const row = (what: string, { times, lowest }: Timed, armed: number): Table['rows'][number] => {
    const { p50, p99, worst } = percentilesOf(times)
    const quiet = percentilesOf(lowest)
    return { what, offers, armed: Math.round(armed), scans: lowest.length, 'p50 ms': p50, 'p99 ms': p99, 'worst ms': worst, 'quiet p50 ms': quiet.p50, 'quiet p99 ms': quiet.p99, 'quiet worst ms': quiet.worst }
  }
  tell(`${offers} offers`)
  const { price, look, card, coupon, armed } = ringUp({ replica: store.replica, shop: loaded, big: shop, lineCount: size.lineCount, basketCount: size.basketCount, listCount, seed })
  const lane = await atLane(store, shop, size, seed)
  const alone = machineAlone({ ms: percentilesOf(price.times).p50, count: price.lowest.length, runCount })
  return [row(whats.price, price, armed), row(whats.alone, alone, armed), row(whats.look, look, armed), row(whats.card, card, armed), row(whats.coupon, coupon, armed), row(whats.lane, lane, armed)]
}

/** Scans at a lane that writes every one of them down; nothing is attached to it but somebody who looks. */
async function atLane(store: LaneStore, big: BigShop, { lineCount, laneBasketCount }: ScanSize, seed: number): Promise<Timed> {
  const random = seededRandom(seed + 4)
  const lane = openLane({ config: laneConfig(store), store, devices: playDevices(), clock: standingClock('2026-11-22T10:00:00.000Z'), newId: () => crypto.randomUUID() })
  lane.onNotice(() => undefined)
  const times: number[] = []
  // The first basket warms up.
  for (let round = -1; round < laneBasketCount; round += 1) {
    ask(lane, { name: 'scan', text: writeOwnCode('29MMMMMMMMMMC', { M: cardNumber(random(listCount)) }) })
    for (const [position, { number }] of drawBasket(big, random, lineCount).entries()) {
      const text = (itemAt(number).gtins[0] ?? '').slice(1)
      const ms = timed(() => ask(lane, { name: 'scan', text }))
      if (round >= 0 && position >= lineCount * measuredPart) times.push(ms)
    }
    ask(lane, { name: 'voidSale' })
    store.checkpoint.run()
  }
  await lane.close()
  return { times, lowest: times }
}

function laneConfig({ identity, path }: LaneStore): Parameters<typeof openLane>[0]['config'] {
  return { storeId: identity.storeId, laneNumber: identity.laneNumber, dataDir: path, crm: { url: 'http://127.0.0.1:1', token: 'no-token-is-needed-here' }, kiosk: { port: 0 }, cashier: { cashierId: 'bench', name: 'Bench' }, devices: [] }
}

function ask(lane: Lane, body: Parameters<Lane['handle']>[0]['body']): void {
  const outcome = lane.handle({ id: crypto.randomUUID(), body })
  assert(outcome.kind === 'ok', `${body.name} is not taken: ${JSON.stringify(outcome)}`)
}
