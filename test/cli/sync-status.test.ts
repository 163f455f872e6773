import { afterEach, beforeEach, expect, test } from 'vitest'
import { loavesSold, tempFolder, writeJournal } from '../support/house-lane-data.ts'
import { lanewise } from '../support/house-run-lanewise.ts'

let temp: ReturnType<typeof tempFolder>
beforeEach(() => void (temp = tempFolder()))
afterEach(() => temp.remove())

test('a lane that never reached head office has everything waiting', async () => {
  writeJournal(temp.folder, loavesSold(2)).close()
  const { code, out } = await lanewise(['sync', 'status', '--data', temp.folder])
  expect(code).toBe(1)
  expect(out).toEqual([
    'store s1, lane 3, journal journal-1', 'written 6, acknowledged 0, waiting 6 facts of 2 sales, the oldest since 2026-03-02T10:00:00.000Z', 'head office has never answered this lane',
    'feed: settings 0, items 0, offers 0, members 0, lists 0, coupons 0, allowances 0', 'no other lane of the store was ever heard',
  ])
})

test('what is acknowledged no longer waits', async () => {
  const store = writeJournal(temp.folder, loavesSold(2))
  store.upload.setAccepted(3, '2026-03-02T10:05:00.000Z')
  const { code, out } = await lanewise(['sync', 'status', '--data', temp.folder, '--json'])
  expect(code).toBe(1)
  expect(JSON.parse(out[0] ?? '')).toMatchObject({
    journalId: 'journal-1', storeId: 's1', laneNumber: 3, lastNumber: 6, acceptedThrough: 3, waitingFacts: 3, waitingSales: 1, waitingSince: '2026-03-02T10:00:00.000Z', lastContactAt: '2026-03-02T10:05:00.000Z',
    feed: { items: { change: 0, mark: '' } }, feedKey: null, lanes: [], office: null, pricedAgain: null, unknownOffers: [],
  })
  store.upload.setAccepted(6, '2026-03-02T10:06:00.000Z')
  expect((await lanewise(['sync', 'status', '--data', temp.folder])).code).toBe(0)
  store.close()
})

test('how far the feed is, by which key it is believed, and which lanes were heard of', async () => {
  const store = writeJournal(temp.folder, loavesSold(1))
  store.upload.setAccepted(3, new Date(Date.now() - 5 * 86_400_000).toISOString())
  store.replica.storePage({ topic: 'items', changes: [], next: 1204, complete: true }, 'a3f09c7714')
  store.feedKey.pin('the-key')
  store.network.keepLane({ journalId: 'journal-4', laneNumber: 4, isClosed: false })
  store.network.keepLane({ journalId: 'journal-5', laneNumber: 5, isClosed: true })
  store.network.keepNews('journal-4', { through: 17, news: [] })
  const { code, out } = await lanewise(['sync', 'status', '--data', temp.folder])
  expect(code).toBe(0)
  expect(out[2]).toMatch(/so old is what it sent, 5 days$/)
  expect(out[3]).toContain('items 1204 (a3f09c77)')
  expect(out[4]).toBe('heard of lanes 4, 5 (closed)')
  const json: unknown = JSON.parse((await lanewise(['sync', 'status', '--data', temp.folder, '--json'])).out[0] ?? '')
  expect(json).toMatchObject({ feedKey: 'the-key', lanes: [{ journalId: 'journal-4', heardThrough: 17 }, { laneNumber: 5, isClosed: true }] })
  store.close()
})
