import type { DeviceConfig } from '../../src/contract/config.ts'
import { openStateTeller, refuse, type Driver, type Send } from '../driver.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Wire } from '../wire/wire.ts'
import { beep, beepCommandFor } from './beep.ts'
import { openFramer } from './frame.ts'
import { openHidReportReader, type ScanReport } from './hid-report.ts'
import { readingOf } from './reading.ts'
import { openSsiScanner } from './ssi-scanner.ts'

type ScannerConfig = Extract<DeviceConfig, { role: 'scanner' }>

interface Parts {
  readonly config: ScannerConfig
  readonly wire: Wire
  readonly timers: Timers
  readonly send: Send
}

/** Where bytes become readings: a stream cut by marks, or reports put together. */
interface Source {
  take(bytes: Buffer): readonly ScanReport[]
  silence(): readonly ScanReport[]
  cutOff(): readonly ScanReport[]
  readonly isMidReading: boolean
  /** False for a device whose reports carry no codes. */
  readonly canRead: boolean
}

/** Half a code that stays half for so long is given up, so that it is never glued to the next one. */
const staleMs = 2000

/** A barcode scanner on any wire. Codes glued together by a missing mark go up as one text: the lane judges. */
export function openScanner(parts: Parts): Driver {
  return parts.config.protocol === 'ssi' && parts.config.wire.kind !== 'hid' ? openSsiScanner(parts) : openPlainScanner(parts)
}

/** Talks only when it has read something, and is only told to beep. */
function openPlainScanner({ config, wire, timers, send }: Parts): Driver {
  const teller = openStateTeller(send, config.name, 'scanner')
  const silenceMs = config.framing.end === 'silence' ? config.framing.silenceMs : staleMs
  let source = sourceFor(config, undefined)
  let beepCommand = beepCommandFor(config.beep, undefined)
  let cancelSilence: Cancel = () => undefined

  function tellAll(reports: readonly ScanReport[]): void {
    for (const report of reports) send(readingOf(config, report))
  }

  wire.onBytes((bytes) => {
    cancelSilence()
    const reports = source.take(bytes)
    bytes.fill(0)
    tellAll(reports)
    if (source.isMidReading) cancelSilence = timers.after(silenceMs, () => tellAll(source.silence()))
  })
  wire.onState((state) => {
    cancelSilence()
    tellAll(source.cutOff())
    if (!state.open) return teller.tell('away', state.trouble, state.detail)
    source = sourceFor(config, state.reportDescriptor)
    beepCommand = beepCommandFor(config.beep, state.reportDescriptor)
    if (source.canRead) teller.tell('ready')
    else teller.tell('needs-care', 'unreadable', 'its report descriptor names no decoded data')
  })

  return {
    order(order) {
      if (order.type === 'not-on-file') beep(order, beepCommand, { wire, timers, send })
      else refuse(send, order, 'unsupported')
    },
    async close() {
      cancelSilence()
      await wire.close()
    },
  }
}

function sourceFor(config: ScannerConfig, reportDescriptor: Buffer | undefined): Source {
  if (config.wire.kind !== 'hid') {
    const framer = openFramer(config.framing.end)
    return { take: (bytes) => framer.take(bytes), silence: () => framer.silence(), cutOff: () => framer.cutOff(), get isMidReading() { return framer.isMidReading }, canRead: true }
  }
  const reader = openHidReportReader(reportDescriptor)
  return { take: (bytes) => reader.take(bytes), silence: () => reader.cutOff(), cutOff: () => reader.cutOff(), get isMidReading() { return reader.isMidReading }, canRead: reader.canRead }
}
