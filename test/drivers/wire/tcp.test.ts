import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realTimers } from '../../../drivers/timers.ts'
import { openWire } from '../../../drivers/wire/open-wire.ts'
import { openTcpLink } from '../../../drivers/wire/tcp.ts'
import { triesBySystem, triesIn } from '../../../drivers/wire/watch-delivery.ts'
import type { Wire, WireTrouble } from '../../../drivers/wire/wire.ts'
import { manualTimers } from '../../support/drivers-manual-timers.ts'
import { troublesOf } from '../../support/drivers-wire.ts'
import { eventually } from '../../support/drivers.ts'

let server: Server
let sockets: Socket[]
let port: number

const open = (): Wire => openWire({ kind: 'tcp', host: '127.0.0.1', port }, { timers: realTimers })

beforeEach(async () => {
  sockets = []
  server = createServer((socket) => sockets.push(socket))
  await new Promise<void>((opened) => server.listen(0, '127.0.0.1', opened))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  port = address.port
})

afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await new Promise((closed) => server.close(closed))
})

describe('a TCP wire', () => {
  it('connects again when the other side hangs up, and sends nothing of what failed', async () => {
    const wire = open()
    const troubles = troublesOf(wire)
    await eventually(() => wire.isOpen && sockets.length === 1)
    sockets[0]?.destroy()
    await eventually(() => !wire.isOpen)
    expect(await wire.write(Buffer.from('late'))).toBe('away')
    let received = ''
    await eventually(() => wire.isOpen && sockets.length === 2)
    sockets[1]?.on('data', (bytes: Buffer) => (received += bytes.toString()))
    expect(await wire.write(Buffer.from('fresh'))).toBe('sent')
    await eventually(() => received === 'fresh')
    expect(troubles).toEqual(['open', 'unplugged', 'open'])
    await wire.close()
  })

  it('says when nobody listens there', async () => {
    await new Promise((closed) => server.close(closed))
    const wire = open()
    const troubles = troublesOf(wire)
    await eventually(() => troubles.length > 0)
    expect(troubles).toEqual(['refused'])
    await wire.close()
  })

  it('gives up a device that never answers the call', async () => {
    const deaf = await deafListener()
    const wire = openWire({ kind: 'tcp', host: '127.0.0.1', port: deaf.port }, { timers: realTimers })
    const troubles = troublesOf(wire)
    await eventually(() => troubles.length > 0)
    expect(troubles).toEqual(['unreachable'])
    await wire.close()
    deaf.end()
  })

  it.runIf(process.platform === 'linux')('has the kernel ask after a quiet device, which may have lost its power', async () => {
    const wire = open()
    await eventually(() => wire.isOpen && sockets.length === 1)
    const { timer, dueMs } = timerOf(sockets[0]?.remotePort ?? 0, port)
    expect(timer).toBe('keep-alive')
    expect(dueMs).toBeLessThanOrEqual(6000)
    await wire.close()
  })

  it('ends when the kernel has said the same six times over without an answer', async () => {
    const timers = manualTimers()
    const troubles: WireTrouble[] = []
    let tryCount: number | undefined = 0
    const link = await openTcpLink({ kind: 'tcp', host: '127.0.0.1', port }, timers, { bytes: () => undefined, ended: (trouble) => troubles.push(trouble) }, async () => tryCount)
    await timers.pass(10_000)
    await link.write(Buffer.from('receipt'))
    tryCount = 5
    await timers.pass(10_000)
    expect(troubles).toEqual([])
    tryCount = 6
    await timers.pass(3000)
    await eventually(() => troubles.length > 0)
    expect(troubles).toEqual(['unreachable'])
    await link.close()
  })

  it('that is flooded takes no more than its share of a turn: other devices are heard in between', async () => {
    const wire = open()
    let [heardByteCount, turnByteCount, mostByteCount] = [0, 0, 0]
    wire.onBytes((bytes) => {
      // As busy as a driver that looks at every byte; meanwhile more comes in.
      const untilMs = performance.now() + 5
      while (performance.now() < untilMs);
      heardByteCount += bytes.length
      turnByteCount += bytes.length
      mostByteCount = Math.max(mostByteCount, turnByteCount)
      setImmediate(() => (turnByteCount = 0))
    })
    await eventually(() => wire.isOpen && sockets.length === 1)
    const flood = 4 * 1024 * 1024
    sockets[0]?.write(Buffer.alloc(flood, 'x'))
    await eventually(() => heardByteCount === flood)
    expect(mostByteCount).toBeLessThanOrEqual(128 * 1024)
    await wire.close()
  })

  it('is left alone while nothing is under way', async () => {
    const timers = manualTimers()
    let askedCount = 0
    const link = await openTcpLink({ kind: 'tcp', host: '127.0.0.1', port }, timers, { bytes: () => undefined, ended: () => undefined }, async () => void askedCount++)
    await timers.pass(60_000)
    expect(askedCount).toBe(0)
    await link.write(Buffer.from('receipt'))
    await timers.pass(60_000)
    expect(askedCount).toBe(1)
    await link.close()
  })

  it.runIf(process.platform === 'linux')('to a printer that is alive and takes no bytes stays open', async () => {
    const socket = connect({ host: '127.0.0.1', port })
    await eventually(() => sockets.length === 1)
    sockets[0]?.pause()
    socket.write(Buffer.alloc(16 * 1024 * 1024))
    await eventually(() => timerOf(socket.localPort ?? 0, port).timer === 'probe')
    expect(await triesBySystem(socket)).toBe(0)
    socket.destroy()
  })
})

