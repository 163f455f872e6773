import { chainHash } from '../contract/chain.ts'
import { fact as factSchema } from '../contract/facts.ts'
import { recordBody, type JournalRecord } from '../contract/sync.ts'
import type { Fact } from '../domain/sale/facts.ts'
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
interface Expected extends Next {
  readonly number: number
  readonly previousHash: string
}

/** What the records up to one have to say about the next. */
interface Next {
  /** Which it names as its own. */
  readonly journalId: string
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
  let expected: Expected = { journalId: journal.journalId, number: startsAfter + 1, previousHash: hash, receiptNumber: receiptNumber === undefined ? undefined : receiptNumber + 1 }
  const report = (): JournalReport => ({ startsAfter, recordCount: expected.number - 1 - startsAfter, receiptCount: completed.size })
  for (let page = journal.recordsAfter(startsAfter, pageSize); page.length > 0; page = journal.recordsAfter(expected.number - 1, pageSize)) {
    for (const record of page) {
      const checked = checkRecord(record, expected, journal, completed)
      if ('trouble' in checked) return { ...report(), firstBad: { number: record.number, trouble: checked.trouble } }
      expected = { ...checked, number: record.number + 1, previousHash: record.hash }
    }
  }
  return report()
}

function findBadSummary({ summariesAfter }: Source): JournalReport['firstBad'] {
  const summaries = summariesAfter(0, Number.MAX_SAFE_INTEGER)
  const bad = summaries[proven(summaries).length]
  return bad && { number: bad.through, trouble: 'what is kept of the records up to it, which were taken out, is not as it was written' }
}

function checkRecord(record: JournalRecord, expected: Expected, journal: Source, completed: Set<string>): Next | { readonly trouble: string } {
  if (record.number !== expected.number) return { trouble: `record ${expected.number} is missing: the next one is ${record.number}` }
  if (record.previousHash !== expected.previousHash) return { trouble: 'it is not chained to the record before it' }
  if (chainHash(record) !== record.hash) return { trouble: 'its text or its hash was changed after it was written' }
  const envelope = parseJson(record.body, recordBody)
  if ('wrong' in envelope) return { trouble: `its text cannot be read: ${envelope.wrong}` }
  if (envelope.value.journalId !== expected.journalId) return { trouble: `it belongs to another journal, ${envelope.value.journalId}` }
  const fact = factSchema.safeParse(envelope.value.fact)
  if (!fact.success) return { trouble: `its fact "${envelope.value.fact.kind}" cannot be read: ${explainIssues(fact.error.issues)}` }
  return checkFact(fact.data, expected, journal, completed)
}

function checkFact(fact: Fact, { journalId, receiptNumber, number }: Expected, journal: Source, completed: Set<string>): Next | { readonly trouble: string } {
  switch (fact.kind) {
    case 'journal-branched': {
      const isThere = fact.afterNumber < number && fact.afterHash === hashOf(fact.afterNumber, journal)
      return isThere ? { journalId: fact.journalId, receiptNumber } : { trouble: `it branches off record ${fact.afterNumber}, which is another one` }
    }
    case 'receipts-skipped':
      if (fact.firstNumber !== (receiptNumber ?? fact.firstNumber) || fact.lastNumber < fact.firstNumber) return { trouble: `it leaves out receipt numbers ${fact.firstNumber} to ${fact.lastNumber} where ${receiptNumber} is due` }
      return { journalId, receiptNumber: fact.lastNumber + 1 }
    case 'sale-completed':
    case 'sale-returned':
      if (fact.receiptNumber !== (receiptNumber ?? fact.receiptNumber)) return { trouble: `it has receipt number ${fact.receiptNumber} where ${receiptNumber} is due` }
      if (completed.has(fact.saleId)) return { trouble: `it completes sale ${fact.saleId} a second time` }
      completed.add(fact.saleId)
      return { journalId, receiptNumber: fact.receiptNumber + 1 }
    default:
      return { journalId, receiptNumber }
  }
}

/** Of a record, or of the last that was taken out. */
function hashOf(number: number, journal: Source): string | undefined {
  const start = journal.start()
  return number === start.number ? start.hash : journal.recordsAfter(number - 1, 1)[0]?.hash
}
