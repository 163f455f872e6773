import type { Elements } from './element-string.ts'
import { gs1Date } from './gs1-date.ts'
import type { Identified } from './identified.ts'

/** Coupon systems whose rules lie with a clearing house elsewhere. */
const foreignCoupons = ['8110', '8112']

/** What a set of elements means to a lane, or why it means nothing to one. */
export function identifyElements(elements: Elements): Identified | { readonly foreign: string } {
  const foreign = foreignCoupons.find((ai) => elements.has(ai))
  if (foreign !== undefined) return { foreign: `AI ${foreign}: a coupon of a clearing house, not redeemed here` }
  const coupon = elements.get('255')
  if (coupon !== undefined) return { kind: 'coupon', reference: coupon.slice(0, 13), serial: coupon.slice(13), ...expiryOf(elements) }
  const gtin = elements.get('01')
  if (gtin !== undefined) return itemOf(gtin, elements)
  const recipient = elements.get('8018')
  if (recipient !== undefined) return { kind: 'member-card', number: recipient }
  return { foreign: `AI ${Array.from(elements.keys()).join(', ')}: names nothing a shop sells` }
}

function itemOf(gtin: string, elements: Elements): Identified {
  const lot = elements.get('10')
  return { kind: 'item', gtin, ...(lot === undefined ? {} : { lot }), ...expiryOf(elements), ...weightOf(elements), ...priceOf(elements) }
}

/** AI 17, or the day of AI 7003 on goods that expire by the hour. */
function expiryOf(elements: Elements): { expiresOn?: string } {
  const expiresOn = gs1Date(elements.get('17') ?? elements.get('7003')?.slice(0, 6) ?? '')
  return expiresOn === undefined ? {} : { expiresOn }
}

/** AI 310n: kilograms with n decimals; finer than a gram is rounded half up. */
function weightOf(elements: Elements): { grams?: number } {
  for (const [ai, value] of elements) {
    if (/^310\d$/.test(ai)) return { grams: Math.round((Number(value) * 1000) / 10 ** Number(ai[3])) }
  }
  return {}
}

/** AI 392n: the price with n decimals, in the currency of the place. AI 393n names another currency perhaps, and is left alone. */
function priceOf(elements: Elements): { price?: string } {
  for (const [ai, value] of elements) {
    if (/^392\d$/.test(ai)) return { price: withPoint(value, Number(ai[3])) }
  }
  return {}
}

function withPoint(digits: string, decimals: number): string {
  const padded = digits.padStart(decimals + 1, '0')
  const major = padded.slice(0, padded.length - decimals).replace(/^0+(?=\d)/, '')
  return decimals === 0 ? major : `${major}.${padded.slice(-decimals)}`
}
