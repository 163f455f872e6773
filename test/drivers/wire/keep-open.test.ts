import { describe, expect, it } from 'vitest'
import { keepOpen, localBackoff } from '../../../drivers/wire/keep-open.ts'
import type { Link, LinkEvents, WireState } from '../../../drivers/wire/wire.ts'
import { manualTimers, type ManualTimers } from '../../support/drivers-manual-timers.ts'

interface Port {
  /** What each opening meets: `ok`, or an error code. Beyond the list it goes on with the last. */
  plan: string[]
  readonly opened: { readonly events: LinkEvents; readonly written: string[]; closed: boolean }[]
  failWrites: boolean
  /** Writes never come to an end. */
  holdWrites: boolean
  holdCloses: boolean
}

/** A port that opens and fails on cue. */
function openPort(timers: ManualTimers, ...plan: string[]): { readonly port: Port; readonly wire: ReturnType<typeof keepOpen>; readonly states: string[]; readonly bytes: string[] } {
  const port: Port = { plan, opened: [], failWrites: false, holdWrites: false, holdCloses: false }
  const states: string[] = []
  const bytes: string[] = []
  const wire = keepOpen({ timers, backoff: localBackoff, openLink: (events) => open(port, events) })
  wire.onState((state: WireState) => states.push(state.open ? 'open' : state.trouble))
  wire.onBytes((chunk) => bytes.push(chunk.toString()))
  return { port, wire, states, bytes }
}

async function open(port: Port, events: LinkEvents): Promise<Link> {
  const step = port.plan.length > 1 ? port.plan.shift() : port.plan[0]
  if (step === 'hang') return new Promise(() => undefined)
  if (step !== 'ok') throw Object.assign(new Error('cannot open'), { code: step })
  const link = { events, written: [] as string[], closed: false }
  port.opened.push(link)
  return {
    async write(chunk) {
      if (port.holdWrites) return new Promise(() => undefined)
      if (port.failWrites) throw new Error('disconnected')
      link.written.push(chunk.toString())
    },
    async close() {
      link.closed = true
      if (port.holdCloses) return new Promise(() => undefined)
    },
  }
}

