/**
 * What the simulated payment terminal writes and reads, put together by hand from the protocol's tables: nothing is
 * shared with the driver, so that a mistake in one does not hide in the other.
 */
export interface TerminalCard {
  readonly name: string
  /** By the protocol's list of card types. */
  readonly type: number
  readonly pan: string
}

/** Numbers that the schemes publish for tests. */
export const terminalCards: readonly TerminalCard[] = [
  { name: 'Visa Credit', type: 0x0a, pan: '4111111111111111' },
  { name: 'Debit Mastercard', type: 0x06, pan: '5555555555554444' },
  { name: 'Maestro', type: 0x2e, pan: '6759649826438453' },
]

export interface StatusFields {
  readonly resultCode: number
  readonly amountMinor: number
  readonly traceNumber: number
  readonly originalTrace?: number | undefined
  readonly receiptNumber: number
  readonly card: TerminalCard
  readonly plainPan: boolean
}

export const terminalId = '52500042'

export function message(command: number, data: readonly number[] = []): Buffer {
  const length = data.length < 255 ? [data.length] : [255, data.length & 255, data.length >> 8]
  return Buffer.from([command >> 8, command & 255, ...length, ...data])
}

export function statusInformation(fields: StatusFields): Buffer {
  const { resultCode, amountMinor, traceNumber, originalTrace, receiptNumber, card } = fields
  return message(0x040f, [
    0x27, resultCode,
    0x04, ...bcd(amountMinor, 6),
    0x0b, ...bcd(traceNumber, 3),
    0x0c, 0x14, 0x32, 0x05,
    0x0d, 0x11, 0x22,
    0x0e, 0x30, 0x12,
    0x17, 0x00, 0x01,
    0x19, 0x70,
    0x22, ...digitsLength(panBytes(fields).length, 2), ...panBytes(fields),
    0x29, ...bcd(Number(terminalId), 4),
    0x2a, ...ascii('LANEWISE DEMO  '),
    ...(originalTrace === undefined ? [] : [0x37, ...bcd(originalTrace, 3)]),
    0x3b, ...ascii(String(traceNumber).padStart(6, '0')), 0x00, 0x00,
    0x3c, ...digitsLength(8, 3), ...ascii(resultCode === 0 ? 'APPROVED' : 'DECLINED'),
    0x49, 0x09, 0x78,
    0x87, ...bcd(receiptNumber, 2),
    0x88, ...bcd(receiptNumber, 3),
    0x8a, card.type,
    0x8b, ...digitsLength(card.name.length + 1, 2), ...ascii(card.name), 0x00,
  ])
}

/** A block of the customer's lines, with the kind of receipt in front and the end of it behind. */
export function printBlock(lines: readonly string[], receiptType: number): Buffer {
  const texts = [...lines.flatMap((line) => [0x07, line.length, ...ascii(line)]), 0x09, 0x01, 0x81]
  const container = [0x1f, 0x07, 0x01, receiptType, 0x25, ...containerLength(texts.length), ...texts]
  return message(0x06d3, [0x06, ...containerLength(container.length), ...container])
}

export function printLine(line: string): Buffer {
  return message(0x06d1, [0x00, ...ascii(line)])
}

export function registered(): Buffer {
  return message(0x060f, [0x19, 0x00, 0x29, ...bcd(Number(terminalId), 4), 0x49, 0x09, 0x78])
}

/** Two digits to a byte. */
function bcd(value: number, byteCount: number): number[] {
  return (String(value).padStart(byteCount * 2, '0').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
}

export function readAmount(bytes: Buffer): number {
  return Number(bytes.toString('hex'))
}

function panBytes({ card, plainPan }: StatusFields): number[] {
  const digits = plainPan ? card.pan : `${'e'.repeat(card.pan.length - 4)}${card.pan.slice(-4)}`
  return (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
}

function digitsLength(byteCount: number, digitCount: number): number[] {
  return Array.from(String(byteCount).padStart(digitCount, '0'), (digit) => 0xf0 + Number(digit))
}

function containerLength(byteCount: number): number[] {
  return byteCount < 128 ? [byteCount] : byteCount < 256 ? [0x81, byteCount] : [0x82, byteCount >> 8, byteCount & 255]
}

function ascii(text: string): number[] {
  return Array.from(Buffer.from(text, 'latin1'))
}
