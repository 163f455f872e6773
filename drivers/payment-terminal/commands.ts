import { encodeApdu } from './apdu.ts'
import { packBcd } from './bcd.ts'
import { field, writeFields } from './fields.ts'
import { writeTlv } from './tlv.ts'

/** Messages by their two bytes, as the protocol PA00P015 names them. */
export const command = {
  statusInformation: 0x040f, intermediateStatus: 0x04ff, statusEnquiry: 0x0501, registration: 0x0600, authorisation: 0x0601, logOff: 0x0602,
  completion: 0x060f, abort: 0x061e, repeatReceipt: 0x0620, reversal: 0x0630, refund: 0x0631, endOfDay: 0x0650, diagnosis: 0x0670,
  abortFromTill: 0x06b0, printLine: 0x06d1, printBlock: 0x06d3,
} as const

/** Every message is answered with this by whoever got it. */
export const acknowledgement = encodeApdu({ command: 0x8000, data: Buffer.alloc(0) })
/** The same for a message this till does not know. */
export const notKnown = encodeApdu({ command: 0x8483, data: Buffer.alloc(0) })

/** Bits of the registration's config byte. */
const config = { tillPrintsPayments: 0x02, tillPrintsReports: 0x04, sendProgress: 0x08, tillControlsPayments: 0x10, tillControlsReports: 0x20, terminalWritesReceipts: 0x80 } as const

const progressAndControl = config.sendProgress | config.tillControlsPayments | config.tillControlsReports
export const laneConfigByte = progressAndControl | config.tillPrintsPayments | config.tillPrintsReports | config.terminalWritesReceipts
export const terminalConfigByte = progressAndControl

/** The terminal's service menu is not for the customer. */
const noServiceMenu = 0x01
/** With the status information of the newest transaction, and without paper. */
const statusWithoutPaper = 0x03

const passwordBytes = (password: string): Buffer => Buffer.from(password, 'hex')
const noData = Buffer.alloc(0)

/** @param password six digits @param currency ISO 4217 numeric; a terminal of another one refuses */
export function registration({ password, configByte, currency }: { readonly password: string; readonly configByte: number; readonly currency: number }): Buffer {
  const printBlockAllowed = writeTlv(0x26, writeTlv(0x0a, Buffer.from([command.printBlock >> 8, command.printBlock & 0xff])))
  const fields = writeFields([[field.serviceByte, Buffer.from([noServiceMenu])], [field.container, printBlockAllowed]])
  return encodeApdu({ command: command.registration, data: Buffer.concat([passwordBytes(password), Buffer.from([configByte]), packBcd(currency, 2), fields]) })
}

export function authorisation(amountMinor: number): Buffer {
  return encodeApdu({ command: command.authorisation, data: writeFields([[field.amount, packBcd(amountMinor, 6)]]) })
}

/** Gives the payment with this receipt number back whole. */
export function reversal(password: string, receiptNumber: number): Buffer {
  return encodeApdu({ command: command.reversal, data: Buffer.concat([passwordBytes(password), writeFields([[field.receiptNumber, packBcd(receiptNumber, 2)]])]) })
}

export function refund(password: string, amountMinor: number): Buffer {
  return encodeApdu({ command: command.refund, data: Buffer.concat([passwordBytes(password), writeFields([[field.amount, packBcd(amountMinor, 6)]])]) })
}

/** Asks for the newest transaction again: what a till that lost the end of one goes by. */
export function repeatReceipt(password: string): Buffer {
  return encodeApdu({ command: command.repeatReceipt, data: Buffer.concat([passwordBytes(password), writeFields([[field.serviceByte, Buffer.from([statusWithoutPaper])]])]) })
}

export function endOfDay(password: string): Buffer {
  return encodeApdu({ command: command.endOfDay, data: passwordBytes(password) })
}

export function statusEnquiry(password: string): Buffer {
  return encodeApdu({ command: command.statusEnquiry, data: passwordBytes(password) })
}

export const diagnosis = encodeApdu({ command: command.diagnosis, data: noData })
export const abortFromTill = encodeApdu({ command: command.abortFromTill, data: noData })
export const logOff = encodeApdu({ command: command.logOff, data: noData })
