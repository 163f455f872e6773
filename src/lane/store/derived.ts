import type { Database } from 'better-sqlite3'
import type { Fact } from '../../domain/sale/facts.ts'
import { keepBranches } from './keep-branches.ts'
import { keepLasting, lastingOf } from './lasting.ts'

/** Takes one fact, with its number in the journal, into a table. */
type Keep = (number: number, fact: Fact) => void

/**
 * Keeps the small tables that answer the lane's own questions in step with the journal.
 * Runs inside the journal's transaction, so they can never disagree with it.
 */
export function derive(db: Database): Keep {
  const keepers = [keepWhatLasts, keepUnfinishedSales, keepReceipts, keepReturns, keepRefunds, keepPrints, keepBranches].map((open) => open(db))
  return (number, fact) => {
    for (const keep of keepers) keep(number, fact)
  }
}

function keepWhatLasts(db: Database): Keep {
  const keep = keepLasting(db)
  return (number, fact) => {
    const lasting = lastingOf(fact)
    if (lasting) keep(number, lasting)
  }
}

function keepUnfinishedSales(db: Database): Keep {
  const opened = db.prepare('insert into unfinished_sale (sale_id, opened_number) values (?, ?)')
  const suspended = db.prepare('update unfinished_sale set suspended_at = ? where sale_id = ?')
  const ended = db.prepare('delete from unfinished_sale where sale_id = ?')
  const given = db.prepare('insert into given_sale (sale_id, journal_id) values (?, ?) on conflict (sale_id) do update set journal_id = excluded.journal_id')
  const back = db.prepare('delete from given_sale where sale_id = ?')
  return (number, fact) => {
    if (fact.kind === 'sale-opened') opened.run(fact.saleId, number)
    if (fact.kind === 'sale-suspended') suspended.run(fact.suspendedAt, fact.saleId)
    if (fact.kind === 'sale-recalled') suspended.run(null, fact.saleId)
    if (fact.kind === 'sale-completed' || fact.kind === 'sale-voided' || fact.kind === 'sale-given-away') ended.run(fact.saleId)
    if (fact.kind === 'sale-taken-over') opened.run(fact.saleId, number)
    if (fact.kind === 'sale-given-away') given.run(fact.saleId, fact.toJournalId)
    if (fact.kind === 'sale-taken-over') back.run(fact.saleId)
  }
}

function keepReceipts(db: Database): Keep {
  const given = db.prepare('insert into receipt (receipt_number, sale_id, number) values (?, ?, ?)')
  return (number, fact) => {
    if (fact.kind === 'sale-completed' || fact.kind === 'sale-returned') given.run(fact.receiptNumber, fact.saleId, number)
  }
}

function keepReturns(db: Database): Keep {
  const returned = db.prepare('insert into own_return (number, of_sale_id) values (?, ?)')
  return (number, fact) => {
    if (fact.kind === 'sale-returned') returned.run(number, fact.of.saleId)
  }
}

function keepRefunds(db: Database): Keep {
  const asked = db.prepare('insert into open_refund (payment_id, number, is_unknown) values (?, ?, 0)')
  const unknown = db.prepare('update open_refund set is_unknown = 1 where payment_id = ?')
  const ended = db.prepare('delete from open_refund where payment_id = ?')
  return (number, fact) => {
    if (fact.kind === 'refund-asked') asked.run(fact.paymentId, number)
    if (fact.kind === 'refund-unknown') unknown.run(fact.paymentId)
    if (fact.kind === 'refund-ended') ended.run(fact.paymentId)
  }
}

function keepPrints(db: Database): Keep {
  const asked = db.prepare('insert into print (print_id, number, sale_id, copy) values (?, ?, ?, ?)')
  const ended = db.prepare('update print set outcome = ? where print_id = ?')
  return (number, fact) => {
    if (fact.kind === 'print-asked') asked.run(fact.printId, number, fact.saleId, fact.copy ? 1 : 0)
    if (fact.kind === 'print-ended') ended.run(fact.outcome, fact.printId)
  }
}
