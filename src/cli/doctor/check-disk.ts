import { broken, look, ok, type Found } from './finding.ts'
import { lasting, megabytes } from './words.ts'

/** The journal once more, in plain files. `endsAt`: number of its newest record, null where there is none. */
export interface CopyRead {
  readonly folder: string
  readonly endsAt: number | null
  readonly lastNumber: number
  readonly isOnSameDisk: boolean
  /** A running lane copies within a second. */
  readonly isRunning: boolean
}

/** So many records a lane may have written in the second before. */
const mostBehind = 100

export function checkCopy({ folder, endsAt, lastNumber, isOnSameDisk, isRunning }: CopyRead): Found {
  const behind = lastNumber - (endsAt ?? 0)
  if (lastNumber === 0) return ok('nothing to copy yet')
  if (endsAt === null) return broken(`there is none in ${folder}: a damaged database could be built again from head office alone`, 'Start the lane: it copies the journal anew. If it runs, look whether it may write there')
  if (behind < 0) return broken(`it goes ${-behind} records beyond the database: an older state of the disk was put back`, 'Start the lane: it sets the database aside and builds it again')
  if (behind > mostBehind) return look(`it is ${behind} records behind, in ${folder}`, isRunning ? 'Look whether the lane may write there and the disk has room' : 'Start the lane: it catches up')
  if (isOnSameDisk) return look(`it is there, ${behind} records behind, on the disk of the database`, 'Name a folder on another disk as copyDir in the configuration: one broken disk would take both')
  return ok(`it is there, ${behind} records behind, on another disk`)
}

/** What the disk of the lane's folder has left. `bytesPerDay`: what the lane's database grew by a day of late, where it is known. */
export interface RoomRead {
  readonly freeBytes: number
  readonly bytesPerDay: number | undefined
}

/** Below the first the lane warns the cashier; see tidy. */
const lowBytes = 256 * 1024 * 1024
const lastBytes = 32 * 1024 * 1024
const fewDays = 60

export function checkRoom({ freeBytes, bytesPerDay }: RoomRead): Found {
  const days = bytesPerDay === undefined || bytesPerDay === 0 ? undefined : freeBytes / (2 * bytesPerDay)
  const seen = `${megabytes(freeBytes)} free${days === undefined || bytesPerDay === undefined ? '' : `, ${megabytes(2 * bytesPerDay)} a day with the copy: enough for ${lasting(Math.min(days, 36_500) * 86_400)}`}`
  const todo = 'Free some space on the disk that holds the lane'
  if (freeBytes < lastBytes) return broken(seen, `${todo} now: sales stop when it is full`)
  return freeBytes < lowBytes || (days !== undefined && days < fewDays) ? look(seen, todo) : ok(seen)
}

const reserveBytes = 64 * 1024 * 1024

/** The file that holds room for a full disk. @param heldBytes its size, 0 where there is none */
export function checkReserve(heldBytes: number): Found {
  if (heldBytes >= reserveBytes) return ok(`${megabytes(heldBytes)} are kept for when the disk is full`)
  return look(`${megabytes(heldBytes)} of ${megabytes(reserveBytes)} are kept for when the disk is full`, 'Free some space and leave the lane running: it fills up between sales')
}

/** What repairs have set aside. @param paths newest first */
export function checkSetAside(paths: readonly string[]): Found {
  if (paths.length === 0) return ok('no repair has set anything aside')
  return look(`${paths.length} kept from repairs: ${paths.join(', ')}`, 'Once head office has everything (nothing waiting, the journal whole), move them to another machine or delete them; the lane never does')
}
