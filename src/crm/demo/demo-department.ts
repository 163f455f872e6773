import { checkDigit } from '../../domain/barcode/check-digit.ts'
import type { Item } from '../../domain/catalog/item.ts'
import type { ItemId, TaxClassId } from '../../domain/ids.ts'
import { type DemoBrand, supplierOf } from './demo-brands.ts'

/** One department of the demo store, as its file in items/ writes it down. */
export interface DemoDepartment {
  readonly departmentId: string
  /** Two digits, part of every code in the department. */
  readonly number: string
  readonly categories: readonly DemoCategory[]
}

export interface DemoCategory {
  readonly categoryId: string
  readonly aisle: string
  /** See the tax classes of demo-settings.ts. */
  readonly taxClassId: 'a' | 'b' | 'c' | 'd'
  /** How often a household that uses it buys it, in days; what the demo members' habits start from. */
  readonly everyDays: number
  readonly ageYears?: number
  /** False for the whole category where no discount is allowed. */
  readonly discountable?: boolean
  /** As the manufacturer's coupons name its goods. */
  readonly familyCode?: string
  readonly rows: readonly DemoRow[]
}

export interface DemoRow {
  /** Unique within the department, 1 to 999; never given to another item. */
  readonly number: number
  readonly en: string
  readonly zh: string
  readonly brand: DemoBrand | undefined
  /** Per unit, or per kilogram. */
  readonly priceMinor: number
  readonly soldBy: 'unit' | 'weight'
  readonly tareGrams?: number
  readonly tags: readonly string[]
}

export function unit(number: number, en: string, zh: string, brand: DemoBrand | undefined, priceMinor: number, ...tags: readonly string[]): DemoRow {
  return { number, en, zh, brand, priceMinor, soldBy: 'unit', tags }
}

/** Sold by weight, price per kilogram: it has an item number and no code of its own. */
export function weighed(number: number, en: string, zh: string, priceMinor: number, ...tags: readonly string[]): DemoRow {
  return { number, en, zh, brand: undefined, priceMinor, soldBy: 'weight', tags }
}

/** The bag at the shelf. */
const bagGrams = 4

/** Sold by weight, in the store's own bags: their weight is taken off at the scale. */
export function bagged(number: number, en: string, zh: string, priceMinor: number, ...tags: readonly string[]): DemoRow {
  return { ...weighed(number, en, zh, priceMinor, ...tags), tareGrams: bagGrams }
}

/** Prices of the demo store have been in force since then. */
const pricedFrom = '2024-01-01'

/** The department's items: codes are GTIN-13 under GS1's demonstration prefix 952, written as GTIN-14. */
export function itemsOf(department: DemoDepartment): Item[] {
  return department.categories.flatMap((category) => category.rows.map((row) => itemOf(department, category, row)))
}

function itemOf(department: DemoDepartment, category: DemoCategory, row: DemoRow): Item {
  const number = `${department.number}${String(row.number).padStart(3, '0')}`
  const digits = `952${department.number}0000${String(row.number).padStart(3, '0')}`
  return {
    itemId: row.en.toLowerCase().replace(/[^a-z0-9]+/g, '-') as ItemId,
    name: { en: row.en, zh: row.zh },
    gtins: row.soldBy === 'unit' ? [`0${digits}${checkDigit(digits)}`] : [],
    ...(row.soldBy === 'weight' && { plu: number }),
    soldBy: row.soldBy,
    ...(row.tareGrams !== undefined && { tareGrams: row.tareGrams }),
    prices: [{ fromDay: pricedFrom, priceMinor: row.priceMinor }],
    departmentId: department.departmentId,
    categoryId: category.categoryId,
    ...(row.brand !== undefined && { brand: row.brand, supplierId: supplierOf[row.brand] }),
    tags: row.tags,
    taxClassId: category.taxClassId as TaxClassId,
    ...(category.ageYears !== undefined && { ageYears: category.ageYears }),
    discountable: category.discountable ?? true,
    aisle: category.aisle,
    ...(category.familyCode !== undefined && { familyCodes: [category.familyCode] }),
  }
}
