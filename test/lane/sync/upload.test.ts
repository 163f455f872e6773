import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chainHash, chainStart, contentHash } from '../../../src/contract/chain.ts'
import type { JournalRecord, StatusAsked, UploadAnswer, UploadRequest } from '../../../src/contract/sync.ts'
import { CrmTrouble, type CrmClient } from '../../../src/lane/sync/crm-client.ts'
import { newContact, pauseAfter } from '../../../src/lane/sync/contact.ts'
import { shakeHands, uploadNext } from '../../../src/lane/sync/upload.ts'
import { openTestLane, standingClock, type TestLane } from '../../support/lane.ts'
import { quietFeed } from '../../support/played-feed.ts'
import { anItem } from '../../support/sale.ts'

const yoghurt = anItem()
let lane: TestLane
beforeEach(() => {
  lane = openTestLane({ items: [{ key: yoghurt.itemId, body: yoghurt }] })
})
afterEach(() => lane.end())

/** Head office as the contract describes it, in memory: idempotent, hash-checked, aware of gaps and forks. */
function playCrm(): CrmClient & { records: JournalRecord[] } {
  const records: JournalRecord[] = []
  const crm = {
    records,
    status: (journalId: string) => Promise.resolve({ journalId, acceptedThrough: crm.records.length, forked: false }),
    upload(_journalId: string, request: UploadRequest) {
      const through = (): { acceptedThrough: number } => ({ acceptedThrough: crm.records.length })
      for (const record of request.records) {
        const held = crm.records[record.number - 1]
        if (held && held.hash !== record.hash) return Promise.resolve({ result: 'forked' as const, ...through() })
        if (held) continue
        if (record.number !== crm.records.length + 1) return Promise.resolve({ result: 'gap' as const, ...through() })
        const before = crm.records.at(-1)?.hash ?? chainStart
        if (record.previousHash !== before || chainHash(record) !== record.hash) return Promise.resolve({ result: 'damaged' as const, ...through() })
        crm.records.push(record)
      }
      return Promise.resolve({ result: 'accepted' as const, ...through() })
    },
    feed: quietFeed(),
  }
  return crm
}

function sell(count: number): void {
  for (let index = 0; index < count; index += 1) {
    lane.scan('9521234500018')
    lane.ask({ name: 'openTender' })
    lane.ask({ name: 'takeCash', givenMinor: 200 })
  }
}

const bodies = (records: readonly JournalRecord[]): string[] => records.map((record) => record.body)
const all = (): JournalRecord[] => lane.store.journal.recordsAfter(0, 100_000)
const parts = (crm: CrmClient) => ({ store: lane.store, crm, clock: standingClock(), newId: randomUUID })

async function drain(crm: CrmClient): Promise<void> {
  while ((await uploadNext(parts(crm))) === 'moved');
}

/** Head office has had it for 90 trading days, and the lane is quiet. */
function takeOut(): void {
  for (let day = 0; day < 12; day += 1) {
    sell(1)
    lane.store.upload.setAccepted(lane.store.journal.lastNumber(), lane.clock.at)
    while (lane.store.retention.step());
    lane.clock.at = new Date(Date.parse(lane.clock.at) + 11 * 86_400_000).toISOString()
  }
  expect(lane.store.journal.start().number).toBeGreaterThan(0)
}

