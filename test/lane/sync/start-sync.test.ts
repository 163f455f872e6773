import { randomUUID } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CrmTrouble, type CrmClient, type JournalPages } from '../../../src/lane/sync/crm-client.ts'
import { startSync, type Sync } from '../../../src/lane/sync/start-sync.ts'
import { quietFeed, watchFeed } from '../../support/played-feed.ts'
import { openTestLane, type TestLane } from '../../support/lane.ts'

interface Told {
  readonly contacts: boolean[]
  readonly troubles: string[]
  readonly asked: string[]
}

/** A clock whose waits end when the test says so. */
function steppedClock() {
  let atMs = Date.parse('2026-11-22T14:32:00.000Z')
  let waiting: { delayMs: number; call: () => void }[] = []
  return {
    now: () => new Date(atMs).toISOString(),
    after(delayMs: number, call: () => void) {
      const wait = { delayMs, call }
      waiting.push(wait)
      return () => void (waiting = waiting.filter((other) => other !== wait))
    },
    /** Lets the longest wait end. @returns how long it was */
    step(): number {
      const ended = waiting.splice(0)
      const delayMs = Math.max(0, ...ended.map((wait) => wait.delayMs))
      atMs += delayMs
      for (const { call } of ended) call()
      return delayMs
    },
  }
}

let lane: TestLane
let sync: Sync
let told: Told
let clock: ReturnType<typeof steppedClock>
beforeEach(() => {
  lane = openTestLane({})
  told = { contacts: [], troubles: [], asked: [] }
  clock = steppedClock()
})
afterEach(async () => {
  await sync.close()
  lane.end()
})

/** Head office with nothing new, unless told otherwise. */
function start(answers: Partial<CrmClient & JournalPages> = {}): void {
  const crm: CrmClient & JournalPages = {
    records: () => Promise.resolve([]),
    status: (journalId) => Promise.resolve({ journalId, acceptedThrough: 0, forked: false }),
    upload: (_journalId, { records }) => Promise.resolve({ result: 'accepted', acceptedThrough: records.at(-1)?.number ?? 0 }),
    feed: quietFeed(),
    ...answers,
  }
  const asking: CrmClient & JournalPages = {
    records: crm.records,
    status: (journalId) => (told.asked.push('status'), crm.status(journalId)),
    upload: (journalId, request) => (told.asked.push('upload'), crm.upload(journalId, request)),
    feed: watchFeed(crm.feed, (name) => told.asked.push(name)),
  }
  sync = startSync({ store: lane.store, crm: asking, clock, newId: randomUUID, onContact: (online) => told.contacts.push(online), onShop: () => told.asked.push('shop'), onTrouble: (code, { reason }) => told.troubles.push(reason === undefined ? code : `${code} ${reason}`) })
}

/** Enough turns of the event loop for one round with an answer to each question. */
async function settle(): Promise<void> {
  for (let count = 0; count < 60; count += 1) await turn()
}

describe('the line to head office', () => {
  test('greets, sends what waits and asks the feed, and tells that it is online', async () => {
    start()
    await settle()
    expect(told).toEqual({ contacts: [true], troubles: [], asked: ['status', 'upload', 'news'] })
  })

  test('sends a sale at once, without asking the whole feed for every sale', async () => {
    start()
    await settle()
    told.asked.length = 0
    lane.ask({ name: 'openDrawer' })
    sync.nudge()
    await settle()
    expect(told.asked).toEqual(['upload'])
    clock.step()
    await settle()
    expect(told.asked.slice(1)).toContain('news')
  })

  test('waits longer and longer while nobody answers, at most 15 s, and greets again afterwards', async () => {
    let away = true
    start({ status: (journalId) => (away ? Promise.reject(new CrmTrouble('no-answer', 'away')) : Promise.resolve({ journalId, acceptedThrough: 0, forked: false })) })
    await settle()
    const pauses: number[] = []
    for (let round = 0; round < 6; round += 1) {
      pauses.push(clock.step())
      await settle()
    }
    for (const [index, mostMs] of [2000, 4000, 8000, 15_000, 15_000, 15_000].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(mostMs / 2)
      expect(pauses[index]).toBeLessThanOrEqual(mostMs)
    }
    expect(told).toMatchObject({ contacts: [false], troubles: [] })
    away = false
    clock.step()
    await settle()
    expect(told.contacts).toEqual([false, true])
  })

  test('names a refused token once, not at every round', async () => {
    start({ status: () => Promise.reject(new CrmTrouble('token-refused', 'wrong token')) })
    for (let round = 0; round < 4; round += 1) {
      await settle()
      clock.step()
    }
    expect(told.troubles).toEqual(['crm-token-refused'])
  })

  test('a full disk under a page of the feed is a message, and the lane lives on', async () => {
    start({ feed: { ...quietFeed(), news: () => Promise.reject(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })) } })
    await settle()
    expect(told.troubles).toEqual(['storage-failed full'])
    expect(clock.step()).toBeGreaterThan(0)
  })

  test('a feed that nobody has signed is refused and told once; sales still go up', async () => {
    start({ feed: { ...quietFeed(), news: () => Promise.resolve({ text: '{}', key: 'nobody', signature: 'none' }) } })
    for (let round = 0; round < 3; round += 1) {
      await settle()
      lane.ask({ name: 'openDrawer' })
      clock.step()
    }
    await settle()
    expect([told.troubles, told.contacts.includes(false), told.asked.filter((name) => name === 'upload').length > 2]).toEqual([['feed-refused'], false, true])
  })

  test('a journal that has forked from one that cannot be read is shown to people, and the feed still comes', async () => {
    start({ status: (journalId) => Promise.resolve({ journalId, acceptedThrough: 1, acceptedHash: 'f'.repeat(64), forked: false }) })
    await settle()
    expect(told.troubles).toEqual(['journal-forked'])
    expect(told.asked).toContain('news')
    expect(told.asked).not.toContain('upload')
  })
})
