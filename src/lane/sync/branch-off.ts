import { chainHash, chainStart } from '../../contract/chain.ts'
import type { JournalRecord } from '../../contract/sync.ts'
import type { CommandId } from '../../domain/ids.ts'
import type { Fact } from '../../domain/sale/facts.ts'
import type { Clock } from '../real-clock.ts'
import type { LaneStore } from '../store/open-lane-store.ts'
import { CrmTrouble, type CrmClient, type JournalPages } from './crm-client.ts'

interface Parts {
  readonly store: LaneStore
  readonly crm: CrmClient & JournalPages
  readonly clock: Clock
  readonly newId: () => string
}

/** Where the lane's chain and head office's part. */
interface Fork {
  readonly ancestorId: string
  /** The last record that both have. */
  readonly afterNumber: number
  readonly afterHash: string
  /** The highest receipt number head office has that the lane does not know of; 0 for none. */
  readonly receiptNumber: number
}

const pageRecords = 1_000

/**
 * Head office holds other records than this lane under the same numbers: an old disk was put back while it was away. The
 * lane goes on by itself as a new journal that branches off the last record both have. What it has written since belongs to
 * that journal; receipt numbers go on behind the highest of both.
 *
 * One commit: before it nothing has happened, after it the upload goes on by itself.
 *
 * @returns false where they do not part, or where the last common record was taken out of the lane's database
 * @throws CrmTrouble
 */
export async function branchOff({ store, crm, clock, newId }: Parts): Promise<boolean> {
  const fork = await findFork(store, crm)
  if (!fork) return false
  const { ancestorId, afterNumber, afterHash, receiptNumber } = fork
  const at = clock.now()
  const last = store.own.lastReceiptNumber()
  const skipped: Fact[] = receiptNumber > last ? [{ kind: 'receipts-skipped', firstNumber: last + 1, lastNumber: receiptNumber, why: 'other-branch', skippedAt: at }] : []
  store.branchOff({ commandId: newId() as CommandId, at, facts: [{ kind: 'journal-branched', journalId: newId(), ancestorId, afterNumber, afterHash, branchedAt: at }, ...skipped] })
  return true
}

/** Looks through the newest of the lane's journals that head office knows, from its end back to a record that both have. */
async function findFork(store: LaneStore, crm: Parts['crm']): Promise<Fork | undefined> {
  for (const { journalId, afterNumber } of store.lineage.parts().toReversed()) {
    const { acceptedThrough } = await crm.status(journalId)
    if (acceptedThrough > afterNumber || afterNumber === 0) return walkBack(store, crm, { journalId, acceptedThrough })
  }
  return undefined
}

async function walkBack({ journal, lineage }: LaneStore, crm: Parts['crm'], { journalId, acceptedThrough }: { readonly journalId: string; readonly acceptedThrough: number }): Promise<Fork | undefined> {
  let receiptNumber = 0
  for (let end = acceptedThrough; end > 0; end = Math.max(0, end - pageRecords)) {
    const from = Math.max(0, end - pageRecords)
    const records = await readOffice(crm, journalId, from, end)
    const common = records.findLastIndex(({ number, hash }) => journal.hashOf(number) === hash)
    receiptNumber = Math.max(receiptNumber, ...records.slice(common + 1).map(receiptOf))
    const last = records[common]
    if (last?.number === acceptedThrough) return undefined
    if (last) return { ancestorId: lineage.partOf(last.number).journalId, afterNumber: last.number, afterHash: last.hash, receiptNumber }
  }
  if (acceptedThrough === 0 || journal.start().number > 0) return undefined
  return { ancestorId: lineage.firstId, afterNumber: 0, afterHash: chainStart, receiptNumber }
}

/** The records after `from` through `end`. Where a line has changed something, or there are fewer, a branch would begin too early. */
async function readOffice(crm: JournalPages, journalId: string, from: number, end: number): Promise<JournalRecord[]> {
  const records: JournalRecord[] = []
  while (from + records.length < end) {
    const page = await crm.records(journalId, from + records.length)
    const isWhole = page.every((record, index) => chainHash(record) === record.hash && record.number === from + records.length + index + 1)
    if (page.length === 0 || !isWhole) throw notWhole()
    records.push(...page)
  }
  if (records.some((record, index) => index > 0 && record.previousHash !== records[index - 1]?.hash)) throw notWhole()
  return records.slice(0, end - from)
}

function notWhole(): CrmTrouble {
  return new CrmTrouble('bad-answer', 'What the CRM gives back of the journal is not what the lane once sent. It is asked again.')
}

/** 0 for a fact without one. */
function receiptOf({ body }: JournalRecord): number {
  const { fact } = JSON.parse(body) as { readonly fact: Fact }
  if (fact.kind === 'receipts-skipped') return fact.lastNumber
  return fact.kind === 'sale-completed' || fact.kind === 'sale-returned' ? fact.receiptNumber : 0
}
