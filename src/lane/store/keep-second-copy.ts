import type { Clock } from '../real-clock.ts'
import type { LaneStore } from './open-lane-store.ts'
import { sayWhose } from './copied-journals.ts'
import { openCopiedSummaries, type CopiedSummaries } from './copied-summaries.ts'
import type { LaneKey } from './lane-key.ts'
import { openSecondCopy, type CopyPlace, type SecondCopy } from './second-copy.ts'
import { StoreTrouble } from './store-trouble.ts'

/** A record is copied within a second: looked for twice as often. */
const lookEveryMs = 500

interface Parts {
  readonly store: Pick<LaneStore, 'journal' | 'identity' | 'lineage'>
  /** May be on another disk than the database. */
  readonly folder: string
  /** What it is sealed with; undefined where anybody may read it. */
  readonly key?: LaneKey | undefined
  readonly clock: Clock
  /** The copy cannot be written; the sale goes on. Said once until it works again. */
  readonly onTrouble: (code: string, detail: string) => void
}

/** Keeps the journal's second copy up to date, beside the sales and never in their way. */
export function keepSecondCopy({ store, folder, key, clock, onTrouble }: Parts): { close(): Promise<void> } {
  const { journal } = store
  let copy: SecondCopy | undefined
  let summaries: CopiedSummaries | undefined
  let failing = false
  let cancel = (): void => {}

  const copyOnce = async (): Promise<void> => {
    if (!copy) sayWhose(folder, { ...store.identity, journalId: store.lineage.firstId })
    const place: CopyPlace = { folder, journalId: store.lineage.firstId, key }
    copy ??= openSecondCopy(place, journal)
    summaries ??= openCopiedSummaries(place, journal)
    if (copy.lastNumber() === journal.lastNumber() && summaries.through() >= journal.start().number) return
    await copy.catchUp()
    await summaries.catchUp()
    copy.prune(summaries.through())
    failing = false
  }
  const failed = (error: unknown): void => {
    if (!(error instanceof StoreTrouble) && !(error instanceof Error && 'syscall' in error)) throw error
    if (!failing) onTrouble('second-copy-failed', error.message)
    failing = true
  }
  let running: Promise<void> | undefined
  // Looked for by the clock alone: how long the disk takes moves no timer.
  const look = (): void => {
    cancel = clock.after(lookEveryMs, look)
    running ??= copyOnce().catch(failed).finally(() => {
      running = undefined
    })
  }
  look()

  return {
    async close() {
      cancel()
      await running
      await copyOnce().catch(failed)
    },
  }
}
