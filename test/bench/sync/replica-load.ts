import Database from 'better-sqlite3'
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { feedShape } from '../../../src/contract/feed-shape.ts'
import { chunkHash, chunkLine, type SignedFeed } from '../../../src/contract/signed-feed.ts'
import { openSigner } from '../../../src/contract/signing.ts'
import type { ItemId } from '../../../src/domain/ids.ts'
import { prepareReplica } from '../../../src/lane/store/replica-schema.ts'
import { openDownloader } from '../../../src/lane/sync/download.ts'
import { openTestLane, type TestLane } from '../../support/lane.ts'
import { playFeed } from '../../support/played-feed.ts'
import { anItem } from '../../support/sale.ts'
import { percentilesOf, type Percentiles, type Table } from '../bench.ts'

export interface LoadSize {
  readonly itemCount: number
  readonly scanCount: number
}

interface Row {
  readonly itemId: string
  readonly name: string
  readonly gtin: string
  readonly body: string
}

const chunkRows = 500
/** A scanner at a busy lane, a few times over. */
const scanEveryMs = 25
const linesPerSale = 15

/** A whole assortment fetched, checked and put in place of the one before, against the same rows bare; and scans meanwhile. */
export async function replicaLoad({ itemCount, scanCount }: LoadSize, tell: (progress: string) => void): Promise<Table> {
  const rows = [scannedRow, ...Array.from({ length: itemCount - 1 }, (_, index) => rowOf(index))]
  tell(`${itemCount} items made`)
  const before = await spent(() => Promise.resolve(insertBare(rows)))
  tell('bare insert measured')
  const lane = openTestLane({ items: [{ key: scanned.itemId, body: scanned }] })
  try {
    const feed = feedOf(rows)
    const alone = await spent(() => load(lane, feed))
    tell('load measured')
    const after = await spent(() => Promise.resolve(insertBare(rows)))
    const idle = await scans(lane, () => Promise.resolve(false), scanCount)
    const loading = await scansDuringLoad(lane, feed)
    return tableOf({ itemCount, bare: before.seconds < after.seconds ? before : after, alone, idle, loading })
  } finally {
    lane.end()
  }
}

const scanned = anItem({ itemId: 'a-scanned-one' as ItemId })
const scannedCode = scanned.gtins[0] ?? ''
const scannedRow: Row = { itemId: scanned.itemId, name: `${scanned.name.en}\n`.toLowerCase(), gtin: scannedCode, body: JSON.stringify(scanned) }

function rowOf(index: number): Row {
  const itemId = `item-${String(index).padStart(8, '0')}`
  const gtin = String(95_300_000_000_000 + index)
  const name = `Yoghurt natural ${index}`
  return { itemId, gtin, name: `${name}\n`.toLowerCase(), body: JSON.stringify({ ...anItem({ itemId: itemId as ItemId, gtins: [gtin] }), name: { en: name } }) }
}

/** One transaction, ordered by key, one fsync: as little as it can be. */
function insertBare(rows: readonly Row[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'lanewise-bare-'))
  const path = join(folder, 'bare.db')
  const db = new Database(path)
  db.pragma('journal_mode = off')
  db.pragma('synchronous = off')
  prepareReplica(db)
  const item = db.prepare('insert into item (item_id, name, body) values (?, ?, ?)')
  const code = db.prepare('insert into item_code (code, item_id) values (?, ?)')
  db.transaction(() => {
    for (const row of rows) {
      item.run(row.itemId, row.name, row.body)
      code.run(row.gtin, row.itemId)
    }
  })()
  db.close()
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
  rmSync(folder, { recursive: true })
}

