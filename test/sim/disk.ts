import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
 * The power fails while a step is being written. The disk before it is kept in `copy`; what the step has appended to the
 * log since is there up to some byte, and noise may follow.
 * @returns whether all of the step was written
 */
export function tearStep(disk: string, copy: string, random: DemoRandom): boolean {
  // Moved into the database meanwhile: the log began anew, and the moment before the step will do.
  if (statSync(join(disk, 'lane.db')).mtimeMs !== statSync(join(copy, 'lane.db')).mtimeMs) return false
  const [before, after] = [readLog(copy), readLog(disk)]
  const from = after.findIndex((byte, at) => byte !== before[at])
  if (from < 0) return false
  const cut = random.percent(25) ? after.length : random.whole(from, after.length)
  const noise = random.percent(50) ? Buffer.from(Array.from({ length: random.whole(1, 64) }, () => random.whole(0, 255))) : Buffer.alloc(0)
  writeFileSync(join(copy, 'lane.db-wal'), Buffer.concat([after.subarray(0, cut), cut < after.length ? noise : Buffer.alloc(0), before.subarray(cut + noise.length)]))
  return cut === after.length
}

function readLog(disk: string): Buffer {
  try {
    return readFileSync(join(disk, 'lane.db-wal'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
