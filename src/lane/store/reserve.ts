import { closeSync, fstatSync, ftruncateSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { randomFillSync } from 'node:crypto'
import { dirname } from 'node:path'

/**
 * A file beside the database that holds nothing but room: when the disk is full it is let go, and the open sale and the
 * rest of the day have somewhere to go. A member's sale of twelve items leaves 50 kB with its copy (`npm run bench -- journal`),
 * so that this is enough for a thousand.
 */
export interface Reserve {
  /** The room was needed, and is not there again yet. */
  wasLetGo(): boolean
  /** Gives the room back to the disk. @returns false when there was none */
  letGo(): boolean
  /** Makes a part of what is missing, as long as the disk has as much again besides. Call it when nothing is being sold. */
  keepUp(): void
  /** What the disk has left besides. */
  freeBytes(): number
}

const wholeBytes = 64 * 1024 * 1024
/** Made at a time: a few milliseconds. */
const partBytes = 4 * 1024 * 1024

/** @param path of the file that holds the room; its folder is there */
export function openReserve(path: string): Reserve {
  let heldBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  let wasLetGo = false
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(dirname(path))
    return bavail * bsize
  }
  return {
    wasLetGo: () => wasLetGo,
    letGo() {
      if (heldBytes === 0) return false
      rmSync(path, { force: true })
      heldBytes = 0
      wasLetGo = true
      return true
    },
    keepUp() {
      if (heldBytes < wholeBytes && freeBytes() > wholeBytes + partBytes) heldBytes = grow(path, heldBytes)
      wasLetGo &&= heldBytes < wholeBytes
    },
    freeBytes,
  }
}

/** Bytes that no file system can store smaller. */
function grow(path: string, heldBytes: number): number {
  const file = openSync(path, 'a')
  try {
    writeSync(file, randomFillSync(Buffer.alloc(partBytes)))
    return fstatSync(file).size
  } catch (error) {
    // Somebody else was quicker: what there is stays as it was.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    ftruncateSync(file, heldBytes)
    return heldBytes
  } finally {
    closeSync(file)
  }
}
