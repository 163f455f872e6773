import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openHidLink, type HidNeeds } from '../../../drivers/wire/hid.ts'
import { keepOpen, localBackoff } from '../../../drivers/wire/keep-open.ts'
import type { Wire, WireState } from '../../../drivers/wire/wire.ts'
import { openFakeHid, type FakeHid, type PluggedUnit } from '../../support/drivers-fake-hid.ts'
import { manualTimers, type ManualTimers } from '../../support/drivers-manual-timers.ts'
import { eventually } from '../../support/drivers.ts'

const scanner: HidNeeds = { usagePages: [0x8c] }

interface Driver {
  readonly wire: Wire
  readonly states: string[]
  readonly details: string[]
  readonly reports: string[]
  readonly descriptor: Buffer | undefined
}

function driverOf(hid: FakeHid, timers: ManualTimers, { needs = scanner, serialNumber }: { needs?: HidNeeds; serialNumber?: string } = {}): Driver {
  const config = { kind: 'hid' as const, vendorId: 0x0c2e, productId: 0x0b61, ...(serialNumber === undefined ? {} : { serialNumber }) }
  const wire = keepOpen({ timers, backoff: localBackoff, openLink: (events) => openHidLink(config, needs, hid.system, events) })
  const states: string[] = []
  const details: string[] = []
  const reports: string[] = []
  let descriptor: Buffer | undefined
  wire.onBytes((report) => reports.push(report.toString()))
  wire.onState((state: WireState) => {
    states.push(state.open ? 'open' : state.trouble)
    if (state.open) descriptor = state.reportDescriptor
    else details.push(state.detail)
  })
  return { wire, states, details, reports, get descriptor() { return descriptor } }
}

