import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DemoRandom } from '../../src/crm/demo/demo-random.ts'

/** What lives in memory and in locks does not outlive its process. */
const notOnDisk = /-shm$|^lane\.lock/

/** The disk's files as they lie at this moment, whoever has them open. */
export function copyDisk(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to, { recursive: true })
  cpSync(from, to, { recursive: true, filter: (path) => !notOnDisk.test(basename(path)) })
}

/**
 * The power fails while a step is being written. The disk before it is kept in `copy`; what the step has written to the
 * log since is there up to some byte, and noise may follow.
 * @returns whether all of the step was written
 */
export function tearStep(disk: string, copy: string, random: DemoRandom): boolean {
  // Moved into the database meanwhile: the log began anew, and the moment before the step will do.
  if (!readFileSync(join(disk, 'lane.db')).equals(readFileSync(join(copy, 'lane.db')))) return false
  const [before, after] = [readLog(copy), readLog(disk)]
  // The log is written over from its beginning once it was moved: behind the step lies what is left of an older round.
  const isOther = (byte: number, at: number): boolean => byte !== before[at]
  const [from, until] = [after.findIndex(isOther), after.findLastIndex(isOther) + 1]
  if (from < 0) return false
  const cut = random.percent(25) ? until : random.whole(from, until)
  const noise = cut < until && random.percent(50) ? Buffer.from(Array.from({ length: random.whole(1, 64) }, () => random.whole(0, 255))) : Buffer.alloc(0)
  writeFileSync(join(copy, 'lane.db-wal'), Buffer.concat([after.subarray(0, cut), noise, before.subarray(cut + noise.length)]))
  return cut === until
}

function readLog(disk: string): Buffer {
  try {
    return readFileSync(join(disk, 'lane.db-wal'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
