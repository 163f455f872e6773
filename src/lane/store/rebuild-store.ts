import Database from 'better-sqlite3'
import { renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chainHash } from '../../contract/chain.ts'
import type { JournalRecord } from '../../contract/sync.ts'
import type { JournalId } from '../../domain/ids.ts'
import { copiedJournals, type LaneOfStore } from './copied-journals.ts'
import { readCopiedSummaries } from './copied-summaries.ts'
import { holdLane } from './hold-lane.ts'
import { unlock, type LaneKey } from './lane-key.ts'
import { openLineage } from './lineage.ts'
import { reachDisk } from './reach-disk.ts'
import { openRestore, restoreSummaries } from './restore-records.ts'
import { openSalvage, type Salvage } from './salvage.ts'
import { migrate } from './schema.ts'
import { endOfCopy, wholeRecords } from './second-copy.ts'
import { listSetAside, setAside, setCopyAside } from './set-aside.ts'
import { makeSummary, proven, startAfter, wholeJournal, type Summary } from './summaries.ts'

/** Head office as a source of what it was sent before; `undefined` when it does not answer. */
export interface OfficeRecords {
  recordsAfter(journalId: string, number: number): Promise<readonly JournalRecord[] | undefined>
}

interface Asked {
  readonly dataDir: string
  readonly copyDir: string
  readonly lane: LaneOfStore
  /** Proven before: see `proveKey`. */
  readonly key?: LaneKey | undefined
  /** ISO time, for the names of what is set aside. */
  readonly at: string
  readonly office: OfficeRecords
}

/** What became of a damaged database. */
export interface Rebuilt {
  /** Number of the last record that was found anywhere; 0 where nothing was. */
  readonly lastNumber: number
  readonly counts: { readonly copy: number; readonly damaged: number; readonly office: number }
  /** Through this number nobody has the records any more, nor what was kept of them: what they counted for is missing. 0 for none. */
  readonly lostThrough: number
  /** The old file could still be read through and ends at the same record: nothing was behind it. */
  readonly isWhole: boolean
  readonly setAside: string | undefined
}

type Source = keyof Rebuilt['counts']

/**
 * Sets the lane's database aside and builds it again from its second copy, from what the old file still proves, and from
 * head office. A start that is cut short in between begins anew: the database takes its name only when it is finished.
 */
export async function rebuildStore({ dataDir, copyDir, lane, key, at, office }: Asked): Promise<Rebuilt> {
  const path = join(dataDir, 'lane.db')
  const lock = holdLane(dataDir)
  try {
    const aside = setAside(path, at) ?? listSetAside(path)[0]
    const salvage = aside === undefined ? undefined : openSalvage(aside, key)
    try {
      const found = whoseJournal(salvage, { copyDir, lane, key })
      if (found === undefined) return { lastNumber: 0, counts: { copy: 0, damaged: 0, office: 0 }, lostThrough: 0, isWhole: false, setAside: aside }
      const filled = await fill(`${path}.rebuilding`, { journalId: found, lane, key, copyDir, salvage, office })
      renameSync(`${path}.rebuilding`, path)
      reachDisk(dirname(path))
      // Behind records that nobody has any more it leads nowhere; it is kept as it is for people.
      if ((endOfCopy({ folder: copyDir, journalId: found, key })?.number ?? 0) > filled.lastNumber) setCopyAside(copyDir, at)
      return { ...filled, setAside: aside }
    } finally {
      salvage?.close()
    }
  } finally {
    lock.close()
  }
}

/** The journal's id, as a record says it that proves itself. */
function whoseJournal(salvage: Salvage | undefined, { copyDir, lane, key }: Pick<Asked, 'copyDir' | 'lane' | 'key'>): string | undefined {
  const named = [salvage?.identity()?.journalId, ...copiedJournals(copyDir, lane).toReversed()].filter((id) => id !== undefined)
  // A chain that has branched goes by the name of its beginning, and its newest records by another.
  const records = (journalId: string): (JournalRecord | undefined)[] => [endOfCopy({ folder: copyDir, journalId, key }), wholeRecords({ folder: copyDir, journalId, key }, 1).next().value ?? undefined, salvage?.record(1), salvage?.record(salvage.highest.number)]
  return named.find((journalId) => records(journalId).some((record) => record && (JSON.parse(record.body) as { journalId: string }).journalId === journalId))
}

interface Filling extends Pick<Asked, 'lane' | 'key' | 'office' | 'copyDir'> {
  readonly journalId: string
  readonly salvage: Salvage | undefined
}

