import Database from 'better-sqlite3'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { assert } from '../../domain/assert.ts'
import type { JournalId } from '../../domain/ids.ts'
import { openCheckpoint, type Checkpoint } from './checkpoint.ts'
import { holdLane } from './hold-lane.ts'
import { openJournal, type Journal } from './journal.ts'
import { openNetworkRecords, type NetworkRecords } from './network-records.ts'
import { openOwnRecords, type OwnRecords } from './own-records.ts'
import { openReplica, type Replica } from './replica.ts'
import { migrate, newestVersion } from './schema.ts'
import { openUploadCursor, type UploadCursor } from './upload-cursor.ts'
import { StoreTrouble, storeTrouble } from './store-trouble.ts'

/** One lane's database: the journal, what is worked out from it, and the replica of what head office sent. */
export interface LaneStore {
  readonly path: string
  readonly identity: { readonly journalId: JournalId; readonly storeId: string; readonly laneNumber: number }
  readonly journal: Journal
  readonly own: OwnRecords
  readonly replica: Replica
  readonly upload: UploadCursor
  readonly network: NetworkRecords
  readonly checkpoint: Checkpoint
  close(): void
}

interface Opening {
  readonly dataDir: string
  /** Who this lane is, for a database that has to be made. Absent: the database must be there. */
  readonly lane?: { readonly storeId: string; readonly laneNumber: number }
  readonly newJournalId?: () => string
  /** `read` opens beside a running lane and writes nothing. */
  readonly mode?: 'write' | 'read'
}

/**
 * Opens the lane's database for its one writer, or to be read beside it.
 * @throws StoreTrouble with a sentence that says what to do
 */
export function openLaneStore({ dataDir, lane, newJournalId = () => crypto.randomUUID(), mode = 'write' }: Opening): LaneStore {
  const path = join(dataDir, 'lane.db')
  if (mode === 'read' || !lane) {
    if (!existsSync(path)) throw new StoreTrouble('not-found', `There is no lane database at ${path}. Name the lane's data folder with --data.`)
  }
  const opened: { close(): unknown }[] = []
  try {
    if (mode === 'write') {
      mkdirSync(dataDir, { recursive: true })
      opened.push(holdLane(dataDir))
    }
    const db = new Database(path, { readonly: mode === 'read', fileMustExist: mode === 'read' })
    opened.push(db)
    makeDurable(db, mode)
    const identity = readIdentity(db) ?? makeIdentity(db, lane, newJournalId())
    const journal = openJournal(db, identity.journalId)
    const network = openNetworkRecords(db)
    return {
      path,
      identity,
      journal,
      own: openOwnRecords(db, network.isSpent),
      replica: openReplica(db),
      upload: openUploadCursor(db),
      network,
      checkpoint: openCheckpoint(db, journal),
      close: () => closeAll(opened),
    }
  } catch (error) {
    closeAll(opened)
    throw storeTrouble(error, path)
  }
}

function closeAll(opened: readonly { close(): unknown }[]): void {
  for (const handle of opened.toReversed()) handle.close()
}

/** better-sqlite3 reopens a WAL file with synchronous NORMAL, which loses the last sales at a power cut: set and check it every time. */
function makeDurable(db: Database.Database, mode: 'write' | 'read'): void {
  if (mode === 'read') {
    const version = db.pragma('user_version', { simple: true }) as number
    if (version !== newestVersion) throw new StoreTrouble('newer-version', `The database has version ${version}, this program reads version ${newestVersion}. Start the lane once with this program, or use the program that wrote it.`)
    return
  }
  const mode_ = db.pragma('journal_mode = wal', { simple: true })
  assert(mode_ === 'wal', `SQLite refused write-ahead logging and uses ${String(mode_)}`)
  db.pragma('synchronous = full')
  assert(db.pragma('synchronous', { simple: true }) === 2, 'every commit must reach the disk: synchronous is not FULL')
  // A checkpoint inside a commit makes one scan in a few hundred slow: the lane runs them between sales.
  db.pragma('wal_autocheckpoint = 0')
  migrate(db)
}

function readIdentity(db: Database.Database): LaneStore['identity'] | undefined {
  return db.prepare<[], LaneStore['identity']>('select journal_id as journalId, store_id as storeId, lane_number as laneNumber from identity').get()
}

function makeIdentity(db: Database.Database, lane: Opening['lane'], journalId: string): LaneStore['identity'] {
  assert(lane !== undefined, 'a new lane database needs to know its store and lane')
  db.prepare('insert into identity (only, journal_id, store_id, lane_number) values (1, ?, ?, ?)').run(journalId, lane.storeId, lane.laneNumber)
  return { journalId: journalId as JournalId, ...lane }
}