/** Head office with this assortment, ready to hand out: what it costs there is not measured here. */
function feedOf(rows: readonly Row[]): SignedFeed {
  const office = playFeed()
  const texts = Array.from({ length: Math.ceil(rows.length / chunkRows) }, (_, index) => rows.slice(index * chunkRows, (index + 1) * chunkRows).map((row) => chunkLine({ key: row.itemId, body: row.body })).join(''))
  const chunks = new Map(texts.map((text) => [chunkHash(text), text]))
  const sign = (answer: object): ReturnType<SignedFeed['news']> => Promise.resolve(openSigner(office.key)(JSON.stringify(answer)))
  return {
    ...office,
    news: ({ storeId, nonce, places }) => sign({ kind: 'news', storeId, nonce, reload: places['items']?.mark !== 'whole', topics: [] }),
    manifest: ({ storeId, nonce }) => sign({ kind: 'manifest', storeId, nonce, topics: [{ topic: 'items', place: { change: rows.length, mark: 'whole' }, shape: feedShape('items'), chunks: [...chunks.keys()] }] }),
    chunk: (hash) => Promise.resolve(chunks.get(hash)),
  }
}

/** By the wall, and by this process's own processor time, which other work on the machine does not lengthen. */
interface Spent {
  readonly seconds: number
  readonly cpuSeconds: number
}

async function spent(work: () => Promise<void>): Promise<Spent> {
  const startedMs = performance.now()
  const startedCpu = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(startedCpu)
  return { seconds: (performance.now() - startedMs) / 1000, cpuSeconds: (user + system) / 1e6 }
}

async function load({ store }: TestLane, feed: SignedFeed): Promise<void> {
  const downloader = openDownloader({ store, crm: { feed } })
  while ((await downloader.next()).isLoading);
}

/** Milliseconds from when a scan was due to its answer, all that keeps the lane from it included. */
async function scans(lane: TestLane, isOver: () => Promise<boolean>, most: number): Promise<number[]> {
  const times: number[] = []
  const startedMs = performance.now()
  for (let count = 1; count <= most && !(await isOver()); count += 1) {
    const dueMs = startedMs + count * scanEveryMs
    await wait(Math.max(0, dueMs - performance.now()))
    lane.scan(scannedCode)
    times.push(performance.now() - dueMs)
    if (count % linesPerSale === 0) lane.ask({ name: 'voidSale' })
  }
  return times
}

async function scansDuringLoad(lane: TestLane, feed: SignedFeed): Promise<number[]> {
  let isLoaded = false
  // A place in another history makes it start over.
  lane.store.replica.storePage({ topic: 'items', changes: [], next: 1, complete: true }, 'elsewhere')
  const loaded = load(lane, feed).then(() => (isLoaded = true))
  const loading = await scans(lane, () => Promise.resolve(isLoaded), Number.POSITIVE_INFINITY)
  await loaded
  return loading
}

interface Figures {
  readonly itemCount: number
  readonly bare: Spent
  readonly alone: Spent
  readonly idle: readonly number[]
  readonly loading: readonly number[]
}

function tableOf({ itemCount, bare, alone, idle, loading }: Figures): Table {
  const shown = (value: number): string => value.toFixed(2)
  const filling = (what: string, { seconds, cpuSeconds }: Spent): Table['rows'][number] => ({ what, seconds: shown(seconds), 'of the processor': shown(cpuSeconds), 'items a second': Math.round(itemCount / seconds) })
  const scanning = (what: string, { p50, p99, worst }: Percentiles): Table['rows'][number] => ({ what, 'p50 ms': shown(p50), 'p99 ms': shown(p99), 'worst ms': shown(worst) })
  const [quiet, busy] = [percentilesOf(idle), percentilesOf(loading)]
  return {
    title: `A new assortment of ${itemCount} items at the lane: fetched, checked, in place of the one before`,
    columns: ['what', 'seconds', 'of the processor', 'items a second', 'p50 ms', 'p99 ms', 'worst ms'],
    rows: [filling('bare sorted insert', bare), filling('load and swap', alone), scanning('scans alone', quiet), scanning('scans while it loads', busy)],
    notes: [
      `Load and swap runs at ${shown(bare.seconds / alone.seconds)} times the speed of the bare insert of the same rows (the better of two, before and after); by processor time alone at ${shown(bare.cpuSeconds / alone.cpuSeconds)}.`,
      `The 99th percentile of a scan while it loads is ${shown(busy.p99 / quiet.p99)} times that of one alone (${loading.length} and ${idle.length} scans, one every ${scanEveryMs} ms, timed from when it was due).`,
    ],
  }
}
