import { closeSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs'

/** Every database of a lane has pages of 4,096 bytes, and says so here. Source: sqlite.org/fileformat2.html, "The Database Header". */
const said = Buffer.from([0x10, 0x00])
const saidAt = 16

/**
 * Puts right how long a page is, where a power cut has changed it while the first page was moved from the log to the
 * file. Of a file that is not encrypted SQLite then believes the log; an encrypted log it would read in pages of the
 * wrong length, and could read nothing. Without a log nothing is touched: the file is damaged in another way then.
 */
export function mendPageSize(databasePath: string): void {
  if ((statSync(`${databasePath}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0 || !statSync(databasePath, { throwIfNoEntry: false })?.isFile()) return
  const file = openSync(databasePath, 'r+')
  try {
    const found = Buffer.alloc(said.length)
    if (readSync(file, found, 0, said.length, saidAt) < said.length || found.equals(said)) return
    writeSync(file, said, 0, said.length, saidAt)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
