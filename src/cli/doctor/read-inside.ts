import { existsSync, statSync } from 'node:fs'
import type { JournalRecord } from '../../contract/sync.ts'
import type { LaneKey } from '../../lane/store/lane-key.ts'
import type { LaneStore } from '../../lane/store/open-lane-store.ts'
import { endOfCopy } from '../../lane/store/second-copy.ts'
import { readStanding, type LaneStanding } from '../lane-standing.ts'
import type { CopyRead } from './check-disk.ts'
import { growthPerDay } from './growth-per-day.ts'

/** What an opened lane database says. */
export interface InsideRead {
  readonly standing: LaneStanding
  /** The last records, oldest first. */
  readonly tail: readonly JournalRecord[]
  readonly copy: CopyRead
  /** See `growthPerDay`; undefined for a journal younger than a day. */
  readonly bytesPerDay: number | undefined
  /** Hash of the record that the lane believes head office has got to; undefined for none, or one that is kept no more. */
  readonly acceptedHash: string | undefined
}

const tailCount = 1_000

export function readInside(store: LaneStore, { dataDir, copyDir, key, isRunning }: { readonly dataDir: string; readonly copyDir: string; readonly key: LaneKey | undefined; readonly isRunning: boolean }): InsideRead {
  const { journal, path, lineage } = store
  const lastNumber = journal.lastNumber()
  const standing = readStanding(store)
  const { acceptedThrough } = standing
  const endsAt = endOfCopy({ folder: copyDir, journalId: lineage.firstId, key })?.number ?? null
  return {
    standing,
    tail: journal.recordsAfter(Math.max(0, lastNumber - tailCount), tailCount),
    copy: { folder: copyDir, endsAt, lastNumber, isOnSameDisk: existsSync(copyDir) && statSync(copyDir).dev === statSync(dataDir).dev, isRunning },
    bytesPerDay: growthPerDay(journal, lastNumber, sizeOf(path) + sizeOf(`${path}-wal`)),
    acceptedHash: acceptedThrough === 0 ? undefined : journal.recordsAfter(acceptedThrough - 1, 1).find(({ number }) => number === acceptedThrough)?.hash,
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
