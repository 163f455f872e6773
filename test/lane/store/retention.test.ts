import Database from 'better-sqlite3'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import { verifyJournal } from '../../../src/cli/verify-journal.ts'
import type { JournalRecord } from '../../../src/contract/sync.ts'
import type { CommandId, SaleId } from '../../../src/domain/ids.ts'
import { openCopiedSummaries, readCopiedSummaries } from '../../../src/lane/store/copied-summaries.ts'
import { sayWhose } from '../../../src/lane/store/copied-journals.ts'
import { openLaneStore, usualCopyDir, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { rebuildStore, type Rebuilt } from '../../../src/lane/store/rebuild-store.ts'
import { openSecondCopy, type CopyPlace } from '../../../src/lane/store/second-copy.ts'
import { sumsPath } from '../../../src/lane/store/page-sums.ts'
import { lastingTables, laneYears, yearsLane as lane, type LaneYears } from '../../support/lane-years.ts'

let folder: string
let dataDir: string
let store: LaneStore
let years: LaneYears
/** Thousands of commits: none of this is about what a disk has. */
const scratchIn = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
beforeEach(() => {
  folder = mkdtempSync(join(scratchIn, 'lanewise-retention-'))
  dataDir = join(folder, 'lane')
  store = openLaneStore({ dataDir, lane, newJournalId: () => 'journal-3' })
  sayWhose(usualCopyDir(dataDir), store.identity)
  years = laneYears(() => store, 1)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const placeIn = (folderOfLane: string): CopyPlace => ({ folder: usualCopyDir(folderOfLane), journalId: 'journal-3' })
const quiet = (): number => {
  let stepCount = 0
  while (store.retention.step()) stepCount += 1
  return stepCount
}
const copy = async (): Promise<void> => {
  const copied = openSecondCopy(placeIn(dataDir), store.journal)
  const summaries = openCopiedSummaries(placeIn(dataDir), store.journal)
  await copied.catchUp()
  await summaries.catchUp()
  copied.prune(summaries.through())
}
/** So many trading days, some days apart, with a sale each; head office gets everything and the lane is quiet. */
const days = (count: number, apart: number): void => {
  for (let day = 0; day < count; day += 1) {
    years.day(1, apart)
    years.accepted()
    quiet()
  }
}
const dayOf = (saleCount: number): void => {
  years.day(saleCount)
  years.accepted()
  quiet()
}
const leave = (saleId: string): void => void store.journal.append({ commandId: `leave ${saleId}` as CommandId, at: '2026-08-01T10:00:00.000Z', facts: [{ kind: 'sale-voided', saleId: saleId as SaleId, voidedAt: '2026-08-01T10:00:00.000Z' }] })
const rebuild = (office?: readonly JournalRecord[]): Promise<Rebuilt> =>
  rebuildStore({ dataDir, copyDir: usualCopyDir(dataDir), lane, at: '2027-03-03T07:00:00.000Z', office: { recordsAfter: async (_id, number) => office?.slice(number, number + 1000) } })
const reopen = (): void => {
  store = openLaneStore({ dataDir, lane })
}
const rows = (): readonly JournalRecord[] => store.journal.recordsAfter(0, 100_000)

describe('what head office has had for 90 trading days', () => {
  test('is taken out, and no day earlier', () => {
    days(2, 1)
    const last = store.journal.lastNumber()
    days(8, 11)
    days(1, 1)
    expect(store.journal.start().number).toBe(0)
    days(1, 1)
    expect(store.journal.start()).toEqual({ number: last, hash: expect.any(String), receiptNumber: 2 })
    expect(rows()[0]?.previousHash).toBe(store.journal.start().hash)
    expect(verifyJournal({ ...store.journal, journalId: 'journal-3' })).toEqual({ startsAfter: last, recordCount: store.journal.lastNumber() - last, receiptCount: 10 })
  })

  test('counts from the day on which head office got it, not from the day of the sale', () => {
    for (let day = 0; day < 10; day += 1) years.day(1, 10)
    days(1, 1)
    days(8, 11)
    expect(store.journal.start().number).toBe(0)
    days(1, 2)
    expect(store.journal.start().number).toBeGreaterThan(0)
  })

  test('counts anew where head office was restored and got it again', () => {
    days(6, 10)
    store.upload.setAccepted(0, '2026-05-01T10:00:00.000Z')
    days(6, 10)
    expect(store.journal.start().number).toBe(0)
  })

  test('goes in small steps, a command never in two', () => {
    days(1, 1)
    dayOf(150)
    days(8, 11)
    // The next quiet moment has all of it before it.
    years.day(1, 3)
    const sizes: number[] = []
    for (let before = store.journal.start().number; store.retention.step(); before = store.journal.start().number) sizes.push(store.journal.start().number - before)
    expect(Math.max(...sizes)).toBeLessThan(60)
    expect(sizes.length).toBeGreaterThan(8)
    expect(rows()[0]?.body).toMatch(/"kind":"sale-(opened|returned)"/)
  })

  test('stays while the lane works with something older', () => {
    years.begin('parked')
    days(12, 10)
    expect(store.journal.start().number).toBe(0)
    leave('parked')
    quiet()
    expect(store.journal.start().number).toBeGreaterThan(0)
  })

  test('may end in the middle of a sale: the rest still says that the sale was here', () => {
    years.day(1)
    years.begin('late')
    dayOf(1)
    leave('late')
    days(1, 1)
    const kinds = (saleId: string): string[] => store.journal.saleFacts(saleId as SaleId).map(({ fact }) => fact.kind)
    expect([kinds('late'), kinds('sale-1').length]).toEqual([['sale-opened', 'sale-voided'], 4])
    days(8, 11)
    days(1, 1)
    expect([kinds('late'), kinds('sale-1'), kinds('sale-3').length, kinds('never')]).toEqual([['sale-voided'], [], 4, []])
    expect([store.journal.receiptOf('sale-1' as SaleId), store.journal.receiptOf('sale-3' as SaleId)?.receiptNumber]).toEqual([undefined, 3])
  })

  test('stays as long as it holds the newest receipt', () => {
    days(2, 1)
    const [last, receiptNumber] = [store.journal.lastNumber(), store.own.lastReceiptNumber()]
    for (let day = 0; day < 12; day += 1) {
      years.day(0, 10)
      years.begin(`voided-${day}`)
      leave(`voided-${day}`)
      years.accepted()
      quiet()
    }
    expect(store.journal.start().number).toBeLessThan(last)
    expect([store.own.lastReceiptNumber(), store.journal.withReceipt()?.fact.receiptNumber]).toEqual([receiptNumber, receiptNumber])
  })

  test('is out with all that belongs to it, or not at all', () => {
    days(10, 10)
    years.day(1, 10)
    const before = [rows(), lastingTables(dataDir)]
    const beside = new Database(join(dataDir, 'lane.db'))
    beside.exec("create trigger power_cut before delete on journal begin select raise(abort, 'the power went'); end")
    beside.close()
    expect(() => store.retention.step()).toThrow('the power went')
    expect([rows(), lastingTables(dataDir), store.journal.start().number, store.own.lastReceiptNumber()]).toEqual([...before, 0, 11])
  })

  test('is missed where what is kept of it was changed', () => {
    days(14, 10)
    store.close()
    const db = new Database(join(dataDir, 'lane.db'))
    db.exec(`update summary set body = replace(body, '"points":', '"points" :')`)
    db.close()
    rmSync(sumsPath(join(dataDir, 'lane.db')), { force: true })
    expect(() => openLaneStore({ dataDir, lane })).toThrow(expect.objectContaining({ code: 'damaged', message: expect.stringContaining('what is kept of the records through') }))
    const reader = openLaneStore({ dataDir, mode: 'read' })
    expect(verifyJournal({ ...reader.journal, journalId: 'journal-3' }).firstBad?.trouble).toContain('not as it was written')
    reader.close()
    db.close()
  })
})

describe('a lane that has taken records out', () => {
  test.each([1, 2, 3])('counts the same as one that never did, wherever it was stopped and built again (seed %d)', async (seed) => {
    const random = seededRandom(seed)
    years = laneYears(() => store, seed)
    const office: JournalRecord[] = []
    for (let day = 0; day < 100; day += 1) {
      years.day(1 + random(3), 1 + random(5))
      office.push(...store.journal.recordsAfter(office.length, 1_000))
      if (random(3) > 0) years.accepted()
      if (random(4) > 0) store.retention.step()
      if (random(4) === 0) await copy()
      if (day > 50 && random(15) === 0) await cutAndRebuild(random(2) === 0 ? office : undefined)
    }
    expect(store.journal.start().number).toBeGreaterThan(0)
    await copy()
    const kept = { tables: lastingTables(dataDir), last: store.journal.lastNumber(), receipt: store.own.lastReceiptNumber(), records: rows() }
    // The lane that never took anything out: everything there ever was, from head office.
    store.close()
    for (const name of ['lane.db', 'copy']) rmSync(join(dataDir, name), { recursive: true, force: true })
    sayWhose(usualCopyDir(dataDir), { journalId: 'journal-3', ...lane })
    writeFileSync(join(usualCopyDir(dataDir), 'journal-3-0000000001.jsonl'), `${JSON.stringify(office[0])}\n`)
    await rebuild(office)
    reopen()
    expect(kept).toEqual({ tables: lastingTables(dataDir), last: office.length, receipt: store.own.lastReceiptNumber(), records: office.slice(office.length - kept.records.length) })
  })

  /** The power goes: what is on the disk is looked at as it is, and its database is no good. */
  async function cutAndRebuild(office: readonly JournalRecord[] | undefined): Promise<void> {
    await copy()
    cpSync(dataDir, join(folder, 'cut'), { recursive: true })
    store.close()
    rmSync(dataDir, { recursive: true })
    cpSync(join(folder, 'cut'), dataDir, { recursive: true })
    rmSync(join(folder, 'cut'), { recursive: true })
    truncateSync(join(dataDir, 'lane.db'), 30_000)
    await rebuild(office)
    reopen()
  }

  test('is built again from its old file alone where the copy is gone', async () => {
    days(14, 10)
    const before = [lastingTables(dataDir), rows()]
    store.close()
    rmSync(usualCopyDir(dataDir), { recursive: true })
    await rebuild()
    reopen()
    expect([lastingTables(dataDir), rows()]).toEqual(before)
  })

  test('says what is lost where nobody has it, and never gives a receipt number twice', async () => {
    days(14, 10)
    await copy()
    const [last, oldest] = [store.own.lastReceiptNumber(), rows()[0]?.number ?? 0]
    store.close()
    rmSync(join(dataDir, 'lane.db'))
    rmSync(join(usualCopyDir(dataDir), 'journal-3.summaries.jsonl'))
    // The copy goes by whole files: of the one that is there the first lines are no more.
    const [path = ''] = readdirSync(usualCopyDir(dataDir)).filter((name) => name.startsWith('journal-3-')).map((name) => join(usualCopyDir(dataDir), name))
    writeFileSync(path, readFileSync(path, 'utf8').split('\n').filter((line) => line === '' || (JSON.parse(line) as JournalRecord).number >= oldest).join('\n'))
    expect(await rebuild()).toMatchObject({ lostThrough: oldest - 1 })
    reopen()
    expect(store.own.lastReceiptNumber()).toBe(last)
    expect(verifyJournal({ ...store.journal, journalId: 'journal-3' })).toMatchObject({ startsAfter: oldest - 1 })
  })

  test('leaves a gap that nobody can fill to people, with the copy behind it', async () => {
    days(5, 1)
    await copy()
    store.close()
    rmSync(join(dataDir, 'lane.db'))
    const [path = ''] = readdirSync(usualCopyDir(dataDir)).filter((name) => name.startsWith('journal-3-')).map((name) => join(usualCopyDir(dataDir), name))
    writeFileSync(path, readFileSync(path, 'utf8').split('\n').filter((_, index) => index !== 12).join('\n'))
    expect(await rebuild()).toMatchObject({ lastNumber: 12, isWhole: false })
    reopen()
    expect(store.journal.lastNumber()).toBe(12)
    expect(readdirSync(dataDir).filter((name) => name.startsWith('copy.damaged-'))).toHaveLength(1)
  })

  test('has a new copy that lacks nothing, and drops the files it needs no more', async () => {
    days(1, 1)
    dayOf(700)
    await copy()
    expect(readdirSync(usualCopyDir(dataDir)).filter((name) => name.startsWith('journal-3-'))[0]).toBe('journal-3-0000000001.jsonl')
    days(9, 11)
    await copy()
    expect(readCopiedSummaries(placeIn(dataDir)).at(-1)?.through).toBe(store.journal.start().number)
    expect(readdirSync(usualCopyDir(dataDir)).filter((name) => name.startsWith('journal-3-'))[0]).toBe('journal-3-0000002001.jsonl')
    rmSync(usualCopyDir(dataDir), { recursive: true })
    sayWhose(usualCopyDir(dataDir), store.identity)
    const before = [lastingTables(dataDir), rows()]
    await copy()
    store.close()
    rmSync(join(dataDir, 'lane.db'))
    await rebuild()
    reopen()
    expect([lastingTables(dataDir), rows()]).toEqual(before)
  })

  test('goes on with a copy that could not be written for months', async () => {
    years.day(3)
    await copy()
    days(14, 10)
    await copy()
    store.close()
    rmSync(join(dataDir, 'lane.db'))
    await rebuild()
    reopen()
    expect(verifyJournal({ ...store.journal, journalId: 'journal-3' }).firstBad).toBeUndefined()
  })
})
