import { EventEmitter } from 'node:events'
import { randomUUID } from 'node:crypto'
import { claimPath } from '../../drivers/wire/claim-path.ts'
import type { HidDevice, HidListed, HidSystem } from '../../drivers/wire/hid.ts'
import { assert } from '../../src/domain/assert.ts'

export interface FakeUnit {
  readonly vendorId?: number
  readonly productId?: number
  readonly serialNumber?: string
  /** Top collections of its one interface. */
  readonly pages?: readonly number[]
  readonly descriptor?: Buffer
  /** Feature reports it knows, by id. */
  readonly features?: Map<number, Buffer>
  /** Ids of feature reports it refuses once each. */
  readonly refusesOnce?: number[]
}

export interface PluggedUnit {
  readonly path: string
  /** To every program that has it open, as hidraw does. */
  send(report: Buffer): void
  readonly written: readonly Buffer[]
  /** Programs that have it open at this moment. */
  readonly openCount: number
  unplug(): void
}

export interface FakeHid {
  readonly system: HidSystem
  plug(unit?: FakeUnit): PluggedUnit
  /** Runs in the middle of the next opening, after the path has been chosen. */
  beforeNextOpen(run: () => void): void
}

/**
 * HID as node-hid over hidraw shows it: an entry for each top collection; any number of openings of one device;
 * on an unplug `error` with a bare string and never `close`; a device number is free again when nobody has it open.
 */
export function openFakeHid(): FakeHid {
  const prefix = `/fake/${randomUUID()}/hidraw`
  const units = new Map<string, { readonly unit: Required<Pick<FakeUnit, 'vendorId' | 'productId' | 'pages'>> & FakeUnit; readonly openings: Set<Opening>; readonly written: Buffer[] }>()
  const lingering = new Map<string, Set<Opening>>()
  let beforeOpen: () => void = () => undefined

  function freePath(): string {
    for (let number = 0; ; number++) {
      const path = `${prefix}${number}`
      if (!units.has(path) && !lingering.get(path)?.size) return path
    }
  }

  const system: HidSystem = {
    async list(vendorId, productId) {
      return Array.from(units).flatMap(([path, { unit }]): HidListed[] => (unit.vendorId === vendorId && unit.productId === productId ? unit.pages.map((usagePage) => ({ path, usagePage, serialNumber: unit.serialNumber })) : []))
    },
    async open(path) {
      beforeOpen()
      beforeOpen = () => undefined
      const found = units.get(path)
      if (!found) throw new Error(`cannot open device with path ${path}: No such file or directory`)
      const opening: Opening = fakeOpening(found, () => {
        found.openings.delete(opening)
        lingering.get(path)?.delete(opening)
      })
      found.openings.add(opening)
      return opening.device
    },
    claim: (path) => claimPath(path),
    readDescriptor: async (path) => units.get(path)?.unit.descriptor,
  }

  return {
    system,
    plug(unit = {}) {
      const path = freePath()
      const plugged = { unit: { vendorId: 0x0c2e, productId: 0x0b61, pages: [0x8c], ...unit }, openings: new Set<Opening>(), written: [] }
      units.set(path, plugged)
      return {
        path,
        send: (report) => plugged.openings.forEach((opening) => opening.hear(report)),
        written: plugged.written,
        get openCount() {
          return plugged.openings.size
        },
        unplug() {
          if (units.get(path) !== plugged) return
          units.delete(path)
          lingering.set(path, plugged.openings)
          for (const opening of Array.from(plugged.openings)) opening.lose()
        },
      }
    },
    beforeNextOpen: (run) => void (beforeOpen = run),
  }
}

interface Opening {
  readonly device: HidDevice
  hear(report: Buffer): void
  lose(): void
}

function fakeOpening({ unit, written }: { readonly unit: FakeUnit; readonly written: Buffer[] }, onClose: () => void): Opening {
  const events = new EventEmitter()
  let isThere = true
  let isClosed = false
  const here = (): void => {
    if (!isThere) throw new Error('Cannot write to hid device')
  }
  const knows = (reportId: number): Buffer => {
    here()
    const refused = unit.refusesOnce?.indexOf(reportId) ?? -1
    if (refused >= 0) unit.refusesOnce?.splice(refused, 1)
    const feature = unit.features?.get(reportId)
    if (refused >= 0 || !feature) throw new Error('Cannot send feature report to hid device')
    return feature
  }
  return {
    device: {
      on(event: string, listener: (thing: Buffer & unknown) => void) {
        // node-hid begins to read in the next tick, and throws there, where nobody can catch it, when it is closed by then.
        if (event === 'data') process.nextTick(() => assert(!isClosed, 'device has been closed'))
        return events.on(event, listener)
      },
      async write(report) {
        here()
        written.push(report)
        return report.length
      },
      async sendFeatureReport(report) {
        knows(report[0] ?? 0)
        unit.features?.set(report[0] ?? 0, report)
        return report.length
      },
      getFeatureReport: async (reportId, byteCount) => knows(reportId).subarray(0, byteCount),
      async close() {
        isClosed = true
        onClose()
        events.removeAllListeners()
      },
    },
    // Each program has a copy of its own.
    hear: (report) => void (isThere && events.emit('data', Buffer.from(report))),
    lose() {
      isThere = false
      // Only a reader notices, and with nobody listening for `error` the process would end.
      if (events.listenerCount('data') > 0) events.emit('error', 'could not read from HID device: unexpected poll error (device disconnected)')
    },
  }
}
