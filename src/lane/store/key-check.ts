import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, readSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copiedJournals, type LaneOfStore } from './copied-journals.ts'
import { keyFor, keyTrouble, unlock, type LaneKey } from './lane-key.ts'
import { copyKind, endOfCopy, type CopyPlace } from './second-copy.ts'

interface Asked {
  readonly dataDir: string
  readonly copyDir: string
  readonly key: LaneKey | undefined
  /** Whose copies in `copyDir` may tell of a key; none where it is not known. */
  readonly lane?: LaneOfStore | undefined
  readonly mode: 'write' | 'read'
}

export const keyCheckPath = (dataDir: string): string => join(dataDir, 'lane.key-check')
const databasePath = (dataDir: string): string => join(dataDir, 'lane.db')

/**
 * Finds out whether this is the lane's key before anything else of its files is looked at: under a wrong key all of them
 * would look damaged. A value beside the database says so; where that is lost, whatever the key opens.
 * @throws StoreTrouble `key`; nothing was changed
 */
export function proveKey(asked: Asked): void {
  const { dataDir, key, mode } = asked
  const known = readKeyCheck(dataDir)
  if (!key) {
    if (known !== undefined || kinds(asked).includes('sealed')) throw keyTrouble(`The lane's files in ${dataDir} are encrypted. Name the file that holds their key in the configuration, as keyFile; nothing was changed.`)
    return
  }
  if (known === undefined) proveByFiles(asked, key)
  else if (known !== checkValue(key)) throw keyTrouble(`The key file named in the configuration does not hold the key of the lane's files in ${dataDir}. Name the right one as keyFile; nothing was changed.`)
  // A new lane's, or one that was lost.
  if (known === undefined && mode === 'write') writeKeyCheck(keyCheckPath(dataDir), key)
}

/** Puts the value beside the database, once the disk has it. Who reads it learns nothing of the key. */
export function writeKeyCheck(path: string, key: LaneKey): void {
  const value = checkValue(key)
  writeFileSync(`${path}.new`, `${value} ${sumOf(value)}\n`, { flush: true })
  renameSync(`${path}.new`, path)
}

function proveByFiles(asked: Asked, key: LaneKey): void {
  const path = databasePath(asked.dataDir)
  const found = kinds(asked)
  if (found.includes('plain')) throw keyTrouble(`The lane's files in ${asked.dataDir} are not encrypted. Take keyFile out of the configuration, encrypt them with "lanewise journal rekey --to FILE", and name that file.`)
  if (!existsSync(path) && found.length === 0) return
  if (!opens(path, key) && !copies(asked).some((place) => endOfCopy({ ...place, key }))) {
    throw keyTrouble(`The key file named in the configuration opens none of the lane's files in ${asked.dataDir}. Name the right one as keyFile; nothing was changed.`)
  }
}

/** What can be seen of the lane's files without any key. */
function kinds(asked: Asked): ('plain' | 'sealed')[] {
  return [databaseKind(databasePath(asked.dataDir)), ...copies(asked).map(copyKind)].filter((kind) => kind !== undefined)
}

function copies({ copyDir, lane }: Asked): CopyPlace[] {
  return lane ? copiedJournals(copyDir, lane).map((journalId) => ({ folder: copyDir, journalId })) : []
}

function checkValue(key: LaneKey): string {
  return keyFor('key check', key).toString('hex')
}

/** @returns undefined where there is none, or one that is damaged */
function readKeyCheck(dataDir: string): string | undefined {
  const path = keyCheckPath(dataDir)
  const [value = '', sum = ''] = existsSync(path) ? readFileSync(path, 'latin1').trim().split(' ') : []
  return value !== '' && sum === sumOf(value) ? value : undefined
}

function sumOf(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16)
}

/** Every database that is not encrypted begins with this. */
const plainMark = Buffer.from('SQLite format 3\0')
/** Behind the mark and the versions even an encrypted one says how much of each page is the cipher's, and three constants. */
const cipherMark = Buffer.from([64, 64, 32, 32])
const cipherMarkAt = 20

/** @returns undefined where there is no database, or its beginning is damaged */
function databaseKind(path: string): 'plain' | 'sealed' | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined
  const begin = Buffer.alloc(cipherMarkAt + cipherMark.length)
  const file = openSync(path, 'r')
  readSync(file, begin)
  closeSync(file)
  if (begin.subarray(0, plainMark.length).equals(plainMark)) return 'plain'
  return begin.subarray(cipherMarkAt).equals(cipherMark) ? 'sealed' : undefined
}

function opens(path: string, key: LaneKey): boolean {
  if (!existsSync(path)) return false
  const db = new Database(path, { readonly: true })
  try {
    unlock(db, key)
    db.prepare('select count(*) from sqlite_master').get()
    return true
  } catch {
    // Another key's, or damaged: which of them the caller finds out.
    return false
  } finally {
    db.close()
  }
}
