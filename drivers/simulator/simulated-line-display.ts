import type { WireConfig } from '../../src/contract/config.ts'
import type { DisplayGlass } from '../line-display/encode-lines.ts'
import { openGlass } from './display-glass.ts'
import { openPtyCable } from './pty-cable.ts'

export interface LineDisplayFaults {
  /** Loses what it is sent, as with a loose plug. */
  readonly dark: boolean
}

export interface SimulatedLineDisplay {
  /** How a lane reaches it. */
  readonly wire: WireConfig
  readonly faults: LineDisplayFaults
  set(faults: Partial<LineDisplayFaults>): void
  /** What stands on the glass now. */
  readonly lines: readonly [string, string]
  /** Every pair of lines that has stood there, oldest first, the last hundred. */
  readonly shown: readonly (readonly [string, string])[]
  readonly unknown: readonly string[]
  unplug(): void
  replug(): void
  readonly isPlugged: boolean
  close(): void
}

export interface SimulatedLineDisplayOptions extends Partial<DisplayGlass> {
  /** The lane opens this link. */
  readonly lanePath: string
}

const keptShownCount = 100

/** A display of two lines on a pseudo terminal; it forgets what it shows when it is unplugged. */
export function openSimulatedLineDisplay({ lanePath, protocol = 'epson', columnCount = 20, codePage = 'cp437' }: SimulatedLineDisplayOptions): SimulatedLineDisplay {
  const cable = openPtyCable(lanePath)
  const newGlass = () => openGlass({ protocol, columnCount, codePage })
  let glass = newGlass()
  let faults: LineDisplayFaults = { dark: false }
  const shown: (readonly [string, string])[] = []

  cable.onBytes((bytes) => {
    if (faults.dark) return
    glass.write(bytes)
    if (shown.at(-1)?.join('\n') === glass.lines.join('\n')) return
    shown.push(glass.lines)
    shown.splice(0, shown.length - keptShownCount)
  })

  return {
    wire: { kind: 'serial', path: lanePath, baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    get faults() {
      return faults
    },
    set: (changes) => void (faults = { ...faults, ...changes }),
    get lines() {
      return glass.lines
    },
    shown,
    get unknown() {
      return glass.unknown
    },
    unplug() {
      cable.unplug()
      glass = newGlass()
    },
    replug: () => cable.replug(),
    get isPlugged() {
      return cable.isPlugged
    },
    close: () => cable.close(),
  }
}
