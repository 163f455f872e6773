import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyJournal } from '../../../src/cli/verify-journal.ts'
import type { Crm } from '../../../src/crm/crm.ts'
import type { CommandId } from '../../../src/domain/ids.ts'
import { fillFromOffice } from '../../../src/lane/fill-from-office.ts'
import { readFact } from '../../../src/lane/store/journal.ts'
import { openLaneStore, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { newContact } from '../../../src/lane/sync/contact.ts'
import type { CrmClient, JournalPages } from '../../../src/lane/sync/crm-client.ts'
import { shakeHands, uploadNext } from '../../../src/lane/sync/upload.ts'
import { testItem, testSale, testSettings } from '../../support/crm-shop.ts'
import { openTestCrm } from '../../support/crm.ts'
import { standingClock } from '../../support/lane.ts'
import { quietFeed } from '../../support/played-feed.ts'
import { withCrmDatabase } from '../../support/postgres.ts'

const databases = withCrmDatabase()
const clock = standingClock('2026-03-02T12:00:00.000Z')

let folder: string
let crm: Crm
let office: CrmClient & JournalPages
let stores: LaneStore[]
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lanewise-anew-'))
  stores = []
  crm = await openTestCrm(await databases.fresh())
  await crm.publish('settings', [{ key: 'store', body: testSettings }])
  office = { status: (journalId, asked) => crm.journal(journalId, asked), upload: (journalId, request) => crm.ingest(journalId, request), records: (journalId, after) => crm.journalRecords(journalId, after), feed: quietFeed() }
})
afterEach(() => {
  for (const store of stores) store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A lane with a disk of its own. */
function newLane(laneNumber: number, storeId = 'store-1'): LaneStore {
  const store = openLaneStore({ dataDir: join(folder, String(stores.length)), lane: { storeId, laneNumber } })
  stores.push(store)
  return store
}

function sell(store: LaneStore, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const fact = testSale({ receiptNumber: store.own.lastReceiptNumber() + 1, items: [testItem('milk')] })
    store.journal.append({ commandId: randomUUID() as CommandId, at: clock.now(), facts: [fact] })
  }
}

const parts = (store: LaneStore) => ({ store, crm: office, clock, contact: newContact(), newId: randomUUID })

/** Sells so much, and sends it. */
async function soldLane(laneNumber: number, count: number): Promise<void> {
  const store = newLane(laneNumber)
  sell(store, count)
  await shakeHands(parts(store))
  while ((await uploadNext(parts(store))) !== 'drained');
}

const leftOut = ({ journal }: LaneStore): object[] => journal.recordsAfter(0, 100).map(({ body }) => readFact(body)).filter(({ kind }) => kind === 'receipts-skipped')

describe('a lane that begins on an empty disk', () => {
  test('goes on behind the receipts it gave before, as far as head office knows and some more', async () => {
    await soldLane(3, 5)
    await soldLane(4, 9)
    const anew = newLane(3)
    expect(await shakeHands(parts(anew))).toBe('agreed')
    sell(anew, 2)
    expect(leftOut(anew)).toMatchObject([{ firstNumber: 1, lastNumber: 105, why: 'begun-anew' }])
    expect([anew.own.lastReceiptNumber(), verifyJournal({ ...anew.journal, journalId: anew.identity.journalId })]).toMatchObject([107, { receiptCount: 2 }])
    while ((await uploadNext(parts(anew))) !== 'drained');
    await shakeHands(parts(anew))
    expect([leftOut(anew).length, (await crm.exceptions(10)).totalCount]).toEqual([1, 0])
  })

  test('and once more: behind the receipts of its second journal, not those of its first', async () => {
    await soldLane(3, 5)
    const second = newLane(3)
    await shakeHands(parts(second))
    sell(second, 1)
    while ((await uploadNext(parts(second))) !== 'drained');
    const third = newLane(3)
    await fillFromOffice({ store: third, office, clock, newId: randomUUID })
    expect(third.own.lastReceiptNumber()).toBe(206)
  })

  test.each([['that is new in its store', 8, 'store-1'], ['whose number another store has', 4, 'store-2']])('%s begins with receipt 1', async (_what, laneNumber, storeId) => {
    await soldLane(4, 5)
    const lane = newLane(laneNumber, storeId)
    await shakeHands(parts(lane))
    await fillFromOffice({ store: lane, office, clock, newId: randomUUID })
    expect([leftOut(lane), lane.own.lastReceiptNumber()]).toEqual([[], 0])
  })

  test.each([['before head office was asked', false], ['between the question and the answer', true]])('that has sold %s leaves none out: its numbers go on without a gap', async (_when, isAsked) => {
    await soldLane(3, 5)
    const anew = newLane(3)
    if (!isAsked) sell(anew, 1)
    const status: CrmClient['status'] = async (journalId, asked) => {
      const answer = await crm.journal(journalId, asked)
      if (isAsked) sell(anew, 1)
      expect(answer.lastReceiptNumber).toBe(isAsked ? 5 : undefined)
      return answer
    }
    await shakeHands({ ...parts(anew), crm: { ...office, status } })
    expect([leftOut(anew), anew.own.lastReceiptNumber()]).toEqual([[], 1])
  })
})
