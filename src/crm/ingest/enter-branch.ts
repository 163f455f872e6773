import type { Branch, UploadRequest } from '../../contract/sync.ts'
import { insertBranch, receiptsGivenTwice } from '../store/branch-rows.ts'
import { raiseExceptions } from '../store/exception-rows.ts'
import { findJournal, markForked, storedHashes } from '../store/journal-rows.ts'
import type { Connection } from '../store/open-database.ts'

interface Entering {
  readonly journalId: string
  readonly request: UploadRequest & { readonly branch: Branch }
  /** ISO time. */
  readonly at: string
}

/**
 * Lets a journal begin behind a record of another, where that record is here. The ancestor's own records stay in the books:
 * they happened too. People are told of its disk.
 * @returns what keeps it from beginning: the ancestor has not come so far (`gap`), or holds another record there (`forked`)
 */
export async function enterBranch(connection: Connection, { journalId, request: { storeId, laneNumber, branch }, at }: Entering): Promise<'gap' | 'forked' | undefined> {
  const { ancestorId, afterNumber, afterHash } = branch
  const known = await findJournal(connection, journalId)
  if (known.acceptedThrough > 0) return undefined
  const held = (await storedHashes(connection, ancestorId, afterNumber, afterNumber)).get(afterNumber)
  if (afterNumber > 0 && held === undefined) return 'gap'
  if (afterNumber > 0 && held !== afterHash) return 'forked'
  if (!(await insertBranch(connection, { journalId, storeId, laneNumber, at, branch }))) return undefined
  await markForked(connection, ancestorId, at)
  const detail = `the lane holds other records than head office behind number ${afterNumber}: an old disk was put back. It goes on as journal ${journalId}; what either branch sold counts`
  await raiseExceptions(connection, [{ exceptionId: `journal-forked:${ancestorId}`, kind: 'journal-forked', journalId: ancestorId, number: afterNumber + 1, subject: ancestorId, detail, raisedAt: at }])
  return undefined
}

/** Numbers that both branches gave, before the lane knew of the other: each is told once. After the records are in the books. */
export async function tellReceiptsGivenTwice(connection: Connection, { journalId, names, from, until, at }: { readonly journalId: string; readonly names: readonly string[]; readonly from: number; readonly until: number; readonly at: string }): Promise<void> {
  const twice = await receiptsGivenTwice(connection, { journalId, names, from, until })
  await raiseExceptions(connection, twice.map(({ receiptNumber, saleId, number }) => ({
    exceptionId: `receipt-number-twice:${journalId}:${receiptNumber}`, kind: 'receipt-number-twice' as const, journalId, number, saleId, subject: String(receiptNumber),
    detail: `receipt number ${receiptNumber} was given twice: before and after an old disk was put back; both stand`, raisedAt: at,
  })))
}
