import { execFile } from 'node:child_process'
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { PostgresBinaries } from './postgres-binaries.ts'
import type { PostgresHome } from './postgres-home.ts'
import type { RunAs } from './postgres-user.ts'

const run = promisify(execFile)

export interface ServerParts {
  readonly binaries: PostgresBinaries
  readonly home: PostgresHome
  readonly runAs: RunAs
}

/** The superuser of the embedded server. */
export const databaseUser = 'lanewise'

const initialiseTimeoutMs = 120_000
const commandTimeoutMs = 60_000
const lookAgainMs = 20
const lastLooks = 250

/** PostgreSQL's note of a running server: process and port. */
export interface RunningServer {
  readonly pid: number
  readonly port: number
}

/**
 * Makes the data folder on first use. It is made under another name and renamed,
 * so a start killed in the middle leaves nothing half made.
 * @throws Error when the folder was written by another major version
 */
export async function initialise({ binaries, home, runAs }: ServerParts, settings: Readonly<Record<string, string>>): Promise<void> {
  const version = await readFile(join(home.pgData, 'PG_VERSION'), 'utf8').then((text) => text.trim(), () => undefined)
  if (version === binaries.major) return
  if (version !== undefined) throw new Error(`The database in ${home.pgData} was written by PostgreSQL ${version}, this is ${binaries.major}. Move it over with pg_upgrade, or start with a fresh data folder.`)
  const unfinished = `${home.pgData}.new`
  const passwordFile = `${home.pgData}.password`
  await rm(unfinished, { recursive: true, force: true })
  await makeOwned(unfinished, passwordFile, home.password, runAs)
  const flags = ['-D', unfinished, '-U', databaseUser, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', ...(settings['fsync'] === 'off' ? ['--no-sync'] : [])]
  await run(binaries.initdb, flags, { ...runAs, cwd: unfinished, env: plainEnvironment(), timeout: initialiseTimeoutMs })
    .catch((error: unknown) => { throw new Error(`PostgreSQL could not make its data folder: ${said(error)}`, { cause: error }) })
    .finally(() => rm(passwordFile, { force: true }))
  await rename(unfinished, home.pgData)
}

async function makeOwned(folder: string, passwordFile: string, password: string, { uid, gid }: RunAs): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  if (uid === undefined || gid === undefined) return
  await chown(folder, uid, gid)
  await chown(passwordFile, uid, gid)
}

/** The server that runs on this data folder, or undefined. A note left by a dead one is taken away. */
export async function runningServer({ home }: ServerParts): Promise<RunningServer | undefined> {
  const path = join(home.pgData, 'postmaster.pid')
  const note = await readFile(path, 'utf8').catch(() => undefined)
  if (note === undefined) return undefined
  const [pid, , , port] = note.split('\n').map(Number)
  if (pid !== undefined && Number.isInteger(pid) && (await isPostmaster(pid, home.pgData))) return { pid, port: port ?? 0 }
  // The number may belong to a stranger by now, and PostgreSQL would refuse to start because of it.
  await rm(path, { force: true })
  return undefined
}

async function isPostmaster(pid: number, pgData: string): Promise<boolean> {
  try {
    process.kill(pid, 0)
    if (process.platform !== 'linux') return true
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes(pgData)
  } catch {
    return false
  }
}

/**
 * Starts the server and waits until it answers.
 * @param settings PostgreSQL settings by name, on top of the ones for one machine
 * @throws Error with the last lines of the server's log
 */
export async function startServer({ binaries, home, runAs }: ServerParts, port: number, settings: Readonly<Record<string, string>>): Promise<void> {
  const log = join(home.pgData, 'server.log')
  // One log per start and the one before it: a lane's CRM may run for years.
  if (await stat(log).then(() => true, () => false)) await rename(log, `${log}.before`)
  const given = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '60', ...settings }
  const options = Object.entries(given).map(([name, value]) => `-c ${name}='${value}'`)
  await run(binaries.pgCtl, ['start', '-D', home.pgData, '-l', log, '-w', '-s', '-o', [`-p ${port}`, ...options].join(' ')], { ...runAs, cwd: home.pgData, env: plainEnvironment(), timeout: commandTimeoutMs })
    .catch(async (error: unknown) => { throw new Error(`PostgreSQL did not start on port ${port}: ${(await lastLines(log)) ?? said(error)}`, { cause: error }) })
}

/** Ends the server, at once for its clients and without losing a commit, and waits until its process is gone; does nothing when none runs. */
export async function stopServer(parts: ServerParts): Promise<void> {
  const { binaries, home, runAs } = parts
  const running = await runningServer(parts)
  if (!running) return
  try {
    await run(binaries.pgCtl, ['stop', '-D', home.pgData, '-m', 'fast', '-w', '-s'], { ...runAs, cwd: '/', timeout: commandTimeoutMs })
  } catch (error) {
    // It may have ended by itself between the look and the order.
    if (await runningServer(parts)) throw new Error(`PostgreSQL in ${home.pgData} does not stop: ${said(error)}`, { cause: error })
  }
  // Its note goes a moment before the process does.
  for (let look = 0; look < lastLooks && (await isPostmaster(running.pid, home.pgData)); look += 1) await sleep(lookAgainMs)
}

/** A port nobody listens on; another program may take it before it is used, so callers try again. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no TCP port is free on 127.0.0.1')
  return address.port
}

/** PostgreSQL must not see settings meant for other programs (PGDATA, PGPORT, …). */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_') && name !== 'LANG'))
}

async function lastLines(log: string): Promise<string | undefined> {
  const text = await readFile(log, 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-4).join(' | ') || undefined
}

function said(error: unknown): string {
  const stderr = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr).trim() : ''
  return (stderr || String(error)).split('\n').slice(-4).join(' | ')
}
