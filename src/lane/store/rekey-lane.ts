import Database from 'better-sqlite3'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { copiedJournals } from './copied-journals.ts'
import { holdLane } from './hold-lane.ts'
import { keyCheckPath, writeKeyCheck } from './key-check.ts'
import { chooseCipher, pragmaKey, unlock, type LaneKey } from './lane-key.ts'
import { openLaneStore, usualCopyDir, type LaneStore } from './open-lane-store.ts'
import { sumsPath } from './page-sums.ts'
import { reachDisk } from './reach-disk.ts'
import { beginRekey, decideRekey, finishRekey, type RekeyPlan } from './rekey-plan.ts'
import { recordLines } from './seal-record.ts'
import { listSetAside } from './set-aside.ts'
import { StoreTrouble } from './store-trouble.ts'

interface Asked {
  readonly dataDir: string
  readonly copyDir?: string | undefined
  /** What the files are under; undefined where they are not encrypted. */
  readonly from: LaneKey | undefined
  /** What they shall be under; undefined to have them as anybody can read them. */
  readonly to: LaneKey | undefined
}

/** How the names of the files end that are in the making. */
const inTheMaking = '.rekeyed'

/**
 * Brings a stopped lane's files under another key: database, replica and second copy, all of them or none, whenever it is
 * cut short. The new files are made beside the old ones, so the disks need room for both.
 * @returns whose they are, and damaged databases that were set aside before: those stay as they are
 * @throws StoreTrouble; nothing has changed then
 */
export function rekeyLane({ dataDir, copyDir = usualCopyDir(dataDir), from, to }: Asked): { readonly identity: LaneStore['identity']; readonly leftAsTheyAre: readonly string[] } {
  // With every check there is, and nothing stays behind in a log.
  const store = openLaneStore({ dataDir, copyDir, key: from })
  const { identity, path } = store
  store.close()
  const lock = holdLane(dataDir)
  try {
    const databases = readdirSync(dataDir).filter((name) => /^(lane|replica-\d+)\.db$/.test(name)).map((name) => join(dataDir, name))
    const logged = databases.find((database) => existsSync(`${database}-wal`))
    if (logged !== undefined) throw new StoreTrouble('in-use', `${logged} is still in use: something reads it, or a lane was started meanwhile. End that and try again; nothing was changed.`)
    const copies = copiedJournals(copyDir, identity).flatMap((journalId) => copyFiles({ folder: copyDir, journalId, from, to }))
    beginRekey(dataDir, planOf({ dataDir, path, databases, copies, to }))
    for (const database of databases) rekeyDatabase(database, { from, to })
    for (const copy of copies) rekeyCopy(copy)
    if (to) writeKeyCheck(keyCheckPath(dataDir) + inTheMaking, to)
    for (const folder of [dataDir, copyDir]) if (existsSync(folder)) reachDisk(folder)
    decideRekey(dataDir)
  } finally {
    try {
      finishRekey(dataDir)
    } finally {
      lock.close()
    }
  }
  return { identity, leftAsTheyAre: listSetAside(path) }
}

interface Planning extends Pick<Asked, 'dataDir' | 'to'> {
  readonly path: string
  readonly databases: readonly string[]
  readonly copies: readonly CopyFile[]
}

function planOf({ dataDir, path, databases, copies, to }: Planning): RekeyPlan {
  const newNames = [...databases, ...copies.map(({ becomes }) => becomes), ...(to ? [keyCheckPath(dataDir)] : [])]
  const goes = copies.filter((copy) => copy.path !== copy.becomes).map((copy) => copy.path)
  return {
    renames: newNames.map((becomes) => ({ made: becomes + inTheMaking, becomes })),
    removals: [sumsPath(path), ...goes, ...(to ? [] : [keyCheckPath(dataDir)])],
  }
}

/** In a copy of it: the database itself is only read. */
function rekeyDatabase(path: string, { from, to }: Pick<Asked, 'from' | 'to'>): void {
  const made = path + inTheMaking
  copyFileSync(path, made)
  const db = new Database(made)
  try {
    if (from) unlock(db, from)
    else chooseCipher(db)
    db.pragma('journal_mode = delete')
    db.pragma('synchronous = off')
    db.pragma(`rekey = ${to ? pragmaKey(to) : "''"}`)
  } finally {
    db.close()
  }
  checkMade(made, to)
  reachDisk(made)
}

function checkMade(made: string, key: LaneKey | undefined): void {
  const db = new Database(made)
  try {
    unlock(db, key)
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new StoreTrouble('io', `${dirname(made)}: what was written under the new key cannot be read back. Check the disk; nothing was changed.`)
  } finally {
    db.close()
  }
}

interface CopyFile {
  readonly path: string
  readonly becomes: string
  /** One line under the old key, as it is under the new one. @returns undefined for a line that cannot be read */
  reseal(line: string): string | undefined
}

function copyFiles({ folder, journalId, from, to }: { readonly folder: string; readonly journalId: string } & Pick<Asked, 'from' | 'to'>): CopyFile[] {
  const [old, made] = [recordLines({ journalId, key: from }), recordLines({ journalId, key: to })]
  const reseal = (line: string): string | undefined => {
    const text = old.read(line)
    const number = text === undefined ? undefined : numberOf(text)
    return text === undefined || number === undefined ? undefined : made.write(number, text)
  }
  const names = readdirSync(folder).filter((name) => name.startsWith(journalId) && name.endsWith(old.suffix))
  return names.map((name) => ({ path: join(folder, name), becomes: join(folder, name.slice(0, -old.suffix.length) + made.suffix), reseal }))
}

/** What a power cut has left at the end is left out; a line that cannot be read before others is for people to look at. */
function rekeyCopy({ path, becomes, reseal }: CopyFile): void {
  const lines = readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map(reseal)
  const torn = lines.indexOf(undefined)
  if (torn !== -1 && lines.slice(torn).some((line) => line !== undefined)) throw new StoreTrouble('damaged', `Line ${torn + 1} of ${path} cannot be read. Keep a copy of the file and take the line out, or move the second copy away: the lane then makes a new one. Nothing was changed.`)
  const whole = torn === -1 ? lines : lines.slice(0, torn)
  writeFileSync(becomes + inTheMaking, whole.map((line) => `${line}\n`).join(''), { flush: true })
}

/** A record says its number, a summary through which number it goes. */
function numberOf(text: string): number | undefined {
  try {
    const { number, through } = JSON.parse(text) as { readonly number?: number; readonly through?: number }
    return number ?? through
  } catch {
    return undefined
  }
}
