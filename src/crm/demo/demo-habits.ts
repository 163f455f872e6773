import { assert } from '../../domain/assert.ts'
import type { Item } from '../../domain/catalog/item.ts'
import type { DemoCategory } from './demo-department.ts'
import { demoDepartments, demoItems } from './demo-items.ts'
import type { DemoMember, DemoTrait } from './demo-members.ts'
import type { DemoRandom } from './demo-random.ts'

/** One thing a demo household buys again and again. */
export interface DemoHabit {
  readonly item: Item
  /** Usual days between purchases. */
  readonly everyDays: number
  /** Pieces it usually takes. */
  readonly unitCount: number
  /** Set where the household has given it up: so many days before the store is loaded. */
  readonly endedDaysAgo?: number
}

/** Shelves that only some households visit. */
const traitOf: Readonly<Record<string, DemoTrait>> = { 'infant-formula': 'baby', baby: 'baby', cat: 'cat', dog: 'dog', wine: 'cellar', beer: 'cellar', spirits: 'cellar', press: 'press' }

/** Nobody's habit: bought because it was needed that day. */
const neverHabits: ReadonlySet<string> = new Set(['bags', 'levied-goods', 'flowers', 'health'])

/** What this household buys, from every shelf it visits one to three favourites. */
export function demoHabitsOf(member: DemoMember, random: DemoRandom): DemoHabit[] {
  return demoDepartments.flatMap((department) => department.categories).flatMap((category) => {
    const favourites = favouritesOn(category, member, random)
    // A shelf is given up as a whole, so that a lapsed category shows as one.
    const ended = member.favourites === undefined && category.everyDays > 8 && random.percent(8) ? { endedDaysAgo: random.whole(60, 120) } : {}
    return favourites.map((item) => ({ item, everyDays: everyDaysOf(member, category, favourites.length, random), unitCount: unitCountOf(member, item, random), ...ended }))
  })
}

function favouritesOn(category: DemoCategory, member: DemoMember, random: DemoRandom): Item[] {
  const items = demoItems.filter((item) => item.categoryId === category.categoryId)
  if (member.favourites !== undefined) return items.filter((item) => member.favourites?.includes(item.itemId))
  if (!visits(member, category, random)) return []
  return [...new Set(Array.from({ length: favouriteCount(category, random) }, () => favouriteOf(member, items, random)))]
}

function visits(member: DemoMember, category: DemoCategory, random: DemoRandom): boolean {
  const chance = category.everyDays <= 8 ? 92 : category.everyDays <= 14 ? 62 : 42
  const trait = traitOf[category.categoryId]
  if (trait !== undefined) return member.traits.includes(trait) && random.percent(85)
  return !neverHabits.has(category.categoryId) && random.percent(chance)
}

function favouriteCount(category: DemoCategory, random: DemoRandom): number {
  return category.everyDays <= 8 ? random.whole(1, 3) : random.whole(1, 2)
}

/** The first items of a shelf are the best sellers; a household that cooks with a wok reaches for its own brand first. */
function favouriteOf(member: DemoMember, items: readonly Item[], random: DemoRandom): Item {
  const own = member.traits.includes('wok') && random.percent(60) ? items.filter((item) => item.brand === 'Lotus Gate') : []
  const shelf = own.length > 0 ? own : items
  const item = shelf[Math.floor(random.next() ** 1.8 * shelf.length)]
  assert(item !== undefined, 'a shelf of the demo store is empty')
  return item
}

/** Larger households run out sooner, and several favourites take turns. */
function everyDaysOf(member: DemoMember, category: DemoCategory, favouriteCountOfShelf: number, random: DemoRandom): number {
  const household = 1.35 - 0.12 * member.peopleCount
  const turns = 0.6 + 0.4 * favouriteCountOfShelf
  return Math.max(2, Math.round(category.everyDays * household * turns * (0.8 + 0.5 * random.next())))
}

function unitCountOf(member: DemoMember, item: Item, random: DemoRandom): number {
  if (item.soldBy === 'weight') return 1
  const staple = ['milk', 'yoghurt', 'water', 'pasta', 'cat', 'tins-sauces'].includes(item.categoryId)
  return random.percent(staple ? 60 : 15) ? Math.min(6, 1 + random.whole(1, member.peopleCount)) : 1
}
