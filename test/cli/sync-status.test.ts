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
  expect(out).toEqual(['store s1, lane 3, journal journal-1', 'written 6, acknowledged 0, waiting 6 facts of 2 sales', 'head office has never answered this lane'])
})

test('what is acknowledged no longer waits', async () => {
  const store = writeJournal(temp.folder, loavesSold(2))
  store.upload.setAccepted(3, '2026-03-02T10:05:00.000Z')
  const { code, out } = await lanewise(['sync', 'status', '--data', temp.folder, '--json'])
  expect(code).toBe(1)
  expect(JSON.parse(out[0] ?? '')).toEqual({ journalId: 'journal-1', storeId: 's1', laneNumber: 3, lastNumber: 6, acceptedThrough: 3, waitingFacts: 3, waitingSales: 1, lastContactAt: '2026-03-02T10:05:00.000Z', pricedAgain: null, unknownOffers: [] })
  store.upload.setAccepted(6, '2026-03-02T10:06:00.000Z')
  expect((await lanewise(['sync', 'status', '--data', temp.folder])).code).toBe(0)
  store.close()
})
