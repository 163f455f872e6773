import { createHash } from 'node:crypto'

/** What the first record of a journal is chained to. */
export const chainStart = '0'.repeat(64)

/**
 * Chains one record to the one before it: SHA-256 over previous hash, number and the record's exact text.
 * The text is carried byte for byte from the lane to the CRM, so both work out the same hash.
 * @returns 64 lower-case hex digits
 */
export function chainHash(record: { readonly previousHash: string; readonly number: number; readonly body: string }): string {
  return createHash('sha256').update(`${record.previousHash}\n${record.number}\n${record.body}`, 'utf8').digest('hex')
}
