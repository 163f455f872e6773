import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'

const portionByteCount = 4 * 1024 * 1024
/** A trace may lie across two portions. */
const overlapByteCount = 256

/** Whether this machine lets us look into another process's memory: Linux, and we are root or it is ours and traceable. */
export function canReadMemory(): boolean {
  try {
    closeSync(openSync(`/proc/${process.pid}/mem`, 'r'))
    return true
  } catch {
    return false
  }
}

/**
 * Looks through everything a process may write to: heap, stacks, buffers of native modules.
 * @returns whether `wanted` finds something in a portion of it
 */
export function searchMemory(pid: number, wanted: (portion: Buffer) => boolean): boolean {
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  const portion = Buffer.alloc(portionByteCount)
  try {
    return writableRanges(pid).some(([start, end]) => {
      for (let at = start; at < end; at += portionByteCount - overlapByteCount) {
        const byteCount = readPortion(memory, portion.subarray(0, Math.min(portionByteCount, end - at)), at)
        if (byteCount > 0 && wanted(portion.subarray(0, byteCount))) return true
        if (end - at <= portionByteCount) break
      }
      return false
    })
  } finally {
    portion.fill(0)
    closeSync(memory)
  }
}

/** A mapping may go away while we read. */
function readPortion(memory: number, portion: Buffer, at: number): number {
  try {
    return readSync(memory, portion, 0, portion.length, at)
  } catch {
    return 0
  }
}

function writableRanges(pid: number): [number, number][] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n').flatMap((line) => {
    const range = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line)
    return range ? [[Number.parseInt(range[1] ?? '', 16), Number.parseInt(range[2] ?? '', 16)] as [number, number]] : []
  })
}

/** Processes that `pid` has started and that run. */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter((child) => child !== '').map(Number)
}

/** Every file under a folder, name and content. */
export function filesUnder(folder: string): { readonly name: string; readonly bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [{ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }] : []))
}
