import Database from 'better-sqlite3'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { assert } from '../../domain/assert.ts'
import type { JournalId } from '../../domain/ids.ts'
import type { Fact, FactOf } from '../../domain/sale/facts.ts'
import { openCheckpoint, type Checkpoint } from './checkpoint.ts'
import { checkContents, checkEnd, checkFiles, checkPresence } from './check-store.ts'
import { copiedJournals } from './copied-journals.ts'
import { guardPages, type GuardedPages } from './guard-pages.ts'
import { holdLane } from './hold-lane.ts'
import { openJournal, type Journal } from './journal.ts'
import { proveKey } from './key-check.ts'
import { unlock, type LaneKey } from './lane-key.ts'
import { openLineage, type Lineage } from './lineage.ts'
import { mendPageSize } from './mend-page-size.ts'
import { openNetworkRecords, type NetworkRecords } from './network-records.ts'
import { openOwnRecords, type OwnRecords } from './own-records.ts'
import { sumsPath } from './page-sums.ts'
import { checkNoRekey, finishRekey } from './rekey-plan.ts'
import { openReserve, type Reserve } from './reserve.ts'
import { openRetention, type Retention } from './retention.ts'
import { openReplica, type Replica } from './replica.ts'
import { moveReplicaOut, openReplicaFiles } from './replica-files.ts'
import { openFeedKey, type FeedKey } from './replica-key.ts'
import { dropHeadlessLog } from './read-wal.ts'
import { migrate, newestVersion, replicaLeaves } from './schema.ts'
import { steadyStore } from './steady-store.ts'
import { openSummaries } from './summaries.ts'
import { openUploadCursor, type UploadCursor } from './upload-cursor.ts'
import { StoreTrouble, storeTrouble } from './store-trouble.ts'

/** One lane's database: the journal, what is worked out from it, and the replica of what head office sent. */
export interface LaneStore extends StoreParts {
  /** Room for when the disk is full. */
  readonly reserve: Reserve
  /**
   * Closes the database and opens it anew with every check, after its disk has failed: what was acknowledged must be there, and
   * nothing else. What a lane holds of this store goes on with it.
   * @throws StoreTrouble, or an Error where the journal ends elsewhere than in memory: the process has to start again
   */
  reopen(): void
  /** Writes down that the chain is another journal behind some record, with what belongs to it; see `Lineage`. @throws as `append` does */
  branchOff(entry: Parameters<Journal['append']>[0] & { readonly facts: readonly [FactOf<'journal-branched'>, ...Fact[]] }): void
}

export interface StoreParts {
  readonly path: string
  /** `journalId` is the journal the lane writes now; see `Lineage`. */
  readonly identity: { readonly journalId: JournalId; readonly storeId: string; readonly laneNumber: number }
  readonly lineage: Lineage
  readonly journal: Journal
  readonly own: OwnRecords
  readonly replica: Replica
  readonly feedKey: FeedKey
  readonly upload: UploadCursor
  readonly network: NetworkRecords
  readonly checkpoint: Checkpoint
  readonly retention: Retention
  close(): void
}

interface Opening {
  readonly dataDir: string
  /** Who this lane is, for a database that has to be made. Absent: the database must be there. */
  readonly lane?: { readonly storeId: string; readonly laneNumber: number }
  readonly newJournalId?: () => string
  /** Where the journal's second copy lies; `copy` in `dataDir` unless given. */
  readonly copyDir?: string | undefined
  /** What the lane's files are encrypted with; undefined where they are not. */
  readonly key?: LaneKey | undefined
  /** `read` opens beside a running lane and writes nothing. */
  readonly mode?: 'write' | 'read'
}

/**
 * Opens the lane's database for its one writer, or to be read beside it.
 * @throws StoreTrouble with a sentence that says what to do
 */
export function openLaneStore(opening: Opening): LaneStore {
  return steadyStore(() => openParts(opening), openReserve(join(opening.dataDir, 'lane.reserve')))
}

