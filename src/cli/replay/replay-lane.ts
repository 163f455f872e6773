// One headless lane of a replay, as a process of its own: it may be killed at any moment and started again.
import { createReadStream, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { noDevices } from '../../lane/hardware.ts'
import { openLane, type Lane } from '../../lane/lane.ts'
import { realClock, type Clock } from '../../lane/real-clock.ts'
import { openLaneStore, type LaneStore } from '../../lane/store/open-lane-store.ts'
import { CrmTrouble, openCrmClient } from '../../lane/sync/crm-client.ts'
import { downloadChanges } from '../../lane/sync/download.ts'
import { startSync, type Sync } from '../../lane/sync/start-sync.ts'
import { Trouble } from '../command.ts'
import { completedSales } from './completed-sales.ts'
import { laneJob, type LaneNews } from './lane-job.ts'
import { replayBasket, type ReplayBasket } from './replay-basket.ts'
import { householdCards } from './replay-store.ts'
import { completingIds, sellBasket } from './sell-basket.ts'

/** Baskets between two pieces of news. */
const newsEvery = 20
/** Looks so often, so far apart, whether a sale has reached the CRM before the next customer comes. */
const mostTurns = 20
const turnMs = 2
/** So long without one more acknowledged fact, and the lane gives up waiting for the CRM. */
const patienceMs = 120_000
const firstDownloadMs = 60_000

/** Tells the parent; a pipe that takes no more is waited for. */
function tell(news: LaneNews): void {
  process.stdout.write(`${JSON.stringify(news)}\n`)
}

/** The store's clock shows the time of the basket being rung up. */
function basketClock(): Clock & { show(at: string): void } {
  let at = '2000-01-01T00:00:00.000Z'
  return { now: () => at, show: (next) => void (at = next), after: realClock.after }
}

/** Fills the replica completely before the first sale; a lane started again has it and does not need the CRM. */
async function fillReplica(store: LaneStore, dataDir: string, crm: ReturnType<typeof openCrmClient>): Promise<void> {
  const mark = path.join(dataDir, 'replica-filled')
  if (existsSync(mark)) return
  const untilMs = performance.now() + firstDownloadMs
  for (;;) {
    try {
      while ((await downloadChanges({ store, crm })).changed.size > 0);
      writeFileSync(mark, '')
      return
    } catch (error) {
      if (!(error instanceof CrmTrouble) || performance.now() > untilMs) throw error
      await wait(250)
    }
  }
}

/** Sells every basket that the journal does not hold yet. */
async function sellBaskets(parts: { readonly lane: Lane; readonly store: LaneStore; readonly baskets: AsyncIterable<ReplayBasket>; readonly clock: ReturnType<typeof basketClock> }): Promise<void> {
  const { lane, store, baskets, clock } = parts
  const settings = store.replica.settings()
  if (!settings) throw new Trouble('the CRM has no store settings')
  const { code: cardCode } = householdCards(settings)
  const held = new Set([...completedSales(store.journal)].map(({ commandId }) => commandId))
  let news = emptyNews()
  const tellSold = (): void => {
    tell({ ...news, waitingSaleCount: store.upload.waitingSaleCount() })
    news = emptyNews()
  }
  for await (const basket of baskets) {
    news.basketCount += 1
    if (completingIds(basket.basketId).some((commandId) => held.has(commandId))) news.heldCount += 1
    else {
      clock.show(basket.at)
      const times = sellBasket(basket, { lane, knows: store.journal.knows, cardCode, stopwatch: () => performance.now() })
      news.scanMs.push(...times.scanMs)
      news.saleMs.push(times.saleMs)
      for (const text of times.troubles) tell({ news: 'trouble', text })
      await changeCustomers(store)
    }
    if (news.basketCount >= newsEvery) tellSold()
  }
  tellSold()
}

/**
 * The moment between two customers, in which a real lane uploads: without it, lanes, CRM and PostgreSQL would all be
 * busy at every scan, and the figures would tell how two processors are shared. Bounded, so that a CRM that is away costs little.
 */
async function changeCustomers({ journal, upload }: LaneStore): Promise<void> {
  for (let turn = 0; turn < mostTurns && upload.acceptedThrough() < journal.lastNumber(); turn += 1) await wait(turnMs)
}

function emptyNews(): { news: 'sold'; basketCount: number; heldCount: number; scanMs: number[]; saleMs: number[] } {
  return { news: 'sold', basketCount: 0, heldCount: 0, scanMs: [], saleMs: [] }
}

async function* readBaskets(file: string): AsyncGenerator<ReplayBasket> {
  for await (const line of createInterface({ input: createReadStream(file) })) yield replayBasket.parse(JSON.parse(line))
}

/** @returns facts still waiting when the CRM has acknowledged nothing for too long; zero when all are acknowledged */
async function drained({ journal, upload }: LaneStore, sync: Sync): Promise<number> {
  let best = upload.acceptedThrough()
  let sinceMs = performance.now()
  for (;;) {
    const accepted = upload.acceptedThrough()
    const waiting = journal.lastNumber() - accepted
    if (waiting === 0 || performance.now() - sinceMs > patienceMs) return waiting
    if (accepted > best) {
      best = accepted
      sinceMs = performance.now()
    }
    sync.nudge()
    await wait(25)
  }
}

const job = laneJob.parse(JSON.parse(process.argv[2] ?? 'null'))
const { config } = job
// The parent is gone: without it nobody reads what this lane tells.
process.once('disconnect', () => process.exit(0))
// What was sold is on the disk after every step, so there is nothing to finish.
process.once('SIGTERM', () => process.exit(0))
mkdirSync(config.dataDir, { recursive: true })
writeFileSync(path.join(config.dataDir, 'lane.pid'), `${process.pid}\n`)
const store = openLaneStore({ dataDir: config.dataDir, lane: { storeId: config.storeId, laneNumber: config.laneNumber } })
const crm = openCrmClient({ ...config.crm, closing: new AbortController().signal })
await fillReplica(store, config.dataDir, crm)
const clock = basketClock()
const nudge: { sync?: Sync } = {}
// What was sold is told from the journal, however many years the baskets cover.
const whole: LaneStore = { ...store, retention: { step: () => false } }
const lane = openLane({ config, store: whole, devices: noDevices, clock, newId: () => crypto.randomUUID(), onFacts: () => nudge.sync?.nudge() })
const sync = startSync({ store, crm, clock: realClock, newId: () => crypto.randomUUID(), onContact: (online) => lane.syncChanged(online), onShop: () => lane.shopChanged(), onTrouble: (_, { detail }) => tell({ news: 'trouble', text: detail }) })
nudge.sync = sync
tell({ news: 'ready' })
await sellBaskets({ lane, store, baskets: readBaskets(job.basketsFile), clock })
tell({ news: 'done', waitingFactCount: await drained(store, sync) })