describe('the table of connections', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:238C 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 373500 1 0000000000000000 100 0 0 10 0',
    '   1: 0A00000A:C350 0B00000A:238C 01 00000010:00000000 01:00000A2F 00000006     0        0 373501 2 0000000000000000 100 0 0 10 0',
    '   2: 0A00000A:C351 0B00000A:238C 01 00000000:00000000 02:00000A2F 00000000     0        0 373502 2 0000000000000000 100 0 0 10 0',
    '   3: 0A00000A:C352 0B00000A:238C 01 00001000:00000000 04:00000A2F 00000000     0        9 373503 2 0000000000000000 100 0 0 10 0',
    '',
  ].join('\n')

  it.each([
    { what: 'bytes that were sent again six times', local: 0xc350, tries: 6 },
    { what: 'everything acknowledged', local: 0xc351, tries: undefined },
    { what: 'a peer whose window is closed, which answers each probe', local: 0xc352, tries: 0 },
    { what: 'a connection that is not there', local: 0xc353, tries: undefined },
  ])('tells of $what', ({ local, tries }) => {
    expect(triesIn(table, local, 9100)).toBe(tries)
  })
})

/** Which timer the kernel runs for a connection. proc_net_tcp: 1 sending again, 2 keep-alive, 4 probing a closed window. */
function timerOf(localPort: number, remotePort: number): { readonly timer: string; readonly dueMs: number } {
  const [local, remote] = [localPort, remotePort].map((number) => number.toString(16).toUpperCase().padStart(4, '0'))
  const row = new RegExp(`:${local} [0-9A-F]+:${remote} .*? (0[0-4]):([0-9A-F]{8}) `).exec(readFileSync('/proc/net/tcp', 'latin1'))
  const names: Readonly<Record<string, string>> = { '00': 'none', '01': 'again', '02': 'keep-alive', '03': 'ending', '04': 'probe' }
  const kernelTicksPerSecond = 100
  return { timer: names[row?.[1] ?? ''] ?? 'no such connection', dueMs: (Number.parseInt(row?.[2] ?? '0', 16) / kernelTicksPerSecond) * 1000 }
}

/** Listens and never takes a call: when its queue is full, the kernel answers no more either. */
async function deafListener(): Promise<{ readonly port: number; end(): void }> {
  const script = `const s = require('node:net').createServer().listen(0, '127.0.0.1', 1, () => { require('node:fs').writeSync(1, String(s.address().port)); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) })`
  const child: ChildProcess = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout?.on('data', (bytes: Buffer) => (said += bytes.toString()))
  await eventually(() => said !== '')
  const callers = [1, 2, 3].map(() => connect({ host: '127.0.0.1', port: Number(said) }))
  for (const caller of callers) caller.on('error', () => undefined)
  await eventually(() => callers.filter((caller) => !caller.connecting).length === 2)
  return {
    port: Number(said),
    end() {
      for (const caller of callers) caller.destroy()
      child.kill('SIGKILL')
    },
  }
}
