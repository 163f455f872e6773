import Database from 'better-sqlite3'
import { join } from 'node:path'
import { StoreTrouble } from './store-trouble.ts'

/**
 * Keeps a second program off this lane. The lock lives in a file of its own and is the operating system's:
 * it ends with the process, however that ends.
 * @param dataDir the lane's data folder, which must be there
 * @throws StoreTrouble `in-use` when a program runs this lane
 */
export function holdLane(dataDir: string): { close(): unknown } {
  const lock = new Database(join(dataDir, 'lane.lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') {
      throw new StoreTrouble('in-use', `Another program is running this lane with ${dataDir}. Close it first: two writers would spoil the journal.`, { cause: error })
    }
    throw error
  }
}
