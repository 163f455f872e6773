import { grossOf, type Line } from '../basket/line.ts'
import { priceOn, type Item } from '../catalog/item.ts'
import { pointsPriceOf } from '../loyalty/take-for-points.ts'
import type { PricedBasket } from '../offers/priced-basket.ts'
import type { RedeemedCoupon, SaleCompleted } from './facts.ts'
import type { PricedAgain } from './price-again.ts'
import { pointsIn } from './sale.ts'

/** One thing in which lane and head office do not agree. Amounts are minor units, points or words; absent where one of them has no such thing. */
export interface SaleDifference {
  readonly what: string
  readonly lane?: number | string | undefined
  readonly office?: number | string | undefined
}

/**
 * Everything in which a sale's fact differs from the same sale priced again: totals, lines, tax, points, offers that gave
 * something, redeemed coupons, and the money taken for it. Why an offer gave nothing is not compared: nobody paid for that.
 */
export function saleDifferences(sale: SaleCompleted, { priced, redeemed, pointsEarned }: PricedAgain): SaleDifference[] {
  return [
    ...compare(totalsOf(sale.priced), totalsOf(priced)),
    ...compare(linesOf(sale.priced), linesOf(priced)),
    ...compare(taxOf(sale.priced), taxOf(priced)),
    ...compare(givenBy(sale.priced), givenBy(priced)),
    ...compare(couponsOf(sale.redeemed), couponsOf(redeemed)),
    ...compare(ownSums(sale), officeSums(sale, priced, pointsEarned)),
  ]
}

/**
 * Everything in which a line is not what head office published of its item.
 * @param versions of each item, every one that head office keeps
 */
export function itemDifferences({ lines, businessDay }: SaleCompleted, versions: ReadonlyMap<string, readonly Item[]>): SaleDifference[] {
  return lines.flatMap((line) => {
    const published = versions.get(line.item.itemId) ?? []
    const lane = lineSays(line, line.item, line.item.unitPriceMinor)
    const office = published.map((item) => lineSays(line, item, hasLabelPrice(line, item) ? line.item.unitPriceMinor : priceOn(item, businessDay)?.priceMinor))
    return office.includes(lane) ? [] : [{ what: `item of line ${line.lineId}`, lane, office: office.at(-1) ?? 'no such item' }]
  })
}

/** The price in a code counts instead of the catalogue's: on labels of the store, and for goods sold by weight. */
function hasLabelPrice({ quantity, entry }: Line, { soldBy }: Item): boolean {
  return quantity.kind === 'units' && (entry === 'weighed-label' || soldBy === 'weight')
}

type Facets = Pick<Item, 'itemId' | 'taxClassId' | 'discountable' | 'departmentId' | 'categoryId' | 'brand' | 'supplierId' | 'tags' | 'familyCodes'>

/** What pricing looks at, as words that can be compared and read. */
function lineSays({ item: { itemId } }: Line, { taxClassId, discountable, departmentId, categoryId, brand = '', supplierId = '', tags, familyCodes = [] }: Facets, priceMinor: number | undefined): string {
  return `${itemId} at ${priceMinor ?? 'no price'}, tax ${taxClassId}, ${[departmentId, categoryId, brand, supplierId, ...tags, ...familyCodes].join('/')}${discountable ? '' : ', not discountable'}`
}

type Named = ReadonlyMap<string, number | string>

function compare(lane: Named, office: Named): SaleDifference[] {
  const names = new Set([...lane.keys(), ...office.keys()])
  return [...names].filter((what) => lane.get(what) !== office.get(what)).map((what) => ({ what, lane: lane.get(what), office: office.get(what) }))
}

function totalsOf({ totals, pointsEarned }: PricedBasket): Named {
  const { dueMinor, grossMinor, discountMinor, netMinor, taxAddedMinor, unitCount } = totals
  return new Map([['due', dueMinor], ['gross', grossMinor], ['discount', discountMinor], ['net', netMinor], ['tax added', taxAddedMinor], ['units', unitCount], ['points', pointsEarned]])
}

function linesOf({ lines }: PricedBasket): Named {
  return new Map(lines.flatMap(({ lineId, grossMinor, discountMinor, netMinor }): [string, number][] => [[`line ${lineId} gross`, grossMinor], [`line ${lineId} discount`, discountMinor], [`line ${lineId} net`, netMinor]]))
}

function taxOf({ tax }: PricedBasket): Named {
  return new Map(tax.map(({ taxClassId, kind, rateBasisPoints, netMinor, taxMinor }) => [`tax ${taxClassId}`, `${taxMinor} on ${netMinor} (${rateBasisPoints} ${kind})`]))
}

function givenBy({ outcomes }: PricedBasket): Named {
  return new Map(outcomes.flatMap(({ offerId, couponCode, state }): [string, string][] => (state.kind === 'applied' ? [[`offer ${[offerId, couponCode].filter(Boolean).join(' ')}`, `${state.amountMinor} and ${state.points} points`]] : [])))
}

function couponsOf(redeemed: readonly RedeemedCoupon[]): Named {
  return new Map(redeemed.map(({ couponCode, offerId, amountMinor, singleUse }) => [`coupon ${couponCode}`, `${amountMinor} by ${offerId}${singleUse ? ', single use' : ''}`]))
}

/** What the fact says of money outside the pricing: it has to follow from it. */
function ownSums({ lines, tenders, changeMinor, roundingMinor = 0, points, priced }: SaleCompleted): Named {
  const paidMinor = tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0) - changeMinor - roundingMinor
  return new Map([...lines.map(({ lineId, grossMinor }): [string, number] => [`price of line ${lineId}`, grossMinor]), ['paid', paidMinor], ['points booked', points?.earned ?? priced.pointsEarned], ['points spent', points?.spent ?? 0]])
}

function officeSums({ lines, tenders }: SaleCompleted, priced: PricedBasket, pointsEarned: number): Named {
  return new Map([...lines.map(({ lineId, item, quantity }): [string, number] => [`price of line ${lineId}`, grossOf(item.unitPriceMinor, quantity)]), ['paid', priced.totals.dueMinor], ['points booked', pointsEarned], ['points spent', pointsIn(tenders) + pointsPriceOf(priced)]])
}
