import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestLane } from '../../support/lane.ts'
import { card, codes, rows } from '../../support/small-shop.ts'

type Prepare = Database.Database['prepare']

/** Every statement is prepared by this. */
const prototype = Object.getPrototypeOf(new Database(':memory:')) as { prepare: Prepare }
const { prepare } = prototype
let plans: Map<string, readonly string[]>
beforeEach(() => {
  plans = new Map()
  prototype.prepare = function (this: Database.Database, sql: string) {
    const planned = sql.replaceAll(/[@:]\w+|\?/g, "'x'")
    if (!/^\s*(pragma|attach|detach)/i.test(sql)) plans.set(sql, stepsOf(prepare.call(this, `explain query plan ${planned}`) as Database.Statement<[], { detail: string }>))
    return prepare.call(this, sql)
  } as Prepare
})
afterEach(() => {
  prototype.prepare = prepare
})

function stepsOf(plan: Database.Statement<[], { detail: string }>): string[] {
  return plan.all().map(({ detail }) => detail)
}

/** Through the whole of the journal or of its receipts, from one end of it to the other. */
function walks(sql: string, plan: readonly string[]): boolean {
  const scans = plan.some((step) => /^SCAN (journal|j|receipt)\b/.test(step))
  const stopsEarly = /\blimit\b/.test(sql) && !plan.some((step) => step.includes('TEMP B-TREE'))
  // A join that begins with the journal, in its order, and looks each record up in another table: so min() may be read.
  const beginsWithIt = plan.some((step, index) => /^SEARCH (journal|j)$/.test(step) && plan[index + 1]?.startsWith('SEARCH ') === true)
  return beginsWithIt || (scans && !stopsEarly)
}

test('nothing that a lane asks its database for walks through its journal, which holds half a million records', () => {
  const lane = openTestLane(rows)
  try {
    lane.scan(card('0000004821'))
    lane.scan(codes.coffee)
    lane.ask({ name: 'openTender' })
    lane.ask({ name: 'takeCash', givenMinor: 20_000 })
    while (lane.store.retention.step());
  } finally {
    lane.end()
  }
  expect(plans.size).toBeGreaterThan(80)
  expect([...plans].filter(([sql, plan]) => walks(sql, plan))).toEqual([])
})
