import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { realClock } from '../../lane/real-clock.ts'
import { isHeld } from '../../lane/store/hold-lane.ts'
import { proveKey } from '../../lane/store/key-check.ts'
import { laneKeyOf, type LaneKey } from '../../lane/store/lane-key.ts'
import { lookThrough, type FileLook } from '../../lane/store/look-through.ts'
import { openLaneStore } from '../../lane/store/open-lane-store.ts'
import { listSetAside } from '../../lane/store/set-aside.ts'
import { StoreTrouble, storeTrouble } from '../../lane/store/store-trouble.ts'
import type { RoomRead } from './check-disk.ts'
import { readInside, type InsideRead } from './read-inside.ts'

/** Everything that was read of a lane's folder. */
export interface FolderRead {
  /** ISO time of the reading. */
  readonly at: string
  readonly isRunning: boolean
  readonly isEncrypted: boolean
  /** A sentence where the files cannot be read for want of their key: nothing below was then looked at. */
  readonly keyTrouble: string | undefined
  /** Undefined where there is no database. */
  readonly file: FileLook | undefined
  /** What the database holds; a sentence where it cannot be opened as the lane opens it. */
  readonly inside: InsideRead | { readonly trouble: string }
  readonly room: RoomRead
  readonly reserveBytes: number
  readonly setAside: readonly string[]
}

interface Folders {
  readonly dataDir: string
  readonly copyDir: string
  readonly keyFile: string | undefined
}

const pauseMs = 100

/** Reads beside a running lane and writes nothing. @param folders of which the lane's own is there */
export async function readFolder(folders: Folders): Promise<FolderRead> {
  const { dataDir, copyDir, keyFile } = folders
  const databasePath = path.join(dataDir, 'lane.db')
  const isRunning = isHeld(dataDir)
  const { bavail, bsize } = statfsSync(dataDir)
  const opened = await readDatabase(folders, databasePath, isRunning)
  return {
    at: realClock.now(),
    isRunning,
    isEncrypted: keyFile !== undefined,
    ...opened,
    room: { freeBytes: bavail * bsize, bytesPerDay: 'standing' in opened.inside ? opened.inside.bytesPerDay : undefined },
    reserveBytes: statSync(path.join(dataDir, 'lane.reserve'), { throwIfNoEntry: false })?.size ?? 0,
    setAside: [...listSetAside(databasePath), ...copiesSetAside(copyDir)],
  }
}

async function readDatabase(folders: Folders, databasePath: string, isRunning: boolean): Promise<Pick<FolderRead, 'keyTrouble' | 'file' | 'inside'>> {
  const proven = orTrouble(databasePath, () => ({ key: provenKey(folders) }))
  if ('trouble' in proven) return { keyTrouble: proven.trouble, file: undefined, inside: proven }
  const file = existsSync(databasePath) ? await lookThrough(databasePath, proven.key, isRunning ? () => wait(pauseMs) : undefined) : undefined
  return { keyTrouble: undefined, file, inside: orTrouble(databasePath, () => openInside(folders, proven.key, isRunning)) }
}

function provenKey({ dataDir, copyDir, keyFile }: Folders): LaneKey | undefined {
  const key = laneKeyOf({ keyFile, dataDir, copyDir })
  proveKey({ dataDir, copyDir, key, mode: 'read' })
  return key
}

function openInside({ dataDir, copyDir }: Folders, key: LaneKey | undefined, isRunning: boolean): InsideRead {
  const store = openLaneStore({ dataDir, copyDir, key, mode: 'read' })
  try {
    return readInside(store, { dataDir, copyDir, key, isRunning })
  } finally {
    store.close()
  }
}

/** What the world has done to the files is said; anything else is our own mistake. */
function orTrouble<T>(databasePath: string, read: () => T): T | { readonly trouble: string } {
  try {
    return read()
  } catch (error) {
    const trouble = storeTrouble(error, databasePath)
    if (trouble instanceof StoreTrouble) return { trouble: trouble.message }
    throw error
  }
}

function copiesSetAside(copyDir: string): string[] {
  const folder = path.dirname(copyDir)
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(`${path.basename(copyDir)}.damaged-`)).toSorted().map((name) => path.join(folder, name)) : []
}
