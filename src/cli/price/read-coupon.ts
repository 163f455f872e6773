import { readScan } from '../../domain/barcode/read-scan.ts'
import { presentManufacturerCoupon } from '../../domain/offers/manufacturer-offer.ts'
import type { PresentedCoupon } from '../../domain/sale/facts.ts'

/** A manufacturer's coupon as it was scanned, presented as at a lane; or why it cannot be. */
export function readCoupon(code: string): PresentedCoupon | { readonly wrong: string } {
  const { outcome } = readScan(code.replace(/^\(8110\)/, '8110'), { source: 'scanner', ownCodes: [], ...(code.startsWith('811') ? { aim: ']C1' } : {}) })
  if ('unreadable' in outcome) return { wrong: outcome.detail ?? outcome.unreadable }
  if (outcome.kind === 'positive-offer-coupon') return { wrong: 'a coupon that a clearing house has to be asked about (AI 8112) is not taken' }
  if (outcome.kind !== 'manufacturer-coupon') return { wrong: `this is no manufacturer's coupon (AI 8110) but: ${outcome.kind}` }
  const presented = presentManufacturerCoupon(outcome.digits)
  return 'refused' in presented ? { wrong: `not taken, ${presented.refused}: ${presented.field}` } : presented
}
