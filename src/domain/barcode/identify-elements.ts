import type { Elements } from './element-string.ts'
import { gs1Date } from './gs1-date.ts'
import type { Identified, IdentifiedCoupon, IdentifiedItem, NamedByGs1, Trouble } from './identified.ts'
import { readManufacturerCoupon } from './manufacturer-coupon.ts'
import { readPositiveOffer } from './positive-offer.ts'

/** What a set of right elements means to a lane. */
export function identifyElements(elements: Elements): Identified | Trouble {
  const coupon = identifyCoupon(elements)
  const gtin = elements.get('01')
  if (gtin !== undefined) return coupon === undefined ? itemOf(gtin, elements) : { unreadable: 'several-codes', detail: 'an item and a coupon in one code' }
  if (coupon !== undefined) return coupon
  const recipient = elements.get('8018')
  if (recipient !== undefined) return { kind: 'member-card', number: recipient }
  return { kind: 'not-for-sale', names: keys.find(([ai]) => elements.has(ai))?.[1] ?? 'nothing' }
}

/** Keys a shop does not sell by, the one that says most first. */
const keys: readonly (readonly [ai: string, names: NamedByGs1])[] = [
  ['00', 'pallet'], ['02', 'pallet-content'], ['8026', 'pallet-content'], ['03', 'made-to-order'], ['8006', 'piece'], ['253', 'document'],
  ['401', 'consignment'], ['402', 'consignment'], ['414', 'place'], ['415', 'place'], ['417', 'place'],
  ['8003', 'asset'], ['8004', 'asset'], ['8010', 'part'], ['8013', 'model'], ['8017', 'provider'],
]

function identifyCoupon(elements: Elements): Identified | undefined {
  const northAmerican = elements.get('8110')
  if (northAmerican !== undefined) {
    const manufacturer = readManufacturerCoupon(northAmerican)
    if ('coupon' in manufacturer) return { kind: 'manufacturer-coupon', digits: northAmerican, coupon: manufacturer.coupon }
  }
  const serialised = elements.get('8112')
  const positive = serialised === undefined ? undefined : readPositiveOffer(serialised)
  if (positive && 'offer' in positive) return { kind: 'positive-offer-coupon', coupon: positive.offer }
  const coupon = elements.get('255')
  return coupon === undefined ? undefined : couponOf(coupon, elements)
}

function couponOf(coupon: string, elements: Elements): IdentifiedCoupon {
  const points = elements.get('8111')
  return {
    kind: 'coupon',
    reference: coupon.slice(0, 13),
    serial: coupon.slice(13),
    expiresOn: gs1Date(elements.get('17') ?? ''),
    amount: onlyDecimal(elements, '390'),
    percent: onlyDecimal(elements, '394'),
    points: points === undefined ? undefined : Number(points),
  }
}

function itemOf(gtin: string, elements: Elements): IdentifiedItem {
  return {
    kind: 'item',
    gtin,
    lot: elements.get('10'),
    serial: elements.get('21'),
    // AI 7003 is for goods that expire by the hour: its day.
    expiresOn: gs1Date(elements.get('17') ?? elements.get('7003')?.slice(0, 6) ?? ''),
    bestBefore: gs1Date(elements.get('15') ?? ''),
    sellBy: gs1Date(elements.get('16') ?? ''),
    grams: gramsOf(elements),
    // In the currency of the place. AI 393n names a currency of its own, and is left alone.
    price: onlyDecimal(elements, '392'),
  }
}

const gramsPerKilogram = 1000
/** International pound, exactly. */
const gramsPerPound = 453.59237

/** Finer than a gram is rounded half up. */
function gramsOf(elements: Elements): number | undefined {
  const kilograms = onlyDecimal(elements, '310')
  const pounds = onlyDecimal(elements, '320')
  if (kilograms !== undefined) return Math.round(Number(kilograms) * gramsPerKilogram)
  return pounds === undefined ? undefined : Math.round(Number(pounds) * gramsPerPound)
}

/** The value of a family such as 310n with its point set; undefined when it is there twice with other decimals, since nobody knows which counts. */
function onlyDecimal(elements: Elements, family: string): string | undefined {
  const found = Array.from(elements).filter(([ai]) => ai.length === 4 && ai.startsWith(family))
  const [ai, value] = found.length === 1 ? (found[0] ?? []) : []
  return ai === undefined || value === undefined ? undefined : withPoint(value, Number(ai[3]))
}

function withPoint(digits: string, decimals: number): string {
  const padded = digits.padStart(decimals + 1, '0')
  const major = padded.slice(0, padded.length - decimals).replace(/^0+(?=\d)/, '')
  return decimals === 0 ? major : `${major}.${padded.slice(-decimals)}`
}
