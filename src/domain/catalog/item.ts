import type { ItemId, TaxClassId } from '../ids.ts'
import type { Wording } from '../wording.ts'

/** From `fromDay` on, until the next step begins. Tomorrow's price can arrive today. */
export interface PriceStep {
  /** Trading date `YYYY-MM-DD`, inclusive. */
  readonly fromDay: string
  /** Per unit, or per kilogram where the item is sold by weight; zero or more. */
  readonly priceMinor: number
}

/** One thing the store sells, as the feed brings it. */
export interface Item {
  readonly itemId: ItemId
  readonly name: Wording
  /** Every code that sells it, as GTIN-14 with leading zeros. */
  readonly gtins: readonly string[]
  /** Item number inside in-store weight and price labels (five digits), and what a cashier may key. */
  readonly plu?: string | undefined
  readonly soldBy: 'unit' | 'weight'
  /** Weight of the bag or tray it is sold in, taken off at the scale. Only for items sold by weight. */
  readonly tareGrams?: number | undefined
  /** Oldest first, at least one. */
  readonly prices: readonly PriceStep[]
  readonly departmentId: string
  readonly categoryId: string
  readonly brand?: string | undefined
  readonly supplierId?: string | undefined
  readonly tags: readonly string[]
  readonly taxClassId: TaxClassId
  /** Smallest age of the buyer, in years. */
  readonly ageYears?: number | undefined
  /** False where law or the store forbids any discount. */
  readonly discountable: boolean
  readonly aisle?: string | undefined
  /** Three digits each, as its manufacturer's coupons name it. */
  readonly familyCodes?: readonly string[] | undefined
}

/** The step in force on a trading day, or undefined before the first. */
export function priceOn(item: Item, day: string): PriceStep | undefined {
  return item.prices.findLast((step) => step.fromDay <= day)
}

/** What a line keeps of its item: enough to price, print and explain it after the catalogue has moved on. */
export interface SoldItem {
  readonly itemId: ItemId
  /** GTIN-14, or empty for an item sold by its item number alone. */
  readonly gtin: string
  readonly name: Wording
  readonly departmentId: string
  readonly categoryId: string
  readonly brand?: string | undefined
  readonly supplierId?: string | undefined
  readonly tags: readonly string[]
  readonly taxClassId: TaxClassId
  readonly discountable: boolean
  readonly ageYears?: number | undefined
  readonly familyCodes?: readonly string[] | undefined
  /** Per unit, or per kilogram where `quantity` is a weight. */
  readonly unitPriceMinor: number
}
