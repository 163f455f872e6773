import { verifyJournal } from '../../../src/cli/verify-journal.ts'
import { assert } from '../../../src/domain/assert.ts'
import { readFact } from '../../../src/lane/store/journal.ts'
import type { LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { ana } from '../../support/small-shop.ts'

/** What a lane's journal comes to, without the ids that are drawn anew at every run. */
export interface Books {
  readonly ended: readonly object[]
  readonly receiptNumbers: readonly number[]
  readonly points: number
  readonly couponSpent: boolean | undefined
  readonly cardMinor: number
  readonly unfinishedCount: number
}

export function booksOf({ journal, own }: LaneStore): Books {
  const facts = journal.recordsAfter(0, 1_000_000).map(({ body }) => readFact(body))
  const sales = facts.flatMap((fact) => (fact.kind === 'sale-completed' ? [fact] : []))
  const code = sales.find(({ issued }) => issued)?.issued?.couponCode
  return {
    ended: facts.flatMap((fact): object[] => {
      if (fact.kind === 'sale-completed') return [{ receipt: fact.receiptNumber, lines: fact.lines, totals: fact.priced.totals, tenders: fact.tenders.map(({ tenderKind, amountMinor }) => [tenderKind, amountMinor]), change: fact.changeMinor, points: fact.points, redeemed: fact.redeemed.map(({ offerId, amountMinor }) => [offerId, amountMinor]), issued: fact.issued?.offerId }]
      if (fact.kind === 'sale-returned') return [{ receipt: fact.receiptNumber, lines: fact.lines, tenders: fact.tenders }]
      return fact.kind === 'sale-voided' ? [{ voided: true }] : []
    }),
    receiptNumbers: facts.flatMap((fact) => (fact.kind === 'sale-completed' || fact.kind === 'sale-returned' ? [fact.receiptNumber] : [])),
    points: own.points(ana.memberId, {}).reduce((sum, { points }) => sum + points, 0),
    couponSpent: code && own.couponSpent(code),
    cardMinor: sales.flatMap(({ tenders }) => tenders).reduce((sum, tender) => sum + (tender.tenderKind === 'card' ? tender.amountMinor : 0), 0),
    unfinishedCount: own.unfinishedSales().length,
  }
}

/** Why a journal is not whole: chain, numbers, receipts; undefined where it is. */
export function wrongInJournal(store: LaneStore): string | undefined {
  const { firstBad } = verifyJournal(store.journal)
  if (firstBad) return `the journal is not whole: record ${firstBad.number}: ${firstBad.trouble}`
  const { receiptNumbers } = booksOf(store)
  return receiptNumbers.every((number, index) => number === index + 1) ? undefined : `receipt numbers have a gap: ${receiptNumbers.join()}`
}

/** The record of a number must be the one that was acknowledged, byte for byte: its hash is over all before it too. */
export function wrongRecord({ journal }: LaneStore, acknowledged: { readonly number: number; readonly hash: string }): string | undefined {
  assert(acknowledged.number > 0, 'nothing was acknowledged')
  const [record] = journal.recordsAfter(acknowledged.number - 1, 1)
  if (!record) return `lost: record ${acknowledged.number} was acknowledged, the journal ends at ${journal.lastNumber()}`
  return record.hash === acknowledged.hash ? undefined : `changed: record ${acknowledged.number} is not the one that was acknowledged`
}
