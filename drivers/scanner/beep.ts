import type { DeviceConfig } from '../../src/contract/config.ts'
import type { DeviceOrder } from '../../src/contract/devices.ts'
import { outcomeOf, refuse, type Send } from '../driver.ts'
import type { Timers } from '../timers.ts'
import type { Wire, WriteOutcome } from '../wire/wire.ts'
import { writeBits } from './report-bits.ts'
import { elementsOf, parseReportDescriptor, reportByteCount } from './report-descriptor.ts'

type BeepKind = Extract<DeviceConfig, { role: 'scanner' }>['beep']

/** How this scanner is told to beep for a code not on file: bytes or a report, as an output or a feature. */
export type BeepCommand = { readonly kind: 'bytes' | 'feature'; readonly bytes: Buffer }

/** `SYN BEL CR`, Honeywell's command for a beep; BEL alone is what many other makes take. */
const serialCommands = { honeywell: Buffer.from([0x16, 0x07, 0x0d]), bel: Buffer.from([0x07]) } as const

/** USB-IF HID Point of Sale Usage Tables, page 0x8C: Sound Not On File Beep. */
const notOnFileBeep = 0x8c_0087

/** Undefined where the scanner cannot be told, or only by a conversation of its own, as with SSI. */
export function beepCommandFor(kind: BeepKind, reportDescriptor: Buffer | undefined): BeepCommand | undefined {
  if (kind === 'honeywell' || kind === 'bel') return { kind: 'bytes', bytes: serialCommands[kind] }
  if (kind !== 'hid' || reportDescriptor === undefined) return undefined
  const descriptor = parseReportDescriptor(reportDescriptor)
  if (!descriptor) return undefined
  const [output] = elementsOf(descriptor.outputs, notOnFileBeep)
  const [feature] = elementsOf(descriptor.features, notOnFileBeep)
  const place = output ?? feature
  if (!place) return undefined
  // Without report ids a 0 takes the id's place.
  const report = Buffer.alloc(1 + reportByteCount(output ? descriptor.outputs : descriptor.features, place.reportId))
  report[0] = place.reportId
  writeBits(report, { bitOffset: 8 + place.bitOffset, bitSize: place.bitSize }, 1)
  return { kind: output ? 'bytes' : 'feature', bytes: report }
}

interface Beeping {
  readonly wire: Wire
  readonly timers: Timers
  readonly send: Send
}

/** Answers the order once: `done` says that the scanner has been told, which is all that anybody can know. */
export function beep(order: DeviceOrder, command: BeepCommand | undefined, { wire, timers, send }: Beeping): void {
  if (!command) return refuse(send, order, 'unsupported')
  let answered = false
  const answer = (outcome: 'done' | 'failed' | 'unknown', detail?: string): void => {
    if (answered) return
    answered = true
    cancel()
    send(outcomeOf(order, outcome, detail))
  }
  const cancel = timers.after(order.timeoutMs, () => answer('unknown', 'timed-out'))
  const written: Promise<WriteOutcome | 'refused'> = command.kind === 'feature' ? wire.setFeature(command.bytes) : wire.write(command.bytes)
  void written.then((outcome) => {
    if (outcome === 'sent') answer('done')
    else if (outcome === 'cut') answer('unknown', 'cut')
    else answer('failed', outcome)
  })
}
