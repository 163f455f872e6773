import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ingestUpload } from '../../../src/crm/ingest/ingest-upload.ts'
import type { Database } from '../../../src/crm/store/open-database.ts'
import { assert } from '../../../src/domain/assert.ts'
import { openOfficeBuilding } from '../../faults/upload/open-office.ts'
import { testJournal, type TestJournal } from '../../support/crm-journal.ts'
import { testItem, testSale } from '../../support/crm-shop.ts'
import { percentilesOf, type Table } from '../bench.ts'
import { openPlainInsert } from './plain-insert.ts'

export interface IngestSize {
  readonly rounds: number
  readonly salesPerRound: number
}

const batchCount = 400
/** Head office knows all of them: a stranger is told to people, which no plain insert does. */
const memberCount = 500
const now = { epoch: 'bench', at: '2026-03-02T12:00:00.000Z' }
const items = ['milk', 'bread', 'eggs'].map((itemId) => testItem(itemId))

/**
 * Sales a second on a real PostgreSQL that syncs every commit, in rounds that alternate: taken exactly once, the same rows
 * into tables of the same shape and indexes by plain multi-row inserts, and the same uploads once more.
 */
export async function ingestRates({ rounds, salesPerRound }: IngestSize, tell: (progress: string) => void): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'lanewise-bench-'))
  const building = await openOfficeBuilding(folder, () => now.at, {})
  const office = await building.open('lanewise', memberCount)
  // What head office works out behind the uploads would run beside whichever is measured.
  await office.crm.settle()
  await office.endWork()
  const times = { once: [] as number[], plain: [] as number[], again: [] as number[] }
  try {
    const plain = await openPlainInsert(office.database)
    for (let round = -1; round < rounds; round += 1) {
      tell(`round ${round + 1} of ${rounds}`)
      const journal = dayOfSales(round, salesPerRound)
      const once = await rateOf(salesPerRound, () => upload(office.database, journal))
      const insert = await plain(journal.journalId, Math.ceil(salesPerRound / batchCount))
      const rates = [once, await rateOf(salesPerRound, insert), await rateOf(salesPerRound, () => upload(office.database, journal))]
      // The first round warms up.
      if (round >= 0) for (const [index, key] of (['once', 'plain', 'again'] as const).entries()) times[key].push(rates[index] ?? 0)
    }
    return tableOf(times, rounds * salesPerRound)
  } finally {
    await office.close()
    await building.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function dayOfSales(round: number, count: number): TestJournal {
  const journal = testJournal({ journalId: `bench-${round}`, laneNumber: round + 2 })
  for (let number = 1; number <= count; number += 1) {
    const member = number % 2 === 0 ? { memberId: `m${number % memberCount}`, points: 10 } : {}
    journal.write(testSale({ saleId: `${round}-${number}`, receiptNumber: number, items, ...member }))
  }
  return journal
}

async function upload(database: Database, journal: TestJournal): Promise<void> {
  for (let from = 1; from <= journal.records.length; from += batchCount) {
    const { result } = await ingestUpload(database, journal.journalId, journal.slice(from, Math.min(journal.records.length, from + batchCount - 1)), now)
    assert(result === 'accepted', `the bench's upload is ${result}`)
  }
}

async function rateOf(count: number, work: () => Promise<void>): Promise<number> {
  const startedAtMs = performance.now()
  await work()
  return (count / (performance.now() - startedAtMs)) * 1000
}

function tableOf(times: Readonly<Record<'once' | 'plain' | 'again', readonly number[]>>, saleCount: number): Table {
  const median = (rates: readonly number[]): number => percentilesOf(rates).p50
  const times_ = (rate: number, against: number): number => Math.round((rate / against) * 100) / 100
  const row = (what: string, rates: readonly number[]): Table['rows'][number] => ({ what, sales: saleCount, 'times a second': median(rates) })
  const each = times.once.map((rate, index) => rate / (times.plain[index] ?? 1))
  return {
    title: 'Sales into the books of head office, three lines each, every second of a member',
    columns: ['what', 'sales', 'times a second'],
    rows: [row('taken exactly once, fresh', times.once), row('plain insert of the same rows', times.plain), row('the same uploads again', times.again)],
    notes: [
      `exactly once ÷ plain ${median(each).toFixed(2)} (aim at least 0.8; median of the rounds, each beside the other)`,
      `again ÷ fresh ${times_(median(times.again), median(times.once))} (aim at least 2)`,
      'from parsed requests: hashes checked, facts read, rows and effects in one synced transaction for each 400; plain: the same rows of all tables in one synced transaction for each 400, no look at anything',
    ],
  }
}
