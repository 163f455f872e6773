import { assert } from '../../domain/assert.ts'
import { grossOf, type Quantity } from '../../domain/basket/line.ts'
import { addDays } from '../../domain/business-day/business-time.ts'
import type { Item } from '../../domain/catalog/item.ts'
import type { ItemId, MemberId } from '../../domain/ids.ts'
import { type DemoHabit, demoHabitsOf } from './demo-habits.ts'
import { demoItems } from './demo-items.ts'
import { type DemoMember, demoMembers } from './demo-members.ts'
import { type DemoRandom, demoRandom } from './demo-random.ts'

/** One visit before the store had Lanewise, as the CRM imports it. */
export interface DemoPurchase {
  readonly memberId: MemberId
  /** Counts the member's visits, so that loading the store on another day finds the same ones. */
  readonly purchaseId: string
  readonly day: string
  readonly lines: readonly { readonly itemId: ItemId; readonly unitCount: number; readonly netMinor: number }[]
}

/** About nine months. */
const historyDays = 270

/** Every member's visits, oldest first, the last one before `today`. The same seed gives the same visits, shifted to `today`. */
export function demoHistory(asked: { readonly seed: number; readonly today: string }): DemoPurchase[] {
  return demoMembers.flatMap((member, index) => visitsOf(member, demoRandom(asked.seed + (index + 1) * 7919), asked.today))
}

function visitsOf(member: DemoMember, random: DemoRandom, today: string): DemoPurchase[] {
  const habits = demoHabitsOf(member, random)
  const visitEveryDays = random.whole(3, 7)
  const lastBought = new Map(habits.map((habit) => [habit, -historyDays - random.whole(0, habit.everyDays)]))
  const visits: DemoPurchase[] = []
  let offset = -historyDays + random.whole(0, visitEveryDays)
  while (offset < 0) {
    const basket = fillBasket(habits, lastBought, offset, random)
    if (basket.size > 0) visits.push({ memberId: member.memberId, purchaseId: `${member.memberId}-${visits.length + 1}`, day: addDays(today, offset), lines: linesOf(basket, random) })
    offset += Math.max(1, visitEveryDays + random.whole(-2, 2))
  }
  return visits
}

/** What has run out since it was last bought, now and then early or late, and sometimes something on impulse. */
function fillBasket(habits: readonly DemoHabit[], lastBought: Map<DemoHabit, number>, offset: number, random: DemoRandom): Map<Item, number> {
  const basket = new Map<Item, number>()
  for (const habit of habits) {
    if (habit.endedDaysAgo !== undefined && offset > -habit.endedDaysAgo) continue
    if (offset - (lastBought.get(habit) ?? offset) < habit.everyDays * (0.75 + 0.4 * random.next())) continue
    lastBought.set(habit, offset)
    basket.set(habit.item, habit.unitCount)
  }
  if (random.percent(55)) addImpulse(basket, random)
  return basket
}

function addImpulse(basket: Map<Item, number>, random: DemoRandom): void {
  const item = demoItems[random.whole(0, demoItems.length - 1)]
  const tempting = item && item.ageYears === undefined && !['baby-pet', 'till'].includes(item.departmentId)
  if (tempting && !basket.has(item)) basket.set(item, 1)
}

function linesOf(basket: ReadonlyMap<Item, number>, random: DemoRandom): DemoPurchase['lines'] {
  return [...basket].map(([item, unitCount]) => ({ itemId: item.itemId, unitCount, netMinor: grossOf(unitPriceOf(item), quantityOf(item, unitCount, random)) }))
}

function quantityOf(item: Item, unitCount: number, random: DemoRandom): Quantity {
  return item.soldBy === 'weight' ? { kind: 'weight', grams: random.whole(250, 1400) } : { kind: 'units', count: unitCount }
}

function unitPriceOf(item: Item): number {
  const price = item.prices.at(-1)
  assert(price !== undefined, `${item.itemId} has no price`)
  return price.priceMinor
}
