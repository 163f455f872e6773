import { chainHash, chainStart } from '../../../src/contract/chain.ts'
import type { JournalRecord } from '../../../src/contract/sync.ts'

const at = '2026-03-02T12:00:00.000Z'

/** The first records of a journal, about nothing that moves money. */
export function writtenRecords(journalId: string, count: number): JournalRecord[] {
  const records: JournalRecord[] = []
  for (let number = 1; number <= count; number += 1) {
    const previousHash = records.at(-1)?.hash ?? chainStart
    const body = JSON.stringify({ journalId, at, commandId: `c${number}`, fact: { kind: 'payment-card-rejected' } })
    records.push({ number, at, body, previousHash, hash: chainHash({ previousHash, number, body }) })
  }
  return records
}
