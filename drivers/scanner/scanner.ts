import type { DeviceConfig } from '../../src/contract/config.ts'
import type { DeviceMessage } from '../../src/contract/devices.ts'
import { looksLikePaymentCard } from '../../src/contract/payment-card.ts'
import { openStateTeller, refuse, type Driver, type Send } from '../driver.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Wire } from '../wire/wire.ts'
import { decode } from './decode.ts'
import { openFramer } from './frame.ts'
import { openHidReportReader, type ScanReport } from './hid-report.ts'

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
}

/** Half a code that stays half for so long is given up, so that it is never glued to the next one. */
const staleMs = 2000

/** A barcode scanner on any wire. Codes glued together by a missing mark go up as one text: the lane judges. */
export function openScanner({ config, wire, timers, send }: Parts): Driver {
  const device = config.name
  const teller = openStateTeller(send, device, 'scanner')
  const silenceMs = config.framing.end === 'silence' ? config.framing.silenceMs : staleMs
  let source = sourceFor(config, undefined)
  let cancelSilence: Cancel = () => undefined

  function tellAll(reports: readonly ScanReport[]): void {
    for (const report of reports) send(readingOf(device, config.framing.prefix, report))
  }

  wire.onBytes((bytes) => {
    cancelSilence()
    tellAll(source.take(bytes))
    if (source.isMidReading) cancelSilence = timers.after(silenceMs, () => tellAll(source.silence()))
  })
  wire.onState((state) => {
    cancelSilence()
    tellAll(source.cutOff())
    if (state.open) {
      source = sourceFor(config, state.reportDescriptor)
      teller.tell('ready')
    } else {
      teller.tell('away', state.trouble, state.detail)
    }
  })

  return {
    // No serial command for this beep is common to all makes; see the scanner's manual before adding one.
    order: (order) => refuse(send, order, 'unsupported'),
    async close() {
      cancelSilence()
      await wire.close()
    },
  }
}

function sourceFor(config: ScannerConfig, reportDescriptor: Buffer | undefined): Source {
  if (config.wire.kind !== 'hid') return openFramer(config.framing.end)
  const reader = openHidReportReader(reportDescriptor)
  return { take: (bytes) => reader.take(bytes), silence: () => reader.cutOff(), cutOff: () => reader.cutOff(), get isMidReading() { return reader.isMidReading } }
}

/** A payment card held under the scanner goes no further than here either. */
function readingOf(device: string, prefix: string, report: ScanReport): DeviceMessage {
  if (report.kind === 'garbled') return { type: 'garbled', device, reason: report.reason }
  const decoded = decode(report.bytes, prefix)
  report.bytes.fill(0)
  if (decoded.kind === 'garbled') return { type: 'garbled', device, reason: decoded.reason }
  const aim = report.aim ?? decoded.aim
  if (looksLikePaymentCard(decoded.text, 'code')) return { type: 'payment-card-rejected', device }
  return { type: 'scanned', device, text: decoded.text, ...(aim === undefined ? {} : { aim }) }
}
