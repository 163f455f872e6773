import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { driftOf, newContact } from '../../../src/lane/sync/contact.ts'
import { openCrmClient, type CrmClient, type JournalPages } from '../../../src/lane/sync/crm-client.ts'
import { startSync } from '../../../src/lane/sync/start-sync.ts'
import { shakeHands } from '../../../src/lane/sync/upload.ts'
import { openTestLane, standingClock, type TestLane } from '../../support/lane.ts'
import { playedTime } from '../../support/played-time.ts'
import { quietFeed } from '../../support/played-feed.ts'

const asked = '2026-11-22T14:32:00.000Z'
let lane: TestLane
afterEach(() => lane?.end())

test.each([
  ['right to the half second', { given: 'Sun, 22 Nov 2026 14:32:00 GMT', answered: '2026-11-22T14:32:01.000Z' }, 0],
  ['five minutes ahead', { given: 'Sun, 22 Nov 2026 14:27:00 GMT', answered: asked }, 300],
  ['ten years behind', { given: 'Sat, 22 Nov 2036 14:32:00 GMT', answered: asked }, -315_619_200],
  ['an answer that was three seconds on its way is taken from half-way', { given: 'Sun, 22 Nov 2026 14:32:01 GMT', answered: '2026-11-22T14:32:03.000Z' }, 0],
  ['an answer that was long on its way', { given: 'Sun, 22 Nov 2026 14:32:00 GMT', answered: '2026-11-22T14:32:05.001Z' }, undefined],
  ['a clock that was set back meanwhile', { given: 'Sun, 22 Nov 2026 14:32:00 GMT', answered: '2026-11-22T14:31:59.000Z' }, undefined],
  ['a head office that says no time', { given: undefined, answered: asked }, undefined],
  ['a time that is none', { given: 'yesterday', answered: asked }, undefined],
])('the lane’s clock against head office’s: %s', (_, answer, seconds) => {
  expect(driftOf({ asked, ...answer })).toBe(seconds)
})

test('the time comes with the answer to a greeting, over the line itself', async () => {
  lane = openTestLane({})
  const server = createServer((_, response) => {
    response.writeHead(200, { date: 'Sun, 22 Nov 2026 14:30:00 GMT' }).end(JSON.stringify({ journalId: lane.store.identity.journalId, acceptedThrough: 0, forked: false }))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  const closing = new AbortController()
  onTestFinished(() => closing.abort())
  const contact = newContact()
  const crm = openCrmClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 'a token of the test', closing: closing.signal })
  await shakeHands({ store: lane.store, crm, clock: standingClock('2026-11-22T14:32:00.500Z'), contact, newId: randomUUID })
  expect(contact.driftSeconds).toBe(120)
  crm.drop?.()
})

/** Head office whose clock stands still, and a lane that shows what it makes of it. */
function startWith(clock: ReturnType<typeof playedTime>, office: { said: string | undefined; forked?: boolean }) {
  lane = openTestLane({})
  const told: number[] = []
  const crm: CrmClient & JournalPages = {
    records: () => Promise.resolve([]),
    status: (journalId) => Promise.resolve({ journalId, acceptedThrough: 0, forked: false, ...(office.forked ? { acceptedThrough: 99 } : {}) }),
    upload: (_, { records }) => Promise.resolve({ result: 'accepted', acceptedThrough: records.at(-1)?.number ?? 0 }),
    feed: quietFeed(),
    answeredAt: () => office.said,
  }
  const onDrift = (seconds: number): void => {
    told.push(seconds)
    lane.lane.driftChanged(seconds)
  }
  const sync = startSync({ store: lane.store, crm, clock, newId: randomUUID, onContact: () => undefined, onShop: () => undefined, onTrouble: () => undefined, onDrift })
  onTestFinished(() => sync.close())
  return told
}

async function settle(): Promise<void> {
  for (let count = 0; count < 60; count += 1) await turn()
}

test('the cashier’s view says how far the clock is off after the first greeting, and again when it has changed', async () => {
  const clock = playedTime()
  const told = startWith(clock, { said: 'Sun, 22 Nov 2026 14:30:00 GMT' })
  expect(lane.lane.view().sync.driftSeconds).toBeUndefined()
  await settle()
  expect(lane.lane.view().sync.driftSeconds).toBe(120)
  for (let round = 0; round < 35; round += 1) {
    clock.pass(2_000)
    await settle()
  }
  // Head office's clock stood still from the first greeting to the second, a minute later.
  expect([told, lane.lane.view().sync.driftSeconds]).toEqual([[120, 180], 180])
})

test('a fork keeps nobody from being told of the clock, and a head office that says no time leaves what was known', async () => {
  const clock = playedTime()
  const office: Parameters<typeof startWith>[1] = { said: 'Sun, 22 Nov 2026 14:02:00 GMT', forked: true }
  const told = startWith(clock, office)
  await settle()
  for (const said of [undefined, 'Sun, 22 Nov 2026 14:02:04 GMT']) {
    office.said = said
    clock.pass(2_000)
    await settle()
  }
  expect(told).toEqual([1_800])
})
