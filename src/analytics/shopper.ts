import { priceOn } from '../domain/catalog/item.ts'
import type { ItemId } from '../domain/ids.ts'
import type { Catalogue } from './catalogue.ts'
import { type Habit, habitsOf, medianOf } from './habit.ts'
import type { Purchase } from './purchase.ts'

/** One member's history, read every way that scoring offers needs. */
export interface Shopper {
  readonly itemHabits: ReadonlyMap<ItemId, Habit<ItemId>>
  readonly categoryHabits: ReadonlyMap<string, Habit>
  /** Frequencies and times bought of her most bought thing; never zero, so that others can be measured against it. */
  readonly topItemFrequency: number
  readonly topCategoryFrequency: number
  readonly mostTimesBought: number
  /** Part of her shopping in each department, 0 to 1. */
  readonly departmentShares: ReadonlyMap<string, number>
  /** Usual days between visits; absent below three visits. */
  readonly visitEveryDays?: number | undefined
  /** Median worth of a visit at today's prices, a weighed item as one kilogram; absent without history. */
  readonly usualSpendMinor?: number | undefined
}

/** Purchases after `today` are left out. */
export function shopperOf(catalogue: Catalogue, history: readonly Purchase[], today: string): Shopper {
  const past = history.filter((purchase) => purchase.day <= today)
  const itemHabits = habitsOf(past, today, (purchase) => purchase.itemId)
  const categoryHabits = habitsOf(past, today, (purchase) => purchase.categoryId)
  return {
    itemHabits: new Map(itemHabits.map((habit) => [habit.key, habit])),
    categoryHabits: new Map(categoryHabits.map((habit) => [habit.key, habit])),
    topItemFrequency: topOf(itemHabits.map((habit) => habit.frequency)),
    topCategoryFrequency: topOf(categoryHabits.map((habit) => habit.frequency)),
    mostTimesBought: topOf(categoryHabits.map((habit) => habit.timesBought)),
    departmentShares: departmentSharesOf(catalogue, past, today),
    visitEveryDays: habitsOf(past, today, () => 'visit')[0]?.everyDays,
    usualSpendMinor: medianOf(visitSpends(catalogue, past, today)),
  }
}

function topOf(values: readonly number[]): number {
  return values.reduce((top, value) => Math.max(top, value), Number.MIN_VALUE)
}

/** Share of her decayed purchases in each department; items the store no longer knows are left out. */
export function departmentSharesOf(catalogue: Catalogue, history: readonly Purchase[], today: string): Map<string, number> {
  const known = history.filter((purchase) => catalogue.itemById.has(purchase.itemId))
  return sharesOf(habitsOf(known, today, (purchase) => catalogue.itemById.get(purchase.itemId)?.departmentId ?? ''))
}

/** Each habit's part of all of them, by decayed frequency; the parts sum to 1. */
export function sharesOf(habits: readonly Habit[]): Map<string, number> {
  const total = habits.reduce((sum, habit) => sum + habit.frequency, 0)
  return new Map(habits.map((habit) => [habit.key, habit.frequency / Math.max(total, Number.MIN_VALUE)]))
}

function visitSpends(catalogue: Catalogue, history: readonly Purchase[], today: string): number[] {
  const spendBySale = new Map<string, number>()
  for (const purchase of history) {
    const item = catalogue.itemById.get(purchase.itemId)
    const priceMinor = (item && priceOn(item, today)?.priceMinor) ?? 0
    spendBySale.set(purchase.saleId, (spendBySale.get(purchase.saleId) ?? 0) + priceMinor * purchase.unitCount)
  }
  return [...spendBySale.values()]
}
