import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src/domain/business-day/business-time.ts'
import { migrate } from '../../../src/lane/store/schema.ts'
import { keepTradingDays, openTradingDays } from '../../../src/lane/store/trading-days.ts'

const first = '2026-03-02'

/** The newest day that counts after sales on these days, as days after the first; undefined when none does. */
function newestAfter(days: readonly number[]): number | undefined {
  const db = new Database(':memory:')
  migrate(db)
  const keep = keepTradingDays(db)
  for (const day of days) keep(addDays(first, day))
  const newest = openTradingDays(db)()
  db.close()
  return newest === undefined ? undefined : Math.round((Date.parse(newest) - Date.parse(first)) / 86_400_000)
}

const week = (from: number, count = 7): number[] => Array.from({ length: count }, (_, index) => from + index)

describe('the newest trading day', () => {
  it.each([
    ['counts from the second day on', [0], undefined],
    ['follows the sales', [0, 1, 2], 2],
    ['takes a fortnight of closed doors', [0, 1, 15], 15],
    ['does not follow a clock that is far ahead', [0, 1, 31], 1],
    ['does not go back with a clock', [0, 1, 2, 1, 0], 2],
    ['counts again from the seventh day after a longer closure', [0, 1, ...week(40)], 46],
    ['counts on from there', [0, 1, ...week(40), 47], 47],
    ['does not count the sixth day after a longer closure', [0, 1, ...week(40, 6)], 1],
    ['is not moved by many sales of one far day', [0, 1, ...Array.from({ length: 20 }, () => 40)], 1],
    ['follows days with closed ones between them', [0, 1, ...week(20).map((day) => day * 2)], 52],
    ['begins anew where a far day lies behind another closure', [0, 1, ...week(40, 6), 60], 1],
    ['begins anew where the clock was put right in between', [0, 1, ...week(40, 6), 2, 46], 2],
    ['begins anew where a far day lies before the others', [0, 1, ...week(40, 6), 20, 21], 1],
  ])('%s', (_, days, newest) => {
    expect(newestAfter(days)).toBe(newest)
  })
})
