import type { JournalRecord } from '../contract/sync.ts'
import type { CrmClient, JournalPages } from './sync/crm-client.ts'
import { goOnBehind, whoAsks } from './sync/leave-out-receipts.ts'
import type { Clock } from './real-clock.ts'
import type { LaneStore } from './store/open-lane-store.ts'

interface Filling {
  readonly store: LaneStore
  readonly office: Pick<CrmClient, 'status'> & JournalPages
  readonly clock: Clock
  readonly newId: () => string
}

/**
 * Before anything is sold: head office may hold records of this journal that the lane's disk does not, because an older
 * state of it was put back. They are the lane's own, and are taken back; else it would give their numbers a second time. So are
 * the receipt numbers of a lane whose disk was exchanged.
 * @returns how many were taken back. What does not follow on the lane's last record is left for sync to find: a fork
 * @throws CrmTrouble when head office does not answer
 */
export async function fillFromOffice({ store, office, ...parts }: Filling): Promise<number> {
  const { journal, identity: { journalId } } = store
  const status = await office.status(journalId, whoAsks(store))
  const { acceptedThrough } = status
  const before = journal.lastNumber()
  while (journal.lastNumber() < acceptedThrough) {
    const records = await office.records(journalId, journal.lastNumber())
    if (!follows(records[0], journal)) break
    journal.takeBack(records)
  }
  goOnBehind(status, { store, ...parts })
  return journal.lastNumber() - before
}

function follows(record: JournalRecord | undefined, journal: LaneStore['journal']): boolean {
  const [own] = journal.lastNumber() === 0 ? [] : journal.recordsAfter(journal.lastNumber() - 1, 1)
  return record !== undefined && record.number === journal.lastNumber() + 1 && (own === undefined || record.previousHash === own.hash)
}
