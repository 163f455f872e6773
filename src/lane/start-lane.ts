import { fillFromOffice } from './fill-from-office.ts'
import { realClock } from './real-clock.ts'
import { openConfiguredStore, runLane, type LaneSetUp, type RunningLane } from './run-lane.ts'
import { laneKeyOf } from './store/lane-key.ts'
import { usualCopyDir, type LaneStore } from './store/open-lane-store.ts'
import { rebuildStore, type Rebuilt } from './store/rebuild-store.ts'
import { StoreTrouble } from './store/store-trouble.ts'
import { leaveOutReceipts } from './sync/leave-out-receipts.ts'
import { CrmTrouble, openCrmClient, type CrmClient, type JournalPages } from './sync/crm-client.ts'

/** Head office is asked before the first sale, and a lane without it is not kept from selling for longer. */
const patience = { silenceMs: 1_500, wholeMs: 1_500 }
/** A page of a journal that has to be fetched back is larger. */
const patienceForPages = { silenceMs: 5_000, wholeMs: 20_000 }

/**
 * Starts a lane whatever has become of its disk: a damaged database is set aside and built again first, and records that
 * only head office still has are taken back. People are told what was found.
 * @throws StoreTrouble when the database cannot be used; its message says what to do
 */
export async function startLane(setUp: LaneSetUp): Promise<RunningLane> {
  const closing = new AbortController()
  const ask = (limits: typeof patience): CrmClient & JournalPages => openCrmClient({ ...setUp.config.crm, closing: closing.signal, limits })
  const { store, rebuilt } = await openOrRebuild(setUp, orNothing(ask(patienceForPages)))
  const parts = { store, clock: setUp.clock ?? realClock, newId: setUp.newId ?? (() => crypto.randomUUID()) }
  const takenBack = await orUndefined(fillFromOffice({ ...parts, office: ask(patience) }))
  closing.abort()
  if (rebuilt && rebuilt.lastNumber > 0 && !rebuilt.isWhole) leaveOutReceipts(store.own.lastReceiptNumber(), 'end-unproven', parts)
  const running = runLane({ ...setUp, store })
  if (rebuilt) running.lane.trouble('database-rebuilt', { detail: wordsOf(rebuilt) })
  if (takenBack !== undefined && takenBack > 0) running.lane.trouble('records-taken-back', { count: takenBack })
  return running
}

async function openOrRebuild(setUp: LaneSetUp, office: Parameters<typeof rebuildStore>[0]['office']): Promise<{ readonly store: LaneStore; readonly rebuilt?: Rebuilt }> {
  try {
    return { store: openConfiguredStore(setUp) }
  } catch (error) {
    if (!(error instanceof StoreTrouble && error.code === 'damaged')) throw error
    const { dataDir, copyDir = usualCopyDir(dataDir), storeId, laneNumber } = setUp.config
    const rebuilt = await rebuildStore({ dataDir, copyDir, lane: { storeId, laneNumber }, key: laneKeyOf(setUp.config), at: (setUp.clock ?? realClock).now(), office })
    return { store: openConfiguredStore(setUp), rebuilt }
  }
}

function orNothing(office: JournalPages): Parameters<typeof rebuildStore>[0]['office'] {
  return { recordsAfter: (journalId, number) => orUndefined(office.records(journalId, number)) }
}

/** Head office does not answer, or not as it should: the lane goes on with what it has. */
async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof CrmTrouble) return undefined
    throw error
  }
}

function wordsOf({ lastNumber, counts, lostThrough, isWhole, setAside }: Rebuilt): string {
  const from = `record ${lastNumber} is the last: ${counts.copy} from the second copy, ${counts.damaged} from the old file, ${counts.office} from head office`
  const lost = lostThrough === 0 ? '' : ` Records 1 to ${lostThrough} are nowhere, and what they counted for is missing here: ask support.`
  return `${from}.${lost}${isWhole ? '' : ' Sales of the last moment before may be missing.'}${setAside === undefined ? '' : ` The old file is kept as ${setAside}.`}`
}
