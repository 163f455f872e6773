import { assertNever } from '../../domain/assert.ts'
import type { Identified } from '../../domain/barcode/identified.ts'
import type { ScanReading } from '../../domain/barcode/read-scan.ts'
import { formatMinor, parseMinor, type Currency } from '../../domain/money/money.ts'
import { manufacturerCode, manufacturerOffer } from '../../domain/offers/manufacturer-offer.ts'
import { offerWords } from '../price/offer-words.ts'

/**
 * One scan as `scan parse` writes it: what it is and all that came with it, or `error` with a reason.
 * @param strict what a lane would only warn of is an error
 */
export function describeScan({ outcome, symbology, elements, warnings }: ScanReading, { currency, strict }: { readonly currency: Currency; readonly strict: boolean }): object {
  const about = { symbology, ...(elements ? { ais: Object.fromEntries(elements) } : {}) }
  if ('unreadable' in outcome) return { error: outcome.unreadable, detail: outcome.detail, ...about, shown: outcome.shown }
  if (strict && warnings.length > 0) return { error: 'association', detail: warnings.join('; '), ...about }
  return { kind: outcome.kind, ...about, ...contents(outcome, currency), ...(warnings.length > 0 ? { warnings } : {}) }
}

function contents(code: Identified, currency: Currency): object {
  switch (code.kind) {
    case 'item':
      return { gtin: code.gtin, weight: code.grams, ...priceOf(code.price, currency), lot: code.lot, serial: code.serial, expiry: code.expiresOn, bestBefore: code.bestBefore, sellBy: code.sellBy, addOn: code.addOn }
    case 'price-label':
      return { plu: code.plu, price: formatMinor(code.priceMinor, currency), priceMinor: code.priceMinor }
    case 'weight-label':
      return { plu: code.plu, weight: code.grams }
    case 'plu':
      return { plu: code.plu }
    case 'member-card':
      return { member: code.number }
    case 'phone':
      return { phone: code.number }
    case 'list':
      return { list: code.number }
    case 'coupon':
      return { coupon: { reference: code.reference, serial: code.serial, amount: code.amount, percent: code.percent, points: code.points }, expiry: code.expiresOn }
    case 'manufacturer-coupon':
      return { coupon: code.coupon, expiry: code.coupon.expiresOn, ...takenAs(code.digits) }
    case 'positive-offer-coupon':
      return { coupon: code.coupon }
    case 'receipt':
      return { receipt: code.number }
    case 'badge':
      return { badge: code.number }
    case 'add-on':
      return { addOn: code.digits }
    case 'not-for-sale':
      return { names: code.names }
    default:
      return assertNever(code, 'code')
  }
}

/** What a lane does with a manufacturer's coupon: the offer it is taken for, or why it is given back. */
function takenAs(digits: string): object {
  const own = manufacturerOffer(manufacturerCode(digits))
  if (!own || 'refused' in own) return { notTaken: own?.refused, detail: own?.field }
  return { offer: offerWords(own.offer, { code: '', symbol: '', decimals: 2 }) }
}

/** A price with more decimals than the currency has is shown as the code gives it, and is no sum of money. */
function priceOf(price: string | undefined, currency: Currency): object {
  return price === undefined ? {} : { price, priceMinor: parseMinor(price, currency) }
}
