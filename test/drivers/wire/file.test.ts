import { spawnSync } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPty, type Pty } from '../../../drivers/simulator/open-pty.ts'
import { realTimers } from '../../../drivers/timers.ts'
import { openWire } from '../../../drivers/wire/open-wire.ts'
import type { Wire } from '../../../drivers/wire/wire.ts'
import { eventually } from '../../support/drivers.ts'

/** As many as Node has threads, and one more. */
const printerCount = 5
const receipt = (letter: string): Buffer => Buffer.alloc(100_000, letter)

let printers: Pty[]
let wires: Wire[]

beforeEach(async () => {
  printers = Array.from({ length: printerCount }, () => openPty())
  wires = printers.map(({ path }) => openWire({ kind: 'file', path }, { timers: realTimers }))
  await eventually(() => wires.every((wire) => wire.isOpen))
})

afterEach(async () => {
  await Promise.all(wires.map((wire) => wire.close()))
  for (const printer of printers) printer.hangUp()
})

/** A stopped terminal takes no byte more, as a USB printer without paper: a program that insists waits until it goes on. */
function stop(printer: Pty): void {
  spawnSync('stty', ['-F', printer.path, 'ixon'])
  printer.write(Buffer.from([0x13]))
}

function goOn(printer: Pty): void {
  printer.write(Buffer.from([0x11]))
}

describe('USB printers', () => {
  it('without paper hold no thread: everything else goes on, and the receipts come out when there is paper', async () => {
    const counts = printers.map((printer) => {
      const count = { bytes: 0 }
      printer.onBytes((bytes) => (count.bytes += bytes.length))
      return count
    })
    printers.forEach(stop)
    let isOver = false
    const writes = Promise.all(wires.map((wire) => wire.write(receipt('R')))).finally(() => (isOver = true))
    for (let round = 0; round < 50; round++) await stat('/')
    expect(isOver).toBe(false)
    printers.forEach(goOn)
    expect(await writes).toEqual(wires.map(() => 'sent'))
    await eventually(() => counts.every(({ bytes }) => bytes >= 100_000))
    expect(counts).toEqual(wires.map(() => ({ bytes: 100_000 })))
  })

  it('that take bytes slowly get one write after the other, never slices of both', async () => {
    const [wire, printer] = [wires[0], printers[0]]
    if (!wire || !printer) throw new Error('no printer')
    let arrived = ''
    printer.onBytes((bytes) => (arrived += bytes.toString()))
    stop(printer)
    const writes = [wire.write(receipt('A')), wire.write(receipt('B'))]
    await stat('/')
    goOn(printer)
    expect(await Promise.all(writes)).toEqual(['sent', 'sent'])
    await eventually(() => arrived.length >= 200_000)
    expect(arrived.replace(/(.)\1*/g, '$1')).toBe('AB')
  })

  it('pulled with half a receipt taken: the receipt is cut, at once', async () => {
    const [wire, printer] = [wires[0], printers[0]]
    if (!wire || !printer) throw new Error('no printer')
    stop(printer)
    const write = wire.write(receipt('R'))
    await stat('/')
    printer.hangUp()
    expect(await write).toBe('cut')
    expect(wire.isOpen).toBe(false)
  })
})
