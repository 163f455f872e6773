import { isDeepStrictEqual } from 'node:util'
import type { FeedTopic } from '../../src/contract/feed.ts'
import type { LaneCommand } from '../../src/contract/lane-commands.ts'
import type { FeedPlace } from '../../src/contract/signed-feed.ts'
import { addDays } from '../../src/domain/business-day/business-time.ts'
import { auditSums } from './audit.ts'
import { serve, takeBack } from './cashier.ts'
import type { Office } from './office.ts'
import { dayMs, firstDay, hourMs, minuteMs, type SimStore } from './sim-store.ts'
import { wireAddress, type SimLane } from './sim-lane.ts'

/** One day of the store: the news of the morning, some hours of customers and trouble, and in the evening the books. */
export async function runDay(store: SimStore, day: number, isLast: boolean): Promise<void> {
  const { world } = store
  const date = addDays(firstDay, day)
  const midnightMs = Date.parse(`${date}T00:00:00.000Z`)
  await morning(store, day, date)
  for (const hour of [9, 13, 18, ...(world.random.percent(20) ? [24.5] : [])]) {
    world.sleepUntil(midnightMs + hour * hourMs)
    trouble(store, day)
    await shift(store)
  }
  await evening(store, day, isLast)
}

/** Head office sends the day's news out, and the tills are switched on. */
async function morning({ world, office, shop, lists, tills }: SimStore, day: number, date: string): Promise<void> {
  world.sleepUntil(Date.parse(`${date}T07:00:00.000Z`))
  await shop.publish(office.crm(), date, false)
  await office.crm().issueLists()
  for (const { member_id, number } of await office.query<{ member_id: string; number: string }>('select member_id, number from member_list order by member_id, from_day, list_id')) lists.set(member_id, number)
  for (const { till } of tills) till.open()
  if (day === 0) await world.runUntil(world.nowMs() + 10_000)
}

/** What goes wrong in the next hour. */
function trouble({ world, network, neighbours, office, tills, offlineUntil, counts }: SimStore, day: number): void {
  const { random } = world
  network.setTrouble([0, 0, 5, 15, 40][random.whole(0, 4)] ?? 0)
  office.setDown(random.percent(6))
  const apart = tills.map(({ lane }) => wireAddress(lane.laneNumber)).filter(() => random.percent(50))
  if (random.percent(20)) neighbours.part(apart, tills.map(({ lane }) => wireAddress(lane.laneNumber)).filter((address) => !apart.includes(address)))
  else neighbours.part()
  for (const { lane } of tills) {
    if (random.percent(2)) offlineUntil.set(lane.laneNumber, day + random.whole(1, random.percent(10) ? 30 : 8))
    const isOff = (offlineUntil.get(lane.laneNumber) ?? 0) > day || random.percent(8)
    network.setLink(lane.laneNumber, isOff ? (random.percent(50) ? 'refused' : 'silent') : 'up')
    lane.counter.setPrinter(random.percent(6) ? 'needs-care' : 'ready')
    if (random.percent(4)) {
      counts.clockJumps += 1
      lane.setClock([0, 0, 90_000, -200_000, hourMs, -hourMs, dayMs, -dayMs, 30 * dayMs, -3_650 * dayMs][random.whole(0, 9)] ?? 0)
    }
  }
}

/** Steps whose facts must be there all or not at all. */
const whereMoneyMoves: ReadonlySet<LaneCommand['name']> = new Set(['takeCash', 'takeCardConfirmed', 'payByCard', 'payWithPoints', 'giveBack'])

