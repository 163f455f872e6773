import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DemoRandom } from '../../src/crm/demo/demo-random.ts'

/** Holds nothing but room: it is moved, not copied. */
const reserve = 'lane.reserve'

/** What lives in memory and in locks does not outlive its process. */
const notCopied = /-shm$|^lane\.lock|^lane\.reserve$/

/** The disk's files as they lie at this moment, whoever has them open. */
export function copyDisk(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to, { recursive: true })
  cpSync(from, to, { recursive: true, filter: (path) => !notCopied.test(basename(path)) })
}

/** A copy takes the place of a disk that nobody uses any more. */
export function exchangeDisk(old: string, copy: string, disk: string): void {
  renameSync(copy, disk)
  if (existsSync(join(old, reserve))) renameSync(join(old, reserve), join(disk, reserve))
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
  const [from, until] = written(before, after)
  if (from === until) return false
  const cut = random.percent(25) ? until : random.whole(from, until)
  const noise = cut < until && random.percent(50) ? Buffer.from(Array.from({ length: random.whole(1, 64) }, () => random.whole(0, 255))) : Buffer.alloc(0)
  writeFileSync(join(copy, 'lane.db-wal'), Buffer.concat([after.subarray(0, cut), noise, before.subarray(cut + noise.length)]))
  return cut === until
}

/** Looked through in parts of so many bytes. */
const partBytes = 4_096

/** @returns from where on and up to where `after` is another than `before`; twice the same where it is nowhere */
function written(before: Buffer, after: Buffer): [from: number, until: number] {
  const isOther = (byte: number, at: number): boolean => byte !== before[at]
  const parts = Array.from({ length: Math.ceil(after.length / partBytes) }, (_, index) => index * partBytes)
  const others = parts.filter((start) => !after.subarray(start, start + partBytes).equals(before.subarray(start, Math.min(start + partBytes, after.length))))
  const [first, last] = [others.at(0), others.at(-1)]
  if (first === undefined || last === undefined) return [0, 0]
  const part = (start: number): Buffer => after.subarray(start, start + partBytes)
  return [first + part(first).findIndex((byte, at) => isOther(byte, first + at)), last + part(last).findLastIndex((byte, at) => isOther(byte, last + at)) + 1]
}

function readLog(disk: string): Buffer {
  try {
    return readFileSync(join(disk, 'lane.db-wal'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
