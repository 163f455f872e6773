import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { chainHash, chainStart } from '../../src/contract/chain.ts'
import type { JournalRecord } from '../../src/contract/sync.ts'
import type { Fact } from '../../src/domain/sale/facts.ts'
import { verifyJournal } from '../../src/cli/verify-journal.ts'
import { wholeJournal } from '../../src/lane/store/summaries.ts'
import { loafReturned, loafSold, loavesSold, tempFolder, writeJournal } from '../support/house-lane-data.ts'
import { lanewise } from '../support/house-run-lanewise.ts'

let temp: ReturnType<typeof tempFolder>
beforeEach(() => void (temp = tempFolder()))
afterEach(() => temp.remove())

/** Changes the database behind the lane's back. */
function tamper(sql: string): void {
  const db = new Database(path.join(temp.folder, 'lane.db'))
  db.exec(sql)
  db.close()
}

test('a whole journal is whole, also while the lane has it open', async () => {
  const store = writeJournal(temp.folder, loavesSold(3))
  const { code, out } = await lanewise(['journal', 'verify', '--data', temp.folder])
  expect(code).toBe(0)
  expect(out).toEqual(['journal journal-1 of store s1, lane 3: 9 records, 3 receipts', 'whole: chain unbroken, no number missing'])
  store.close()
  const json = await lanewise(['journal', 'verify', '--data', temp.folder, '--json'])
  expect(JSON.parse(json.out[0] ?? '')).toEqual({ journalId: 'journal-1', storeId: 's1', laneNumber: 3, ok: true, startsAfter: 0, recordCount: 9, receiptCount: 3 })
})

test.each([
  ['one changed digit in a price', "update journal set body = replace(body, '250', '150') where number = 5", 5, 'its text or its hash was changed after it was written'],
  ['a record taken out', 'delete from journal where number = 4', 5, 'record 4 is missing: the next one is 5'],
  ['a hash of its own', "update journal set hash = lower(hex(randomblob(32))) where number = 2", 2, 'its text or its hash was changed after it was written'],
  ['a record chained elsewhere', `update journal set previous_hash = '${chainStart}' where number = 2`, 2, 'it is not chained to the record before it'],
])('%s is found and named', async (_, sql, number, trouble) => {
  writeJournal(temp.folder, loavesSold(3)).close()
  tamper(sql)
  const { code, out } = await lanewise(['journal', 'verify', '--data', temp.folder, '--json'])
  expect(code).toBe(1)
  expect(JSON.parse(out[0] ?? '')).toMatchObject({ ok: false, firstBad: { number, trouble } })
})

test('a file that is no database is damage, with what to do', async () => {
  writeFileSync(path.join(temp.folder, 'lane.db'), 'not a database at all, not even nearly one, whatever its name says'.repeat(100))
  const { code, err } = await lanewise(['journal', 'verify', '--data', temp.folder])
  expect(code).toBe(1)
  expect(err.join('\n')).toMatch(/lane\.db is damaged\. Keep the file/)
})

test('a folder without a lane is named', async () => {
  const { code, err } = await lanewise(['journal', 'verify', '--data', 'nowhere'], { folder: temp.folder })
  expect(code).toBe(1)
  expect(err.join('\n')).toContain(`There is no lane database at ${path.join(temp.folder, 'nowhere', 'lane.db')}`)
})

test.each([
  [[], 'with --data DIR'],
  [['--data', 'a', '--config', 'b'], 'exclude each other'],
  [['--config', 'nowhere.json'], 'there is no such file'],
])('%j is wrong usage', async (args, says) => {
  const { code, err } = await lanewise(['journal', 'verify', ...args], { folder: temp.folder })
  expect(code).toBe(2)
  expect(err.join('\n')).toContain(says)
})

test('a configuration with a wrong key is named by key', async () => {
  writeFileSync(path.join(temp.folder, 'lane.json'), JSON.stringify({ storeId: 's1', laneNumber: 'three', dataDir: temp.folder, crm: { url: 'http://127.0.0.1:1', token: 'x'.repeat(16) }, cashier: { cashierId: 'c1', name: 'Kim' } }))
  const { code, err } = await lanewise(['journal', 'verify', '--config', 'lane.json'], { folder: temp.folder })
  expect(code).toBe(2)
  expect(err.join('\n')).toContain('lane.json: laneNumber:')
})

describe('facts that do not follow from each other', () => {
  /** A journal in memory, rightly chained whatever it says. */
  function chained(facts: readonly object[]): JournalRecord[] {
    const records: JournalRecord[] = []
    for (const fact of facts) {
      const number = records.length + 1
      const previousHash = records.at(-1)?.hash ?? chainStart
      const body = JSON.stringify({ journalId: 'j', at: '2026-03-02T10:00:00.000Z', commandId: `c${number}`, fact })
      records.push({ number, at: '2026-03-02T10:00:00.000Z', body, previousHash, hash: chainHash({ previousHash, number, body }) })
    }
    return records
  }
  const verify = (facts: readonly object[], journalId = 'j') => {
    const records = chained(facts)
    return verifyJournal({ journalId, start: () => wholeJournal, summariesAfter: () => [], recordsAfter: (number, limit) => records.filter((record) => record.number > number).slice(0, limit) })
  }

  test('a receipt number left out', () => {
    expect(verify([loafSold(1), loafSold(3)]).firstBad).toEqual({ number: 2, trouble: 'it has receipt number 3 where 2 is due' })
  })

  test('a return takes the next receipt number', () => {
    expect(verify([loafSold(1), loafReturned(2, 1), loafSold(3)])).toEqual({ startsAfter: 0, recordCount: 3, receiptCount: 3 })
    expect(verify([loafSold(1), loafReturned(3, 1)]).firstBad).toEqual({ number: 2, trouble: 'it has receipt number 3 where 2 is due' })
  })

  test('a sale completed twice', () => {
    const again: Fact = { ...loafSold(2), saleId: loafSold(1).saleId }
    expect(verify([loafSold(1), again]).firstBad).toEqual({ number: 2, trouble: 'it completes sale sale-1 a second time' })
  })

  test('a fact of a kind nobody knows', () => {
    expect(verify([{ kind: 'teleported' }]).firstBad?.trouble).toMatch(/^its fact "teleported" cannot be read/)
  })

  test("another lane's journal", () => {
    expect(verify([loafSold(1)], 'k').firstBad).toEqual({ number: 1, trouble: 'it belongs to another journal, j' })
  })

  test('more records than one page are walked to the end', () => {
    expect(verify(Array.from({ length: 2500 }, () => ({ kind: 'payment-card-rejected' })))).toEqual({ startsAfter: 0, recordCount: 2500, receiptCount: 0 })
  })
})
