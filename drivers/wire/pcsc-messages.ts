/**
 * Messages between pcsclite's daemon and its clients, over a unix socket: every request has a header of two
 * words, its length and its command; answers have none, their length follows from the command.
 * Words are 32 bits in the machine's own order, which is little-endian wherever lanes run.
 * Source: pcsclite, protocol 4.4 and 4.5
 */
export const pcscCommand = { establishContext: 0x01, connect: 0x04, disconnect: 0x06, transmit: 0x09, version: 0x11, readersState: 0x12, waitForChange: 0x13, stopWaiting: 0x14 } as const
export type PcscCommand = (typeof pcscCommand)[keyof typeof pcscCommand]

const readerNameByteCount = 128
const readerStateByteCount = 184
const readerCount = 16
const connectByteCount = 152
/** Lengths of answers. */
export const answerByteCount = { version: 12, context: 12, readers: readerCount * readerStateByteCount, change: 8, connect: connectByteCount, disconnect: 12, transmit: 32 } as const

export const pcscResult = { done: 0 } as const
const scopeSystem = 2
const shareShared = 2
const anyProtocol = 3
const leaveCard = 0
/** Size of the C library's own structure on a 64-bit machine; the daemon only copies it. */
const pciByteCount = 16
const cardPresent = 0x04
/** What an answer to a command of ours may hold: 256 bytes and a status word. */
export const maxReplyByteCount = 258

export function writeRequest(command: PcscCommand, body: Buffer, data: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([words(body.length, command), body, data])
}

export function versionBody(major: number, minor: number): Buffer {
  return words(major, minor, 0)
}

export function contextBody(): Buffer {
  return words(scopeSystem, 0, 0)
}

export function connectBody(context: number, reader: string): Buffer {
  const name = Buffer.alloc(readerNameByteCount)
  name.write(reader, 0, readerNameByteCount - 1, 'latin1')
  return Buffer.concat([words(context), name, words(shareShared, anyProtocol, 0, 0, 0)])
}

export function disconnectBody(card: number): Buffer {
  return words(card, leaveCard, 0)
}

/** @param protocol as the answer to the connection named it */
export function transmitBody(card: number, protocol: number, commandByteCount: number): Buffer {
  return words(card, protocol, pciByteCount, commandByteCount, protocol, pciByteCount, maxReplyByteCount, 0)
}

export interface ReaderState {
  readonly name: string
  /** Counts cards put on and taken off. */
  readonly eventCount: number
  readonly hasCard: boolean
}

/** The readers there are; places without one are left out. */
export function readReaders(answer: Buffer): ReaderState[] {
  return Array.from({ length: readerCount }, (_, index) => answer.subarray(index * readerStateByteCount, (index + 1) * readerStateByteCount))
    .filter((place) => place[0] !== 0)
    .map((place) => ({ name: place.toString('latin1', 0, place.indexOf(0)), eventCount: place.readUInt32LE(readerNameByteCount), hasCard: (place.readUInt32LE(readerNameByteCount + 4) & cardPresent) !== 0 }))
}

export function readConnection(answer: Buffer): { readonly card: number; readonly protocol: number; readonly result: number } {
  return { card: answer.readUInt32LE(connectByteCount - 12), protocol: answer.readUInt32LE(connectByteCount - 8), result: answer.readUInt32LE(connectByteCount - 4) }
}

export function wordAt(answer: Buffer, index: number): number {
  return answer.readUInt32LE(index * 4)
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32LE(value >>> 0, index * 4))
  return bytes
}
