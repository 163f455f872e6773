import type { Identified } from '../domain/barcode/identified.ts'
import { presentManufacturerCoupon } from '../domain/offers/manufacturer-offer.ts'
import type { CodeContext, Understood } from './understand-code.ts'

type Scanned = Extract<Identified, { readonly kind: 'manufacturer-coupon' }>

/**
 * Takes a manufacturer's coupon for what it says, without asking anybody: it needs no entry in the feed.
 * What a lane cannot follow to the letter is given back with the reason.
 */
export function takeManufacturerCoupon({ digits, coupon }: Scanned, { shop, own, day }: CodeContext): Understood {
  const { currency, retailerNumbers = [] } = shop.settings
  const { companyPrefix, startsOn, expiresOn, retailer } = coupon
  // Its sums are cents: in a currency without them nobody knows what it is worth.
  if (currency.decimals !== 2) return warn('coupon-not-taken', { code: coupon.offerCode })
  if (retailer !== undefined && !retailerNumbers.includes(retailer)) return warn('coupon-other-retailer', { maker: companyPrefix })
  if (startsOn !== undefined && day < startsOn) return warn('coupon-not-yet', { date: startsOn })
  if (expiresOn !== undefined && expiresOn < day) return warn('coupon-expired', { date: expiresOn })
  const presented = presentManufacturerCoupon(digits)
  if ('refused' in presented) return warn(`coupon-${presented.refused}`, { maker: companyPrefix, field: presented.field })
  if (presented.singleUse && own.couponSpent(presented.couponCode)) return warn('coupon-spent')
  return { command: { kind: 'present-coupon', coupon: presented } }
}

function warn(code: string, data: Readonly<Record<string, string>> = {}): Understood {
  return { message: { level: 'warn', code, data: { ...data } } }
}
