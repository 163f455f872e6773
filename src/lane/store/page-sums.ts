import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync, fstatSync, statSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { loggedPages, readWal, type MovedLog } from './read-wal.ts'

/**
 * A checksum of every page of the database file, in a file beside it. Between two checkpoints nothing writes to that
 * file, so each page must be as it was summed, whatever is on it. Pages that the write-ahead log replaces are left out.
 */
export interface PageSums {
  /**
   * Sums anew what the last checkpoint may have written. Belongs directly behind it, before the next commit.
   * @param frameCount how much of the log is in the file by now
   */
  update(frameCount: number): void
  /** For a database whose sums are not known to be right: it is then checked by what is in it at the next start. */
  forget(): void
  close(): void
}

/** Marks, page size, page count, a checksum of what is behind it; the log that is in the file, its salts and its frames. */
const headerBytes = 28
const mark = 0x4c575332
const sumAt = 12
const saltsAt = 16

export const sumsPath = (databasePath: string): string => `${databasePath}-sums`

interface Known {
  readonly pageBytes: number
  readonly sums: Uint32Array
  readonly moved: MovedLog
}

/**
 * Compares the database file with its sums, before SQLite has opened it.
 * @returns a sentence for what is wrong, `whole`, or `unknown` where there are no sums to go by
 */
export function checkPages(databasePath: string): 'whole' | 'unknown' | { readonly trouble: string } {
  const known = readSums(sumsPath(databasePath))
  if (!known || !statSync(databasePath).isFile()) return 'unknown'
  const pages = sumPages(databasePath, known.pageBytes)
  const log = readWal({ path: `${databasePath}-wal`, pageBytes: known.pageBytes, moved: known.moved })
  if (log.isDamaged) return { trouble: 'its write-ahead log has lost commits' }
  const isOdd = (page: number): boolean => known.sums[page - 1] !== pages.sums[page - 1] && !log.pages.has(page)
  const most = Math.max(known.sums.length, pages.sums.length)
  for (let page = 1; page <= most; page += 1) if (isOdd(page)) return { trouble: `page ${page} is not as it was written` }
  // A checkpoint that the power cut short: the log has the page.
  return pages.restBytes === 0 || log.pages.has(pages.sums.length + 1) ? 'whole' : { trouble: 'it ends in the middle of a page' }
}

/** @param pageBytes of the database, which is open and was just checked */
export function openPageSums(databasePath: string, pageBytes: number): PageSums {
  const path = sumsPath(databasePath)
  const database = openSync(databasePath, 'r')
  let sums = readSums(path)?.sums ?? sumAll({ salts: '0'.repeat(16), frameCount: 0 })

  function sumAll(moved: MovedLog): Uint32Array {
    const all = sumPages(databasePath, pageBytes).sums
    writeFileSync(path, encode({ sums: all, pageBytes, moved }), { flush: true })
    return all
  }

  return {
    update(frameCount) {
      const pageCount = Math.floor(fstatSync(database).size / pageBytes)
      const log = loggedPages(`${databasePath}-wal`, pageBytes)
      // After a checkpoint whose pages could not be summed nobody knows which they were.
      if (!existsSync(path)) return void (sums = sumAll({ salts: log.salts, frameCount }))
      // Behind the last commit lies what a power cut left of one: any number may stand there.
      const changed = [...new Set(log.pages)].filter((page) => page >= 1 && page <= pageCount)
      const grown = new Uint32Array(pageCount)
      grown.set(sums.subarray(0, pageCount))
      for (let page = sums.length + 1; page <= pageCount; page += 1) changed.push(page)
      if (changed.length === 0 && pageCount === sums.length) return
      for (const page of changed) grown[page - 1] = sumOf(database, page, pageBytes)
      write(path, { sums: grown, pageBytes, moved: { salts: log.salts, frameCount } }, changed)
      sums = grown
    },
    forget: () => rmSync(path, { force: true }),
    close: () => closeSync(database),
  }
}

function readSums(path: string): Known | undefined {
  const file = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  if (file.length < headerBytes || file.readUInt32LE(0) !== mark) return undefined
  const sums = new Uint32Array(file.readUInt32LE(8))
  const body = file.subarray(headerBytes, headerBytes + sums.byteLength)
  if (body.length !== sums.byteLength || crc32(file.subarray(sumAt + 4, headerBytes + body.length)) !== file.readUInt32LE(sumAt)) return undefined
  new Uint8Array(sums.buffer).set(body)
  return { pageBytes: file.readUInt32LE(4), sums, moved: { salts: file.toString('hex', saltsAt, saltsAt + 8), frameCount: file.readUInt32LE(saltsAt + 8) } }
}

function encode({ sums, pageBytes, moved }: Known): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(headerBytes), Buffer.from(sums.buffer, sums.byteOffset, sums.byteLength)])
  for (const [index, value] of [mark, pageBytes, sums.length].entries()) bytes.writeUInt32LE(value, index * 4)
  bytes.write(moved.salts, saltsAt, 'hex')
  bytes.writeUInt32LE(moved.frameCount, saltsAt + 8)
  bytes.writeUInt32LE(crc32(bytes.subarray(sumAt + 4)), sumAt)
  return bytes
}

/** A torn write is told by the header's own sum; the log still has every page then. */
function write(path: string, known: Known, changed: readonly number[]): void {
  const bytes = encode(known)
  const file = openSync(path, 'r+')
  try {
    for (const page of changed) writeSync(file, bytes, headerBytes + (page - 1) * 4, 4, headerBytes + (page - 1) * 4)
    writeSync(file, bytes, 0, headerBytes, 0)
    fdatasyncSync(file)
  } finally {
    closeSync(file)
  }
}

function sumPages(databasePath: string, pageBytes: number): { readonly sums: Uint32Array; readonly restBytes: number } {
  const file = openSync(databasePath, 'r')
  try {
    const { size } = fstatSync(file)
    const sums = new Uint32Array(Math.floor(size / pageBytes))
    const pagesPerRead = 256
    const part = Buffer.alloc(pagesPerRead * pageBytes)
    for (let first = 0; first < sums.length; first += pagesPerRead) {
      readSync(file, part, 0, part.length, first * pageBytes)
      const count = Math.min(pagesPerRead, sums.length - first)
      for (let index = 0; index < count; index += 1) sums[first + index] = crc32(part.subarray(index * pageBytes, (index + 1) * pageBytes))
    }
    return { sums, restBytes: size % pageBytes }
  } finally {
    closeSync(file)
  }
}

function sumOf(file: number, page: number, pageBytes: number): number {
  const content = Buffer.alloc(pageBytes)
  readSync(file, content, 0, pageBytes, (page - 1) * pageBytes)
  return crc32(content)
}