describe('the queue', () => {
  test('is filled again from the last record that was taken out on', async () => {
    takeOut()
    const crm = playCrm()
    const { number, hash } = lane.store.journal.start()
    const restored: CrmClient = { ...crm, status: (journalId) => Promise.resolve({ journalId, acceptedThrough: number, acceptedHash: hash, forked: false }) }
    expect(await shakeHands(parts(restored))).toBe('agreed')
    expect(lane.store.upload.acceptedThrough()).toBe(number)
  })

  test('says what to do where head office lacks what was taken out, and does not send the rest for ever', async () => {
    takeOut()
    const accepted = lane.store.upload.acceptedThrough()
    const begunAnew = playCrm()
    await expect(shakeHands(parts(begunAnew))).rejects.toThrow(/ends at record 0 of this journal, and the lane has taken out all through \d+.* Restore a newer backup/)
    sell(1)
    await expect(uploadNext(parts(begunAnew))).rejects.toThrow(/Restore a newer backup/)
    expect(lane.store.upload.acceptedThrough()).toBe(accepted)
  })

  test('is what lies behind the cursor, sent in order and byte for byte', async () => {
    sell(3)
    const crm = playCrm()
    expect(lane.store.upload.waitingSaleCount()).toBe(3)
    await drain(crm)
    expect(bodies(crm.records)).toEqual(bodies(all()))
    expect(lane.store.upload.waitingSaleCount()).toBe(0)
  })

  test('loses and doubles nothing when answers are lost at random', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('through', 'request-lost', 'answer-lost'), { minLength: 5, maxLength: 30 }), async (fates) => {
        const crm = playCrm()
        lane.store.upload.setAccepted(0, standingClock().now())
        const unreliable = { ...crm, upload: async (journalId: string, request: UploadRequest) => {
          const fate = fates.shift() ?? 'through'
          if (fate === 'request-lost') throw new CrmTrouble('no-answer', 'lost')
          const answer = await crm.upload(journalId, request)
          if (fate === 'answer-lost') throw new CrmTrouble('no-answer', 'lost')
          return answer
        } }
        sell(2)
        for (let round = 0; round < 40; round += 1) await uploadNext(parts(unreliable)).catch((error: unknown) => expect(error).toBeInstanceOf(CrmTrouble))
        expect(bodies(crm.records)).toEqual(bodies(all()))
      }),
      { seed: 11, numRuns: 25 },
    )
  })

  test('fills a CRM that was restored from an older backup', async () => {
    sell(3)
    const crm = playCrm()
    await drain(crm)
    crm.records.length = 4
    expect(await shakeHands(parts(crm))).toBe('agreed')
    await drain(crm)
    expect(bodies(crm.records)).toEqual(bodies(all()))
  })

  test('goes back to where the CRM says it is when records are missing there', async () => {
    sell(2)
    const crm = playCrm()
    lane.store.upload.setAccepted(5, standingClock().now())
    await drain(crm)
    expect(bodies(crm.records)).toEqual(bodies(all()))
  })

  test('stops and says so when the CRM holds other facts under the same numbers', async () => {
    sell(1)
    const crm = playCrm()
    await drain(crm)
    crm.records.splice(0, crm.records.length, ...crm.records.map((record) => ({ ...record, hash: 'f'.repeat(64) })))
    lane.store.upload.setAccepted(0, standingClock().now())
    expect(await uploadNext(parts(crm))).toBe('forked')
  })

  test('knows that an old disk was put back when the CRM is further than the journal', async () => {
    const crm = playCrm()
    const ahead = { ...crm, status: (journalId: string) => Promise.resolve({ journalId, acceptedThrough: 999, forked: false }) }
    expect(await shakeHands(parts(ahead))).toBe('forked')
  })
})

