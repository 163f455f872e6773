/**
 * Prints how well the list ranking foresees real next baskets: recall@10 and the part of baskets with a hit.
 * Run with `node test/bench/measure-lists.ts`; needs the measuring data beside the repository and says so where it is missing.
 */
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { rankHabits } from '../../src/analytics/rank-habits.ts'
import { habitsOf } from '../../src/analytics/habit.ts'
import type { Purchase } from '../../src/analytics/purchase.ts'
import type { ItemId } from '../../src/domain/ids.ts'

interface Visit {
  readonly day: string
  readonly items: readonly string[]
}

type Rank = (history: readonly Purchase[], today: string) => string[]

const data = new URL('../../../shared/data/', import.meta.url)
/** The last visits of each customer are foreseen, each from everything before it. */
const targetCount = 10

const rankings: Readonly<Record<string, Rank>> = {
  'times bought': (history, today) => habitsOf(history, today, (purchase) => purchase.itemId).sort((a, b) => b.timesBought - a.timesBought).map((habit) => habit.key),
  'decayed frequency': (history, today) => habitsOf(history, today, (purchase) => purchase.itemId).sort((a, b) => b.frequency - a.frequency).map((habit) => habit.key),
  'list ranking': (history, today) => rankHabits(history, today).map((habit) => habit.key),
}

function coopVisits(): Visit[][] {
  const byCustomer = new Map<string, Visit[]>()
  for (const row of unpacked('coop/baskets.csv.gz').slice(1)) {
    const [customer = '', day = '', items = ''] = row.split(',')
    byCustomer.set(customer, [...(byCustomer.get(customer) ?? []), { day, items: items.split(' ') }])
  }
  return [...byCustomer.values()]
}

function unpacked(path: string): string[] {
  return gunzipSync(readFileSync(new URL(path, data))).toString('utf8').trim().split('\n')
}

function purchasesOf(visits: readonly Visit[]): Purchase[] {
  return visits.flatMap((visit, index) => visit.items.map((item) => ({ day: visit.day, saleId: String(index), itemId: item as ItemId, categoryId: item, unitCount: 1 })))
}

function measure(customers: readonly (readonly Visit[])[], rank: Rank): { recallAt10: string; hit: string } {
  let recall = 0
  let hits = 0
  let count = 0
  for (const visits of customers) {
    for (const [index, target] of [...visits.entries()].slice(-targetCount)) {
      const wanted = new Set(target.items)
      const found = rank(purchasesOf(visits.slice(0, index)), target.day).slice(0, 10).filter((item) => wanted.has(item)).length
      recall += found / wanted.size
      hits += found > 0 ? 1 : 0
      count += 1
    }
  }
  return { recallAt10: (recall / count).toFixed(4), hit: (hits / count).toFixed(3) }
}

if (existsSync(new URL('coop/baskets.csv.gz', data))) {
  const customers = coopVisits()
  for (const [name, rank] of Object.entries(rankings)) console.log(`coop, ${customers.length} customers, ${name}:`, measure(customers, rank))
} else {
  console.log('measuring data not found; nothing measured')
}
