import { hash } from 'node:crypto'
import type { Branch } from './sync.ts'

/** What the first record of a journal is chained to. */
export const chainStart = '0'.repeat(64)

/**
 * Chains one record to the one before it: SHA-256 over previous hash, number and the record's exact text.
 * The text is carried byte for byte from the lane to the CRM, so both work out the same hash.
 * @returns 64 lower-case hex digits
 */
export function chainHash(record: { readonly previousHash: string; readonly number: number; readonly body: string }): string {
  return hash('sha256', `${record.previousHash}\n${record.number}\n${record.body}`)
}

/**
 * Says in one hash what an upload claims: whose records, which, and of which state of the CRM's database. The records'
 * own texts are in it through the last one's hash, which is chained to all before it.
 * @returns 64 lower-case hex digits
 */
export function contentHash(upload: { readonly journalId: string; readonly storeId: string; readonly laneNumber: number; readonly batchId?: string | undefined; readonly epoch?: string | undefined; readonly acknowledged?: number | undefined; readonly branch?: Branch | undefined; readonly records: readonly { readonly number: number; readonly at: string; readonly hash: string }[] }): string {
  const { journalId, storeId, laneNumber, batchId = null, epoch = null, acknowledged = null, branch, records } = upload
  const said = [journalId, storeId, laneNumber, batchId, epoch, acknowledged, ...records.map(({ number, at, hash }) => [number, at, hash]), ...(branch ? [[branch.ancestorId, branch.afterNumber, branch.afterHash, ...branch.names]] : [])]
  return hash('sha256', JSON.stringify(said))
}

/** What a lane says it was told, in one hash: changed on the way it would tell of a database that was never restored. */
export function believedHash({ journalId, epoch, acknowledged }: { readonly journalId: string; readonly epoch: string; readonly acknowledged: number }): string {
  return hash('sha256', JSON.stringify([journalId, epoch, acknowledged]))
}
