import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seededRandom } from '../../drivers/simulator/seeded-random.ts'
import { deviceConfig, type DeviceConfig } from '../../src/contract/config.ts'
import { eventually } from '../support/drivers.ts'

const megabyte = 1024 * 1024
const random = seededRandom(9)
const randomBytes = Buffer.from(Array.from({ length: megabyte }, () => random(256)))
/** What noise looks like at its worst: short lines that could be codes. */
const likeCodes = Buffer.from('A1\r'.repeat(megabyte / 3))

let server: Server
let sockets: Socket[]
let port: number
let child: ChildProcess
let exitCode: number | null | undefined
let messages: { readonly type: string; readonly message?: { readonly type: string; readonly device?: string; readonly text?: string } }[]

beforeEach(async () => {
  sockets = []
  messages = []
  exitCode = undefined
  server = createServer((socket) => sockets.push(socket.on('error', () => undefined)))
  await new Promise<void>((opened) => server.listen(0, '127.0.0.1', opened))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  port = address.port
})

afterEach(async () => {
  child.kill('SIGKILL')
  await eventually(() => exitCode !== undefined)
  for (const socket of sockets) socket.destroy()
  await new Promise((closed) => server.close(closed))
})

const scannerOnTcp = (name: string): DeviceConfig => deviceConfig.parse({ role: 'scanner', name, wire: { kind: 'tcp', host: '127.0.0.1', port } })

/** The device process as it is, with a channel that we read or do not. */
function start(configs: readonly DeviceConfig[], channel: 'ipc' | 'pipe'): void {
  const entry = fileURLToPath(new URL('../../drivers/device-process.ts', import.meta.url))
  child = spawn(process.execPath, [entry], { stdio: ['ignore', 'ignore', 'inherit', channel], env: { ...process.env, ...(channel === 'pipe' ? { NODE_CHANNEL_FD: '3' } : {}) } })
  child.on('exit', (code) => (exitCode = code))
  if (channel === 'ipc') {
    child.on('message', (message) => messages.push(message as (typeof messages)[number]))
    child.send({ type: 'configure', configs })
  } else {
    const pipe = child.stdio[3]
    if (!pipe || !('write' in pipe)) throw new Error('no channel')
    pipe.on('error', () => undefined)
    pipe.write(`${JSON.stringify({ type: 'configure', configs })}\n`)
  }
}

function memoryMegabytes(): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}

const countOf = (type: string): number => messages.filter(({ message }) => message?.type === type).length

describe('noise', () => {
  it.each([
    { what: 'random bytes', noise: randomBytes, megabyteCount: 10 },
    { what: 'lines like codes', noise: likeCodes, megabyteCount: 1 },
  ])('of $megabyteCount megabytes of $what: memory is bounded, the lane is told little, and the next device scans on', async ({ noise, megabyteCount }) => {
    start([scannerOnTcp('noisy'), scannerOnTcp('quiet')], 'ipc')
    await eventually(() => countOf('state') === 4 && sockets.length === 2)
    const beforeMegabytes = memoryMegabytes()
    const [noisy, quiet] = sockets
    if (!noisy || !quiet) throw new Error('no scanner')
    const startedAtMs = performance.now()
    let peakMegabytes = 0
    for (let part = 0; part < megabyteCount; part++) {
      await new Promise<void>((sent) => noisy.write(noise, () => sent()))
      quiet.write(`QUIET${part}\r`)
      await eventually(() => messages.some(({ message }) => message?.text === `QUIET${part}`), 30_000)
      peakMegabytes = Math.max(peakMegabytes, memoryMegabytes())
    }
    child.send({ type: 'ping' })
    await eventually(() => messages.some(({ type }) => type === 'pong'), 30_000)
    const seconds = Math.ceil((performance.now() - startedAtMs) / 1000) + 1
    expect(exitCode).toBeUndefined()
    expect(peakMegabytes - beforeMegabytes).toBeLessThan(150)
    expect(countOf('garbled')).toBeLessThanOrEqual(2 * 5 * seconds)
    expect(countOf('scanned')).toBeLessThanOrEqual(10 + 500 * seconds)
    // In the same second as noise a code may still be taken for noise.
    await eventually(() => {
      if (noisy.writableLength === 0) noisy.write('AFTERWARDS\r')
      return messages.some(({ message }) => message?.text === 'AFTERWARDS')
    }, 30_000)
  }, 120_000)

  it('that a stopped lane never takes ends the device process instead of filling its memory', async () => {
    start(Array.from({ length: 12 }, (_, index) => scannerOnTcp(`scanner-${index}`)), 'pipe')
    await eventually(() => sockets.length === 12)
    const babbling = setInterval(() => sockets.forEach((socket) => void (socket.writableLength < megabyte && socket.write(likeCodes.subarray(0, 6000)))), 20)
    try {
      await eventually(() => exitCode !== undefined, 30_000)
    } finally {
      clearInterval(babbling)
    }
    expect(exitCode).toBe(3)
  }, 60_000)
})
