import type { LaneKey } from '../../../src/lane/store/lane-key.ts'
import { openLaneStore, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { StoreTrouble } from '../../../src/lane/store/store-trouble.ts'
import { testSettings } from '../../support/lane.ts'
import { booksOf, wrongInJournal, wrongRecord, type Books } from './books.ts'
import { lastingDevices } from './devices.ts'
import { LaneEnded, startLane, type LaneProcess, type Status } from './lane-process.ts'
import type { Told } from './lane-program.ts'
import { scenario } from './scenario.ts'
import type { KillAt } from './stops.ts'

export interface RungUp {
  readonly books: Books
  readonly violations: readonly string[]
  /** The stops at which the lane was killed. */
  readonly kills: readonly string[]
  /** From opening the database to a basket on the screen, after a kill. */
  readonly recoveryMs: readonly number[]
  /** What was not taken because the disk failed, and what the screen showed. */
  readonly faults: readonly Fault[]
  /** Stops there were in the last life. */
  readonly stopCount: number
}

export interface Fault {
  readonly said: string
  readonly shown: Status['message']
}

interface RingUp {
  readonly dataDir: string
  readonly kills?: readonly KillAt[]
  /** Of the first life alone. */
  readonly env?: NodeJS.ProcessEnv
  /** Of a lane that is encrypted. */
  readonly key?: LaneKey | undefined
}

/** The lane ends itself where its disk leaves it nothing else, and is started again. */
const endsItself = /starts again from the disk|reports errors/

/** Rings the whole scenario up on a lane that is killed once in each of its lives but the last. What was not answered is asked again, under the same id. */
export async function ringUp({ dataDir, kills = [], env, key }: RingUp): Promise<RungUp> {
  const devices = lastingDevices()
  const violations: string[] = []
  const killed: string[] = []
  const recoveryMs: number[] = []
  const faults: Fault[] = []
  let lifeCount = 0
  let acknowledged: Status | undefined
  let unanswered: Told | undefined
  let lane: LaneProcess | undefined

  const start = async (): Promise<Status> => {
    const started = startLane({ dataDir, isNew: acknowledged === undefined, killAt: kills[lifeCount], env: lifeCount === 0 ? env : undefined, key, onOrder: devices.onOrder })
    lane = started
    lifeCount += 1
    const first = await started.first
    if (killed.length > 0) recoveryMs.push(first.openMs ?? 0)
    if (acknowledged) violations.push(...wrongAfterRestart({ dataDir, key }, acknowledged, first, unanswered).map((wrong) => `killed ${killed.at(-1) ?? ''}: ${wrong}`))
    acknowledged ??= first
    for (const message of devices.ready) acknowledged = await started.tell({ message })
    if (unanswered) acknowledged = await started.tell(unanswered)
    return acknowledged
  }
  /** Tells the lane, over as many of its lives as it takes. */
  const tell = async (told?: Told): Promise<Status> => {
    unanswered = told ?? unanswered
    for (let isRunning = told !== undefined; ; isRunning = false) {
      try {
        const status = isRunning && told && lane ? await lane.tell(told) : await start()
        unanswered = undefined
        return (acknowledged = status)
      } catch (error) {
        if (!(error instanceof LaneEnded) || (error.stop === undefined && !endsItself.test(error.message))) throw error
        killed.push(error.stop ?? 'by itself')
      }
    }
  }

  const day = async (): Promise<void> => {
    let status = await tell()
    for (const [index, step] of scenario.entries()) {
      for (let saidCount = 0, body = step.next(status, 0); body; body = step.next(status, saidCount)) {
        if (saidCount > 20) throw new Error(`${step.name} does not come to an end: ${JSON.stringify(status.outcome)}`)
        status = await tell({ id: `${index}-${saidCount}`, body })
        if (status.outcome?.kind === 'fault') faults.push({ said: status.outcome.message, shown: status.message })
        else saidCount += 1
        if (faults.length > 100) throw new Error('the disk does not get better')
      }
      if (index % 11 === 10) status = await tell({ tidy: true })
    }
  }

  await day().catch((error: unknown) => violations.push(`killed ${killed.join(', ')}: the day cannot go on: ${error instanceof Error ? error.message : String(error)}`))
  await lane?.kill()
  const ended = endOf({ dataDir, key }, acknowledged)
  violations.push(...ended.violations)
  if (ended.books.cardMinor !== devices.takenMinor()) violations.push(`the terminal took ${devices.takenMinor()}, the journal has ${ended.books.cardMinor}`)
  return { books: ended.books, violations, kills: killed, recoveryMs, faults, stopCount: acknowledged?.stopCount ?? 0 }
}

const noBooks: Books = { ended: [], receiptNumbers: [], points: 0, couponSpent: undefined, cardMinor: 0, unfinishedCount: 0 }

/** The lane's books after its day, and what is wrong with them. */
function endOf(place: Pick<RingUp, 'dataDir' | 'key'>, acknowledged: Status | undefined): { readonly books: Books; readonly violations: readonly string[] } {
  try {
    const store = openLaneStore({ ...place, lane: { storeId: testSettings.storeId, laneNumber: 7 } })
    const violations = [wrongInJournal(store), acknowledged && wrongRecord(store, acknowledged)].filter((wrong) => wrong !== undefined)
    const books = booksOf(store)
    store.close()
    return { books, violations }
  } catch (error) {
    if (!(error instanceof StoreTrouble)) throw error
    return { books: noBooks, violations: [`after its last day the lane does not open: ${error.message}`] }
  }
}

function wrongAfterRestart(place: Pick<RingUp, 'dataDir' | 'key'>, acknowledged: Status, first: Status, unanswered: Told | undefined): string[] {
  const store = openLaneStore({ ...place, mode: 'read' })
  try {
    return [wrongInJournal(store), wrongRecord(store, acknowledged), wrongBasket(store, acknowledged, first, unanswered)].filter((wrong) => wrong !== undefined)
  } finally {
    store.close()
  }
}

/** The basket must be as at the last answer, unless what was under way when the lane was killed is in the journal already. */
function wrongBasket({ journal }: LaneStore, acknowledged: Status, first: Status, unanswered: Told | undefined): string | undefined {
  const isStored = !unanswered || 'message' in unanswered || ('id' in unanswered && journal.knows(unanswered.id as never))
  const [before, after] = [acknowledged, first].map(shownBasket)
  return isStored || before === after ? undefined : `the basket is not the acknowledged one: ${String(before)} became ${String(after)}`
}

function shownBasket({ sale, suspended }: Status): string {
  return JSON.stringify({ open: sale.kind === 'open' || sale.kind === 'tendering' ? sale.basket : undefined, suspended })
}
