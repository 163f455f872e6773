import type { DeviceConfig } from '../../src/contract/config.ts'
import { assertNever } from '../../src/domain/assert.ts'
import { openFramer, type Frame } from '../scanner/frame.ts'
import type { CardReading } from './card-reading.ts'
import { readMagtekReport } from './magtek-report.ts'
import { openMsrReportReader } from './msr-report.ts'
import { readTracks } from './read-tracks.ts'
import { readUidAnswer } from './uid-answer.ts'

type CardReaderConfig = Extract<DeviceConfig, { role: 'card-reader' }>

/** Where bytes of a wire become parts of cards. `bytes` may be wiped afterwards: nothing of them is kept. */
export interface CardSource {
  take(bytes: Buffer): readonly CardReading[]
  /** The reader has been quiet. */
  silence(): readonly CardReading[]
  /** The wire ended. */
  cutOff(): readonly CardReading[]
  readonly isMidReading: boolean
}

const wiresOf: Readonly<Record<CardReaderConfig['protocol'], readonly CardReaderConfig['wire']['kind'][]>> = { text: ['serial', 'tcp', 'file'], 'hid-msr': ['hid'], magtek: ['hid'], pcsc: ['pcsc'] }

/**
 * @param reportDescriptor as the HID wire gave it
 * @returns undefined when the reader cannot be understood: a HID reader that does not say where its tracks lie, or a
 *   protocol that does not go over this wire
 */
export function openCardSource(config: CardReaderConfig, reportDescriptor: Buffer | undefined): CardSource | undefined {
  if (!wiresOf[config.protocol].includes(config.wire.kind)) return undefined
  switch (config.protocol) {
    case 'text':
      return textSource(config)
    case 'hid-msr': {
      const reader = openMsrReportReader(reportDescriptor)
      return reader && reportSource((report) => reader.take(report))
    }
    case 'magtek':
      return reportSource((report) => [readMagtekReport(report)])
    case 'pcsc':
      return reportSource((answer) => [readUidAnswer(answer)])
    default:
      return assertNever(config.protocol, 'protocol of a card reader')
  }
}

/** Every report stands for itself. */
function reportSource(take: (report: Buffer) => readonly CardReading[]): CardSource {
  return { take, silence: () => [], cutOff: () => [], isMidReading: false }
}

function textSource({ framing }: CardReaderConfig): CardSource {
  const framer = openFramer(framing.end)
  const prefix = Buffer.from(framing.prefix, 'latin1')
  const readings = (frames: readonly Frame[]): CardReading[] => frames.map((frame) => (frame.kind === 'garbled' ? frame : { kind: 'parts', parts: readTracks(withoutPrefix(frame.bytes, prefix)), whole: false }))
  return {
    take: (bytes) => readings(framer.take(bytes)),
    silence: () => readings(framer.silence()),
    cutOff: () => readings(framer.cutOff()),
    get isMidReading() {
      return framer.isMidReading
    },
  }
}

/** Text in front of every reading, set up in the reader. */
function withoutPrefix(bytes: Buffer, prefix: Buffer): Buffer {
  return bytes.subarray(0, prefix.length).equals(prefix) ? bytes.subarray(prefix.length) : bytes
}
