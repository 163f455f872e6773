import { readBcd } from './bcd.ts'
import { field, readFields } from './fields.ts'
import { hidePans, readMaskedPan } from './masked-pan.ts'
import { readText } from './terminal-text.ts'

/** How one transaction of the terminal went. Fields the terminal has left out are undefined. */
export interface StatusInformation {
  /** 0 is approved; see `resultDetail`. A status without one says nothing of the result. */
  readonly resultCode: number | undefined
  readonly amountMinor: number | undefined
  readonly traceNumber: number | undefined
  /** Of the transaction that this one takes back: only a reversal has one. */
  readonly originalTrace: number | undefined
  readonly terminalId: string
  readonly terminalReceipt: number | undefined
  readonly cardName: string
  readonly maskedPan: string
  readonly authorisation: string
}

/** Names by the protocol's list of card types, for terminals that send no name. */
const cardTypes: ReadonlyMap<number, string> = new Map([[0x05, 'girocard'], [0x06, 'Mastercard'], [0x0a, 'Visa'], [0x2e, 'Maestro']])

/** Reads a status information (04 0F). Track data, expiry date and an unmasked number stay in the bytes, which the caller overwrites. */
export function readStatusInformation(data: Buffer): StatusInformation {
  const fields = readFields(data)
  const number = (name: number): number | undefined => {
    const value = fields.get(name)
    return value && readBcd(value)
  }
  const text = (name: number): string => hidePans(readText(fields.get(name) ?? Buffer.alloc(0)))
  return {
    resultCode: fields.get(field.resultCode)?.[0],
    amountMinor: number(field.amount),
    traceNumber: number(field.trace),
    // Zeros stand for none.
    originalTrace: number(field.originalTrace) || undefined,
    terminalId: number(field.terminalId)?.toString().padStart(8, '0') ?? '',
    terminalReceipt: number(field.receiptNumber),
    cardName: text(field.cardName).slice(0, 40) || (cardTypes.get(fields.get(field.cardType)?.[0] ?? 0) ?? ''),
    maskedPan: readMaskedPan(fields.get(field.cardNumber) ?? Buffer.alloc(0)),
    authorisation: text(field.authorisation),
  }
}