describe('an answer', () => {
  /** Head office of today: it says which request it answers, and in which state of its database. */
  function playNewCrm(): ReturnType<typeof playCrm> & { epoch: string; answers: UploadAnswer[] } {
    const old = playCrm()
    const last = (): { acceptedHash?: string } => (old.records.length === 0 ? {} : { acceptedHash: old.records.at(-1)?.hash ?? '' })
    const crm = {
      ...old,
      epoch: 'first',
      answers: [] as UploadAnswer[],
      status: async (journalId: string, asked: StatusAsked = {}) => ({ ...(await old.status(journalId)), ...last(), askId: asked.askId, epoch: crm.epoch }),
      async upload(journalId: string, request: UploadRequest) {
        const { batchId, contentHash } = request
        const answer = request.epoch === crm.epoch ? await old.upload(journalId, request) : { result: 'other-epoch' as const, acceptedThrough: old.records.length }
        crm.answers.push({ ...answer, ...last(), batchId, contentHash, epoch: crm.epoch })
        return crm.answers.at(-1) as UploadAnswer
      },
    }
    return crm
  }

  test('to an earlier request settles nothing', async () => {
    const crm = playNewCrm()
    const contact = newContact()
    await shakeHands({ ...parts(crm), contact })
    sell(1)
    await uploadNext({ ...parts(crm), contact })
    const through = lane.store.upload.acceptedThrough()
    sell(1)
    const late = { ...crm, upload: () => Promise.resolve(crm.answers[0] as UploadAnswer) }
    await expect(uploadNext({ ...parts(late), contact })).rejects.toThrow('answers another request')
    expect(lane.store.upload.acceptedThrough()).toBe(through)
    expect(lane.store.upload.waitingSaleCount()).toBe(1)
  })

  test('how far the CRM has got counts only for the question that was asked', async () => {
    const crm = playNewCrm()
    const late = { ...crm, status: async (journalId: string) => ({ ...(await crm.status(journalId)), askId: 'an earlier one' }) }
    await expect(shakeHands(parts(late))).rejects.toThrow('answers another request')
  })

  test('from a database that was restored since sends the lane back to ask', async () => {
    const crm = playNewCrm()
    const contact = newContact()
    await shakeHands({ ...parts(crm), contact })
    sell(2)
    await uploadNext({ ...parts(crm), contact })
    crm.records.length = 3
    crm.epoch = 'second'
    sell(1)
    expect(await uploadNext({ ...parts(crm), contact })).toBe('greet')
    await shakeHands({ ...parts(crm), contact })
    while ((await uploadNext({ ...parts(crm), contact })) === 'moved');
    expect(bodies(crm.records)).toEqual(bodies(all()))
  })

  test('that shows another record than the lane wrote is not believed', async () => {
    sell(1)
    const crm = playCrm()
    const garbled = { ...crm, status: (journalId: string) => Promise.resolve({ journalId, acceptedThrough: 2, acceptedHash: 'e'.repeat(64), forked: false }) }
    expect(await shakeHands(parts(garbled))).toBe('forked')
    expect(lane.store.upload.acceptedThrough()).toBe(0)
  })
})

describe('a request', () => {
  test('has an id of its own and says what it claims in one hash', async () => {
    sell(1)
    const seen: UploadRequest[] = []
    const crm = playCrm()
    const contact = newContact()
    const watched = { ...crm, upload: (journalId: string, request: UploadRequest) => (seen.push(request), Promise.reject(new CrmTrouble('no-answer', journalId))) }
    for (let round = 0; round < 3; round += 1) await expect(uploadNext({ ...parts(watched), contact })).rejects.toThrow()
    expect(new Set(seen.map(({ batchId }) => batchId)).size).toBe(3)
    expect(seen[0]?.contentHash).toBe(contentHash({ journalId: lane.store.identity.journalId, ...seen[0] as UploadRequest }))
  })

  test('gets shorter while it does not come through, and long again once it does', async () => {
    sell(8)
    const counts: number[] = []
    const crm = playCrm()
    let away = true
    const contact = newContact()
    const unreliable = { ...crm, upload: (journalId: string, request: UploadRequest) => (counts.push(request.records.length), away ? Promise.reject(new CrmTrouble('no-answer', 'lost')) : crm.upload(journalId, request)) }
    for (let round = 0; round < 4; round += 1) await expect(uploadNext({ ...parts(unreliable), contact })).rejects.toThrow()
    away = false
    while ((await uploadNext({ ...parts(unreliable), contact })) === 'moved');
    expect(counts).toEqual([all().length, all().length, all().length, all().length, 62, all().length - 62])
  })

  test('grows twofold with each request that comes through, from the shortest on', async () => {
    sell(12)
    const contact = { ...newContact(), batchCount: 10 }
    const crm = playCrm()
    const counts: number[] = []
    const counting = { ...crm, upload: (journalId: string, request: UploadRequest) => (counts.push(request.records.length), crm.upload(journalId, request)) }
    while ((await uploadNext({ ...parts(counting), contact })) === 'moved');
    expect(counts).toEqual([10, 20, 40, all().length - 70])
  })

  test('is tried again after a pause that is drawn from the lane, longer every time', () => {
    const pause = (failureCount: number, lane: string): number => pauseAfter(failureCount, lane, { firstMs: 2_000, mostMs: 15_000 })
    expect(pause(3, 'lane-1')).toBe(pause(3, 'lane-1'))
    const pauses = Array.from({ length: 50 }, (_, index) => pause(3, `lane-${index}`))
    expect(new Set(pauses).size).toBeGreaterThan(45)
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(4_000)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(8_000)
  })
})
