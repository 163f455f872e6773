import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { FeedTopic } from '../../src/contract/feed.ts'
import { addDays } from '../../src/domain/business-day/business-time.ts'
import { auditEverything, auditSums } from './audit.ts'
import { openBooks, type Books } from './books.ts'
import { serve, takeBack } from './cashier.ts'
import { simulationFolder } from './database-server.ts'
import { openNetwork, type Network } from './network.ts'
import { openOffice, type DatabaseServer, type Office } from './office.ts'
import { openPeople, type People } from './people.ts'
import { planShop, type ShopPlan } from './shop.ts'
import { openSimLane, type SimLane } from './sim-lane.ts'
import { openTill, type SimTill } from './till.ts'
import { openWorld, type World } from './world.ts'

export interface SimAsked {
  readonly seed: number
  readonly days: number
  readonly laneCount: number
  readonly servers: DatabaseServer
}

export interface SimResult {
  readonly violations: readonly string[]
  /** Over all journals, receipts and tables of head office. */
  readonly digest: string
  readonly saleCount: number
  readonly returnCount: number
  readonly killCount: number
  readonly callCount: number
  /** The day on which something was wrong for the first time; undefined where nothing was. */
  readonly failedOnDay?: number | undefined
}

const firstDay = '2026-01-05'
const hourMs = 3_600_000
const minuteMs = 60_000

interface Store {
  readonly world: World
  readonly network: Network
  readonly office: Office
  readonly shop: ShopPlan
  readonly books: Books
  readonly people: People
  readonly lists: Map<string, string>
  readonly tills: readonly { readonly lane: SimLane; readonly till: SimTill }[]
  /** Lanes without the network, and until which day. */
  readonly offlineUntil: Map<number, number>
  killCount: number
}

