import { chainHash, chainStart } from '../../contract/chain.ts'
import type { JournalRecord } from '../../contract/sync.ts'

/**
 * Looks whether a batch is what its lane wrote: numbers without gaps, every hash right for its text, each chained to the one before.
 * @returns what is wrong and with which record, or undefined
 */
export function findDamage(records: readonly JournalRecord[]): string | undefined {
  for (const [index, record] of records.entries()) {
    const before = records[index - 1]
    if (before && record.number !== before.number + 1) return `record ${record.number} follows ${before.number}`
    if (before && record.previousHash !== before.hash) return `record ${record.number} is not chained to record ${before.number}`
    if (record.number === 1 && record.previousHash !== chainStart) return 'record 1 is chained to something before it'
    if (chainHash(record) !== record.hash) return `the hash of record ${record.number} does not match its text`
  }
  return undefined
}

/** Where a journal stands at the CRM. */
export interface JournalEnd {
  readonly acceptedThrough: number
  /** Absent before the first record. */
  readonly acceptedHash?: string | undefined
}

export type BatchFit =
  /** These continue the journal; none when all of the batch was there before. */
  | { readonly kind: 'fits'; readonly fresh: readonly JournalRecord[] }
  | { readonly kind: 'gap'; readonly detail: string }
  /** From the first of these on the batch tells another story than the journal. */
  | { readonly kind: 'forked'; readonly strangers: readonly JournalRecord[] }

/**
 * Lays an undamaged batch on the end of its journal.
 * @param knownHashes hashes of accepted records by number, at least those the batch repeats
 */
export function fitBatch(end: JournalEnd, knownHashes: ReadonlyMap<number, string>, records: readonly JournalRecord[]): BatchFit {
  const first = records[0]
  if (first && first.number > end.acceptedThrough + 1) return { kind: 'gap', detail: `records ${end.acceptedThrough + 1} to ${first.number - 1} are missing` }
  const stranger = records.findIndex((record) => record.number <= end.acceptedThrough && knownHashes.get(record.number) !== record.hash)
  if (stranger >= 0) return { kind: 'forked', strangers: records.slice(stranger) }
  const fresh = records.filter((record) => record.number > end.acceptedThrough)
  const next = fresh[0]
  if (next && next.previousHash !== (end.acceptedHash ?? chainStart)) return { kind: 'forked', strangers: fresh }
  return { kind: 'fits', fresh }
}
