import type { Database } from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { chainHash, chainStart } from '../../contract/chain.ts'
import type { JournalRecord } from '../../contract/sync.ts'
import { checkPages } from './page-sums.ts'
import { endOfCopy, type CopyPlace } from './second-copy.ts'
import { newestVersion, summariesBegin } from './schema.ts'
import { StoreTrouble } from './store-trouble.ts'
import { proven, startAfter, type JournalStart, type Summary } from './summaries.ts'

/**
 * Looks at the lane's files before anything of them is believed: every page against its checksum.
 * @returns whether the pages are known to be right; else what is in them has to be looked through
 * @throws StoreTrouble `damaged`
 */
export function checkFiles(path: string): boolean {
  const found = checkPages(path)
  if (typeof found === 'object') throw damaged(path, found.trouble)
  return found === 'whole'
}

/**
 * Looks through everything that is in the database, for one whose checksums are not there: its pages, and the journal
 * record by record. Takes some seconds for a quarter of a year.
 * @throws StoreTrouble `damaged`
 */
export function checkContents(db: Database, path: string): void {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version === 0 || version > newestVersion) return
  const [said] = db.pragma('quick_check(1)') as { quick_check: string }[]
  if (said?.quick_check !== 'ok') throw damaged(path, said?.quick_check ?? 'the check says nothing')
  const records = db.prepare<[], Omit<JournalRecord, 'at'>>('select number, body, previous_hash as previousHash, hash from journal order by number')
  let before: { readonly number: number; readonly hash: string } | undefined = version < summariesBegin ? undefined : checkSummaries(db, path)
  for (const record of records.iterate()) {
    before ??= { number: record.number - 1, hash: record.number === 1 ? chainStart : record.previousHash }
    if (record.number !== before.number + 1 || record.previousHash !== before.hash || chainHash(record) !== record.hash) throw damaged(path, `record ${before.number + 1} of the journal is not as it was written`)
    before = record
  }
}

/** @returns where the journal has to begin; undefined where nothing was taken out */
function checkSummaries(db: Database, path: string): JournalStart | undefined {
  const summaries = db.prepare<[], Summary>('select through, body, previous_hash as previousHash, hash from summary order by through').all()
  const found = proven(summaries)
  if (found.length < summaries.length) throw damaged(path, `what is kept of the records through ${summaries[found.length]?.through} is not as it was written`)
  return found.length === 0 ? undefined : startAfter(found)
}

/**
 * An older state of the disk was put back where the copy goes on behind the journal's end: what the lane would write next
 * has been written before. A copy that says something else under the same number is a matter for people; see `openSecondCopy`.
 * @throws StoreTrouble `damaged`
 */
export function checkEnd(journal: { lastNumber(): number; recordsAfter(number: number, limit: number): readonly JournalRecord[] }, copy: CopyPlace, path: string): void {
  const last = endOfCopy(copy)
  if (last && last.number > journal.lastNumber()) throw damaged(path, `it ends at record ${journal.lastNumber()}, and the second copy at ${last.number}: an older state was put back`)
}

/** Nothing is there, and the copy tells of a journal: it was lost, not new. @throws StoreTrouble `damaged` */
export function checkPresence(path: string, copiedJournals: readonly string[]): void {
  if (!existsSync(path) && copiedJournals.length > 0) throw damaged(path, 'it is gone, and the second copy is there')
}

function damaged(path: string, trouble: string): StoreTrouble {
  return new StoreTrouble('damaged', `The database ${path} is damaged: ${trouble}. Start the lane: it sets the files aside and is built again from its second copy and from head office.`)
}
