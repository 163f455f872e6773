import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'

/** What the kernel passes to a device of ours from whoever has opened it. */
export type HidRequest = { readonly kind: 'output'; readonly report: Buffer } | { readonly kind: 'set-feature'; readonly report: Buffer }

export interface UhidOptions {
  readonly name: string
  readonly vendorId: number
  readonly productId: number
  readonly serialNumber?: string | undefined
  readonly descriptor: Buffer
  /** Answers to questions for a feature report, its id in front. */
  readonly features?: readonly Buffer[] | undefined
}

/** A HID device made of software, which the kernel takes for a real one: `/dev/hidrawN` and everything above it is the true thing. */
export interface UhidDevice {
  /** Sends one input report, its id first where the device has ids. */
  send(report: Buffer): Promise<void>
  readonly requests: readonly HidRequest[]
  unplug(): Promise<void>
}

/** Event numbers and layouts of include/uapi/linux/uhid.h; everything is packed and little-endian. */
const event = { destroy: 1, output: 6, getReport: 9, getReportReply: 10, create2: 11, input2: 12, setReport: 13, setReportReply: 14 } as const
const eventByteCount = 4376
const featureReport = 0
const usbBus = 3
const eio = 5
const pollMs = 5

/** Plugs a device in. Needs /dev/uhid and the rights to open it. */
export async function openUhidDevice(options: UhidOptions): Promise<UhidDevice> {
  const file = await open('/dev/uhid', constants.O_RDWR | constants.O_NONBLOCK)
  await file.write(createEvent(options))
  const requests: HidRequest[] = []
  const life = { plugged: true }
  const answering = answerRequests(file, { life, requests, features: options.features ?? [] })
  return {
    requests,
    async send(report) {
      const bytes = Buffer.alloc(6 + report.length)
      bytes.writeUInt32LE(event.input2, 0)
      bytes.writeUInt16LE(report.length, 4)
      report.copy(bytes, 6)
      await file.write(bytes)
    },
    async unplug() {
      if (!life.plugged) return
      life.plugged = false
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32LE(event.destroy, 0)
      await file.write(bytes)
      await answering
      await file.close()
    },
  }
}

function createEvent({ name, vendorId, productId, serialNumber = '', descriptor }: UhidOptions): Buffer {
  const bytes = Buffer.alloc(eventByteCount)
  bytes.writeUInt32LE(event.create2, 0)
  bytes.write(name.slice(0, 127), 4, 'latin1')
  bytes.write(serialNumber.slice(0, 63), 196, 'latin1')
  bytes.writeUInt16LE(descriptor.length, 260)
  bytes.writeUInt16LE(usbBus, 262)
  bytes.writeUInt32LE(vendorId, 264)
  bytes.writeUInt32LE(productId, 268)
  descriptor.copy(bytes, 280)
  return bytes
}

interface Answering {
  readonly life: { readonly plugged: boolean }
  readonly requests: HidRequest[]
  readonly features: readonly Buffer[]
}

/** Keeps what is asked of the device, and answers at once: the kernel waits five seconds otherwise. */
async function answerRequests(file: FileHandle, { life, requests, features }: Answering): Promise<void> {
  while (life.plugged) {
    const bytes = await nextEvent(file)
    const type = bytes?.readUInt32LE(0)
    if (!bytes) await new Promise((resume) => setTimeout(resume, pollMs))
    else if (type === event.output) requests.push({ kind: 'output', report: Buffer.from(bytes.subarray(4, 4 + bytes.readUInt16LE(4100))) })
    else if (type === event.setReport) {
      requests.push({ kind: 'set-feature', report: Buffer.from(bytes.subarray(12, 12 + bytes.readUInt16LE(10))) })
      await file.write(replyTo(event.setReportReply, bytes.readUInt32LE(4), 0))
    } else if (type === event.getReport) {
      const isFeature = bytes[9] === featureReport
      await file.write(replyTo(event.getReportReply, bytes.readUInt32LE(4), eio, isFeature ? features.find((report) => report[0] === bytes[8]) : undefined))
    }
  }
}

/** Undefined when nothing is asked. */
async function nextEvent(file: FileHandle): Promise<Buffer | undefined> {
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(eventByteCount), 0, eventByteCount, null)
    return bytesRead > 0 ? buffer : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return undefined
    throw error
  }
}

/** @param errorNumber told unless there is an `answer` to give */
function replyTo(type: number, id: number, errorNumber: number, answer?: Buffer): Buffer {
  const bytes = Buffer.alloc(type === event.setReportReply ? 10 : 12 + (answer?.length ?? 0))
  bytes.writeUInt32LE(type, 0)
  bytes.writeUInt32LE(id, 4)
  bytes.writeUInt16LE(answer ? 0 : errorNumber, 8)
  if (type === event.getReportReply) bytes.writeUInt16LE(answer?.length ?? 0, 10)
  answer?.copy(bytes, 12)
  return bytes
}
