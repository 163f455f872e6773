import Database from 'better-sqlite3'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { open as openFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { unlock, type LaneKey } from './lane-key.ts'
import { mendPageSize } from './mend-page-size.ts'
import { removeLarge } from './remove-large.ts'
import { carryReplicaOver, prepareReplica } from './replica-schema.ts'
import { StoreTrouble, storeTrouble } from './store-trouble.ts'

/**
 * Files of the replica, one in use and at times one in the making beside it. They are apart from the journal's so that a
 * million items can be loaded without the sale's commits waiting for their pages, and change places in one commit of
 * the lane's database, which names the one in use by its number.
 */
export interface ReplicaFiles {
  current(): Database.Database
  /** A new, empty file; one that was begun before is thrown away. */
  begin(): ReplicaFile
  /** Moves what is in the write-ahead log into the file in use; belongs between sales. */
  checkpoint(): void
  close(): void
}

export interface ReplicaFile {
  readonly db: Database.Database
  /** Lets the disk have what is in it so far: all of it at the end would keep a sale's commit waiting. */
  settle(): Promise<void>
  /**
   * Lets it take the place of the one in use once the disk has it; the other one is deleted.
   * @param inUse called in the moment it does, while the other one can still be read
   */
  takePlace(inUse: () => void): Promise<void>
  discard(): void
}

const pathOf = (dataDir: string, number: number): string => join(dataDir, `replica-${number}.db`)
/** Unlike any that is whole: one that was begun and never finished is not taken for one. */
const makingPath = (dataDir: string): string => join(dataDir, 'replica.making')
const parts = ['', '-wal', '-shm'] as const

/** Before version 110 the lane's database held the replica itself: it is carried over before that step drops it. */
export function moveReplicaOut(lane: Database.Database, dataDir: string): void {
  const path = pathOf(dataDir, 1)
  remove(path)
  const db = new Database(path)
  prepareReplica(db)
  db.close()
  carryReplicaOver(lane, path)
}

interface Opening {
  /** The lane's database, which names the file in use. */
  readonly lane: Database.Database
  readonly dataDir: string
  readonly mode: 'write' | 'read'
  readonly key?: LaneKey | undefined
}

export function openReplicaFiles({ lane, dataDir, mode, key }: Opening): ReplicaFiles {
  const named = lane.prepare<[], { value: number }>("select value from cursor where name = 'replica'")
  const number = (): number => named.get()?.value ?? newestNumber(dataDir)
  if (mode === 'read') return readOnly(pathOf(dataDir, number()), key)
  const setNumber = lane.prepare("insert into cursor (name, value) values ('replica', ?) on conflict (name) do update set value = excluded.value")
  if (!named.get()) setNumber.run(number())
  removeOthers(dataDir, number())
  let db = openInUse(pathOf(dataDir, number()), key)

  const takePlace = async (filled: Database.Database, inUse: () => void): Promise<void> => {
    const next = number() + 1
    filled.exec('commit')
    filled.close()
    await reachDisk(filled.name)
    await rename(filled.name, pathOf(dataDir, next))
    await reachDisk(dataDir)
    const opened = openInUse(pathOf(dataDir, next), key)
    setNumber.run(next)
    const before = db
    db = opened
    inUse()
    before.close()
    // The log goes with the last connection: where it stays, another program reads on in the whole file.
    if (!existsSync(`${before.name}-wal`)) await removeLarge(before.name)
    await Promise.all(parts.map((part) => rm(before.name + part, { force: true })))
  }

  return {
    current: () => db,
    begin() {
      const path = makingPath(dataDir)
      remove(path)
      const filled = openUnsafely(path, key)
      return { db: filled, settle: () => reachDisk(path), takePlace: (inUse) => takePlace(filled, inUse), discard: () => (filled.close(), remove(path)) }
    },
    checkpoint: () => void db.pragma('wal_checkpoint(PASSIVE)'),
    close: () => db.close(),
  }
}

/** A replica is only a copy: one that is no database any more is begun anew and fetched again. */
function openInUse(path: string, key: LaneKey | undefined): Database.Database {
  try {
    return openDurably(path, key)
  } catch (error) {
    if (!(storeTrouble(error, path) instanceof StoreTrouble) || (storeTrouble(error, path) as StoreTrouble).code !== 'damaged') throw error
    remove(path)
    return openDurably(path, key)
  }
}

/** A power cut may take the last pages of the feed, with the place they reached: they come again. */
function openDurably(path: string, key: LaneKey | undefined): Database.Database {
  if (key) mendPageSize(path)
  const db = new Database(path)
  try {
    unlock(db, key)
    db.pragma('journal_mode = wal')
    db.pragma('synchronous = normal')
    db.pragma('wal_autocheckpoint = 0')
    prepareReplica(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** For a file that is thrown away unless it is finished: nothing is kept for a way back. */
function openUnsafely(path: string, key: LaneKey | undefined): Database.Database {
  const db = new Database(path)
  unlock(db, key)
  db.pragma('journal_mode = off')
  db.pragma('synchronous = off')
  db.pragma('locking_mode = exclusive')
  prepareReplica(db)
  // One transaction to the end: what does not fit into memory goes to the file all the same.
  db.exec('begin')
  return db
}

function readOnly(path: string, key: LaneKey | undefined): ReplicaFiles {
  if (!existsSync(path)) throw new StoreTrouble('not-found', `There is no replica at ${path}. Start the lane once: it is fetched again from the CRM.`)
  const db = new Database(path, { readonly: true, fileMustExist: true })
  unlock(db, key)
  const refuse = (): never => {
    throw new StoreTrouble('read-only', 'The replica was opened to be read.')
  }
  return { current: () => db, begin: refuse, checkpoint: refuse, close: () => db.close() }
}

/** Off the event loop: a large file takes a while. */
async function reachDisk(path: string): Promise<void> {
  const file = await openFile(path, 'r')
  await file.sync().finally(() => file.close())
}

/** For a lane's database that was made anew beside a replica that is still good. */
function newestNumber(dataDir: string): number {
  return readdirSync(dataDir).reduce((newest, name) => Math.max(newest, Number(/^replica-(\d+)\.db$/.exec(name)?.[1] ?? 1)), 1)
}

function removeOthers(dataDir: string, number: number): void {
  const inUse = parts.map((part) => `replica-${number}.db${part}`)
  for (const name of readdirSync(dataDir)) if (name.startsWith('replica') && !inUse.includes(name)) rmSync(join(dataDir, name))
}

function remove(path: string): void {
  for (const part of parts) rmSync(path + part, { force: true })
}
