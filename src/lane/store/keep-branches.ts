import type { Database } from 'better-sqlite3'
import type { Fact } from '../../domain/sale/facts.ts'
import { lastingOf } from './lasting.ts'

/**
 * Keeps by which journals the chain goes, and the receipt numbers that were left out. What offers have given and which
 * coupons were issued count per journal, as head office's allowances do: a branch begins with what is behind its beginning.
 */
export function keepBranches(db: Database): (number: number, fact: Fact) => void {
  const branched = db.prepare('insert into branch (number, journal_id, ancestor_id, after_number, after_hash) values (?, ?, ?, ?, ?)')
  const skipped = db.prepare('insert into skipped_receipts (first_number, last_number) values (?, ?)')
  return (number, fact) => {
    if (fact.kind === 'receipts-skipped') skipped.run(fact.firstNumber, fact.lastNumber)
    if (fact.kind !== 'journal-branched') return
    branched.run(number, fact.journalId, fact.ancestorId, fact.afterNumber, fact.afterHash)
    countAnew(db, fact.afterNumber)
  }
}

function countAnew(db: Database, afterNumber: number): void {
  db.exec('delete from own_offer_total; delete from own_issue')
  const total = db.prepare('insert into own_offer_total (offer_id, reward_count, amount_minor) values (?, ?, ?) on conflict (offer_id) do update set reward_count = reward_count + excluded.reward_count, amount_minor = amount_minor + excluded.amount_minor')
  const issue = db.prepare('insert into own_issue (offer_id, issued_count) values (?, 1) on conflict (offer_id) do update set issued_count = issued_count + 1')
  const ended = db.prepare<[number], { body: string }>('select j.body from receipt r join journal j on j.number = r.number where r.number > ?')
  for (const { body } of ended.all(afterNumber)) {
    const lasting = lastingOf((JSON.parse(body) as { readonly fact: Fact }).fact)
    for (const { offerId, rewardCount, amountMinor } of lasting?.used?.offers ?? []) total.run(offerId, rewardCount, amountMinor)
    if (lasting?.issued) issue.run(lasting.issued.offerId)
  }
}