describe('a HID device', () => {
  it('pulled in mid-shift is away at once, though node-hid says so with a bare string and never closes', async () => {
    const [hid, timers] = [openFakeHid(), manualTimers()]
    const unit = hid.plug()
    const { wire, states, reports } = driverOf(hid, timers)
    await timers.pass(1)
    unit.send(Buffer.from('one'))
    unit.unplug()
    expect(wire.isOpen).toBe(false)
    expect(await wire.write(Buffer.from('beep'))).toBe('away')
    await timers.pass(3000)
    const again = hid.plug()
    await timers.pass(1000)
    again.send(Buffer.from('two'))
    expect({ states, reports, written: again.written }).toEqual({ states: ['open', 'unplugged', 'not-found', 'open'], reports: ['one', 'two'], written: [] })
    expect(unit.openCount).toBe(0)
    await wire.close()
  })

  it('is found again wherever it comes back', async () => {
    const [hid, timers] = [openFakeHid(), manualTimers()]
    const unit = hid.plug({ serialNumber: 'A1' })
    const { wire, reports } = driverOf(hid, timers, { serialNumber: 'A1' })
    await timers.pass(1)
    unit.unplug()
    const stranger = hid.plug({ serialNumber: 'B2' })
    await timers.pass(3000)
    const again = hid.plug({ serialNumber: 'A1' })
    await timers.pass(1000)
    stranger.send(Buffer.from('not mine'))
    again.send(Buffer.from('mine'))
    expect(again.path).not.toBe(unit.path)
    expect(reports).toEqual(['mine'])
    await wire.close()
  })

  it('with a keyboard beside the scanner is opened at the scanner', async () => {
    const [hid, timers] = [openFakeHid(), manualTimers()]
    hid.plug({ pages: [0x01] })
    const unit = hid.plug({ pages: [0x01, 0x8c], descriptor: Buffer.from([0x05, 0x8c]) })
    const driver = driverOf(hid, timers)
    await timers.pass(1)
    expect(unit.openCount).toBe(1)
    expect(driver.descriptor).toEqual(Buffer.from([0x05, 0x8c]))
    await driver.wire.close()
  })

  it('takes the page its driver likes best', async () => {
    const [hid, timers] = [openFakeHid(), manualTimers()]
    hid.plug({ pages: [0xff00] })
    const unit = hid.plug({ pages: [0x8e] })
    const { wire } = driverOf(hid, timers, { needs: { usagePages: [0x8e, 0xff00] } })
    await timers.pass(1)
    expect(unit.openCount).toBe(1)
    await wire.close()
  })

  it('that is still a keyboard says so', async () => {
    const [hid, timers] = [openFakeHid(), manualTimers()]
    const unit = hid.plug({ pages: [0x01] })
    const { wire, states, details } = driverOf(hid, timers)
    await timers.pass(1)
    expect({ states, openCount: unit.openCount }).toEqual({ states: ['not-found'], openCount: 0 })
    expect(details[0]).toContain('keyboard mode')
    await wire.close()
  })

  it('takes output reports, and feature reports both ways; one it does not know leaves the wire open', async () => {
    const [hid, timers] = [openFakeHid(), manualTimers()]
    const unit = hid.plug({ features: new Map([[0x20, Buffer.from([0x20, 7])]]) })
    const { wire, states } = driverOf(hid, timers)
    expect(await wire.setFeature(Buffer.from([0x20, 1]))).toBe('away')
    expect(await wire.getFeature(0x20, 2)).toBeUndefined()
    await timers.pass(1)
    expect(await wire.write(Buffer.from([4, 1]))).toBe('sent')
    expect(await wire.getFeature(0x20, 2)).toEqual(Buffer.from([0x20, 7]))
    expect(await wire.setFeature(Buffer.from([0x20, 9]))).toBe('sent')
    expect(await wire.getFeature(0x20, 2)).toEqual(Buffer.from([0x20, 9]))
    expect(await wire.setFeature(Buffer.from([0x77, 1]))).toBe('refused')
    expect(await wire.getFeature(0x77, 2)).toBeUndefined()
    expect({ states, written: unit.written }).toEqual({ states: ['open'], written: [Buffer.from([4, 1])] })
    await wire.close()
  })

  it('is taken out of keyboard mode at every opening, and one that refuses is let go and tried again', async () => {
    const [hid, timers] = [openFakeHid(), manualTimers()]
    const needs: HidNeeds = { usagePages: [0x8c], featureReports: [Buffer.from([0xfe, 1])] }
    const features = (): Map<number, Buffer> => new Map([[0xfe, Buffer.from([0xfe, 0])]])
    const first = { features: features(), refusesOnce: [0xfe] }
    const unit = hid.plug(first)
    const { wire, states } = driverOf(hid, timers, { needs })
    await timers.pass(1)
    expect({ states, openCount: unit.openCount }).toEqual({ states: ['failed'], openCount: 0 })
    await timers.pass(500)
    expect(first.features.get(0xfe)).toEqual(Buffer.from([0xfe, 1]))
    unit.unplug()
    const second = { features: features() }
    hid.plug(second)
    await timers.pass(1000)
    expect(second.features.get(0xfe)).toEqual(Buffer.from([0xfe, 1]))
    expect(states).toEqual(['failed', 'open', 'unplugged', 'open'])
    await wire.close()
  })

  it('pulled between being found and being opened is tried again', async () => {
    const [hid, timers] = [openFakeHid(), manualTimers()]
    const unit = hid.plug()
    hid.beforeNextOpen(() => unit.unplug())
    const { wire, states } = driverOf(hid, timers)
    await timers.pass(1)
    const again = hid.plug()
    expect(again.path).toBe(unit.path)
    await timers.pass(1000)
    expect(states).toEqual(['not-found', 'open'])
    await wire.close()
  })
})

it('a HID device whose opening comes too late is let go without harm, and opened again', async () => {
  const [hid, timers] = [openFakeHid(), manualTimers()]
  const unit = hid.plug()
  let letOpen: () => void = () => undefined
  let openedCount = 0
  const slow: FakeHid = { ...hid, system: { ...hid.system, async open(path) {
    if (openedCount++ === 0) await new Promise<void>((resume) => (letOpen = resume))
    return hid.system.open(path)
  } } }
  const { wire, states } = driverOf(slow, timers)
  await timers.pass(10_000)
  letOpen()
  await timers.pass(2000)
  expect({ states, openCount: unit.openCount }).toEqual({ states: ['no-answer', 'open'], openCount: 1 })
  await wire.close()
})

