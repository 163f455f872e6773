import Database from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StoreTrouble } from './store-trouble.ts'

const lockPath = (dataDir: string): string => join(dataDir, 'lane.lock')

/**
 * Keeps a second program off this lane. The lock lives in a file of its own and is the operating system's:
 * it ends with the process, however that ends.
 * @param dataDir the lane's data folder, which must be there
 * @throws StoreTrouble `in-use` when a program runs this lane
 */
export function holdLane(dataDir: string): { close(): unknown } {
  const lock = new Database(lockPath(dataDir), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock.close()
    if (isBusy(error)) {
      throw new StoreTrouble('in-use', `Another program is running this lane with ${dataDir}. Close it first: two writers would spoil the journal.`, { cause: error })
    }
    throw error
  }
}

/** Whether a program runs this lane just now. Looks only; a lane that starts in this very moment may find its lock taken, and has to start once more. */
export function isHeld(dataDir: string): boolean {
  if (!existsSync(lockPath(dataDir))) return false
  const lock = new Database(lockPath(dataDir), { readonly: true, timeout: 0 })
  try {
    lock.prepare('select count(*) from sqlite_master').get()
    return false
  } catch (error) {
    if (isBusy(error)) return true
    throw error
  } finally {
    lock.close()
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
}
