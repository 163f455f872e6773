import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { chainHash } from '../../contract/chain.ts'
import { journalRecord, type JournalRecord } from '../../contract/sync.ts'
import type { Journal } from './journal.ts'
import { keyTrouble, type LaneKey } from './lane-key.ts'
import { recordLines, type RecordLines } from './seal-record.ts'
import { StoreTrouble } from './store-trouble.ts'
import { writeWhole } from './write-whole.ts'

/** Where the copy of one journal lies: plain files, a record a line as it is uploaded, so many records each. */
export interface CopyPlace {
  readonly folder: string
  readonly journalId: string
  /** What its lines are sealed with; undefined for lines that anybody can read. */
  readonly key?: LaneKey | undefined
}

/** The journal's records a second time, outside the database: what a damaged database is rebuilt from. */
export interface SecondCopy {
  /** Number of the newest record that the copy's disk has; 0 in an empty one. */
  lastNumber(): number
  /**
   * Copies what the journal has beyond that; resolves when the disk has it. One call at a time.
   * @throws the error of the file system; the next call takes it up again
   */
  catchUp(): Promise<void>
  /** Removes the files of which no record lies behind number `through`. The newest file stays. */
  prune(through: number): void
}

const recordsPerFile = 2_000
const recordsPerWrite = 500

/**
 * Opens the copy to carry it on. What a power cut has left unfinished at its end is written over.
 * @throws StoreTrouble `damaged` when it does not lead up to the journal: the database is then an older one, or another
 */
export function openSecondCopy(place: CopyPlace, journal: Pick<Journal, 'recordsAfter' | 'lastNumber' | 'start' | 'hashOf'>): SecondCopy {
  mkdirSync(place.folder, { recursive: true })
  const lines = recordLines(place)
  let end = findEnd(place)
  assertReadable(end, place)
  assertLeadsTo(end, journal, place)
  /** A copy that could not be written for months goes on behind what was taken out meanwhile. */
  const lastNumber = (): number => Math.max(end.last?.number ?? 0, journal.start().number)

  const write = async (records: readonly JournalRecord[]): Promise<void> => {
    const first = records[0]?.number ?? 0
    const path = fileOf(place, first)
    const from = path === end.path ? end.bytes : 0
    const bytes = Buffer.from(records.map((record) => `${lines.write(record.number, JSON.stringify(record))}\n`).join(''))
    const file = await open(path, existsSync(path) ? 'r+' : 'w')
    try {
      await file.truncate(from)
      await writeWhole(file, bytes, from)
      await file.datasync()
    } finally {
      await file.close()
    }
    end = { path, bytes: from + bytes.length, last: records.at(-1) }
  }

  return {
    lastNumber,
    async catchUp() {
      for (let from = lastNumber(); from < journal.lastNumber(); from = lastNumber()) {
        const untilFileEnds = recordsPerFile - (from % recordsPerFile)
        await write(journal.recordsAfter(from, Math.min(recordsPerWrite, untilFileEnds)))
      }
    },
    prune(through) {
      const files = filesOf(place)
      for (const [index, path] of files.entries()) {
        const next = files[index + 1]
        const follower = next === undefined ? undefined : firstOf(next, lines)
        if (!follower || follower.number - 1 > through) return
        rmSync(path)
      }
    },
  }
}

/** The copied records in order, each checked by its hash and chained to the one before; ends before the first that is not whole. */
export function* readSecondCopy(place: CopyPlace): Generator<JournalRecord> {
  const lines = recordLines(place)
  let previous: JournalRecord | undefined
  for (const path of filesOf(place)) {
    for (const { record } of wholeLines(path, lines)) {
      if (previous && !follows(record, previous)) return
      yield record
      previous = record
    }
  }
}