/** Runs a store for some days under one seed; ends with the first day on which something is wrong. */
export async function simulate({ seed, days, laneCount, servers }: SimAsked): Promise<SimResult> {
  const world = openWorld(seed, Date.parse(`${firstDay}T06:00:00.000Z`))
  const folder = simulationFolder()
  const isoNow = (): string => new Date(world.nowMs()).toISOString()
  const books = openBooks(() => isoNow().slice(0, 16))
  const office = await openOffice({ servers, now: isoNow, onError: (line) => books.violation(`the CRM logged: ${line}`) })
  const network = openNetwork(world, (wire) => office.deliver(wire))
  const lists = new Map<string, string>()
  const shop = planShop(seed)
  const tills = Array.from({ length: laneCount }, (_, index) => {
    const lane = openSimLane({ world, network, folder, laneNumber: index + 1 })
    return { lane, till: openTill(world, lane, books) }
  })
  const store: Store = { world, network, office, shop, books, people: openPeople(world.random, shop, lists), lists, tills, offlineUntil: new Map(), killCount: 0 }
  try {
    let day = 0
    for (; day < days && books.violations.length === 0; day += 1) await runDay(store, day, day === days - 1)
    const failed = books.violations.length > 0
    return {
      violations: [...books.violations], digest: await digestOf(store), saleCount: books.sales.size, returnCount: books.returns.size, killCount: store.killCount, callCount: network.callCount(),
      ...(failed ? { failedOnDay: day } : {}),
    }
  } finally {
    for (const { lane } of tills) lane.kill()
    await world.runUntil(world.nowMs())
    network.close()
    await office.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runDay(store: Store, day: number, isLast: boolean): Promise<void> {
  const { world, books, tills } = store
  const date = addDays(firstDay, day)
  const dayMs = Date.parse(`${date}T00:00:00.000Z`)
  await morning(store, day, date)
  for (const hour of [9, 13, 18, ...(world.random.percent(20) ? [24.5] : [])]) {
    world.sleepUntil(dayMs + hour * hourMs)
    troubles(store, day)
    await shift(store)
  }
  await evening(store, day, isLast)
  if (isLast && books.violations.length === 0) await auditEverything(books, store.office, tills.map(({ lane }) => lane))
}

/** Head office sends the day's news out, and the tills are switched on. */
async function morning({ world, office, shop, lists, tills }: Store, day: number, date: string): Promise<void> {
  world.sleepUntil(Date.parse(`${date}T07:00:00.000Z`))
  await shop.publish(office.crm(), date, false)
  await office.crm().issueLists()
  for (const { member_id, number } of await office.query<{ member_id: string; number: string }>('select member_id, number from member_list order by member_id, from_day')) lists.set(member_id, number)
  for (const { till } of tills) till.open()
  if (day === 0) await world.runUntil(world.nowMs() + 10_000)
}

/** What goes wrong in the next hour. */
function troubles({ world, network, office, tills, offlineUntil }: Store, day: number): void {
  const { random } = world
  network.setTrouble([0, 0, 5, 15, 40][random.whole(0, 4)] ?? 0)
  office.setDown(random.percent(6))
  for (const { lane } of tills) {
    if (random.percent(2)) offlineUntil.set(lane.laneNumber, day + random.whole(1, 10))
    const isOff = (offlineUntil.get(lane.laneNumber) ?? 0) > day || random.percent(8)
    network.setLink(lane.laneNumber, isOff ? (random.percent(50) ? 'refused' : 'silent') : 'up')
    lane.counter.setPrinter(random.percent(6) ? 'needs-care' : 'ready')
  }
}

/** Some customers at every till, and what happens to the tills meanwhile. */
async function shift(store: Store): Promise<void> {
  const { world, network, books, people, tills } = store
  const { random } = world
  let open = tills.length
  for (const { lane, till } of tills) {
    cashier(till, people, books, lane).catch((error: unknown) => books.violation(`lane ${lane.laneNumber}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)).finally(() => { open -= 1 })
    if (random.percent(25)) {
      store.killCount += 1
      world.after(random.whole(0, 40_000), random.percent(40) ? till.killNow : till.killInNextStep)
    }
    if (random.percent(10)) world.after(random.whole(0, 30_000), () => network.setLink(lane.laneNumber, random.percent(50) ? 'refused' : 'up'))
  }
  const untilMs = world.nowMs() + 30 * minuteMs
  while (open > 0 && world.nowMs() < untilMs) await world.runUntil(world.nowMs() + 1_000)
  if (open > 0) books.violation(`${open} cashiers have not finished after half an hour`)
  await world.runUntil(world.nowMs() + 5_000)
}

async function cashier(till: SimTill, people: People, books: Books, { running }: SimLane): Promise<void> {
  const { random } = till
  await till.pause(random.whole(0, 3_000))
  for (let count = random.whole(1, 4); count > 0; count -= 1) {
    await serve(till, people)
    const newest = books.journals.get(running()?.store.identity.journalId ?? '')?.receiptCount ?? 0
    if (random.percent(8)) await takeBack(till, newest)
  }
}

/** Whoever can reach head office catches up; then the books are compared. */
async function evening({ world, network, office, books, tills, offlineUntil }: Store, day: number, isLast: boolean): Promise<void> {
  network.setTrouble(0)
  office.setDown(false)
  if (isLast) offlineUntil.clear()
  const away = tills.filter(({ lane }) => (offlineUntil.get(lane.laneNumber) ?? 0) > day)
  for (const { lane } of tills) {
    lane.counter.setPrinter('ready')
    network.setLink(lane.laneNumber, away.some((each) => each.lane === lane) ? 'silent' : 'up')
  }
  const untilMs = world.nowMs() + 3 * minuteMs
  let waiting: SimLane[]
  do {
    await world.runUntil(world.nowMs() + 4_000)
    const changes = await office.query<{ topic: FeedTopic; last: number }>('select topic, last_change::float8 as last from feed_topic')
    waiting = tills.filter((each) => !away.includes(each)).map(({ lane }) => lane).filter((lane) => !isUpToDate(lane, changes))
  } while (waiting.length > 0 && world.nowMs() < untilMs)
  for (const { lane } of tills) {
    const running = lane.running()
    if (running) books.observe(lane.laneNumber, running)
  }
  for (const lane of waiting) books.violation(`lane ${lane.laneNumber} has not sent everything three minutes after the network was back`)
  if (away.length === 0) await auditSums(books, office)
}

/** Everything of the lane is at head office, and everything of head office at the lane. */
function isUpToDate(lane: SimLane, changes: readonly { readonly topic: FeedTopic; readonly last: number }[]): boolean {
  const store = lane.running()?.store
  return store !== undefined && store.upload.acceptedThrough() === store.journal.lastNumber() && changes.every(({ topic, last }) => store.replica.cursor(topic) === last)
}

/** Times of this machine, in tables whose other columns count. */
const notOfTheSeed: Readonly<Record<string, readonly string[]>> = { migration: ['applied_at'], feed_version: ['replaced_at'] }

async function digestOf({ books, office, tills }: Store): Promise<string> {
  const hash = createHash('sha256')
  for (const { journalId, hashes } of books.journals.values()) hash.update(`${journalId} ${hashes.join(' ')}\n`)
  for (const { lane } of tills) hash.update(lane.counter.receipts.join('\n'))
  const tables = await office.query<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1")
  for (const { name } of tables) {
    const without = (notOfTheSeed[name] ?? []).map((column) => ` - '${column}'`).join('')
    const [row] = await office.query<{ digest: string }>(`select md5(coalesce(string_agg(text, E'\\n' order by text collate "C"), '')) as digest from (select (to_jsonb(t)${without})::text as text from ${name} t) as rows`)
    hash.update(`${name} ${row?.digest ?? ''}\n`)
  }
  return hash.digest('hex')
}
