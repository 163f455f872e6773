import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startPostgres as startReally, type EmbeddedPostgres } from '../../../src/crm/store/embedded-postgres.ts'

// Each test makes a database from nothing and may do so on a busy machine.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let folder = ''
let dataDir = ''
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanewise-crm-'))
  await chmod(folder, 0o755)
  dataDir = join(folder, 'crm')
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await vi.waitFor(async () => expect(await postmasterOf()).toBeUndefined(), { timeout: 30_000 })
  const home = await homeOf().catch(() => undefined)
  if (home !== undefined && !home.startsWith(folder)) await rm(dirname(home), { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
})

/** These tests kill processes and not machines, so nothing has to be forced onto the disk. */
const settings = { fsync: 'off' }

function startPostgres(options: { readonly dataDir: string }): Promise<EmbeddedPostgres> {
  return startReally({ ...options, settings })
}

/** A CRM's owner in a process of its own, which can be killed. */
async function startInProcess(): Promise<{ child: ChildProcess; url: string }> {
  const program = `import { startPostgres } from ${JSON.stringify(new URL('../../../src/crm/store/embedded-postgres.ts', import.meta.url).href)}
    const { url } = await startPostgres(${JSON.stringify({ dataDir, settings })})
    console.log(url)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [url] = await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'exit').then(() => ['it ended too early'])])
  return { child, url: String(url) }
}

async function homeOf(): Promise<string> {
  return String(JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8')).pgData)
}

/** The running server by the note it keeps, or undefined. */
async function postmasterOf(): Promise<number | undefined> {
  const pid = await readFile(join(await homeOf().catch(() => dataDir), 'postmaster.pid'), 'utf8').then((text) => Number(text.split('\n')[0]), () => undefined)
  return pid !== undefined && (await isRunning(pid)) ? pid : undefined
}

/** A process that has ended but was not collected yet has no command line. */
async function isRunning(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')) !== ''
}

/** The shell that stops the server when its owner ends. */
async function watcherOf(): Promise<number> {
  const home = await homeOf()
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (command.startsWith('sh\0') && command.includes(home)) return Number(pid)
  }
  throw new Error('there is no watcher')
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  // The server may be killed under it.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

describe('the PostgreSQL that comes along', () => {
  it('finds yesterday\'s data and leaves nothing running when it stops', async () => {
    const first = await startPostgres({ dataDir })
    await query(first.url, "create table kept as select 'yesterday' as word")
    const pid = (await postmasterOf()) ?? 0
    expect(await isRunning(pid)).toBe(true)
    await first.stop()
    expect(await isRunning(pid)).toBe(false)
    await expect(watcherOf()).rejects.toThrow('no watcher')
    const second = await startPostgres({ dataDir })
    expect(await query(second.url, 'select word from kept')).toEqual([{ word: 'yesterday' }])
    await second.stop()
  })

  it('does not outlive an owner that was killed', async () => {
    const { child } = await startInProcess()
    expect(await postmasterOf()).toBeDefined()
    child.kill('SIGKILL')
    await vi.waitFor(async () => expect(await postmasterOf()).toBeUndefined(), { timeout: 30_000 })
  })

  it('is stopped and started again when owner and watcher were both killed, with every commit there', async () => {
    const { child, url } = await startInProcess()
    await query(url, "create table kept as select 'before the crash' as word")
    process.kill(await watcherOf(), 'SIGKILL')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const orphan = await postmasterOf()
    expect(orphan).toBeDefined()
    const next = await startPostgres({ dataDir })
    expect(await postmasterOf()).not.toBe(orphan)
    expect(await query(next.url, 'select word from kept')).toEqual([{ word: 'before the crash' }])
    await next.stop()
  })

  it('is refused to a second Lanewise while the first is alive, which goes on undisturbed', async () => {
    const first = await startPostgres({ dataDir })
    await expect(startPostgres({ dataDir })).rejects.toThrow(/in use by another Lanewise.*choose another folder with --data/)
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await first.stop()
  })

  it('starts past the note of a server whose number a stranger has by now', async () => {
    await (await startPostgres({ dataDir })).stop()
    const home = await homeOf()
    await writeFile(join(home, 'postmaster.pid'), `${process.pid}\n${home}\n1700000000\n5432\n\n127.0.0.1\n`)
    const next = await startPostgres({ dataDir })
    expect(await query(next.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await next.stop()
  })

  it('keeps its data elsewhere when the data folder lies where its account cannot go', async () => {
    await chmod(folder, 0o700)
    const first = await startPostgres({ dataDir })
    await query(first.url, "create table kept as select 'behind closed doors' as word")
    await first.stop()
    const second = await startPostgres({ dataDir })
    expect(await query(second.url, 'select word from kept')).toEqual([{ word: 'behind closed doors' }])
    await second.stop()
    await rm(dataDir, { recursive: true })
    const fresh = await startPostgres({ dataDir })
    await expect(query(fresh.url, 'select word from kept')).rejects.toThrow(/kept/)
    await fresh.stop()
    const home = await homeOf()
    await rm(dataDir, { recursive: true })
    dataDir = join(folder, 'another')
    await (await startPostgres({ dataDir })).stop()
    if (home.startsWith('/var/lib')) await expect(stat(home)).rejects.toThrow('ENOENT')
  })

  it('says what to do when its folder is none, or from another version', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(startPostgres({ dataDir: join(folder, 'file') })).rejects.toThrow(/data folder .*file cannot be used.*choose another with --data/)
    await (await startPostgres({ dataDir })).stop()
    await writeFile(join(await homeOf(), 'PG_VERSION'), '9.6\n')
    await expect(startPostgres({ dataDir })).rejects.toThrow(/written by PostgreSQL 9\.6.*fresh data folder/)
  })

  it('does not take a database for its own whose password is gone', async () => {
    await mkdir(join(dataDir, 'postgres'), { recursive: true })
    await expect(startPostgres({ dataDir })).rejects.toThrow(/postgres\.json; put that file back/)
  })
})
