import { existsSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync, mkdirSync, readFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { buildIfStale } from '../../../src/cli/start/build-if-stale.ts'
import { openDataFolder } from '../../../src/cli/start/data-folder.ts'
import { onFreePort } from '../../../src/cli/start/free-port.ts'

const base = mkdtempSync(join(tmpdir(), 'lanewise-data-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))
let folder: string
beforeEach(() => (folder = join(base, crypto.randomUUID())))

const source = new URL('../../../src/cli/start/data-folder.ts', import.meta.url).href

/** Opens the folder in a process of its own, as another start would, and holds it until ended. */
async function openElsewhere(path: string, fresh = false): Promise<{ said: string; end: () => Promise<unknown> }> {
  const program = `import(${JSON.stringify(source)}).then(({ openDataFolder }) => openDataFolder(${JSON.stringify(path)}, ${fresh})).then(({ secrets }) => { console.log(secrets.laneToken); setInterval(() => {}, 1000) }, (error) => console.log(error.message))`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return {
    said,
    end() {
      if (child.exitCode !== null) return Promise.resolve()
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      return gone
    },
  }
}

it('makes its secrets once, for its owner alone', async () => {
  const first = await openElsewhere(folder)
  await first.end()
  expect(first.said).toMatch(/^[0-9a-f]{64}$/)
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'lane')).mode & 0o777).toBe(0o700)
  const second = await openElsewhere(folder)
  await second.end()
  expect(second.said).toBe(first.said)
})

it('belongs to one start at a time, and falls free when that one is killed', async () => {
  const first = await openElsewhere(folder)
  await expect(openDataFolder(folder, true)).rejects.toThrow(`Lanewise already runs on ${folder}`)
  await first.end()
  const data = await openDataFolder(folder, false)
  expect(data.secrets.laneToken).toBe(first.said)
})

it('is emptied by --fresh, and only if it is ours', async () => {
  const first = await openElsewhere(folder)
  await first.end()
  writeFileSync(join(folder, 'lane', 'lane.db'), 'yesterday')
  const again = await openElsewhere(folder, true)
  await again.end()
  expect(again.said).not.toBe(first.said)
  expect(existsSync(join(folder, 'lane', 'lane.db'))).toBe(false)
  const photos = join(base, 'photos')
  mkdirSync(photos)
  writeFileSync(join(photos, 'beach.jpg'), 'x')
  await expect(openDataFolder(photos, true)).rejects.toThrow("something that is not Lanewise's")
  expect(readFileSync(join(photos, 'beach.jpg'), 'utf8')).toBe('x')
})

it('says what to do when its secrets are damaged', async () => {
  mkdirSync(folder)
  writeFileSync(join(folder, 'secrets.json'), '{"laneToken":')
  await expect(openDataFolder(folder, false)).rejects.toThrow('put it back from a copy, or start over with --fresh')
})

/** A port nobody uses, or one that is held until `close`. */
async function listen(port = 0): Promise<{ port: number; close: () => void }> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, close: () => server.close() }
}

const silent = (): void => undefined

it('takes another port when the usual one is taken, and says so; a wanted port that is taken is an error', async () => {
  const other = await listen()
  const said: string[] = []
  const port = await onFreePort({ usual: other.port, say: (line) => said.push(line) }, (free) => Promise.resolve(free))
  expect(port).not.toBe(other.port)
  expect(said).toEqual([`Port ${other.port} is taken; using ${port}.`])
  await expect(onFreePort({ wanted: other.port, usual: 1, say: silent }, (free) => Promise.resolve(free))).rejects.toThrow(`Port ${other.port} is taken. Stop what uses it`)
  other.close()
})

it('takes another port when somebody takes the first one between the look and the start', async () => {
  const usual = await listen()
  usual.close()
  const racers: { close: () => void }[] = []
  const tried: number[] = []
  const used = await onFreePort({ usual: usual.port, say: silent }, async (free) => {
    tried.push(free)
    if (tried.length > 1) return free
    racers.push(await listen(free))
    throw new Error('taken')
  })
  expect(tried).toEqual([usual.port, used])
  for (const racer of racers) racer.close()
})

it('does not try again what fails for another reason', async () => {
  const tried: number[] = []
  await expect(onFreePort({ usual: 0, say: silent }, (free) => Promise.reject(new Error(`broken on ${tried.push(free)}`)))).rejects.toThrow('broken on 1')
  expect(tried).toHaveLength(1)
})

it('builds what is missing or older than its sources, once, and shows the builder\'s words when that fails', async () => {
  mkdirSync(join(folder, 'source'), { recursive: true })
  writeFileSync(join(folder, 'source', 'page.txt'), 'page')
  writeFileSync(join(folder, 'build.mjs'), "import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'\nmkdirSync('out', { recursive: true })\nwriteFileSync('out/page.txt', 'page')\nappendFileSync('count', 'x')\n")
  const build = { what: 'the pages', sources: ['source'], outDir: 'out', args: ['build.mjs'] }
  const said: string[] = []
  const run = (): Promise<void> => buildIfStale(build, folder, (line) => said.push(line), new AbortController().signal)
  await Promise.all([run(), run()])
  await run()
  expect(readFileSync(join(folder, 'count'), 'utf8')).toBe('x')
  expect(said).toEqual(['Building the pages …', expect.stringMatching(/^Built the pages in [\d.]+ s\.$/)])
  const later = Date.now() / 1000 + 60
  utimesSync(join(folder, 'source', 'page.txt'), later, later)
  await run()
  expect(readFileSync(join(folder, 'count'), 'utf8')).toBe('xx')
  writeFileSync(join(folder, 'build.mjs'), "console.error('page.txt: unexpected <'); process.exit(1)")
  await expect(run()).rejects.toThrow(/the pages could not be built:\npage\.txt: unexpected </)
})