async function fill(path: string, { journalId, lane, key, copyDir, salvage, office }: Filling): Promise<Omit<Rebuilt, 'setAside'>> {
  for (const part of ['', '-journal']) rmSync(path + part, { force: true })
  const db = new Database(path)
  try {
    unlock(db, key)
    // Nothing is lost with this file but the time to build it once more.
    db.pragma('journal_mode = off')
    db.pragma('synchronous = off')
    migrate(db)
    db.prepare('insert into identity (only, journal_id, store_id, lane_number) values (1, ?, ?, ?)').run(journalId, lane.storeId, lane.laneNumber)
    const feedKey = salvage?.feedKey()
    if (feedKey !== undefined) db.prepare('insert into feed_key (only, public_key) values (1, ?)').run(feedKey)
    db.exec('begin')
    const beginning = await findBeginning({ copyDir, journalId, key, salvage, office })
    restoreSummaries(db, beginning.summaries)
    const found = await restoreAll(openRestore(db, openLineage(db, journalId as JournalId)), beginning)
    db.exec('commit')
    return { ...found, lostThrough: beginning.lostThrough, isWhole: salvage?.isReadable === true && salvage.highest.number === found.lastNumber }
  } finally {
    db.close()
    reachDisk(path)
  }
}

interface Found { readonly from: Source; readonly record: JournalRecord }
/** The record that follows, from the first place that has it. */
type Next = (number: number, previousHash: string) => Promise<Found | undefined>

interface Beginning {
  readonly summaries: readonly Summary[]
  readonly first: Found | undefined
  readonly next: Next
  readonly lostThrough: number
}

/**
 * Where the journal is to begin: behind what is kept of the records that were taken out, or with its first record. Where
 * nobody has either, with the oldest that the copy has; that those before it are lost is then written down.
 */
async function findBeginning(filling: Places): Promise<Beginning> {
  const { copyDir: folder, journalId, key, salvage } = filling
  const place = { folder, journalId, key }
  const kept = [readCopiedSummaries(place), proven(salvage?.summaries() ?? [])].filter(({ length }) => length > 0)
  for (const summaries of [...kept, []]) {
    const { number, hash } = startAfter(summaries)
    const next = openSources(filling, number + 1)
    const first = await next(number + 1, hash)
    if (first) return { summaries, first, next, lostThrough: 0 }
  }
  const oldest = wholeRecords(place, 1).next().value
  if (!oldest) return { summaries: [], first: undefined, next: openSources(filling, 1), lostThrough: 0 }
  const lost = { from: { number: 0, hash: wholeJournal.hash }, number: oldest.number - 1, hash: oldest.previousHash, receiptNumber: undefined, lasting: [] }
  return { summaries: [makeSummary(lost, undefined)], first: { from: 'copy', record: oldest }, next: openSources(filling, oldest.number + 1), lostThrough: lost.number }
}

async function restoreAll(restore: (record: JournalRecord) => void, { first, next }: Beginning): Promise<Pick<Rebuilt, 'lastNumber' | 'counts'>> {
  const counts = { copy: 0, damaged: 0, office: 0 }
  let lastNumber = 0
  for (let found = first; found; found = await next(found.record.number + 1, found.record.hash)) {
    restore(found.record)
    counts[found.from] += 1
    lastNumber = found.record.number
  }
  return { lastNumber, counts }
}

type Places = Omit<Filling, 'lane'>

function openSources({ copyDir, journalId, key, salvage, office }: Places, from: number): Next {
  const copy = wholeRecords({ folder: copyDir, journalId, key }, from)
  let copied = copy.next()
  let page: readonly JournalRecord[] = []

  const askOffice = async (number: number): Promise<JournalRecord | undefined> => {
    if (!page.some((record) => record.number === number)) {
      page = (await office.recordsAfter(journalId, number - 1)) ?? []
    }
    return page.find((record) => record.number === number)
  }

  return async (number, previousHash) => {
    const fits = (record: JournalRecord | undefined): record is JournalRecord => record?.number === number && record.previousHash === previousHash && chainHash(record) === record.hash
    while (!copied.done && copied.value.number < number) copied = copy.next()
    const record = copied.done === true ? undefined : copied.value
    if (fits(record)) return { from: 'copy', record }
    const damaged = salvage?.record(number)
    if (fits(damaged)) return { from: 'damaged', record: damaged }
    const sent = await askOffice(number)
    return fits(sent) ? { from: 'office', record: sent } : undefined
  }
}