describe('several drivers', () => {
  it('of the same ids never open the same device: the one without says so, and gets the next that is free', async () => {
    const [hid, timers] = [openFakeHid(), manualTimers()]
    const units = [hid.plug(), hid.plug()]
    const drivers = [driverOf(hid, timers), driverOf(hid, timers), driverOf(hid, timers)]
    await timers.pass(1)
    expect(units.map((unit) => unit.openCount)).toEqual([1, 1])
    expect(drivers.map(({ states }) => states.at(-1)).sort()).toEqual(['in-use', 'open', 'open'])
    units.forEach((unit, index) => unit.send(Buffer.from(`code of ${index}`)))
    expect(drivers.flatMap(({ reports }) => reports).sort()).toEqual(['code of 0', 'code of 1'])
    await drivers.find(({ wire }) => wire.isOpen)?.wire.close()
    await timers.pass(2000)
    expect(units.map((unit) => unit.openCount)).toEqual([1, 1])
    await Promise.all(drivers.map(({ wire }) => wire.close()))
  })

  it('in another process: a device that it has is left alone, and taken over when that process dies', async () => {
    const [hid, timers] = [openFakeHid(), manualTimers()]
    const unit = hid.plug()
    const other = await claimingProcess(unit.path)
    const { wire, states } = driverOf(hid, timers)
    await timers.pass(1)
    expect({ states, openCount: unit.openCount }).toEqual({ states: ['in-use'], openCount: 0 })
    await other.kill()
    await timers.pass(2000)
    expect({ states, openCount: unit.openCount }).toEqual({ states: ['in-use', 'open'], openCount: 1 })
    await wire.close()
  })

  /** What happens to two scanners of one make over a shift. */
  const step = fc.oneof(
    fc.record({ kind: fc.constant('unplug' as const), serialNumber: fc.constantFrom('A', 'B', 'C') }),
    fc.record({ kind: fc.constant('plug' as const), serialNumber: fc.constantFrom('A', 'B', 'C') }),
    fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 1500 }) }),
  )

  it('that name a serial number each have their own unit, whatever is pulled and plugged in where', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const [hid, timers] = [openFakeHid(), manualTimers()]
        const plugged = new Map<string, PluggedUnit>()
        const named = ['A', 'B', 'C'].map((serialNumber) => ({ serialNumber, ...driverOf(hid, timers, { serialNumber }) }))
        for (const event of steps) {
          if (event.kind === 'pass') await timers.pass(event.ms)
          else if (event.kind === 'plug' && !plugged.has(event.serialNumber)) plugged.set(event.serialNumber, hid.plug({ serialNumber: event.serialNumber }))
          else if (event.kind === 'unplug') {
            plugged.get(event.serialNumber)?.unplug()
            plugged.delete(event.serialNumber)
          }
          for (const [serialNumber, unit] of plugged) unit.send(Buffer.from(serialNumber))
        }
        await timers.pass(3000)
        for (const { serialNumber, wire, reports } of named) {
          expect(wire.isOpen).toBe(plugged.has(serialNumber))
          expect(reports.every((report) => report === serialNumber)).toBe(true)
        }
        await Promise.all(named.map(({ wire }) => wire.close()))
      }),
      { seed: 20_260_401, numRuns: 40 },
    )
  })

  it('that name none share the units there are: each unit is read once, and none stays idle', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const [hid, timers] = [openFakeHid(), manualTimers()]
        const plugged = new Map<string, PluggedUnit>()
        const drivers = [driverOf(hid, timers), driverOf(hid, timers)]
        for (const event of steps) {
          if (event.kind === 'pass') await timers.pass(event.ms)
          else if (event.kind === 'plug' && !plugged.has(event.serialNumber)) plugged.set(event.serialNumber, hid.plug())
          else if (event.kind === 'unplug') {
            plugged.get(event.serialNumber)?.unplug()
            plugged.delete(event.serialNumber)
          }
          for (const unit of plugged.values()) expect(unit.openCount).toBeLessThanOrEqual(1)
        }
        await timers.pass(3000)
        expect(drivers.filter(({ wire }) => wire.isOpen)).toHaveLength(Math.min(2, plugged.size))
        await Promise.all(drivers.map(({ wire }) => wire.close()))
      }),
      { seed: 20_260_402, numRuns: 40 },
    )
  })
})

/** A process of ours that has the device at `path`. */
async function claimingProcess(path: string): Promise<{ kill(): Promise<void> }> {
  const claimModule = fileURLToPath(new URL('../../../drivers/wire/claim-path.ts', import.meta.url))
  const script = `import { claimPath } from ${JSON.stringify(claimModule)}; await claimPath(${JSON.stringify(path)}); process.stdout.write('claimed'); setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()))
  await eventually(() => said === 'claimed')
  return {
    kill: () => new Promise((gone) => {
      child.once('exit', () => gone())
      child.kill('SIGKILL')
    }),
  }
}
