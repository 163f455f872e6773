import type { Database } from 'better-sqlite3'
import { addDays, daysBetween } from '../../domain/business-day/business-time.ts'

/** A shop may be closed for so long; a clock that goes further at once is not believed. */
const mostClosedDays = 14
/** Trading days, one after the other, that a shop has to sell on before it is believed to have been closed for longer. */
const daysToBelieve = 7
const epoch = '1970-01-01'

/**
 * Remembers how far the trading days have come, from the sales that were opened: behind that day no clock brings the
 * lane back, so an offer or a coupon that has expired stays so. A clock that is far ahead by mistake must not hold the
 * lane in the future: a day counts only when it follows on one that counts, within a fortnight, and the very first one
 * counts from the second on. After a longer closure days count again from the seventh on.
 */
export function keepTradingDays(db: Database): (day: string) => void {
  const { get, set, forgetReopened } = openDays(db)

  /** One of the days behind a longer closure, or of a clock that is far ahead. */
  const reopened = (day: number): void => {
    const [last = day, count = 0] = [get('reopened-day'), get('reopened-count')]
    const follows = day >= last && day <= last + mostClosedDays
    set('reopened-day', day)
    set('reopened-count', !follows ? 1 : day > last || count === 0 ? count + 1 : count)
    if (get('reopened-count') === daysToBelieve) believe(day)
  }
  const believe = (day: number): void => {
    set('trading-day', day)
    forgetReopened()
  }

  return (businessDay) => {
    const day = daysBetween(epoch, businessDay)
    const newest = get('trading-day')
    const before = newest ?? get('first-trading-day')
    if (before !== undefined && day > before && day <= before + mostClosedDays) believe(day)
    else if (newest === undefined) set('first-trading-day', day)
    else if (day > newest) reopened(day)
    else forgetReopened()
  }
}

function openDays(db: Database): { get(name: string): number | undefined; set(name: string, value: number): void; forgetReopened(): void } {
  const get = db.prepare<[string], { value: number }>('select value from cursor where name = ?')
  const set = db.prepare('insert into cursor (name, value) values (?, ?) on conflict (name) do update set value = excluded.value')
  const forget = db.prepare("delete from cursor where name in ('reopened-day', 'reopened-count')")
  return { get: (name) => get.get(name)?.value, set: (name, value) => void set.run(name, value), forgetReopened: () => void forget.run() }
}

/** The newest trading day that counts; undefined in a new lane. */
export function openTradingDays(db: Database): () => string | undefined {
  const get = db.prepare<[], { value: number }>("select value from cursor where name = 'trading-day'")
  return () => {
    const row = get.get()
    return row && addDays(epoch, row.value)
  }
}
