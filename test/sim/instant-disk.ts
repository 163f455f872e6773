import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import type { FileHandle } from 'node:fs/promises'

/**
 * Makes what this process asks of files in the background happen at once. How long a real disk takes is no part of a
 * seed: what came after it would come between two other steps at every run.
 */
export function makeDiskInstant(): void {
  Object.assign(fs.promises, {
    open: async (path: string, flags?: string) => handleOf(fs.openSync(path, flags ?? 'r')),
    rename: async (from: string, to: string) => fs.renameSync(from, to),
    rm: async (path: string, options?: fs.RmOptions) => fs.rmSync(path, options),
  })
  syncBuiltinESMExports()
}

/** As much of a file handle as the lane uses; nothing here outlives the simulation, so nothing has to reach the disk. */
function handleOf(file: number): FileHandle {
  return {
    stat: async () => fs.fstatSync(file),
    truncate: async (length?: number) => fs.ftruncateSync(file, length),
    write: async (bytes: Uint8Array, offset: number, length: number, position: number) => ({ bytesWritten: fs.writeSync(file, bytes, offset, length, position), buffer: bytes }),
    datasync: async () => undefined,
    sync: async () => undefined,
    close: async () => fs.closeSync(file),
  } as unknown as FileHandle
}
