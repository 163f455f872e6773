import type { DiskEvent } from './disk.ts'

/**
 * What a disk does on its own is written in pieces of this size. What was synced before stays, also beside a piece that is
 * being written: SQLite counts on that (powersafe overwrite), as the makers of disks promise it.
 */
const sectorBytes = 512

/** A change of a file that no sync has made sure of yet: a piece of a write, or a new length. */
type Change = { readonly offset: number; readonly bytes: Buffer } | { readonly length: number }

interface File {
  /** As the disk has it for sure. */
  sure: Buffer
  unsure: Change[]
}

/** A disk that forgets: follows what a program did, and tells what may be left of it when the power goes. */
export interface ForgetfulDisk {
  follow(event: DiskEvent): void
  /** Each unsure piece written, lost, zeroed or with a bit turned, in any order. */
  cut(random: (limit: number) => number): ReadonlyMap<string, Buffer>
}

export function forgetfulDisk(): ForgetfulDisk {
  const files = new Map<string, File>()
  const fileOf = (name: string): File => {
    const file = files.get(name) ?? { sure: Buffer.alloc(0), unsure: [] }
    files.set(name, file)
    return file
  }
  return {
    follow(event) {
      if (event.kind === 'write') fileOf(event.name).unsure.push(...sectorsOf(event.offset, event.bytes))
      if (event.kind === 'truncate') fileOf(event.name).unsure.push({ length: event.bytes })
      if (event.kind === 'unlink') files.delete(event.name)
      if (event.kind === 'sync') {
        const file = fileOf(event.name)
        file.sure = changed(file.sure, file.unsure)
        file.unsure = []
      }
    },
    cut(random) {
      const keptInTen = [0, 5, 9, 10][random(4)] ?? 0
      return new Map([...files].map(([name, { sure, unsure }]) => [name, changed(sure, shuffled(unsure, random).flatMap((change) => fate(change, keptInTen, random)))]))
    },
  }
}

function sectorsOf(offset: number, bytes: Buffer): Change[] {
  const sectors: Change[] = []
  for (let from = 0; from < bytes.length; ) {
    const to = Math.min(bytes.length, from + sectorBytes - ((offset + from) % sectorBytes))
    sectors.push({ offset: offset + from, bytes: bytes.subarray(from, to) })
    from = to
  }
  return sectors
}

/** What becomes of one change: nothing, itself, zeroes, or itself with one bit turned. */
function fate(change: Change, keptInTen: number, random: (limit: number) => number): Change[] {
  if (random(10) < keptInTen) return [change]
  if ('length' in change || random(2) === 0) return []
  const bytes = random(2) === 0 ? Buffer.alloc(change.bytes.length) : Buffer.from(change.bytes)
  const at = random(bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8))
  return [{ offset: change.offset, bytes }]
}

/** Half of the time in the order they were written, else in another. */
function shuffled(changes: readonly Change[], random: (limit: number) => number): readonly Change[] {
  if (random(2) === 0) return changes
  return changes.map((change) => ({ change, place: random(1 << 30) })).toSorted((a, b) => a.place - b.place).map(({ change }) => change)
}

function changed(content: Buffer, changes: readonly Change[]): Buffer {
  const most = changes.reduce((bytes, change) => Math.max(bytes, 'length' in change ? change.length : change.offset + change.bytes.length), content.length)
  const room = Buffer.alloc(most)
  let length = content.copy(room)
  for (const change of changes) {
    if ('length' in change) {
      if (change.length < length) room.fill(0, change.length, length)
      length = change.length
    } else {
      change.bytes.copy(room, change.offset)
      length = Math.max(length, change.offset + change.bytes.length)
    }
  }
  return room.subarray(0, length)
}
