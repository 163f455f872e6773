import { addDays } from '../../src/domain/business-day/business-time.ts'
import { catchUp, readJournalEnds } from './run-day.ts'
import { firstDay, minuteMs, type SimStore } from './sim-store.ts'

/** So often PostgreSQL looks through its tables: here by the calendar, elsewhere whenever it likes. */
const tidyDays = 25

/** What people do and what breaks between two days: copies are made, old ones are put back, programs and disks are exchanged. */
export async function runNight(store: SimStore, day: number): Promise<void> {
  const { world: { random }, office, tills, counts } = store
  if (day % tidyDays === tidyDays - 1) await office.query('vacuum analyze')
  if (day === 0 || random.percent(12)) await office.backUp()
  else if (random.percent(18)) await putOfficeBack(store, day)
  else if (random.percent(5)) await office.restart()
  for (const till of tills) {
    till.lane.bury()
    if (random.percent(8)) await till.lane.stop()
    if (random.percent(10)) await copyDisk(till)
    else if (random.percent(8)) await putDiskBack(store, till)
    else if (random.percent(1)) {
      counts.newDisks += 1
      await exchangeDisk(store, till)
    }
  }
}

/** The CRM's database is gone and the last copy takes its place; head office enters its own data again, and the lanes bring theirs unasked. */
async function putOfficeBack({ office, shop, books, counts }: SimStore, day: number): Promise<void> {
  if (!(await office.restore())) return
  counts.officeRestores += 1
  for (const book of books.journals.values()) book.lostThrough = Infinity
  await shop.publish(office.crm(), addDays(firstDay, day), true)
}

type Till = SimStore['tills'][number]

async function copyDisk({ lane, till }: Till): Promise<void> {
  await lane.stop()
  lane.backUpDisk()
  till.open()
}

/**
 * A till gets an old copy of its disk. Head office must notice as soon as the till has something to say or asks where it
 * stands; people then put a new disk in. Only a till that has sent everything: what lay on the lost disk alone is nowhere.
 */
async function putDiskBack(store: SimStore, till: Till): Promise<void> {
  const { world, books, offlineUntil, counts } = store
  const { lane } = till
  if (offlineUntil.has(lane.laneNumber) || !lane.running()) return
  if ((await catchUp(store, [lane])).length > 0) return books.violation(`lane ${lane.laneNumber} did not catch up before its disk was put back`)
  const through = lane.running()?.store.journal.lastNumber() ?? 0
  await lane.stop()
  if (!lane.restoreDisk()) return till.till.open()
  counts.diskRestores += 1
  lane.start()
  const book = books.journals.get(lane.running()?.store.identity.journalId ?? '')
  if (book) book.mayBeForked = true
  const isOlder = (lane.running()?.store.journal.lastNumber() ?? 0) < through
  await world.runUntil(world.nowMs() + minuteMs)
  const { message } = lane.running()?.lane.view() ?? {}
  if (isOlder && message?.code !== 'journal-branched') books.violation(`lane ${lane.laneNumber} runs on an old copy of its disk, and nobody is told: ${message?.code ?? 'no message'}`)
  await exchangeDisk(store, till)
}

/** The lane begins a new journal; the old one has to be whole at head office. */
async function exchangeDisk(store: SimStore, { lane, till }: Till): Promise<void> {
  const { books, office } = store
  const old = lane.running()
  if (!old || books.journals.get(old.store.identity.journalId)?.hashes.length !== (await readJournalEnds(office)).get(old.store.identity.journalId)) {
    if (old?.lane.view().message?.code !== 'journal-branched') return
  }
  await lane.stop()
  lane.replaceDisk()
  // What was on it alone is at head office alone now: a copy is made before anything else can happen.
  await office.backUp()
  till.open()
}
