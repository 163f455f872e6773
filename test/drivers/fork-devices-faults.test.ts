import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forkDevices } from '../../drivers/fork-devices.ts'
import type { Timers } from '../../drivers/timers.ts'
import { deviceConfig } from '../../src/contract/config.ts'
import type { Devices } from '../../src/contract/devices.ts'
import { manualTimers, type ManualTimers } from '../support/drivers-manual-timers.ts'
import { eventually, listenTo, temporaryFolder, type TemporaryFolder } from '../support/drivers.ts'

const scanner = deviceConfig.parse({ role: 'scanner', name: 'scanner', wire: { kind: 'serial', path: '/nowhere' } })

let folder: TemporaryFolder
let timers: ManualTimers
let devices: Devices | undefined

beforeEach(() => {
  folder = temporaryFolder()
  timers = manualTimers()
})

afterEach(async () => {
  await devices?.close()
  devices = undefined
  folder.remove()
})

/** A device process that does what `program` says; every start of it is noted. */
function processThat(program: string): { readonly entryPath: string; startCount(): number } {
  const [entryPath, starts] = [`${folder.dir}/device-process.mjs`, `${folder.dir}/starts`]
  writeFileSync(starts, '')
  writeFileSync(entryPath, `import { appendFileSync } from 'node:fs'\nappendFileSync(${JSON.stringify(starts)}, '.')\nprocess.on('disconnect', () => process.exit())\n${program}\n`)
  return { entryPath, startCount: () => readFileSync(starts, 'utf8').length }
}

/** Says what is asked of it, and answers every ping and nothing else. */
const says = (...messages: readonly unknown[]): string => `
  for (const message of ${JSON.stringify(messages)}) process.send({ type: 'message', message })
  process.on('message', (message) => { if (message.type === 'ping') process.send({ type: 'pong' }); if (message.type === 'close') process.exit() })`

