import type { Database } from 'better-sqlite3'
import { addDays, daysBetween } from '../../domain/business-day/business-time.ts'

/** A shop may be closed for so long; a clock that goes further at once is not believed. */
const mostClosedDays = 14
const epoch = '1970-01-01'

/**
 * Remembers how far the trading days have come, from the sales that were opened: behind that day no clock brings the
 * lane back, so an offer or a coupon that has expired stays so. A clock that is far ahead by mistake must not hold the
 * lane in the future: a day counts only when it follows on one that counts, within a fortnight, and the very first one
 * counts from the second on.
 */
export function keepTradingDays(db: Database): (day: string) => void {
  const get = db.prepare<[string], { value: number }>('select value from cursor where name = ?')
  const set = db.prepare('insert into cursor (name, value) values (?, ?) on conflict (name) do update set value = excluded.value')
  return (businessDay) => {
    const day = daysBetween(epoch, businessDay)
    const before = get.get('trading-day')?.value ?? get.get('first-trading-day')?.value
    if (before !== undefined && day > before && day <= before + mostClosedDays) set.run('trading-day', day)
    else if (get.get('trading-day') === undefined) set.run('first-trading-day', day)
  }
}

/** The newest trading day that counts; undefined in a new lane. */
export function openTradingDays(db: Database): () => string | undefined {
  const get = db.prepare<[], { value: number }>("select value from cursor where name = 'trading-day'")
  return () => {
    const row = get.get()
    return row && addDays(epoch, row.value)
  }
}
