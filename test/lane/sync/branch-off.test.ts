import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { verifyJournal } from '../../../src/cli/verify-journal.ts'
import type { Crm } from '../../../src/crm/crm.ts'
import type { CommandId, MemberId, OfferId } from '../../../src/domain/ids.ts'
import type { Fact } from '../../../src/domain/sale/facts.ts'
import { openLaneStore, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { branchOff } from '../../../src/lane/sync/branch-off.ts'
import { newContact } from '../../../src/lane/sync/contact.ts'
import { CrmTrouble, type CrmClient, type JournalPages } from '../../../src/lane/sync/crm-client.ts'
import { shakeHands, uploadNext } from '../../../src/lane/sync/upload.ts'
import { testItem, testMember, testSale, testSettings } from '../../support/crm-shop.ts'
import { openTestCrm } from '../../support/crm.ts'
import { standingClock } from '../../support/lane.ts'
import { quietFeed } from '../../support/played-feed.ts'
import { withCrmDatabase } from '../../support/postgres.ts'

const databases = withCrmDatabase()
const clock = standingClock('2026-03-02T12:00:00.000Z')
const ana = 'member-ana' as MemberId
type Line = CrmClient & JournalPages

let folder: string
let crm: Crm
let stores: LaneStore[]
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lanewise-branch-'))
  stores = []
  crm = await openTestCrm(await databases.fresh())
  await crm.publish('settings', [{ key: 'store', body: testSettings }])
  await crm.importMembers([testMember(ana)])
})
afterEach(() => {
  for (const store of stores) store.close()
  rmSync(folder, { recursive: true, force: true })
})

function openAt(name: string): LaneStore {
  const store = openLaneStore({ dataDir: join(folder, name), lane: { storeId: 'store-1', laneNumber: 1 } })
  stores.push(store)
  return store
}

/** The disk as it is now, put into another lane. */
function copyOf(store: LaneStore, name: string, to: string): LaneStore {
  store.checkpoint.run()
  cpSync(join(folder, name), join(folder, to), { recursive: true })
  return openAt(to)
}

function sell(store: LaneStore, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const fact: Fact = testSale({ receiptNumber: store.own.lastReceiptNumber() + 1, memberId: ana, points: 10, items: [testItem('milk')] })
    store.journal.append({ commandId: randomUUID() as CommandId, at: clock.now(), facts: [fact] })
  }
}

const line = (): Line => ({
  status: (journalId, asked) => crm.journal(journalId, asked),
  upload: (journalId, request) => crm.ingest(journalId, request),
  records: (journalId, after) => crm.journalRecords(journalId, after),
  feed: quietFeed(),
})
const parts = (store: LaneStore, over: Line = line()) => ({ store, crm: over, clock, contact: newContact(), newId: randomUUID })

/** As sync goes about it, until nothing waits. */
async function bringUp(store: LaneStore, over: Line = line()): Promise<void> {
  const asking = parts(store, over)
  for (let round = 0; round < 20; round += 1) {
    try {
      if ((await shakeHands(asking)) === 'forked') {
        await branchOff(asking)
        asking.contact.epoch = undefined
        continue
      }
      for (;;) {
        const result = await uploadNext(asking)
        if (result === 'drained') return
        if (result !== 'moved') break
      }
    } catch (error) {
      if (!(error instanceof CrmTrouble)) throw error
    }
  }
  throw new Error('the lane does not come to an end')
}

/** Two sales everybody knows; two that only the lost disk and head office have; three of the old disk that was put back. */
async function fork(): Promise<{ lost: LaneStore; kept: LaneStore }> {
  const lost = openAt('lost')
  sell(lost, 2)
  await bringUp(lost)
  const kept = copyOf(lost, 'lost', 'kept')
  sell(lost, 2)
  await bringUp(lost)
  sell(kept, 3)
  return { lost, kept }
}

const books = async (): Promise<{ saleCount: number; points: number | undefined }> => ({ saleCount: (await crm.totals()).saleCount, points: (await crm.member(ana))?.pointsBalance })
const told = async (): Promise<string[]> => (await crm.exceptions(20)).exceptions.map(({ kind, subject }) => (kind === 'receipt-number-twice' ? `${kind} ${subject}` : kind)).sort()