describe('a device process', () => {
  it('that ends as soon as it starts is started again with pauses that grow to five seconds', async () => {
    const { entryPath, startCount } = processThat('process.exit(7)')
    const pauses: number[] = []
    const noting: Timers = { nowMs: () => timers.nowMs(), after: (delayMs, run) => (pauses.push(delayMs), timers.after(delayMs, run)) }
    devices = forkDevices([scanner], { entryPath, timers: noting })
    const log = listenTo(devices)
    const ended = (): number => pauses.filter((delayMs) => delayMs !== 2000).length
    for (const [index, pauseMs] of [250, 500, 1000].entries()) {
      await eventually(() => ended() > index)
      expect(startCount()).toBe(index + 1)
      await timers.pass(pauseMs)
    }
    await eventually(() => startCount() === 4 && pauses.filter((delayMs) => delayMs === 2000).length === 5)
    await timers.pass(2000)
    for (const count of [5, 6]) {
      await eventually(() => startCount() === count && pauses.filter((delayMs) => delayMs >= 4000).length === count - 4)
      await timers.pass(5000)
    }
    expect(pauses.filter((delayMs) => delayMs !== 2000)).toEqual([250, 500, 1000, 4000, 5000])
    expect(log.messages[0]).toEqual({ type: 'state', device: 'scanner', role: 'scanner', state: 'away', trouble: 'process-ended', detail: 'the device process ended (code 7)' })
  })

  it('that cannot be started at all is tried again', async () => {
    const { entryPath, startCount } = processThat(says())
    const program = process.execPath
    process.execPath = `${folder.dir}/no-such-program`
    try {
      devices = forkDevices([scanner], { entryPath, timers, stderr: 'ignore' })
    } finally {
      process.execPath = program
    }
    const log = listenTo(devices)
    await log.untilState('scanner', 'away', 'process-ended')
    await timers.pass(250)
    await eventually(() => startCount() === 1)
  })

  it('that talks nonsense is ended, and the lane goes on', async () => {
    const { entryPath, startCount } = processThat(`${says({ type: 'scanned', device: 'scanner', text: 7 })}\nsetInterval(() => undefined, 1000)`)
    devices = forkDevices([scanner], { entryPath, timers })
    const log = listenTo(devices)
    await log.untilState('scanner', 'away', 'process-ended')
    expect(log.messages).toMatchObject([{ detail: 'the device process ended (SIGKILL)' }])
    await timers.pass(250)
    await eventually(() => startCount() === 2)
  })

  it('is not taken for hanging because the lane itself was held up', async () => {
    const { entryPath, startCount } = processThat(says({ type: 'state', device: 'scanner', role: 'scanner', state: 'ready' }))
    // By the clock a long time has passed whenever a ping falls due.
    devices = forkDevices([scanner], { entryPath, timers: { ...timers, nowMs: () => timers.nowMs() * 10 } })
    const log = listenTo(devices)
    await log.untilState('scanner', 'ready')
    for (let ping = 0; ping < 20; ping++) {
      await timers.pass(2000)
      await answered()
    }
    expect({ starts: startCount(), states: log.messages.length }).toEqual({ starts: 1, states: 1 })
  })

  it('that answers nothing more is ended though it still talks', async () => {
    const { entryPath } = processThat(`setInterval(() => process.send({ type: 'message', message: { type: 'garbled', device: 'scanner', reason: 'noise' } }), 20)`)
    devices = forkDevices([scanner], { entryPath, timers })
    const log = listenTo(devices)
    for (let ping = 0; ping < 8; ping++) {
      const before = log.readings.length
      await eventually(() => log.readings.length > before)
      await timers.pass(2000)
    }
    await log.untilState('scanner', 'away', 'process-ended')
  })

  it('whose outcome never comes is answered for in its place, and a late one goes nowhere', async () => {
    const { entryPath } = processThat(`
      process.on('message', (message) => {
        if (message.type === 'order' && message.order.orderId === 'k2') for (const orderId of ['k1', 'k2', 'k2']) process.send({ type: 'message', message: { type: 'outcome', orderId, outcome: 'done' } })
        if (message.type === 'close') process.exit()
      })`)
    devices = forkDevices([scanner], { entryPath, timers })
    const log = listenTo(devices)
    devices.order({ type: 'not-on-file', orderId: 'k1', device: 'scanner', timeoutMs: 500 })
    await timers.pass(1600)
    devices.order({ type: 'not-on-file', orderId: 'k2', device: 'scanner', timeoutMs: 500 })
    await log.outcome('k2')
    expect(log.messages).toEqual([
      { type: 'outcome', orderId: 'k1', outcome: 'unknown', detail: 'timed-out' },
      { type: 'outcome', orderId: 'k2', outcome: 'done' },
    ])
  })

  it('that has said a great deal before anybody listened has kept the last of it', async () => {
    const texts = Array.from({ length: 2000 }, (_, index) => ({ type: 'scanned', device: 'scanner', text: String(index) }))
    const { entryPath } = processThat(`${says({ type: 'state', device: 'scanner', role: 'scanner', state: 'away' }, ...texts, { type: 'state', device: 'scanner', role: 'scanner', state: 'ready' })}\nprocess.send({ type: 'pong' }, () => appendFileSync(${JSON.stringify(`${folder.dir}/starts`)}, '.'))`)
    devices = forkDevices([scanner], { entryPath, timers })
    await eventually(() => readFileSync(`${folder.dir}/starts`, 'utf8') === '..')
    await answered()
    const log = listenTo(devices)
    await log.untilState('scanner', 'ready')
    expect(log.messages.length).toBeLessThanOrEqual(256)
    expect(log.readings.at(-1)).toMatchObject({ text: '1999' })
  })
})

/** Answers that are under way from the other process have had their time. */
async function answered(): Promise<void> {
  await new Promise((resume) => setTimeout(resume, 20))
}

describe('the threads of a device process', () => {
  it('all stuck in the operating system: no ping is answered until one is free', () => {
    const serve = fileURLToPath(new URL('../../drivers/serve-devices.ts', import.meta.url))
    const script = `
      import { open, openSync, constants } from 'node:fs'
      import { serveDevices } from ${JSON.stringify(serve)}
      const fifo = ${JSON.stringify(`${folder.dir}/stuck`)}
      const said = []
      let hear
      serveDevices({ send: (message) => said.push(message.type), onMessage: (listener) => (hear = listener), onEnd: () => undefined }, () => undefined)
      const ping = async (ms) => { hear({ type: 'ping' }); await new Promise((resume) => setTimeout(resume, ms)); return said.length }
      const healthy = await ping(200)
      for (let thread = 0; thread < 4; thread++) open(fifo, 'r', () => undefined)
      const stuck = await ping(200)
      openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK)
      const freed = await ping(200)
      console.log(JSON.stringify({ healthy, stuck, freed }))
      process.exit()`
    spawnSync('/bin/sh', ['-c', 'mkfifo "$0"', `${folder.dir}/stuck`])
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env: { ...process.env, UV_THREADPOOL_SIZE: '4' }, timeout: 20_000 })
    expect({ stderr, said: JSON.parse(stdout) as unknown }).toEqual({ stderr: '', said: { healthy: 1, stuck: 1, freed: 3 } })
  })
})
