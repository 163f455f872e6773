import { randomUUID } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { verifyJournal } from '../../../src/cli/verify-journal.ts'
import type { CommandId } from '../../../src/domain/ids.ts'
import { openLaneStore, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { openCrmClient } from '../../../src/lane/sync/crm-client.ts'
import { startSync } from '../../../src/lane/sync/start-sync.ts'
import { testItem, testSale } from '../../support/crm-shop.ts'
import { hastyClock } from './hasty-clock.ts'
import { laneToken, openOfficeBuilding } from './open-office.ts'

interface Asked {
  readonly laneCount: number
  readonly mostSales: number
  readonly random: (below: number) => number
  readonly folder: string
}

interface Forked {
  readonly saleCount: number
  readonly violations: string[]
}

const limits = { silenceMs: 250, wholeMs: 10_000 }
/** After so many pauses of a quiet line a lane that still has something to send never will. */
const mostPauses = 60

/**
 * A till sells, a copy of its disk is put back behind its back, and it sells on under numbers that head office knows
 * otherwise; its program is ended at any moment meanwhile. Nobody does anything about it.
 */
export async function runForks({ laneCount, mostSales, random, folder }: Asked): Promise<Forked> {
  const building = await openOfficeBuilding(folder, () => '2026-03-02T12:00:00.000Z')
  const office = await building.open()
  const violations: string[] = []
  let saleCount = 0
  let twiceCount = 0
  for (let laneNumber = 1; laneNumber <= laneCount; laneNumber += 1) {
    const [common, lost, kept, later] = [1 + random(mostSales), 1 + random(mostSales), 1 + random(mostSales), 1 + random(mostSales)]
    const dataDir = join(folder, `forked-${laneNumber}`)
    const copy = `${dataDir}-copy`
    await onDisk(dataDir, laneNumber, (store) => (sell(store, common), send(store, office.url)))
    cpSync(dataDir, copy, { recursive: true })
    await onDisk(dataDir, laneNumber, (store) => (sell(store, lost), send(store, office.url)))
    rmSync(dataDir, { recursive: true })
    cpSync(copy, dataDir, { recursive: true })
    await onDisk(dataDir, laneNumber, (store) => Promise.resolve(sell(store, kept)))
    for (let kill = 0; kill < 3; kill += 1) await onDisk(dataDir, laneNumber, (store) => send(store, office.url, random(6)))
    await onDisk(dataDir, laneNumber, async (store) => {
      await send(store, office.url)
      sell(store, later)
      await send(store, office.url)
      const waitingCount = store.journal.lastNumber() - store.upload.acceptedThrough()
      if (waitingCount > 0) violations.push(`lane ${laneNumber}: ${waitingCount} records never came up`)
      const { firstBad } = verifyJournal(store.journal)
      if (firstBad) violations.push(`lane ${laneNumber}: record ${firstBad.number}: ${firstBad.trouble}`)
    })
    saleCount += common + lost + kept + later
    twiceCount += Math.min(lost, kept)
  }
  const { saleCount: inBooks } = await office.crm.totals()
  if (inBooks !== saleCount) violations.push(`${saleCount} sales were made, ${inBooks} are in the books`)
  const { rows } = await office.database.query<{ kind: string; count: number }>('select kind, count(*) as count from exception group by kind order by kind')
  const told = rows.map(({ kind, count }) => `${kind} ${count}`).join(', ')
  const expected = [`journal-forked ${laneCount}`, `receipt-number-twice ${twiceCount}`].join(', ')
  if (told !== expected) violations.push(`people should be told of ${expected}, and were told of ${told}`)
  const { rows: numbers } = await office.database.query<{ count: number }>('select count(*) as count from (select from sale group by lane_number, receipt_number having count(*) > 1) as twice')
  if (numbers[0]?.count !== twiceCount) violations.push(`${numbers[0]?.count} receipt numbers were given twice, ${twiceCount} of them before the lanes could know`)
  await office.close()
  await building.close()
  return { saleCount, violations }
}

async function onDisk(dataDir: string, laneNumber: number, work: (store: LaneStore) => Promise<unknown>): Promise<void> {
  const store = openLaneStore({ dataDir, lane: { storeId: 'store-1', laneNumber } })
  await work(store)
  store.close()
}

function sell(store: LaneStore, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const sale = testSale({ saleId: randomUUID(), receiptNumber: store.own.lastReceiptNumber() + 1, items: [testItem('milk')] })
    store.journal.append({ commandId: randomUUID() as CommandId, at: '2026-03-02T11:00:00.000Z', facts: [sale] })
  }
}

/** Until nothing waits, or so many pauses have passed. */
async function send(store: LaneStore, url: string, pauses = mostPauses): Promise<void> {
  const clock = hastyClock()
  const closing = new AbortController()
  const sync = startSync({ store, crm: openCrmClient({ url, token: laneToken, closing: closing.signal, limits }), clock, newId: randomUUID, onContact: () => undefined, onShop: () => undefined, onTrouble: () => undefined })
  while (clock.pauseCount() < pauses && store.upload.acceptedThrough() < store.journal.lastNumber()) await clock.nextPause()
  const ended = sync.close()
  closing.abort()
  await ended
}
