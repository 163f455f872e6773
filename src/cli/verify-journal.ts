import { chainHash, chainStart } from '../contract/chain.ts'
import { fact as factSchema } from '../contract/facts.ts'
import { recordBody, type JournalRecord } from '../contract/sync.ts'
import { explainIssues, parseJson } from './read-input.ts'

/** What a walk over a whole journal found. */
export interface JournalReport {
  readonly recordCount: number
  readonly receiptCount: number
  /** The first record that is not as it must be. */
  readonly firstBad?: { readonly number: number; readonly trouble: string }
}

/** What one record must be, from the records before it. */
interface Expected {
  readonly number: number
  readonly previousHash: string
  readonly receiptNumber: number
}

interface Source {
  readonly journalId: string
  /** Up to `limit` records after `number`, in order. */
  recordsAfter(number: number, limit: number): readonly JournalRecord[]
}

const pageSize = 1000

/** Walks a journal from its first record to the last, or to the first that is wrong. */
export function verifyJournal(journal: Source): JournalReport {
  const completed = new Set<string>()
  let expected: Expected = { number: 1, previousHash: chainStart, receiptNumber: 1 }
  for (let page = journal.recordsAfter(0, pageSize); page.length > 0; page = journal.recordsAfter(expected.number - 1, pageSize)) {
    for (const record of page) {
      const checked = checkRecord(record, expected, journal.journalId, completed)
      if ('trouble' in checked) return { recordCount: expected.number - 1, receiptCount: expected.receiptNumber - 1, firstBad: { number: record.number, trouble: checked.trouble } }
      expected = { number: record.number + 1, previousHash: record.hash, receiptNumber: expected.receiptNumber + checked.receiptCount }
    }
  }
  return { recordCount: expected.number - 1, receiptCount: expected.receiptNumber - 1 }
}

function checkRecord(record: JournalRecord, expected: Expected, journalId: string, completed: Set<string>): { readonly receiptCount: number } | { readonly trouble: string } {
  if (record.number !== expected.number) return { trouble: `record ${expected.number} is missing: the next one is ${record.number}` }
  if (record.previousHash !== expected.previousHash) return { trouble: 'it is not chained to the record before it' }
  if (chainHash(record) !== record.hash) return { trouble: 'its text or its hash was changed after it was written' }
  const envelope = parseJson(record.body, recordBody)
  if ('wrong' in envelope) return { trouble: `its text cannot be read: ${envelope.wrong}` }
  if (envelope.value.journalId !== journalId) return { trouble: `it belongs to another journal, ${envelope.value.journalId}` }
  const fact = factSchema.safeParse(envelope.value.fact)
  if (!fact.success) return { trouble: `its fact "${envelope.value.fact.kind}" cannot be read: ${explainIssues(fact.error.issues)}` }
  if (fact.data.kind !== 'sale-completed' && fact.data.kind !== 'sale-returned') return { receiptCount: 0 }
  if (fact.data.receiptNumber !== expected.receiptNumber) return { trouble: `it has receipt number ${fact.data.receiptNumber} where ${expected.receiptNumber} is due` }
  if (completed.has(fact.data.saleId)) return { trouble: `it completes sale ${fact.data.saleId} a second time` }
  completed.add(fact.data.saleId)
  return { receiptCount: 1 }
}