function openParts({ dataDir, copyDir = usualCopyDir(dataDir), key, lane, newJournalId = () => crypto.randomUUID(), mode = 'write' }: Opening): StoreParts {
  const path = join(dataDir, 'lane.db')
  if (mode === 'read' || !lane) {
    if (!existsSync(path)) throw new StoreTrouble('not-found', `There is no lane database at ${path}. Name the lane's data folder with --data.`)
  }
  const opened: { close(): unknown }[] = []
  let mayMoveLog = false
  try {
    if (mode === 'write') {
      mkdirSync(dataDir, { recursive: true })
      opened.push(holdLane(dataDir))
      finishRekey(dataDir)
      if (key) mendPageSize(path)
    } else checkNoRekey(dataDir)
    proveKey({ dataDir, copyDir, key, lane, mode })
    if (mode === 'write') {
      if (lane) checkPresence(path, copiedJournals(copyDir, lane))
    }
    const isNew = !existsSync(path)
    const isChecked = mode === 'read' || isNew || checkFiles(path)
    if (mode === 'write' && isChecked) dropHeadlessLog(`${path}-wal`)
    const db = new Database(path, { readonly: mode === 'read', fileMustExist: mode === 'read' })
    mayMoveLog = mode === 'write'
    opened.push(db)
    unlock(db, key)
    if (!isChecked) checkContents(db, path)
    makeDurable(db, mode, dataDir)
    const identity = readIdentity(db) ?? makeIdentity(db, lane, newJournalId())
    const lineage = openLineage(db, identity.journalId)
    const journal = openJournal(db, lineage)
    if (mode === 'write') checkEnd(journal, { folder: copyDir, journalId: lineage.firstId, key }, path)
    const files = openReplicaFiles({ lane: db, dataDir, mode, key })
    opened.push(files)
    const replica = openReplica(files, () => lineage.current().journalId)
    const network = openNetworkRecords(db, lineage)
    const checkpoint = openCheckpoint(mode === 'write' ? guarded(db, path, { isNew, opened }) : { checkpoint: () => undefined }, journal)
    const own = openOwnRecords(db, lineage, (couponCode) => replica.couponSpent(couponCode) || network.isSpent(couponCode))
    const upload = openUploadCursor(db)
    return {
      path,
      identity: { ...identity, journalId: lineage.current().journalId },
      lineage,
      journal,
      own,
      replica,
      feedKey: openFeedKey(db),
      upload,
      network,
      checkpoint: {
        ...checkpoint,
        run() {
          checkpoint.run()
          files.checkpoint()
        },
      },
      retention: openRetention(db, { summaries: openSummaries(db), newestDay: own.newestDay, acceptedThrough: upload.acceptedThrough }),
      close: () => closeAll(opened),
    }
  } catch (error) {
    // Closing moves the log into the file, and nobody sums what it moves.
    if (mayMoveLog) rmSync(sumsPath(path), { force: true })
    closeAll(opened)
    throw storeTrouble(error, path)
  }
}

/** Where the second copy lies unless the configuration says otherwise. */
export function usualCopyDir(dataDir: string): string {
  return join(dataDir, 'copy')
}

function guarded(db: Database.Database, path: string, { isNew, opened }: { readonly isNew: boolean; readonly opened: { close(): unknown }[] }): GuardedPages {
  if (isNew) rmSync(sumsPath(path), { force: true })
  const pages = guardPages(db, path)
  opened.push(pages)
  return pages
}

/** Newest first, and every one of them, whatever the ones before have to say. */
function closeAll(opened: readonly { close(): unknown }[]): void {
  const [last, ...others] = opened.toReversed()
  try {
    last?.close()
  } finally {
    if (others.length > 0) closeAll(others.toReversed())
  }
}

/** better-sqlite3 reopens a WAL file with synchronous NORMAL, which loses the last sales at a power cut: set and check it every time. */
function makeDurable(db: Database.Database, mode: 'write' | 'read', dataDir: string): void {
  const version = db.pragma('user_version', { simple: true }) as number
  if (mode === 'read') {
    if (version !== newestVersion) throw new StoreTrouble('newer-version', `The database has version ${version}, this program reads version ${newestVersion}. Start the lane once with this program, or use the program that wrote it.`)
    return
  }
  const mode_ = db.pragma('journal_mode = wal', { simple: true })
  assert(mode_ === 'wal', `SQLite refused write-ahead logging and uses ${String(mode_)}`)
  db.pragma('user_version')
  // Where the disk fails at the very change, SQLite says `wal` and goes on without: then there is no log.
  if (!existsSync(`${db.name}-wal`)) throw new StoreTrouble('io', `The disk holding ${db.name} reports errors. Nothing was taken; check the disk before selling on.`)
  db.pragma('synchronous = full')
  assert(db.pragma('synchronous', { simple: true }) === 2, 'every commit must reach the disk: synchronous is not FULL')
  // A checkpoint inside a commit makes one scan in a few hundred slow: the lane runs them between sales.
  db.pragma('wal_autocheckpoint = 0')
  if (version > 0 && version < replicaLeaves) moveReplicaOut(db, dataDir)
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