describe('a wire', () => {
  it('opens, brings bytes and takes them', async () => {
    const timers = manualTimers()
    const { port, wire, states, bytes } = openPort(timers, 'ok')
    await timers.pass(1)
    port.opened[0]?.events.bytes(Buffer.from('hello'))
    expect(await wire.write(Buffer.from('beep'))).toBe('sent')
    expect({ states, bytes, written: port.opened[0]?.written }).toEqual({ states: ['open'], bytes: ['hello'], written: ['beep'] })
  })

  it('a write while away fails at once, and nothing of it is sent when the device is back', async () => {
    const timers = manualTimers()
    const { port, wire, states } = openPort(timers, 'ok', 'ENOENT', 'ENOENT', 'ok')
    await timers.pass(1)
    port.opened[0]?.events.ended('unplugged', 'gone')
    expect(wire.isOpen).toBe(false)
    expect(await wire.write(Buffer.from('kick'))).toBe('away')
    await timers.pass(5000)
    expect(states).toEqual(['open', 'unplugged', 'not-found', 'open'])
    expect(port.opened.map((link) => link.written)).toEqual([[], []])
  })

  it('makes a new link after every failure and closes the old one', async () => {
    const timers = manualTimers()
    const { port, bytes } = openPort(timers, 'ok')
    await timers.pass(1)
    port.opened[0]?.events.ended('unplugged', 'gone')
    await timers.pass(200)
    expect(port.opened).toHaveLength(2)
    expect(port.opened[0]?.closed).toBe(true)
    port.opened[0]?.events.bytes(Buffer.from('ghost'))
    port.opened[1]?.events.bytes(Buffer.from('real'))
    expect(bytes).toEqual(['real'])
  })

  it('tries again for ever, with pauses that double up to a second', async () => {
    const timers = manualTimers()
    const { states, port } = openPort(timers, 'EACCES')
    let openings = 0
    const plan = port.plan
    port.plan = new Proxy(plan, { get: (target, key, self) => (key === 'length' ? (openings++, 1) : Reflect.get(target, key, self)) })
    await timers.pass(60_000)
    expect(states).toEqual(['no-permission'])
    expect(openings).toBeGreaterThan(60)
    expect(openings).toBeLessThan(70)
  })

  it('gives up an opening that hangs', async () => {
    const timers = manualTimers()
    const { states } = openPort(timers, 'hang', 'ok')
    await timers.pass(9000)
    expect(states).toEqual([])
    await timers.pass(2000)
    expect(states).toEqual(['no-answer', 'open'])
  })

  it('begins no third opening while two hang: each would keep a thread of the process', async () => {
    const timers = manualTimers()
    let begunCount = 0
    const failLater: ((error: Error) => void)[] = []
    const wire = keepOpen({ timers, backoff: localBackoff, openLink: () => new Promise((_, failed) => void (begunCount++, failLater.push(failed))) })
    await timers.pass(600_000)
    expect(begunCount).toBe(2)
    failLater[0]?.(new Error('interrupted'))
    await timers.pass(2000)
    expect(begunCount).toBe(3)
    await wire.close()
  })

  it('an opening given up that succeeds after all is closed again, and is not the wire', async () => {
    const timers = manualTimers()
    const { port } = openPort(timers, 'ok')
    const opened: ((link: Link) => void)[] = []
    const wire = keepOpen({ timers, backoff: localBackoff, openLink: () => new Promise((resolve) => opened.push(resolve)) })
    await timers.pass(10_500)
    const late = await open(port, { bytes: () => undefined, ended: () => undefined })
    opened[0]?.(late)
    await timers.pass(1)
    expect({ isOpen: wire.isOpen, closed: port.opened.at(-1)?.closed }).toEqual({ isOpen: false, closed: true })
    await wire.close()
  })

  it('a write that the device never takes is given up, and the link is made anew', async () => {
    const timers = manualTimers()
    const { port, wire, states } = openPort(timers, 'ok')
    await timers.pass(1)
    port.holdWrites = true
    let outcome: string | undefined
    void wire.write(Buffer.from('receipt')).then((said) => (outcome = said))
    await timers.pass(59_000)
    expect(outcome).toBeUndefined()
    await timers.pass(2000)
    expect({ outcome, states }).toEqual({ outcome: 'cut', states: ['open', 'no-answer', 'open'] })
    expect(port.opened[0]?.closed).toBe(true)
  })

  it('a write under way when the cable is pulled is cut at once, whether or not the system ever says so', async () => {
    const timers = manualTimers()
    const { port, wire } = openPort(timers, 'ok')
    await timers.pass(1)
    port.holdWrites = true
    const write = wire.write(Buffer.from('receipt'))
    port.opened[0]?.events.ended('unplugged', 'gone')
    expect(await write).toBe('cut')
  })

  it('takes no more than four megabytes for a device that takes nothing', async () => {
    const timers = manualTimers()
    const { port, wire, states } = openPort(timers, 'ok')
    await timers.pass(1)
    port.holdWrites = true
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => wire.write(Buffer.alloc(1024 * 1024))))
    expect(outcomes).toEqual(['cut', 'cut', 'cut', 'cut', 'away'])
    expect(states).toEqual(['open', 'no-answer'])
    port.holdWrites = false
    await timers.pass(500)
    expect(await wire.write(Buffer.alloc(1024 * 1024))).toBe('sent')
  })

  it('closes in bounded time though the port never does', async () => {
    const timers = manualTimers()
    const { port, wire } = openPort(timers, 'ok')
    await timers.pass(1)
    port.holdCloses = true
    let isClosed = false
    void wire.close().then(() => (isClosed = true))
    await timers.pass(3000)
    expect(isClosed).toBe(true)
  })

  it('a write that fails says that bytes may have gone, and the link is made anew', async () => {
    const timers = manualTimers()
    const { port, wire, states } = openPort(timers, 'ok')
    await timers.pass(1)
    port.failWrites = true
    expect(await wire.write(Buffer.from('receipt'))).toBe('cut')
    port.failWrites = false
    await timers.pass(500)
    expect(states).toEqual(['open', 'unplugged', 'open'])
    expect(port.opened[1]?.written).toEqual([])
  })

  it('closes for good', async () => {
    const timers = manualTimers()
    const { port, wire } = openPort(timers, 'ok')
    await timers.pass(1)
    await wire.close()
    await timers.pass(60_000)
    expect(port.opened).toHaveLength(1)
    expect(port.opened[0]?.closed).toBe(true)
    expect(await wire.write(Buffer.from('late'))).toBe('away')
  })
})
