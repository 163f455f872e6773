import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { sumsPath } from './page-sums.ts'

const between = '.damaged-'

/**
 * Gives the database and its log other names, with the time in them. Nothing of them is ever deleted by the lane.
 * @param at ISO time
 * @returns the new path; undefined where there is no database
 */
export function setAside(databasePath: string, at: string): string | undefined {
  rmSync(sumsPath(databasePath), { force: true })
  rmSync(`${databasePath}-shm`, { force: true })
  if (!existsSync(databasePath)) return undefined
  const path = freePath(`${databasePath}${between}${at.replaceAll(':', '-')}`)
  // The log first: without its database it would be taken for that of the next one.
  if (existsSync(`${databasePath}-wal`)) renameSync(`${databasePath}-wal`, `${path}-wal`)
  renameSync(databasePath, path)
  return path
}

/** The same for the second copy. @param at ISO time */
export function setCopyAside(folder: string, at: string): void {
  renameSync(folder, freePath(`${folder}${between}${at.replaceAll(':', '-')}`))
}

/** Databases set aside before, newest first. */
export function listSetAside(databasePath: string): string[] {
  const folder = dirname(databasePath)
  return readdirSync(folder).filter((name) => name.startsWith(basename(databasePath) + between) && !/-(wal|shm)$/.test(name)).toSorted().toReversed().map((name) => join(folder, name))
}

/** A clock that was set back gives the same time twice. */
function freePath(wanted: string): string {
  for (let count = 1; ; count += 1) {
    const path = count === 1 ? wanted : `${wanted}.${count}`
    if (!existsSync(path) && !existsSync(`${path}-wal`)) return path
  }
}
