import { chainHash } from '../contract/chain.ts'
import { fact as factSchema } from '../contract/facts.ts'
import { recordBody, type JournalRecord } from '../contract/sync.ts'
import type { Journal } from '../lane/store/journal.ts'
import { proven } from '../lane/store/summaries.ts'
import { explainIssues, parseJson } from './read-input.ts'

/** What a walk over a whole journal found. */
export interface JournalReport {
  /** Through this number the records were taken out, and head office has them; 0 for none. */
  readonly startsAfter: number
  /** Of the records that are there. */
  readonly recordCount: number
  readonly receiptCount: number
  /** The first record that is not as it must be. */
  readonly firstBad?: { readonly number: number; readonly trouble: string }
}

/** What one record must be, from the records before it. */
interface Expected {
  readonly number: number
  readonly previousHash: string
  /** Undefined while nobody knows: those before are lost. */
  readonly receiptNumber: number | undefined
}

type Source = Pick<Journal, 'start' | 'summariesAfter' | 'recordsAfter'> & { readonly journalId: string }

const pageSize = 1000

/** Walks what is kept of records that were taken out, then the records, from the first to the last, or to the first that is wrong. */
export function verifyJournal(journal: Source): JournalReport {
  const { number: startsAfter, hash, receiptNumber } = journal.start()
  const badSummary = findBadSummary(journal)
  if (badSummary) return { startsAfter, recordCount: 0, receiptCount: 0, firstBad: badSummary }
  const completed = new Set<string>()
  let expected: Expected = { number: startsAfter + 1, previousHash: hash, receiptNumber: receiptNumber === undefined ? undefined : receiptNumber + 1 }
  const report = (): JournalReport => ({ startsAfter, recordCount: expected.number - 1 - startsAfter, receiptCount: completed.size })
  for (let page = journal.recordsAfter(startsAfter, pageSize); page.length > 0; page = journal.recordsAfter(expected.number - 1, pageSize)) {
    for (const record of page) {
      const checked = checkRecord(record, expected, journal.journalId, completed)
      if ('trouble' in checked) return { ...report(), firstBad: { number: record.number, trouble: checked.trouble } }
      expected = { number: record.number + 1, previousHash: record.hash, receiptNumber: checked.nextReceipt }
    }
  }
  return report()
}

function findBadSummary({ summariesAfter }: Source): JournalReport['firstBad'] {
  const summaries = summariesAfter(0, Number.MAX_SAFE_INTEGER)
  const bad = summaries[proven(summaries).length]
  return bad && { number: bad.through, trouble: 'what is kept of the records up to it, which were taken out, is not as it was written' }
}

function checkRecord(record: JournalRecord, expected: Expected, journalId: string, completed: Set<string>): { readonly nextReceipt: number | undefined } | { readonly trouble: string } {
  if (record.number !== expected.number) return { trouble: `record ${expected.number} is missing: the next one is ${record.number}` }
  if (record.previousHash !== expected.previousHash) return { trouble: 'it is not chained to the record before it' }
  if (chainHash(record) !== record.hash) return { trouble: 'its text or its hash was changed after it was written' }
  const envelope = parseJson(record.body, recordBody)
  if ('wrong' in envelope) return { trouble: `its text cannot be read: ${envelope.wrong}` }
  if (envelope.value.journalId !== journalId) return { trouble: `it belongs to another journal, ${envelope.value.journalId}` }
  const fact = factSchema.safeParse(envelope.value.fact)
  if (!fact.success) return { trouble: `its fact "${envelope.value.fact.kind}" cannot be read: ${explainIssues(fact.error.issues)}` }
  if (fact.data.kind !== 'sale-completed' && fact.data.kind !== 'sale-returned') return { nextReceipt: expected.receiptNumber }
  if (fact.data.receiptNumber !== (expected.receiptNumber ?? fact.data.receiptNumber)) return { trouble: `it has receipt number ${fact.data.receiptNumber} where ${expected.receiptNumber} is due` }
  if (completed.has(fact.data.saleId)) return { trouble: `it completes sale ${fact.data.saleId} a second time` }
  completed.add(fact.data.saleId)
  return { nextReceipt: fact.data.receiptNumber + 1 }
}