describe('an old disk that was put back', () => {
  test('goes on by itself as a branch: every sale of both branches is in the books once, and the chain is one', async () => {
    const { lost, kept } = await fork()
    await bringUp(kept)
    sell(kept, 2)
    await bringUp(kept)
    expect(await books()).toEqual({ saleCount: 9, points: 90 })
    expect(await told()).toEqual(['journal-forked', 'receipt-number-twice 3', 'receipt-number-twice 4'])
    expect(verifyJournal(kept.journal).firstBad).toBeUndefined()
    expect(kept.identity.journalId).not.toBe(lost.identity.journalId)
    expect(await crm.journal(kept.identity.journalId)).toMatchObject({ acceptedThrough: kept.journal.lastNumber() })
  })

  test('leaves out the receipt numbers that only the other branch gave, and writes that down', async () => {
    const lost = openAt('lost')
    sell(lost, 2)
    await bringUp(lost)
    const kept = copyOf(lost, 'lost', 'kept')
    sell(lost, 4)
    await bringUp(lost)
    sell(kept, 1)
    await bringUp(kept)
    sell(kept, 1)
    expect(kept.own.lastReceiptNumber()).toBe(7)
    expect(kept.journal.recordsAfter(0, 99).flatMap(({ body }) => (body.includes('receipts-skipped') ? [(JSON.parse(body) as { fact: unknown }).fact] : []))).toMatchObject([{ firstNumber: 4, lastNumber: 6, why: 'other-branch' }])
    expect(verifyJournal(kept.journal).firstBad).toBeUndefined()
    expect(kept.upload.waitingSaleCount()).toBe(1)
    await bringUp(kept)
    expect(await told()).toEqual(['journal-forked', 'receipt-number-twice 3'])
  })

  test('that has sold nothing since goes on as a branch too, behind what head office knows', async () => {
    const lost = openAt('lost')
    sell(lost, 1)
    await bringUp(lost)
    const kept = copyOf(lost, 'lost', 'kept')
    sell(lost, 1)
    await bringUp(lost)
    await bringUp(kept)
    sell(kept, 1)
    await bringUp(kept)
    expect(await books()).toEqual({ saleCount: 3, points: 30 })
    expect([kept.own.lastReceiptNumber(), await told()]).toEqual([3, ['journal-forked']])
  })

  test('holds for any lost request or answer, and for a program killed at any of them', async () => {
    const { kept } = await fork()
    let asked = 0
    const cut = <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) => async (...args: Args): Promise<Answer> => {
      asked += 1
      if (asked % 3 === 1) throw new CrmTrouble('no-answer', 'the request was lost')
      const answer = await call(...args)
      if (asked % 3 === 2) throw new CrmTrouble('no-answer', 'the answer was lost')
      return answer
    }
    const whole = line()
    const disturbed: Line = { ...whole, status: cut(whole.status), upload: cut(whole.upload), records: cut(whole.records) }
    let running = kept
    for (let kill = 0; kill < 12; kill += 1) {
      const asking = parts(running, disturbed)
      const one = async (): Promise<unknown> => ((await shakeHands(asking)) === 'forked' ? branchOff(asking) : uploadNext(asking))
      await one().catch((error: unknown) => { if (!(error instanceof CrmTrouble)) throw error })
      running.close()
      stores = stores.filter((store) => store !== running)
      running = openAt('kept')
    }
    await bringUp(running)
    expect(await books()).toEqual({ saleCount: 7, points: 70 })
    expect(await told()).toEqual(['journal-forked', 'receipt-number-twice 3', 'receipt-number-twice 4'])
    expect(running.lineage.names()).toHaveLength(2)
    expect(verifyJournal(running.journal).firstBad).toBeUndefined()
  })

  test('counts for points and offers what head office has not counted, each under its journal', async () => {
    const { kept } = await fork()
    const [first] = kept.lineage.parts()
    await bringUp(kept)
    const second = kept.lineage.current()
    expect(kept.own.points(ana, {}).map(({ journalId }) => journalId)).toEqual([first, first, second, second, second].map((part) => part?.journalId))
    expect(kept.own.points(ana, { [first?.journalId ?? '']: 4, [second.journalId]: 3 })).toHaveLength(2)
    expect(kept.own.offerTotal('none' as OfferId)).toEqual({ rewardCount: 0, amountMinor: 0 })
    expect(kept.network.endedAfter(0, 10).map(({ number }) => number)).toEqual([3, 4, 5])
  })

  test('can be put back once more: a branch leaves a branch', async () => {
    const { kept } = await fork()
    await bringUp(kept)
    const again = copyOf(kept, 'kept', 'again')
    sell(kept, 1)
    await bringUp(kept)
    sell(again, 2)
    await bringUp(again)
    expect(await books()).toEqual({ saleCount: 10, points: 100 })
    expect(again.lineage.parts()).toHaveLength(3)
    expect(verifyJournal(again.journal).firstBad).toBeUndefined()
  })

  test('fills a head office that was restored from before the branch: the ancestor up to there, then the branch', async () => {
    const { kept } = await fork()
    await bringUp(kept)
    crm = await openTestCrm(await databases.fresh())
    await crm.publish('settings', [{ key: 'store', body: testSettings }])
    await crm.importMembers([testMember(ana)])
    await bringUp(kept)
    expect(await books()).toEqual({ saleCount: 5, points: 50 })
    expect((await crm.exceptions(9)).exceptions.filter(({ kind }) => kind !== 'journal-forked')).toEqual([])
  })

  test('is no fork where a line has changed what head office says, and begins no branch too early', async () => {
    const store = openAt('lost')
    sell(store, 3)
    await bringUp(store)
    const whole = line()
    const garbled: Line = { ...whole, status: async (journalId) => ({ ...(await whole.status(journalId)), acceptedHash: 'e'.repeat(64) }) }
    expect(await branchOff(parts(store, garbled))).toBe(false)
    const changed: Line = { ...whole, records: async (journalId, after) => (await whole.records(journalId, after)).map((record) => ({ ...record, hash: 'e'.repeat(64) })) }
    await expect(branchOff(parts(store, changed))).rejects.toThrow('is not what the lane once sent')
    expect(store.lineage.names()).toHaveLength(1)
  })
})

test('a disk that fails while the branch is written leaves the lane as it was', async () => {
  const { kept } = await fork()
  const failing: LaneStore = { ...kept, branchOff: () => { throw new Error('the disk is gone') } }
  await expect(branchOff(parts(failing))).rejects.toThrow('the disk is gone')
  expect(kept.identity.journalId).toBe(kept.lineage.firstId)
  onTestFinished(() => undefined)
})
