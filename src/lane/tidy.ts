import type { Clock } from './real-clock.ts'
import type { LaneStore } from './store/open-lane-store.ts'

/** Quiet for so long, or so many records in the log, and it is moved into the database. */
const quietMs = 1_000
const tidyAtCount = 5_000
/** A shop has days to make room for what it has no room for. */
const lowRoomBytes = 256 * 1024 * 1024

interface Parts {
  readonly store: LaneStore
  readonly clock: Clock
  /** Runs what nobody asked for; what goes wrong is shown. */
  readonly quietly: (step: () => void) => void
  /** The disk is nearly full: said once until there is room again. */
  readonly onLowRoom: (freeMb: number) => void
}

/** What a lane does with its disk between two sales, and never inside one. */
export interface Tidying {
  /** Once the lane has been quiet for a moment, or at once when the log has grown. */
  soon(): void
  cancel(): void
}

export function openTidying({ store, clock, quietly, onLowRoom }: Parts): Tidying {
  const { checkpoint, reserve, retention } = store
  let cancel = (): void => {}
  let isLow = false

  const watchRoom = (): void => {
    const freeBytes = reserve.freeBytes()
    const wasLow = isLow
    isLow = reserve.wasLetGo() || freeBytes < lowRoomBytes
    if (isLow && !wasLow) onLowRoom(Math.floor(freeBytes / 1024 / 1024))
  }
  const tidy = (): void => quietly(() => {
    checkpoint.run()
    reserve.keepUp()
    watchRoom()
    // One step at a time, and a checkpoint behind each: whatever is stored meanwhile puts the next one off.
    if (retention.step()) cancel = clock.after(quietMs, tidy)
  })
  return {
    soon() {
      cancel()
      // Where the reserve is needed, the log does not grow beyond one sale.
      if (checkpoint.waitingCount() > (reserve.wasLetGo() ? 0 : tidyAtCount)) tidy()
      else cancel = clock.after(quietMs, tidy)
    },
    cancel: () => cancel(),
  }
}