/** Every whole record from a number on, over whatever lies between that is not: the caller sees by the hashes what follows what. */
export function* wholeRecords(place: CopyPlace, from: number): Generator<JournalRecord> {
  const lines = recordLines(place)
  const paths = filesOf(place)
  const start = paths.findLastIndex((path) => path <= fileOf(place, from))
  for (const path of paths.slice(Math.max(0, start))) {
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const record = readLine(line, lines)
      if (record && record.number >= from) yield record
    }
  }
}

/** The newest record that the copy's disk has. */
export function endOfCopy(place: CopyPlace): JournalRecord | undefined {
  return findEnd(place).last
}

/** What can be seen of a copy without any key; undefined where there is none. */
export function copyKind(place: CopyPlace): 'plain' | 'sealed' | undefined {
  if (filesOf(place, '.sealed').length > 0) return 'sealed'
  return filesOf(place, '.jsonl').length > 0 ? 'plain' : undefined
}

function follows(record: JournalRecord, previous: JournalRecord): boolean {
  return record.number === previous.number + 1 && record.previousHash === previous.hash
}

interface End {
  readonly path: string | undefined
  /** How much of the file is whole records. */
  readonly bytes: number
  readonly last: JournalRecord | undefined
}

/** Where the copy ends, by its newest file that holds a whole record. */
function findEnd(place: CopyPlace): End {
  const lines = recordLines(place)
  for (const path of filesOf(place).toReversed()) {
    const last = [...wholeLines(path, lines)].at(-1)
    if (last) return { path, bytes: last.endsAt, last: last.record }
  }
  return { path: undefined, bytes: 0, last: undefined }
}

/** The whole records from the beginning of a file, with the byte behind each. */
function* wholeLines(path: string, lines: RecordLines): Generator<{ readonly record: JournalRecord; readonly endsAt: number }> {
  const text = readFileSync(path)
  for (let from = 0, to = text.indexOf(10); to !== -1; from = to + 1, to = text.indexOf(10, from)) {
    const record = readLine(text.toString('utf8', from, to), lines)
    if (!record) return
    yield { record, endsAt: to + 1 }
  }
}

function readLine(line: string, lines: RecordLines): JournalRecord | undefined {
  const text = lines.read(line)
  if (text === undefined) return undefined
  try {
    const record = journalRecord.parse(JSON.parse(text))
    return chainHash(record) === record.hash ? record : undefined
  } catch {
    // Whatever a torn write has left is no record: it is told apart by its hash, not by how it fails to be read.
    return undefined
  }
}

/** Lines of another key are not what a power cut leaves: they are not written over. */
function assertReadable({ last }: End, place: CopyPlace): void {
  if (!place.key || last || !filesOf(place).some((path) => readFileSync(path).includes(10))) return
  throw keyTrouble(`The second copy in ${place.folder} cannot be read with the lane's key. Put back the one that belongs to the key, or move it away: a new one is then begun.`)
}

function assertLeadsTo({ last }: End, journal: Pick<Journal, 'start' | 'hashOf'>, { folder }: CopyPlace): void {
  if (!last || last.number < journal.start().number || journal.hashOf(last.number) === last.hash) return
  throw new StoreTrouble('damaged', `The copy in ${folder} holds record ${last.number}, which the lane's database does not: an older database was put back. Keep both as they are and call support.`)
}

function fileOf(place: CopyPlace, number: number): string {
  const { folder, journalId } = place
  const first = number - ((number - 1) % recordsPerFile)
  return join(folder, `${journalId}-${String(first).padStart(10, '0')}${recordLines(place).suffix}`)
}

/** Oldest first. */
function filesOf(place: CopyPlace, suffix = recordLines(place).suffix): string[] {
  const { folder, journalId } = place
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => name.startsWith(`${journalId}-`) && name.endsWith(suffix)).toSorted().map((name) => join(folder, name))
}

function firstOf(path: string, lines: RecordLines): JournalRecord | undefined {
  for (const { record } of wholeLines(path, lines)) return record
  return undefined
}
