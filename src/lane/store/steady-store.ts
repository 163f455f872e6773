import type { LaneStore, StoreParts } from './open-lane-store.ts'
import type { Reserve } from './reserve.ts'
import { StoreTrouble, storeTrouble } from './store-trouble.ts'

/**
 * Makes a store that stands the troubles of a disk.
 *
 * Full: the reserve is let go and the step is made again. It is for what was sold; head office's data has to wait for room.
 *
 * Failing: what a handle believes of a disk that failed under it is not believed any more, see `reopen`.
 *
 * @param open opens the database, with every check there is
 */
export function steadyStore(open: () => StoreParts, reserve: Reserve): LaneStore {
  const withRoom = <Args extends unknown[], Made>(work: (...args: Args) => Made): ((...args: Args) => Made) => (...args) => {
    try {
      return work(...args)
    } catch (error) {
      if (!isFull(error) || !reserve.letGo()) throw error
      return work(...args)
    }
  }
  const openWithRoom = (): StoreParts => {
    const parts = open()
    return {
      ...parts,
      journal: { ...parts.journal, append: withRoom(parts.journal.append) },
      upload: { ...parts.upload, setAccepted: withRoom(parts.upload.setAccepted) },
      checkpoint: { ...parts.checkpoint, run: withRoom(parts.checkpoint.run) },
    }
  }

  let parts = openWithRoom()
  const store: LaneStore = {
    ...parts,
    reserve,
    reopen() {
      const { identity, lineage, journal, own, replica, feedKey, upload, network, checkpoint, retention } = store
      const lastNumber = journal.lastNumber()
      leave(parts)
      parts = openWithRoom()
      if (parts.journal.lastNumber() !== lastNumber) throw new Error(`The journal ended at record ${lastNumber} in memory and ends at ${parts.journal.lastNumber()} on the disk. The lane starts again from the disk.`)
      // Whoever holds one of them goes on with it.
      Object.assign(identity, parts.identity)
      Object.assign(lineage, parts.lineage)
      Object.assign(journal, parts.journal)
      Object.assign(own, parts.own)
      Object.assign(replica, parts.replica)
      Object.assign(feedKey, parts.feedKey)
      Object.assign(upload, parts.upload)
      Object.assign(network, parts.network)
      Object.assign(checkpoint, parts.checkpoint)
      Object.assign(retention, parts.retention)
    },
    branchOff(entry) {
      store.journal.append(entry)
      store.lineage.renew()
      Object.assign(store.identity, { journalId: store.lineage.current().journalId })
    },
    close: () => parts.close(),
  }
  return store
}

/** Closing tidies up: where the disk does not take that either, opening finds out. */
function leave(parts: StoreParts): void {
  try {
    parts.close()
  } catch (error) {
    if (!(storeTrouble(error, parts.path) instanceof StoreTrouble)) throw error
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'SQLITE_FULL' || error.code === 'ENOSPC')
}
