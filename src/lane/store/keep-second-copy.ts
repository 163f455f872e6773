import type { Clock } from '../real-clock.ts'
import type { LaneStore } from './open-lane-store.ts'
import { sayWhose } from './copied-journals.ts'
import type { LaneKey } from './lane-key.ts'
import { openSecondCopy, type SecondCopy } from './second-copy.ts'
import { StoreTrouble } from './store-trouble.ts'

/** A record is copied within a second: looked for twice as often. */
const lookEveryMs = 500
/** The CRM may be restored from a backup as old as this, and is filled again from what is kept. */
const keepForDays = 90

interface Parts {
  readonly store: Pick<LaneStore, 'journal' | 'upload' | 'identity'>
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
  let copy: SecondCopy | undefined
  let failing = false
  let cancel = (): void => {}

  const copyOnce = async (): Promise<void> => {
    if (!copy) sayWhose(folder, store.identity)
    copy ??= openSecondCopy({ folder, journalId: store.identity.journalId, key }, store.journal)
    if (copy.lastNumber() === store.journal.lastNumber()) return
    await copy.catchUp()
    copy.prune({ acceptedThrough: store.upload.acceptedThrough(), before: daysBefore(clock.now(), keepForDays) })
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

function daysBefore(at: string, dayCount: number): string {
  return new Date(Date.parse(at) - dayCount * 86_400_000).toISOString()
}
