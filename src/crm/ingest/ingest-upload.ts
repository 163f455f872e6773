import { contentHash } from '../../contract/chain.ts'
import type { JournalRecord, UploadAnswer, UploadRequest } from '../../contract/sync.ts'
import { readNames } from '../store/branch-rows.ts'
import type { NewEpoch } from '../store/epoch-rows.ts'
import { raiseExceptions, type ExceptionRow } from '../store/exception-rows.ts'
import { findJournal, insertRecords, lockJournal, markForked, moveJournalEnd, quarantine, storedBody, storedHashes, type JournalRow, type RecordRow } from '../store/journal-rows.ts'
import type { Connection, Database } from '../store/open-database.ts'
import { applyReturns } from './apply-returns.ts'
import { applySales } from './apply-sales.ts'
import { findDamage, fitBatch } from './check-chain.ts'
import { enterBranch, tellReceiptsGivenTwice } from './enter-branch.ts'
import { noticeRollback } from './notice-rollback.ts'
import { readRecord, type ReadRecord } from './read-record.ts'

/**
 * Takes what a lane sends. Safe to repeat, to overlap and to send twice at the same moment:
 * the journal's row is locked, its end says what is new, and facts and effects are stored in one transaction.
 *
 * Every record that continues the journal is taken, readable or not; what people must look at becomes an exception.
 *
 * @param now time of arrival, and the name of the epoch that begins if the database turns out to have been restored
 */
export async function ingestUpload(database: Database, journalId: string, request: UploadRequest, now: NewEpoch): Promise<UploadAnswer> {
  const damage = findDamage(request.records) ?? changedOnTheWay(journalId, request)
  if (damage !== undefined) return answer(request, 'damaged', await findJournal(database, journalId), damage)
  return database.transaction((connection) => takeBatch(connection, journalId, request, now))
}

async function takeBatch(connection: Connection, journalId: string, request: UploadRequest, now: NewEpoch): Promise<UploadAnswer> {
  const { storeId, laneNumber, records } = request
  const { at } = now
  const missing = request.branch && (await enterBranch(connection, { journalId, request: { ...request, branch: request.branch }, at }))
  if (missing) return answer(request, missing, await findJournal(connection, journalId), 'the journal this one branches off does not hold the record it is chained to')
  const found = await lockJournal(connection, { journalId, storeId, laneNumber, at })
  const journal = { ...found, epoch: await noticeRollback(connection, { journalId, ...request }, found, now) }
  if (request.epoch !== undefined && request.epoch !== journal.epoch) return answer(request, 'other-epoch', journal, 'this database was restored or made anew since it answered last')
  const fit = fitBatch(journal, await repeatedHashes(connection, journalId, journal, records), records)
  if (fit.kind === 'gap') return answer(request, 'gap', journal, fit.detail)
  if (fit.kind === 'forked') {
    await setAside(connection, journalId, fit.strangers, at)
    return answer(request, 'forked', journal, `record ${fit.strangers[0]?.number ?? 0} is not the one accepted before; the records were set aside for people; go on under a new journal that branches off`)
  }
  const last = fit.fresh.at(-1)
  if (!last) return answer(request, 'accepted', journal)
  const names = request.branch ? await readNames(connection, journalId) : [journalId]
  await Promise.all([moveJournalEnd(connection, journalId, last), store(connection, { journalId, storeId, laneNumber }, names, fit.fresh, at)])
  return answer(request, 'accepted', { ...journal, acceptedThrough: last.number, acceptedHash: last.hash })
}

/** The chain guards the records; this guards what stands around them. */
function changedOnTheWay(journalId: string, request: UploadRequest): string | undefined {
  if (request.contentHash === undefined || request.contentHash === contentHash({ journalId, ...request })) return undefined
  return 'the hash of the request does not match what it says'
}