/** Some customers at every till, and what happens to the tills meanwhile. */
async function shift(store: SimStore): Promise<void> {
  const { world, network, books, tills, counts } = store
  const { random } = world
  let open = tills.length
  const isOpen = (): boolean => open > 0
  for (const { lane, till } of tills) {
    cashier(store, { lane, till })
      .catch((error: unknown) => books.violation(`lane ${lane.laneNumber}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`))
      .finally(() => { open -= 1 })
    if (random.percent(55)) {
      counts.kills += 1
      world.after(random.whole(0, 12_000), random.percent(30) ? till.killNow : () => till.killInNextStep(random.percent(50) ? 'any' : whereMoneyMoves))
    }
    if (random.percent(10)) world.after(random.whole(0, 8_000), () => { if (isOpen()) network.setLink(lane.laneNumber, random.percent(50) ? 'refused' : 'up') })
  }
  const untilMs = world.nowMs() + 30 * minuteMs
  while (isOpen() && world.nowMs() < untilMs) await world.runUntil(world.nowMs() + 1_000)
  if (isOpen()) books.violation(`${open} cashiers have not finished after half an hour`)
  await world.runUntil(world.nowMs() + 3_000)
}

async function cashier({ people, books }: SimStore, { lane, till }: SimStore['tills'][number]): Promise<void> {
  const { random } = till
  await till.pause(random.whole(0, 1_500))
  for (let count = random.whole(1, 4); count > 0; count -= 1) {
    await serve(till, people)
    const newest = books.journals.get(lane.running()?.store.identity.journalId ?? '')?.lastReceipt ?? 0
    if (random.percent(8)) await takeBack(till, newest)
  }
}

/** Whoever can reach head office catches up; then the books are compared. */
async function evening(store: SimStore, day: number, isLast: boolean): Promise<void> {
  const { network, office, books, tills, offlineUntil } = store
  network.setTrouble(0)
  office.setDown(false)
  for (const [laneNumber, until] of offlineUntil) if (isLast || until <= day) offlineUntil.delete(laneNumber)
  const isAway = ({ laneNumber }: SimLane): boolean => offlineUntil.has(laneNumber)
  for (const { lane } of tills) {
    lane.counter.setPrinter('ready')
    network.setLink(lane.laneNumber, isAway(lane) ? 'silent' : 'up')
  }
  const waiting = await catchUp(store, tills.map(({ lane }) => lane).filter((lane) => !isAway(lane)))
  for (const { laneNumber } of waiting) books.violation(`lane ${laneNumber} and head office are not of one mind three minutes after the network was back`)
  if (!tills.some(({ lane }) => isAway(lane))) await auditSums(books, office)
}

type TopicPlace = FeedPlace & { readonly topic: FeedTopic }

/** @returns lanes that have not sent or not got everything after three minutes */
export async function catchUp({ world, office, books }: SimStore, lanes: readonly SimLane[]): Promise<SimLane[]> {
  const untilMs = world.nowMs() + 3 * minuteMs
  for (;;) {
    await world.runUntil(world.nowMs() + 4_000)
    const topics = await office.query<TopicPlace>('select topic, last_change::float8 as change, mark from feed_topic')
    const journals = await readJournalEnds(office)
    const waiting = lanes.filter((lane) => !isUpToDate(lane, journals, topics))
    if (waiting.length > 0 && world.nowMs() < untilMs) continue
    for (const lane of lanes) {
      const running = lane.running()
      if (!running) continue
      books.observe(lane.laneNumber, running)
      const book = books.journals.get(running.store.identity.journalId)
      if (book?.lostThrough === Infinity && !waiting.includes(lane)) book.lostThrough = book.hashes.length
    }
    return waiting
  }
}

/** How far head office itself has got with every journal: what a lane believes of it may be from before its backup was put back. */
export async function readJournalEnds(office: Office): Promise<ReadonlyMap<string, number>> {
  const rows = await office.query<{ journal_id: string; through: number }>('select journal_id, accepted_through::float8 as through from journal')
  return new Map(rows.map(({ journal_id, through }) => [journal_id, through]))
}

/** Everything of the lane is at head office, and everything of head office at the lane. */
function isUpToDate(lane: SimLane, journals: ReadonlyMap<string, number>, topics: readonly TopicPlace[]): boolean {
  const store = lane.running()?.store
  const through = store && journals.get(store.identity.journalId)
  return store !== undefined && store.upload.acceptedThrough() === through && store.journal.lastNumber() === through && topics.every(({ topic, ...place }) => isDeepStrictEqual(store.replica.place(topic), place))
}
