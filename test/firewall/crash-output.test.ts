import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSimulatedCardReader, type SimulatedCardReader } from '../../drivers/simulator/simulated-card-reader.ts'
import { deviceConfig } from '../../src/contract/config.ts'
import { eventually, temporaryFolder, type TemporaryFolder } from '../support/drivers.ts'
import { canReadMemory, filesUnder, searchMemory } from '../support/firewall-processes.ts'

const entry = fileURLToPath(new URL('../../drivers/device-process.ts', import.meta.url))
const half = '41111111111111'
let folder: TemporaryFolder
let reader: SimulatedCardReader
let child: ChildProcess

/** The device process itself, asked by its environment for every report there is, with half a payment card in its buffer. */
beforeEach(async () => {
  folder = temporaryFolder()
  mkdirSync(join(folder.dir, 'crashes'))
  reader = openSimulatedCardReader({ lanePath: join(folder.dir, 'card-reader') })
  const crashes = join(folder.dir, 'crashes')
  const reports = `--report-on-fatalerror --report-uncaught-exception --report-on-signal --report-directory=${crashes}`
  child = fork(entry, [], { cwd: crashes, execArgv: [], env: { ...process.env, NODE_OPTIONS: reports }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const messages: string[] = []
  child.on('message', (message) => void messages.push(JSON.stringify(message)))
  child.send({ type: 'configure', configs: [deviceConfig.parse({ role: 'card-reader', name: 'reader', wire: { kind: 'serial', path: reader.lanePath }, allow: ['29MMMMMMMMMMC'] })] })
  await eventually(() => messages.some((message) => message.includes('"ready"')))
  reader.sendBytes(Buffer.from(`%B${half}`))
  if (canReadMemory()) await eventually(() => searchMemory(child.pid ?? 0, (portion) => portion.includes(half)))
})

afterEach(() => {
  child.kill('SIGKILL')
  reader.close()
  folder.remove()
})

it.each([
  ['that makes a mistake', (): unknown => child.send({ type: 'nonsense' })],
  ['that is asked for a report by a signal', (): unknown => child.kill('SIGUSR2')],
  ['that is aborted', (): unknown => child.kill('SIGABRT')],
])('a device process %s says and writes nothing of what was in its buffer', async (_, end) => {
  const outputs = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ''))
  const gone = once(child, 'exit')
  end()
  await gone
  const said = (await Promise.all(outputs)).join('')
  expect(said).not.toContain(half.slice(0, 8))
  expect(filesUnder(join(folder.dir, 'crashes')).map(({ name }) => name)).toEqual([])
})

it.runIf(process.platform === 'linux')('the kernel leaves the memory of a device process out of any core dump', () => {
  expect(readFileSync(`/proc/${child.pid ?? 0}/coredump_filter`, 'utf8').trim()).toBe('00000000')
})
