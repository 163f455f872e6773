import { createHash, randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { sharedHome } from './postgres-binaries.ts'
import { canReach, type RunAs } from './postgres-user.ts'

/** Where one embedded server lives. */
export interface PostgresHome {
  /** PostgreSQL's own data folder; made by initdb. */
  readonly pgData: string
  readonly password: string
}

/** Beside a database that is kept elsewhere: the data folder it belongs to. */
const originFile = 'belongs-to'

const homeFile = z.object({ password: z.string().min(16), pgData: z.string() })

/**
 * Finds the server's home from its data folder, or chooses one.
 *
 * `postgres.json` in the data folder holds the password and says where the database lies: beside it,
 * or under /var/lib/lanewise when root keeps the data folder where the account `postgres` cannot go.
 * Without that file the folder is new: what an earlier folder of the same name left under /var/lib/lanewise is removed.
 *
 * @throws Error naming the folder when it cannot be written, or holds a database without its password
 */
export async function preparePostgresHome(dataDir: string, runAs: RunAs): Promise<PostgresHome> {
  try {
    await mkdir(dataDir, { recursive: true })
    const folder = await realpath(dataDir)
    return (await readHome(folder)) ?? (await makeHome(folder, runAs))
  } catch (error) {
    throw new Error(`The CRM's data folder ${dataDir} cannot be used: ${error instanceof Error ? error.message : String(error)}. Give it to the user who runs Lanewise, or choose another with --data.`, { cause: error })
  }
}

async function readHome(folder: string): Promise<PostgresHome | undefined> {
  const path = join(folder, 'postgres.json')
  return (await exists(path)) ? homeFile.parse(JSON.parse(await readFile(path, 'utf8'))) : undefined
}

async function makeHome(folder: string, runAs: RunAs): Promise<PostgresHome> {
  const parent = await reachableParent(folder, runAs)
  const home = { password: randomBytes(18).toString('hex'), pgData: join(parent, 'postgres') }
  if (parent !== folder) await rm(home.pgData, { recursive: true, force: true })
  else if (await exists(home.pgData)) throw new Error(`it holds a database (${home.pgData}) but not its postgres.json; put that file back or move the database away`)
  await writeFile(join(folder, 'postgres.json'), `${JSON.stringify(home)}\n`, { mode: 0o600 })
  return home
}

async function reachableParent(folder: string, runAs: RunAs): Promise<string> {
  if (runAs.uid === undefined || runAs.gid === undefined) return folder
  if (await canReach(runAs, folder)) return folder
  await letGroupEnter(folder, runAs.gid)
  if (await canReach(runAs, folder)) return folder
  await sweepTemporary()
  const elsewhere = join(sharedHome, createHash('sha256').update(folder).digest('hex').slice(0, 16))
  await mkdir(elsewhere, { recursive: true, mode: 0o755 })
  await writeFile(join(elsewhere, originFile), folder)
  return elsewhere
}

/** Removes databases whose data folder lay under the system's temporary folder and is gone. Any other folder may be a disk that is away. */
async function sweepTemporary(): Promise<void> {
  const entries = await readdir(sharedHome).catch(() => [])
  for (const entry of entries) {
    const origin = await readFile(join(sharedHome, entry, originFile), 'utf8').catch(() => undefined)
    if (origin?.startsWith(`${tmpdir()}/`) && !(await exists(origin))) await rm(join(sharedHome, entry), { recursive: true, force: true })
  }
}

/** A closed data folder is opened to the account's group, to pass through and not to read. */
async function letGroupEnter(folder: string, gid: number): Promise<void> {
  const { uid, mode } = await stat(folder)
  await chown(folder, uid, gid)
  await chmod(folder, (mode & 0o777) | 0o010)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false)
}
