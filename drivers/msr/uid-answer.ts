import type { CardReading } from './card-reading.ts'

/** Lengths of a UID. Source: ISO/IEC 14443-3 */
const uidByteCounts: readonly number[] = [4, 7, 10]

/**
 * Reads what a contactless reader answered to "get data: UID": the UID and the status word 90 00.
 * @param answer empty when the card was gone before it could answer
 * Source: PC/SC part 3, 3.2.2.1.3
 */
export function readUidAnswer(answer: Buffer): CardReading {
  if (answer.length === 0) return { kind: 'garbled', reason: 'cut-off' }
  const uid = answer.subarray(0, -2)
  const isDone = answer.at(-2) === 0x90 && answer.at(-1) === 0x00
  if (!isDone || !uidByteCounts.includes(uid.length)) return { kind: 'garbled', reason: 'noise' }
  const bytes = Buffer.alloc(uid.length * 2)
  bytes.write(uid.toString('hex').toUpperCase(), 'latin1')
  return { kind: 'parts', parts: [{ track: 'none', bytes, damaged: false }], whole: true }
}
