import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import pg from 'pg'
import { findBinaries } from './postgres-binaries.ts'
import { preparePostgresHome } from './postgres-home.ts'
import { databaseUser, freePort, initialise, runningServer, startServer, stopServer, type RunningServer, type ServerParts } from './postgres-server.ts'
import { postgresUser } from './postgres-user.ts'

export interface EmbeddedPostgres {
  /** `postgres://…` of the database `lanewise`, with its password; on 127.0.0.1 alone. */
  readonly url: string
  /** Process id of the server's first process. */
  readonly pid: number
  /** Resolves when the server is gone though nobody stopped it: killed, or its disk failed. */
  readonly lost: Promise<void>
  /** Ends the server and waits until nothing of it runs. */
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** Folder of the CRM's data; made when missing. */
  readonly dataDir: string
  /** PostgreSQL settings by name. */
  readonly settings?: Readonly<Record<string, string>>
}

/** Any number: held by whoever owns the running server, so that a second CRM on the same folder sees it. */
const ownerLock = 7_263_001
const connectTimeoutMs = 5_000
const startAttempts = 4

/**
 * Starts the PostgreSQL that came with npm on its own data folder: makes the folder on first use, finds
 * yesterday's data after that. A server left behind by a killed program is stopped first; besides, a small watcher
 * stops the server as soon as this process ends in whatever way.
 *
 * @throws Error saying what to do: folder in use, no rights, no binaries, no port
 */
export async function startPostgres({ dataDir, settings = {} }: PostgresOptions): Promise<EmbeddedPostgres> {
  const runAs = await postgresUser()
  const binaries = await findBinaries(runAs)
  const parts = { binaries, runAs, home: await preparePostgresHome(dataDir, runAs) }
  await stopOrphan(parts, dataDir)
  await initialise(parts, settings)
  const port = await startOnFreePort(parts, settings)
  const watcher = watch(parts)
  try {
    const owner = await own(parts, port)
    const pid = (await runningServer(parts))?.pid
    if (pid === undefined) throw new Error('PostgreSQL ended as soon as it had started; its log is in the data folder.')
    let stopping = false
    const lost = new Promise<void>((resolve) => owner.once('end', () => { if (!stopping) resolve() }))
    return {
      url: urlOf(parts, port, 'lanewise'),
      pid,
      lost,
      stop: () => {
        stopping = true
        return stop(parts, watcher, owner)
      },
    }
  } catch (error) {
    await stop(parts, watcher)
    throw error
  }
}

async function startOnFreePort(parts: ServerParts, settings: Readonly<Record<string, string>>, attempt = 1): Promise<number> {
  const port = await freePort()
  try {
    await startServer(parts, port, settings)
    return port
  } catch (error) {
    // Someone may have taken the port in between; any other cause fails again and is reported.
    if (attempt === startAttempts || (await runningServer(parts))) throw error
    return startOnFreePort(parts, settings, attempt + 1)
  }
}

/** Holds the owner's lock for as long as this process lives and makes the database on first use. */
async function own(parts: ServerParts, port: number): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: urlOf(parts, port, 'postgres'), connectionTimeoutMillis: connectTimeoutMs })
  // The connection falls with the server; its end is what `lost` hears.
  owner.on('error', () => undefined)
  await owner.connect()
  await owner.query('select pg_advisory_lock($1)', [ownerLock])
  const { rowCount } = await owner.query("select 1 from pg_database where datname = 'lanewise'")
  if (rowCount === 0) await owner.query('create database lanewise')
  return owner
}

/** @throws Error when the running server belongs to a program that is alive */
async function stopOrphan(parts: ServerParts, dataDir: string): Promise<void> {
  const running = await runningServer(parts)
  if (!running) return
  if (await isOwned(parts, running)) throw new Error(`The CRM's data folder ${dataDir} is in use by another Lanewise (PostgreSQL is process ${running.pid}). Stop that one, or choose another folder with --data.`)
  await stopServer(parts)
}

async function isOwned(parts: ServerParts, { port }: RunningServer): Promise<boolean> {
  const visitor = new pg.Client({ connectionString: urlOf(parts, port, 'postgres'), connectionTimeoutMillis: connectTimeoutMs })
  visitor.on('error', () => undefined)
  try {
    await visitor.connect()
    const { rows } = await visitor.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [ownerLock])
    return rows[0]?.free === false
  } catch {
    // It is just going down, or hangs: nobody can be using it.
    return false
  } finally {
    await visitor.end().catch(() => undefined)
  }
}

/**
 * A shell that waits for our end of the pipe to close and then stops the server: also after SIGKILL.
 * It leads its own process group, so Ctrl-C in a terminal does not reach it before us.
 */
function watch({ binaries, home, runAs }: ServerParts): ChildProcess {
  const script = 'cat >/dev/null; exec "$0" stop -D "$1" -m fast -w -s'
  const watcher = spawn('sh', ['-c', script, binaries.pgCtl, home.pgData], { ...runAs, cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  watcher.unref()
  if (watcher.stdin instanceof Socket) watcher.stdin.unref()
  return watcher
}

async function stop(parts: ServerParts, watcher: ChildProcess, owner?: pg.Client): Promise<void> {
  await owner?.end().catch(() => undefined)
  await stopServer(parts)
  if (watcher.exitCode !== null || watcher.signalCode !== null) return
  const ended = once(watcher, 'exit')
  watcher.ref()
  watcher.stdin?.end()
  await ended
}

function urlOf({ home }: ServerParts, port: number, database: string): string {
  return `postgres://${databaseUser}:${home.password}@127.0.0.1:${port}/${database}`
}
