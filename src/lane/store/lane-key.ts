import type { Database } from 'better-sqlite3'
import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { platform } from 'node:os'
import { isAbsolute, relative, resolve } from 'node:path'
import { StoreTrouble } from './store-trouble.ts'

/** What a lane's files are encrypted with: 256 bits, in an object that shows them to no log. */
export type LaneKey = KeyObject

const keyBytes = 32

interface KeyPlace {
  readonly keyFile?: string | undefined
  readonly dataDir: string
  readonly copyDir?: string | undefined
}

/**
 * Reads the key that a lane's configuration names: 64 hex digits in a file of its own, which nobody else may read and
 * which does not lie beside what it opens.
 * @returns undefined where no file is named: the lane's files are then as anybody can read them
 * @throws StoreTrouble `key`
 */
export function laneKeyOf(place: KeyPlace): LaneKey | undefined {
  const { keyFile } = place
  if (keyFile === undefined) return undefined
  checkOutside({ ...place, keyFile })
  return readKeyFile(keyFile)
}

/** The key of a file, which is made with a new one where it is not there. @throws StoreTrouble `key`, or the error of the file system */
export function newLaneKey(place: KeyPlace & { readonly keyFile: string }): LaneKey {
  checkOutside(place)
  return existsSync(place.keyFile) ? readKeyFile(place.keyFile) : makeKeyFile(place.keyFile)
}

function checkOutside({ keyFile, dataDir, copyDir }: KeyPlace & { readonly keyFile: string }): void {
  for (const folder of [dataDir, copyDir ?? dataDir]) {
    const within = relative(resolve(folder), resolve(keyFile))
    if (!within.startsWith('..') && !isAbsolute(within)) throw keyTrouble(`The key file ${keyFile} is within ${folder}, which it is to protect. Have it elsewhere, best not on the same disk.`)
  }
}

/** @throws StoreTrouble `key` */
export function readKeyFile(path: string): LaneKey {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw keyTrouble(`There is no key file at ${path}. Put it back where it was, or correct keyFile in the configuration; nothing was changed.`)
  if (platform() !== 'win32' && (found.mode & 0o077) !== 0) throw keyTrouble(`The key file ${path} can be read by others. Take that from them: chmod 600 ${path}`)
  const text = readFileSync(path, 'latin1').trim()
  if (!/^[\da-f]{64}$/i.test(text)) throw keyTrouble(`The key file ${path} does not hold a key: 64 hexadecimal digits. Put back the right file; nothing was changed.`)
  return createSecretKey(text, 'hex')
}

/** Makes a new key and returns once the disk has it. @throws the error of the file system, also where there is a file already */
export function makeKeyFile(path: string): LaneKey {
  const key = randomBytes(keyBytes)
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, `${key.toString('hex')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return createSecretKey(key)
}

/** A key for one use, worked out from the lane's own: who learns one does not learn another. */
export function keyFor(use: 'database' | 'second copy' | 'key check', key: LaneKey): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `lanewise ${use}`, keyBytes))
}

/**
 * Lets SQLite read and write a database under the lane's key; belongs directly behind its opening. Every page is
 * encrypted and authenticated (AEGIS-256), in the file and in its log: with the processor's own AES it costs a commit next to nothing, where ChaCha20-Poly1305 doubles its work.
 * @param key undefined for a lane whose files are not encrypted
 */
export function unlock(db: Database, key: LaneKey | undefined): void {
  if (!key) return
  chooseCipher(db)
  db.pragma(`key = ${pragmaKey(key)}`)
  // What SQLite puts aside while it sorts is not encrypted on a disk.
  db.pragma('temp_store = memory')
}

/** The library would take another one. */
export function chooseCipher(db: Database): void {
  db.pragma("cipher = 'aegis'")
}

/** The database's key as SQLite's pragmas take it: as it is, without a password's slow derivation. */
export function pragmaKey(key: LaneKey): string {
  return `'raw:${keyFor('database', key).toString('hex')}'`
}

export function keyTrouble(message: string): StoreTrouble {
  return new StoreTrouble('key', message)
}