async function repeatedHashes(connection: Connection, journalId: string, journal: JournalRow, records: readonly JournalRecord[]): Promise<Map<number, string>> {
  const first = records[0]?.number ?? 0
  if (first > journal.acceptedThrough) return new Map()
  return storedHashes(connection, journalId, first, Math.min(journal.acceptedThrough, records.at(-1)?.number ?? 0))
}

async function store(connection: Connection, lane: { readonly journalId: string; readonly storeId: string; readonly laneNumber: number }, names: readonly string[], records: readonly JournalRecord[], at: string): Promise<void> {
  const read: ReadRecord[] = []
  const inserted: Promise<void>[] = []
  // PostgreSQL stores some of them while the next are read.
  for (let from = 0; from < records.length; from += readAtOnce) {
    const part = records.slice(from, from + readAtOnce).map((record) => ({ record, known: readRecord(names, record) }))
    inserted.push(insertRecords(connection, { journalId: lane.journalId, receivedAt: at }, part.map(({ record, known }) => rowOf(record, known))))
    read.push(...part.map(({ known }) => known))
  }
  await Promise.all([
    ...inserted,
    raiseExceptions(connection, read.flatMap((record) => troubleOf(lane.journalId, record, at))),
    applySales(connection, lane, read, at),
  ])
  await applyReturns(connection, lane, read, at)
  // Only from before the lane knew of the other branch: since then it leaves out the numbers that one gave.
  const early = read.filter(({ writtenAs }) => writtenAs !== undefined && writtenAs !== lane.journalId)
  if (early.length > 0) await tellReceiptsGivenTwice(connection, { journalId: lane.journalId, names, from: early[0]?.number ?? 0, until: early.at(-1)?.number ?? 0, at })
}

const readAtOnce = 100

function rowOf({ body, hash }: JournalRecord, { number, at, kind, saleId, reading }: ReadRecord): RecordRow {
  return { number, at: storableTime(at), kind, saleId, ...storedBody(body), hash, reading }
}

async function setAside(connection: Connection, journalId: string, strangers: readonly JournalRecord[], at: string): Promise<void> {
  await quarantine(connection, journalId, strangers.map((record) => ({ ...record, at: storableTime(record.at) })), at)
  await markForked(connection, journalId, at)
  const number = strangers[0]?.number
  await raiseExceptions(connection, [{ exceptionId: `journal-forked:${journalId}`, kind: 'journal-forked', journalId, number, subject: journalId, detail: 'the lane sent other records under numbers that were accepted before: its disk may have been restored from a copy', raisedAt: at }])
}

function troubleOf(journalId: string, record: ReadRecord, raisedAt: string): ExceptionRow[] {
  const { number, saleId, kind } = record
  switch (record.reading) {
    case 'read':
      return []
    case 'unknown-kind':
      return [{ exceptionId: `unknown-fact-kind:${kind}`, kind: 'unknown-fact-kind', journalId, number, saleId, subject: kind, detail: 'a newer lane writes facts this CRM does not know; they are stored, update the CRM', raisedAt }]
    case 'unreadable':
      return [{ exceptionId: `record-unreadable:${journalId}:${number}`, kind: 'record-unreadable', journalId, number, saleId, subject: kind, detail: record.trouble, raisedAt }]
  }
}

/** The year 0 exists in ISO 8601 and not in PostgreSQL; a lane whose clock says so is not held up. */
function storableTime(at: string): string {
  return at.startsWith('0000') ? `0001${at.slice(4)}` : at
}

function answer({ batchId, contentHash: asked }: UploadRequest, result: UploadAnswer['result'], { acceptedThrough, acceptedHash, epoch }: Pick<JournalRow, 'acceptedThrough' | 'acceptedHash' | 'epoch'>, detail?: string): UploadAnswer {
  return { result, acceptedThrough, ...(acceptedHash === undefined ? {} : { acceptedHash }), ...(detail === undefined ? {} : { detail }), ...(batchId === undefined ? {} : { batchId, epoch }), ...(asked === undefined ? {} : { contentHash: asked }) }
}
