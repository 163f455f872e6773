import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'

const program = fileURLToPath(new URL('../../src/crm/main.ts', import.meta.url))
const readyLine = z.object({ ready: z.literal(true), url: z.url(), databaseUrl: z.string().startsWith('postgres://'), feedKey: z.string().length(43) })

// Each test makes a database from nothing and may do so on a busy machine.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let folder = ''
let child: ChildProcessWithoutNullStreams | undefined
let said = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanewise-crm-'))
  await chmod(folder, 0o755)
  await writeFile(join(folder, 'tokens.json'), JSON.stringify({ laneToken: 'lane-token-of-the-tests', adminToken: 'admin-token-of-the-tests' }))
})

afterEach(async () => {
  if (child && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
})

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcessWithoutNullStreams {
  const { DATABASE_URL: _url, ...clean } = process.env
  said = ''
  child = spawn(process.execPath, [program, ...args], { env: { ...clean, ...env } })
  child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString() })
  return child
}

async function startReady(): Promise<{ running: ChildProcessWithoutNullStreams; ready: z.infer<typeof readyLine> }> {
  const running = start(['--port', '0', '--data', join(folder, 'crm'), '--token-file', join(folder, 'tokens.json')])
  const [line] = await Promise.race([once(createInterface(running.stdout), 'line'), once(running, 'exit').then(() => [said])])
  return { running, ready: readyLine.parse(JSON.parse(String(line))) }
}

/** The embedded server has to be gone once the CRM is. */
async function expectNoDatabase(url: string): Promise<void> {
  await vi.waitFor(async () => {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    await expect(client.connect()).rejects.toThrow(/ECONNREFUSED/)
  }, { timeout: 30_000 })
}

describe('the CRM process', () => {
  it.each([
    ['it is told to by SIGTERM', (running: ChildProcessWithoutNullStreams) => running.kill('SIGTERM')],
    ['it is told to by Ctrl-C', (running: ChildProcessWithoutNullStreams) => running.kill('SIGINT')],
    ['the program that started it is gone', (running: ChildProcessWithoutNullStreams) => running.stdin.end()],
  ])('says where it is when it is up, and ends without a trace when %s', async (_when, end) => {
    const { running, ready } = await startReady()
    expect(await (await fetch(`${ready.url}/v1/health`)).json()).toEqual({ status: 'ok' })
    expect((await fetch(`${ready.url}/v1/journals/j`, { headers: { authorization: 'Bearer lane-token-of-the-tests' } })).status).toBe(200)
    end(running)
    expect(await once(running, 'exit')).toEqual([0, null])
    await expectNoDatabase(ready.databaseUrl)
  })

  it('takes its database with it even when it is killed', async () => {
    const { running, ready } = await startReady()
    running.kill('SIGKILL')
    await expectNoDatabase(ready.databaseUrl)
  })

  it('ends with a clear line when its database is killed under it, so that whoever watches it starts it again', async () => {
    const { running, ready } = await startReady()
    const { pgData } = z.object({ pgData: z.string() }).parse(JSON.parse(await readFile(join(folder, 'crm', 'postgres.json'), 'utf8')))
    process.kill(Number((await readFile(join(pgData, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL')
    expect(await once(running, 'exit')).toEqual([1, null])
    expect(said).toContain('PostgreSQL ended under the CRM. Start the CRM again')
    await expectNoDatabase(ready.databaseUrl)
  })

  it.each([
    ['its tokens are missing', ['--data', 'nowhere'], {}, /LANEWISE_LANE_TOKEN and LANEWISE_ADMIN_TOKEN/],
    ['it has no database', [], { LANEWISE_LANE_TOKEN: 'lane-token-of-the-tests', LANEWISE_ADMIN_TOKEN: 'admin-token-of-the-tests' }, /--data FOLDER .* DATABASE_URL/],
    ['its database does not answer', [], { LANEWISE_LANE_TOKEN: 'lane-token-of-the-tests', LANEWISE_ADMIN_TOKEN: 'admin-token-of-the-tests', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, /127\.0\.0\.1:1\/none cannot be used/],
    ['it is given an option it does not know', ['--prot', '80'], {}, /--prot/],
  ])('ends with one clear line when %s', async (_when, args, env, words) => {
    const running = start(args, env)
    expect(await once(running, 'exit')).toEqual([1, null])
    expect(said.trim().split('\n')).toHaveLength(1)
    expect(said).toMatch(words)
  })
})
