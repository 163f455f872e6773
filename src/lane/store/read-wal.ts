import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'

/** What SQLite will find in a write-ahead log, and what it would pass over without a word. */
export interface WalFindings {
  /** Pages whose newest content is in the log: what the database file holds of them does not matter. */
  readonly pages: ReadonlySet<number>
  /** Commits that had reached the disk can no longer be read. */
  readonly isDamaged: boolean
}

/** How much of which log is in the database file: its first frames, so many, since it was begun anew. */
export interface MovedLog {
  /** In hex: every beginning has others. */
  readonly salts: string
  readonly frameCount: number
}

interface Asked {
  readonly path: string
  readonly pageBytes: number
  readonly moved: MovedLog
}

interface Frame {
  readonly page: number
  readonly commits: boolean
  readonly salts: string
  /** Its checksum follows from that of the frame before it. */
  readonly isSound: boolean
  /** So do those of all frames before it. */
  readonly holds: boolean
  /** Written since the log was begun anew; what lies behind may be older. */
  readonly isOfThisAge: boolean
}

const headerBytes = 32
const frameHeaderBytes = 24

/**
 * Reads the log as SQLite does, and looks behind the place where SQLite stops. A single commit there was cut by a power
 * failure and acknowledged to nobody; of two, the first had reached the disk before the second was begun.
 * Source: sqlite.org/fileformat2.html, "The Write-Ahead Log".
 */
export function readWal({ path, pageBytes, moved }: Asked): WalFindings {
  const wal = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  if (wal.length < headerBytes + frameHeaderBytes + pageBytes) return { pages: new Set(), isDamaged: false }
  const header = readHeader(wal)
  // A lost header does not say either in which order bytes were summed.
  if (!header.holds) return { pages: new Set(), isDamaged: wordOrders.some((readWord) => holdsNews(readFrames(wal, pageBytes, { ...header, readWord }), moved)) }
  const frames = readFrames(wal, pageBytes, header)
  const end = frames.findIndex(({ holds }) => !holds)
  const whole = end === -1 ? frames : frames.slice(0, end)
  const committed = whole.slice(0, whole.findLastIndex(({ commits }) => commits) + 1)
  const commitsBehind = end === -1 ? [] : frames.slice(end).filter(({ commits, isOfThisAge, isSound }) => commits && isOfThisAge && isSound)
  return { pages: new Set(committed.map(({ page }) => page)), isDamaged: commitsBehind.length > 1 }
}

/**
 * Takes away a log whose header was cut, where `readWal` finds nothing in it that the database file lacks. SQLite passes over
 * it too, but may begin the next one with the salts that are left in it: what lies behind would be of that one's age.
 */
export function dropHeadlessLog(path: string): void {
  const wal = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  if (wal.length > headerBytes && !readHeader(wal).holds) rmSync(path)
}

/** Pages in the log since it was begun anew, as their frames name them; each frame once. */
export function loggedPages(path: string, pageBytes: number): { readonly salts: string; readonly pages: readonly number[] } {
  if (!existsSync(path)) return { salts: '', pages: [] }
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(headerBytes)
    const frame = Buffer.alloc(frameHeaderBytes)
    const pages: number[] = []
    const salts = header.subarray(16, 24)
    if (readSync(file, header) < headerBytes) return { salts: '', pages }
    for (let at = headerBytes; readSync(file, frame, 0, frameHeaderBytes, at) === frameHeaderBytes && frame.subarray(8, 16).equals(salts); at += frameHeaderBytes + pageBytes) pages.push(frame.readUInt32BE(0))
    return { salts: salts.toString('hex'), pages }
  } finally {
    closeSync(file)
  }
}

/**
 * The header is written anew only once everything is in the database file: a log with a commit that is not has lost its
 * header otherwise. A power cut while it was written may take its whole sector, and with that some of the first frame, by
 * which the second is proven. Behind the last commit may lie what an earlier power cut left of one.
 */
function holdsNews(frames: readonly Frame[], moved: MovedLog): boolean {
  const last = frames.findLastIndex(({ commits, isOfThisAge, isSound }, index) => commits && isOfThisAge && (isSound ? index > 0 : index === 1))
  return last !== -1 && (frames[1]?.salts !== moved.salts || last + 1 > moved.frameCount)
}

type ReadWord = (bytes: Buffer, at: number) => number

const wordOrders: readonly [bigEndian: ReadWord, littleEndian: ReadWord] = [(bytes, at) => bytes.readUInt32BE(at), (bytes, at) => bytes.readUInt32LE(at)]

interface Header {
  readonly salts: Buffer
  readonly readWord: ReadWord
  readonly sums: Sums
  readonly holds: boolean
}

type Sums = readonly [number, number]

function readHeader(wal: Buffer): Header {
  const magic = wal.readUInt32BE(0)
  const readWord = wordOrders[magic % 2 === 1 ? 0 : 1]
  const sums = addSums([0, 0], wal.subarray(0, 24), readWord)
  const holds = magic >>> 1 === 0x377f0682 >>> 1 && sums[0] === wal.readUInt32BE(24) && sums[1] === wal.readUInt32BE(28)
  return { salts: wal.subarray(16, 24), readWord, sums, holds }
}

function readFrames(wal: Buffer, pageBytes: number, header: Header): Frame[] {
  const frames: Frame[] = []
  // Without a header, the second frame says what age the log is of.
  const secondAt = headerBytes + frameHeaderBytes + pageBytes
  const salts = header.holds ? header.salts : wal.subarray(secondAt + 8, secondAt + 16)
  let sums = header.sums
  let holds = header.holds
  for (let at = headerBytes; at + frameHeaderBytes + pageBytes <= wal.length; at += frameHeaderBytes + pageBytes) {
    const content = wal.subarray(at + frameHeaderBytes, at + frameHeaderBytes + pageBytes)
    const isOfThisAge = wal.subarray(at + 8, at + 16).equals(salts)
    const due = addSums(addSums(sums, wal.subarray(at, at + 8), header.readWord), content, header.readWord)
    sums = [wal.readUInt32BE(at + 16), wal.readUInt32BE(at + 20)]
    const isSound = isOfThisAge && sums[0] === due[0] && sums[1] === due[1]
    holds &&= isSound
    frames.push({ page: wal.readUInt32BE(at), commits: wal.readUInt32BE(at + 4) !== 0, salts: wal.toString('hex', at + 8, at + 16), isSound, holds, isOfThisAge })
  }
  return frames
}

function addSums([first, second]: Sums, bytes: Buffer, readWord: ReadWord): Sums {
  let [a, b] = [first, second]
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + readWord(bytes, at) + b) >>> 0
    b = (b + readWord(bytes, at + 4) + a) >>> 0
  }
  return [a, b]
}
