import { writeOwnCode } from '../domain/barcode/own-codes.ts'
import type { ReceiptDocument } from '../domain/receipt/receipt-document.ts'
import { writeReceipt } from '../domain/receipt/write-receipt.ts'
import { writeReturnReceipt } from '../domain/receipt/write-return-receipt.ts'
import type { IssuedCoupon, SaleCompleted } from '../domain/sale/facts.ts'
import type { SaleReturned } from '../domain/sale/sale-returned.ts'
import type { Language } from '../domain/wording.ts'
import { assert } from '../domain/assert.ts'
import type { Shop } from './shop.ts'

/** Who sold it, for the foot of the receipt. */
export interface ReceiptSeller {
  readonly laneNumber: number
  readonly cashierName: string
  readonly language: Language
}

/** The receipt of a sale or a return: the same document for printer, text and screen. */
export function documentOf(fact: SaleCompleted | SaleReturned, shop: Shop, seller: ReceiptSeller, copy: boolean): ReceiptDocument {
  return fact.kind === 'sale-completed' ? receiptOf(fact, shop, seller, copy) : returnReceiptOf(fact, shop, seller, copy)
}

/** The receipt of a completed sale. */
export function receiptOf(completed: SaleCompleted, shop: Shop, seller: ReceiptSeller, copy: boolean): ReceiptDocument {
  return writeReceipt({
    completed,
    ...paperOf(shop, seller, completed.completedAt, completed.receiptNumber),
    copy,
    ...(completed.issued ? { couponBarcode: couponElements(completed.issued) } : {}),
    offerName: (offerId) => shop.book.byId.get(offerId)?.name,
  })
}

/** The receipt of goods that came back. */
function returnReceiptOf(returned: SaleReturned, shop: Shop, seller: ReceiptSeller, copy: boolean): ReceiptDocument {
  return writeReturnReceipt({ returned, ...paperOf(shop, seller, returned.returnedAt, returned.receiptNumber), copy })
}

/** What stands on every receipt of the store. */
function paperOf({ settings, time }: Shop, { laneNumber, cashierName, language }: ReceiptSeller, at: string, receiptNumber: number) {
  return {
    store: { storeName: settings.storeName, header: settings.receiptHeader, footer: settings.receiptFooter, currency: settings.currency, logo: settings.logo },
    laneNumber,
    cashierName,
    localTime: time.localTime(at),
    receiptCode: receiptCode(settings, laneNumber, receiptNumber),
    language,
  }
}

/** The barcode that finds this receipt again: lane and number in the store's own receipt pattern. */
function receiptCode(settings: Shop['settings'], laneNumber: number, receiptNumber: number): string {
  const own = settings.ownCodes.find((code) => code.kind === 'receipt')
  assert(own !== undefined, 'the settings have no pattern for receipt barcodes')
  const digitCount = own.pattern.split('R').length - 1
  const number = `${laneNumber}`.padStart(2, '0') + `${receiptNumber}`.padStart(digitCount - 2, '0').slice(-(digitCount - 2))
  return writeOwnCode(own.pattern, { R: number })
}

/**
 * Lane and number of a receipt's barcode. The number may have come round: the newest that ends like it is meant.
 * @param digits those under the pattern's `R`
 */
export function readReceiptNumber(digits: string, lastReceiptNumber: number): { readonly laneNumber: number; readonly receiptNumber: number } {
  const ending = Number(digits.slice(2))
  const round = 10 ** (digits.length - 2)
  return { laneNumber: Number(digits.slice(0, 2)), receiptNumber: ending + Math.max(0, Math.floor((lastReceiptNumber - ending) / round)) * round }
}

/** Element string of an issued coupon: expiry (AI 17), then the Global Coupon Number (AI 255). */
function couponElements(issued: IssuedCoupon): string {
  return `(17)${issued.expiresOn.slice(2).replaceAll('-', '')}(255)${issued.couponCode}`
}
