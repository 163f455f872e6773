import { unitCountOf, type Quantity } from '../../domain/basket/line.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import { overlappingWindows } from './overlapping-windows.ts'
import { readCoupon } from './read-coupon.ts'

/** One field that does not go with another one. */
export interface Contradiction {
  readonly path: (string | number)[]
  readonly message: string
}

interface Checked {
  readonly taxes?: readonly { readonly taxClassId: string }[] | undefined
  readonly items: readonly { readonly itemId: string; readonly taxClassId?: string | undefined }[]
  readonly offers: readonly Offer[]
  readonly remaining: Readonly<Record<string, unknown>>
  readonly taken: Readonly<Record<string, unknown>>
  readonly coupons: readonly ({ readonly offerId: string; readonly couponCode: string } | { readonly code: string })[]
  readonly basket: readonly { readonly itemId: string; readonly quantity: Quantity; readonly labelPriceMinor?: number | undefined }[]
  readonly returns: readonly { readonly line: number; readonly unitCount: number }[]
  readonly member?: object | undefined
  readonly loyalty?: { readonly redeem?: object | undefined } | undefined
  readonly paidInPointsMinor: number
}

/** Fields of a price document that are each right and together make no sense, by path. */
export function documentContradictions(document: Checked): Contradiction[] {
  return [...taxTrouble(document), ...offerTrouble(document.offers), ...nameTrouble(document), ...returnTrouble(document), ...pointsTrouble(document)]
}

function taxTrouble({ taxes, items }: Checked): Contradiction[] {
  const known = (taxes ?? []).map(({ taxClassId }) => taxClassId)
  const twice = repeated(known).map((index) => ({ path: ['taxes', index, 'taxClassId'], message: `"${known[index] ?? ''}" is there already` }))
  const wrong = items.flatMap(({ taxClassId }, index): Contradiction[] => {
    const path = ['items', index, 'taxClassId']
    if (taxClassId === undefined) return taxes ? [{ path, message: `missing: one of ${known.join(', ')}` }] : []
    return known.includes(taxClassId) ? [] : [{ path, message: `there is no tax class "${taxClassId}" in taxes` }]
  })
  return [...twice, ...wrong]
}

/** One id or one coupon number that means two offers on one day. */
function offerTrouble(offers: readonly Offer[]): Contradiction[] {
  const found = offers.flatMap((each, index): Contradiction[] => {
    const before = offers.findIndex(({ offerId }) => offerId === each.offerId)
    const other = offers[before]
    if (!other || before === index) return []
    return [overlappingWindows(each.window, other.window) ? { path: ['offers', index, 'window'], message: `overlaps the window of offers[${before}], which has the same offerId` } : { path: ['offers', index, 'offerId'], message: `offers[${before}] has it already` }]
  })
  return [...found, ...referenceTrouble(offers)]
}

function referenceTrouble(offers: readonly Offer[]): Contradiction[] {
  return offers.flatMap((each, index): Contradiction[] => {
    const { activation } = each
    if (activation.kind !== 'coupon') return []
    const before = offers.slice(0, index).findIndex((other) => other.offerId !== each.offerId && other.activation.kind === 'coupon' && other.activation.reference === activation.reference && overlappingWindows(other.window, each.window))
    return before < 0 ? [] : [{ path: ['offers', index, 'window'], message: `overlaps the window of offers[${before}], which has the same coupon reference ${activation.reference}` }]
  })
}

function nameTrouble({ items, offers, remaining, taken, coupons, basket }: Checked): Contradiction[] {
  const itemIds = items.map(({ itemId }) => itemId)
  const couponOffers = new Set<string>(offers.flatMap(({ offerId, activation }) => (activation.kind === 'coupon' ? [offerId] : [])))
  const offerIds = new Set<string>(offers.map(({ offerId }) => offerId))
  return [
    ...repeated(itemIds).map((index) => ({ path: ['items', index, 'itemId'], message: `"${itemIds[index] ?? ''}" is there already` })),
    ...basket.flatMap(({ itemId }, index) => (itemIds.includes(itemId) ? [] : [{ path: ['basket', index, 'itemId'], message: `there is no item "${itemId}" in items` }])),
    ...basket.flatMap(({ quantity, labelPriceMinor }, index) => (labelPriceMinor !== undefined && quantity.kind === 'weight' ? [{ path: ['basket', index, 'labelPriceMinor'], message: 'the label says the price of the whole: give no weight with it' }] : [])),
    ...coupons.flatMap((coupon, index) => couponTrouble(coupon, index, couponOffers)),
    ...repeated(coupons.map((coupon) => ('code' in coupon ? coupon.code : coupon.couponCode))).map((index) => ({ path: ['coupons', index, 'code' in (coupons[index] ?? {}) ? 'code' : 'couponCode'], message: 'a coupon is presented once' })),
    ...Object.keys(taken).flatMap((offerId) => (offers.some((each) => each.offerId === offerId && each.pointsPrice !== undefined) ? [] : [{ path: ['taken', offerId], message: 'there is no offer of this id that costs points' }])),
    ...Object.keys(remaining).flatMap((offerId) => (offerIds.has(offerId) ? [] : [{ path: ['remaining', offerId], message: 'there is no such offer in offers' }])),
  ]
}

function couponTrouble(coupon: Checked['coupons'][number], index: number, couponOffers: ReadonlySet<string>): Contradiction[] {
  if (!('code' in coupon)) return couponOffers.has(coupon.offerId) ? [] : [{ path: ['coupons', index, 'offerId'], message: `there is no coupon offer "${coupon.offerId}" in offers` }]
  const presented = readCoupon(coupon.code)
  return 'wrong' in presented ? [{ path: ['coupons', index, 'code'], message: presented.wrong }] : []
}

function pointsTrouble({ member, loyalty, paidInPointsMinor }: Checked): Contradiction[] {
  if (paidInPointsMinor === 0) return []
  if (!member) return [{ path: ['paidInPointsMinor'], message: 'there is no member whose points these are' }]
  return loyalty?.redeem ? [] : [{ path: ['loyalty', 'redeem'], message: 'missing: what are points worth?' }]
}

function returnTrouble({ basket, returns }: Checked): Contradiction[] {
  const twice = repeated(returns.map(({ line }) => line)).map((index) => ({ path: ['returns', index, 'line'], message: 'the line is there already' }))
  const wrong = returns.flatMap(({ line, unitCount }, index): Contradiction[] => {
    const sold = basket[line]
    if (!sold) return [{ path: ['returns', index, 'line'], message: `basket has ${basket.length} lines, counted from 0` }]
    const soldCount = unitCountOf(sold.quantity)
    return unitCount <= soldCount ? [] : [{ path: ['returns', index, 'unitCount'], message: `only ${soldCount} sold` }]
  })
  return [...twice, ...wrong]
}

/** Positions of everything that has come before. */
function repeated(names: readonly (string | number)[]): number[] {
  const seen = new Set<string | number>()
  return names.flatMap((name, index) => {
    const isAgain = seen.has(name)
    seen.add(name)
    return isAgain ? [index] : []
  })
}
