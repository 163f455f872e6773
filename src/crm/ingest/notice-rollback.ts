import { believedHash } from '../../contract/chain.ts'
import type { JournalStatus, StatusAsked } from '../../contract/sync.ts'
import { renewEpoch, type NewEpoch } from '../store/epoch-rows.ts'
import { raiseExceptions } from '../store/exception-rows.ts'
import { findJournal, type JournalRow } from '../store/journal-rows.ts'
import type { Connection, Database } from '../store/open-database.ts'
import { lastReceiptNumber } from '../store/receipt-rows.ts'

/** What a lane says it was told. */
interface Believed {
  readonly journalId: string
  readonly epoch?: string | undefined
  readonly acknowledged?: number | undefined
}

/**
 * A lane that was told more than the database holds, and by this very epoch, has seen a state of it that is gone: its
 * files were put back from a backup. A new epoch begins, and every lane looks how far the CRM has got and fills it again.
 * @returns the epoch in force
 */
export async function noticeRollback(connection: Connection, { journalId, epoch, acknowledged = 0 }: Believed, journal: JournalRow, next: NewEpoch): Promise<string> {
  if (epoch === undefined || epoch !== journal.epoch || acknowledged <= journal.acceptedThrough) return journal.epoch
  const detail = `the lane was told that records up to ${acknowledged} are in the books, which end at ${journal.acceptedThrough}: the database was restored from an older state; the lanes fill it again by themselves`
  await raiseExceptions(connection, [{ exceptionId: `database-restored:${epoch}`, kind: 'database-restored', journalId, number: acknowledged, subject: journalId, detail, raisedAt: next.at }])
  return renewEpoch(connection, epoch, next)
}

/** How far the CRM has got with a journal. */
export async function readStatus(database: Database, journalId: string, asked: StatusAsked, next: NewEpoch): Promise<JournalStatus> {
  const journal = await findJournal(database, journalId)
  const epoch = isAsMeant(journalId, asked) ? await noticeRollback(database, { journalId, ...asked }, journal, next) : journal.epoch
  const { acceptedThrough, acceptedHash, forked } = journal
  const lastReceiptNumber = await lastReceiptOf(database, asked)
  return { journalId, acceptedThrough, ...(acceptedHash === undefined ? {} : { acceptedHash }), forked, ...(asked.askId === undefined ? {} : { askId: asked.askId, epoch }), ...(lastReceiptNumber === undefined ? {} : { lastReceiptNumber }) }
}

/** Undefined for a lane that did not name itself, or has sold nothing. */
async function lastReceiptOf(database: Database, { storeId, laneNumber }: StatusAsked): Promise<number | undefined> {
  return storeId === undefined || laneNumber === undefined ? undefined : lastReceiptNumber(database, { storeId, laneNumber })
}

function isAsMeant(journalId: string, { epoch, acknowledged, believedHash: claimed }: StatusAsked): boolean {
  return epoch !== undefined && acknowledged !== undefined && claimed === believedHash({ journalId, epoch, acknowledged })
}
