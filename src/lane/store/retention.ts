import type { Database } from 'better-sqlite3'
import { addDays } from '../../domain/business-day/business-time.ts'
import type { Fact } from '../../domain/sale/facts.ts'
import { lastingOf } from './lasting.ts'
import { firstOfSale } from './schema.ts'
import { makeSummary, type Summaries, type SummaryBody } from './summaries.ts'

/** The CRM may be restored from a backup as old as this, and is filled again from what is kept. */
const keepForDays = 90
/** A scan that comes in the middle waits for no more than these. */
const recordsPerStep = 50

/**
 * Takes out of the lane's database what head office has had for 90 trading days, in small transactions; a summary of it
 * stays. Clocks do not count: a trading day is remembered with how far head office had got, and is over when the
 * days have moved on by 90. See `keepTradingDays`.
 *
 * What the lane still works with holds back everything behind it: open and parked sales, those given to a lane that has
 * not said that it has them, refunds whose end is not known, the newest receipt, and the place where the journal branched.
 */
export interface Retention {
  /** Belongs between sales. @returns true when something was taken out: there may be more */
  step(): boolean
}

interface Parts {
  readonly summaries: Summaries
  readonly newestDay: () => string | undefined
  readonly acceptedThrough: () => number
}

interface Row { readonly number: number; readonly body: string; readonly hash: string }

export function openRetention(db: Database, { summaries, newestDay, acceptedThrough }: Parts): Retention {
  const note = db.prepare('insert or ignore into accepted_on (day, through) values (?, ?)')
  const noted = db.prepare<[string], { day: string; through: number }>('select day, through from accepted_on where day <= ? order by day desc limit 1')
  const dropNotes = db.prepare('delete from accepted_on where day < ?')
  const needed = db.prepare<[], { number: number | null; refundCount: number }>(`
    select min(number) as number, (select count(*) from open_refund) as refundCount from (
      select max(number) as number from journal union all select max(number) from receipt union all select min(opened_number) from unfinished_sale
      union all select min(after_number) + 1 from branch union all select ${firstOfSale('given_sale.sale_id')} from given_sale)`)
  const lastOfCommand = db.prepare<[number], { number: number }>('select number - 1 as number from journal where number <= ? + 1 and position = 0 order by number desc limit 1')
  const endOfCommand = db.prepare<[number], { number: number }>('select number - 1 as number from journal where number > ? and position = 0 order by number limit 1')
  const between = db.prepare<[number, number], Row>('select number, body, hash from journal where number > ? and number <= ? order by number')
  const drops = [
    'delete from print where sale_id in (select sale_id from receipt where number <= ?)',
    ...['receipt', 'own_return', 'journal'].map((table) => `delete from ${table} where number <= ?`),
  ].map((sql) => db.prepare(sql))

  /** Number through which nothing is needed any more. */
  const due = (): number => {
    const day = newestDay()
    if (day === undefined) return 0
    note.run(day, acceptedThrough())
    const over = noted.get(addDays(day, -keepForDays))
    const { number, refundCount } = needed.get() ?? { number: null, refundCount: 0 }
    if (!over || number === null || refundCount > 0) return 0
    dropNotes.run(over.day)
    return Math.min(over.through, acceptedThrough(), number - 1)
  }

  const takeOut = (through: number): void => {
    const from = summaries.start()
    const rows = between.all(from.number, through)
    const last = rows.at(-1)
    if (!last) return
    summaries.put(makeSummary({ from: { number: from.number, hash: from.hash }, ...bodyOf(rows, from.receiptNumber), number: last.number, hash: last.hash }, summaries.last()))
    for (const drop of drops) drop.run(last.number)
  }

  const step = db.transaction((): boolean => {
    const { number } = summaries.start()
    const whole = lastOfCommand.get(due())?.number ?? 0
    if (whole <= number) return false
    takeOut(Math.min(whole, endOfCommand.get(number + recordsPerStep)?.number ?? whole))
    return true
  })
  return { step: () => step.immediate() }
}

/** The day of a sale counts once: the next sale of the same day changes nothing. */
function bodyOf(rows: readonly Row[], before: number | undefined): Pick<SummaryBody, 'receiptNumber' | 'lasting'> {
  let receiptNumber = before
  let day = ''
  const lasting = rows.flatMap(({ number, body }): [number, NonNullable<ReturnType<typeof lastingOf>>][] => {
    const { fact } = JSON.parse(body) as { readonly fact: Fact }
    if (fact.kind === 'sale-completed' || fact.kind === 'sale-returned') receiptNumber = fact.receiptNumber
    if (fact.kind === 'receipts-skipped') receiptNumber = fact.lastNumber
    const lasts = lastingOf(fact)
    if (lasts === undefined || lasts.tradingDay === day) return []
    day = lasts.tradingDay ?? day
    return [[number, lasts]]
  })
  return { receiptNumber, lasting }
}
