import { readManufacturerCoupon, type ManufacturerCoupon } from '../barcode/manufacturer-coupon.ts'
import type { CouponCode, OfferId } from '../ids.ts'
import { formatMinor } from '../money/money.ts'
import type { PresentedCoupon } from '../sale/facts.ts'
import type { Wording } from '../wording.ts'
import { manufacturerTerms, type CouponTrouble } from './manufacturer-terms.ts'
import type { Offer } from './offer.ts'

/** A manufacturer's coupon as an offer of its own. */
export interface ManufacturerOffer {
  readonly coupon: ManufacturerCoupon
  readonly offer: Offer
  /** The most money it gives, where it has such a bound. */
  readonly mostMinor?: number | undefined
}

const codeStart = '(8110)'
/** One coupon of a manufacturer to a unit, on what all the store's own offers have left of its price. */
const group = '~8110'

/** The code under which a manufacturer's coupon is kept with the sale. No Global Coupon Number looks like it. */
export function manufacturerCode(digits: string): CouponCode {
  return `${codeStart}${digits}` as CouponCode
}

/**
 * A manufacturer's coupon as the sale takes it. With a serial number it is the only one of its kind and counts once.
 * @param digits value of AI 8110
 */
export function presentManufacturerCoupon(digits: string): PresentedCoupon | CouponTrouble {
  const couponCode = manufacturerCode(digits)
  const own = manufacturerOffer(couponCode)
  if (!own || 'refused' in own) return own ?? { refused: 'contradicts', field: 'code' }
  return { couponCode, offerId: own.offer.offerId, name: own.offer.name, singleUse: own.coupon.serial !== undefined }
}

/**
 * The offer a manufacturer's coupon stands for, worked out from its code alone: lane, CRM and command line make the same.
 * The manufacturer pays for it, so the tax base stays; nothing is ever doubled.
 * @returns undefined for any other coupon
 */
export function manufacturerOffer(couponCode: string): ManufacturerOffer | CouponTrouble | undefined {
  if (!couponCode.startsWith(codeStart)) return undefined
  const reading = readManufacturerCoupon(couponCode.slice(codeStart.length))
  if ('wrong' in reading) return { refused: 'contradicts', field: reading.wrong }
  const { coupon } = reading
  const terms = manufacturerTerms(coupon)
  if ('refused' in terms) return terms
  const { condition, reward, perTransaction, mostMinor } = terms
  const offer: Offer = {
    offerId: couponCode as OfferId,
    name: nameOf(coupon),
    activation: { kind: 'coupon', reference: `${coupon.companyPrefix}${coupon.offerCode}`, singleUse: true },
    window: { fromDay: coupon.startsOn ?? '0001-01-01', untilDay: coupon.expiresOn ?? '9999-12-31' },
    condition,
    reward,
    limits: perTransaction === undefined ? {} : { perTransaction },
    stackingGroup: group,
    funding: { by: 'supplier', supplierId: coupon.companyPrefix, supplierShareBasisPoints: 10_000, reducesTaxBase: false },
  }
  return { coupon, offer, mostMinor }
}

/** Who and what for: the store may sell the manufacturer's goods without knowing its name. */
function nameOf({ companyPrefix, saveValue, saveValueCode }: ManufacturerCoupon): Wording {
  const [en, zh] = valueWords(saveValue, saveValueCode)
  return { en: `Maker ${companyPrefix}: ${en}`, zh: `厂商 ${companyPrefix}：${zh}` }
}

function valueWords(saveValue: number, saveValueCode: string): readonly [en: string, zh: string] {
  const money = formatMinor(saveValue, { code: '', symbol: '', decimals: 2 })
  switch (saveValueCode) {
    case '1':
      return saveValue === 0 ? ['1 free', '免费 1 件'] : [`1 free up to ${money}`, `免费 1 件，最高 ${money}`]
    case '2':
      return [`${saveValue} free`, `免费 ${saveValue} 件`]
    case '5':
      return [`${saveValue}% off`, `减 ${saveValue}%`]
    case '6':
      return [`${money} off the basket`, `整单减 ${money}`]
    default:
      return [`${money} off`, `减 ${money}`]
  }
}
