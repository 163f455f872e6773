import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPtyCable, type PtyCable } from '../../../drivers/simulator/pty-cable.ts'
import { realTimers } from '../../../drivers/timers.ts'
import { openWire } from '../../../drivers/wire/open-wire.ts'
import type { Wire } from '../../../drivers/wire/wire.ts'
import type { WireConfig } from '../../../src/contract/config.ts'
import { eventually, temporaryFolder, type TemporaryFolder } from '../../support/drivers.ts'

const open = (config: WireConfig): Wire => openWire(config, { timers: realTimers, hid: { usagePages: [0x8c] } })

function troublesOf(wire: Wire): string[] {
  const troubles: string[] = []
  wire.onState((state) => troubles.push(state.open ? 'open' : state.trouble))
  return troubles
}

/** A serial port and a USB printer's device file meet the same hardware here: a cable that can be pulled. */
const kinds: readonly { kind: string; config: (path: string) => WireConfig }[] = [
  { kind: 'a serial port', config: (path) => ({ kind: 'serial', path, baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }) },
  { kind: 'a device file', config: (path) => ({ kind: 'file', path }) },
]

describe.each(kinds)('$kind', ({ config }) => {
  let folder: TemporaryFolder
  let cable: PtyCable
  let wire: Wire
  let arrived: Buffer

  beforeEach(async () => {
    folder = temporaryFolder()
    cable = openPtyCable(`${folder.dir}/port`)
    arrived = Buffer.alloc(0)
    cable.onBytes((bytes) => (arrived = Buffer.concat([arrived, bytes])))
    wire = open(config(cable.lanePath))
    await eventually(() => wire.isOpen)
  })

  afterEach(async () => {
    await wire.close()
    cable.close()
    folder.remove()
  })

  it('passes every byte as it is, both ways', async () => {
    const every = Buffer.from(Array.from({ length: 256 }, (_, value) => value))
    let received = Buffer.alloc(0)
    wire.onBytes((bytes) => (received = Buffer.concat([received, bytes])))
    expect(await wire.write(every)).toBe('sent')
    cable.send(every)
    await eventually(() => arrived.length >= 256 && received.length >= 256)
    expect(arrived.equals(every)).toBe(true)
    expect(received.equals(every)).toBe(true)
  })

  it('takes more than the cable holds', async () => {
    const long = Buffer.alloc(60_000, 0x41)
    expect(await wire.write(long)).toBe('sent')
    await eventually(() => arrived.length >= long.length)
    expect(arrived.length).toBe(long.length)
  })

  it('pulled: a write fails at once, and nothing of it comes out after plugging in', async () => {
    cable.unplug()
    await eventually(() => !wire.isOpen)
    expect(await wire.write(Buffer.from('open the drawer'))).toBe('away')
    cable.replug()
    await eventually(() => wire.isOpen)
    expect(await wire.write(Buffer.from('hello'))).toBe('sent')
    await eventually(() => arrived.length >= 5)
    expect(arrived.toString()).toBe('hello')
  })
})

it('a HID device that is not plugged in is away, not a crash', async () => {
  const wire = open({ kind: 'hid', vendorId: 0x0c2e, productId: 0xffff })
  const troubles = troublesOf(wire)
  await eventually(() => troubles.length > 0)
  expect(troubles).toEqual(['not-found'])
  await wire.close()
})
