import { SerialPort } from 'serialport'
import { renameSync, symlinkSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPtyCable, type PtyCable } from '../../../drivers/simulator/pty-cable.ts'
import { realTimers } from '../../../drivers/timers.ts'
import { openWire } from '../../../drivers/wire/open-wire.ts'
import { openSerialLink } from '../../../drivers/wire/serial.ts'
import type { Wire } from '../../../drivers/wire/wire.ts'
import { troublesOf } from '../../support/drivers-wire.ts'
import { eventually, temporaryFolder, type TemporaryFolder } from '../../support/drivers.ts'

const settings = { kind: 'serial', baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const

let folder: TemporaryFolder
let cable: PtyCable
let arrived: string
let wires: Wire[]

beforeEach(() => {
  folder = temporaryFolder()
  cable = openPtyCable(`${folder.dir}/port`)
  arrived = ''
  wires = []
  cable.onBytes((bytes) => (arrived += bytes.toString()))
})

afterEach(async () => {
  await Promise.all(wires.map((wire) => wire.close()))
  cable.close()
  folder.remove()
})

function open(path = cable.lanePath): Wire {
  const wire = openWire({ ...settings, path }, { timers: realTimers })
  wires.push(wire)
  return wire
}

function heard(wire: Wire): { readonly text: string } {
  let text = ''
  wire.onBytes((bytes) => (text += bytes.toString()))
  return { get text() { return text } }
}

describe('a serial port', () => {
  it('that is not open takes no drawer kick for later, though the library itself would send it on reopening', async () => {
    const port = new SerialPort({ path: cable.lanePath, baudRate: 9600, autoOpen: false })
    port.write('stale by the library')
    await new Promise<void>((opened, failed) => port.open((error) => (error ? failed(error) : opened())))
    await eventually(() => arrived === 'stale by the library')
    await new Promise<void>((closed) => port.close(() => closed()))

    let ended = false
    const link = await openSerialLink({ ...settings, path: cable.lanePath }, realTimers, { bytes: () => undefined, ended: () => (ended = true) })
    cable.unplug()
    await eventually(() => ended)
    await link.close()
    await expect(link.write(Buffer.from('stale'))).rejects.toThrow('disconnected')
    cable.replug()
    arrived = ''
    const wire = open()
    await eventually(() => wire.isOpen)
    expect(await wire.write(Buffer.from('fresh'))).toBe('sent')
    await eventually(() => arrived.length >= 5)
    expect(arrived).toBe('fresh')
  })

  it('that is only ever written to notices when its display is pulled', async () => {
    const wire = open()
    const troubles = troublesOf(wire)
    await eventually(() => wire.isOpen)
    cable.unplug()
    await eventually(() => troubles.includes('not-found'))
    expect(troubles.slice(0, 2)).toEqual(['open', 'unplugged'])
  })

  it('pulled and plugged in again between two looks is opened anew, not read on as a dead one', async () => {
    const wire = open()
    const troubles = troublesOf(wire)
    const hears = heard(wire)
    await eventually(() => wire.isOpen)
    cable.unplug()
    cable.replug()
    await eventually(() => troubles.filter((trouble) => trouble === 'open').length === 2)
    cable.send(Buffer.from('5901234123457\r'))
    await eventually(() => hears.text === '5901234123457\r')
  })

  it('by its name in /dev/serial/by-id comes back under whatever number the system gives it', async () => {
    const byId = `${folder.dir}/usb-Example_Scanner_0001-if00`
    symlinkSync(cable.lanePath, byId)
    const wire = open(byId)
    const hears = heard(wire)
    await eventually(() => wire.isOpen)
    cable.unplug()
    await eventually(() => !wire.isOpen)
    const other = openPtyCable(`${folder.dir}/port-of-another-number`)
    symlinkSync(other.lanePath, `${byId}.new`)
    renameSync(`${byId}.new`, byId)
    await eventually(() => wire.isOpen)
    other.send(Buffer.from('here\r'))
    await eventually(() => hears.text === 'here\r')
    other.close()
  })

  it('forgets what came before it was opened: that is no scan of this sale', async () => {
    cable.send(Buffer.from('yesterday\r'))
    const wire = open()
    const hears = heard(wire)
    await eventually(() => wire.isOpen)
    cable.send(Buffer.from('today\r'))
    await eventually(() => hears.text.includes('today\r'))
    expect(hears.text).toBe('today\r')
  })

  it('of another program is in use, and ours when that program lets go', async () => {
    const other = new SerialPort({ path: cable.lanePath, baudRate: 9600, autoOpen: false })
    await new Promise<void>((opened, failed) => other.open((error) => (error ? failed(error) : opened())))
    const wire = open()
    const troubles = troublesOf(wire)
    await eventually(() => troubles.length > 0)
    expect(troubles).toEqual(['in-use'])
    await new Promise<void>((closed) => other.close(() => closed()))
    await eventually(() => wire.isOpen)
  })
})
