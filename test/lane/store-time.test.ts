import { expect, test } from 'vitest'
import { openStoreTime } from '../../src/lane/store-time.ts'

test.each([
  ['2026-11-22T14:32:00.000Z', { day: '2026-11-22', weekday: 7, minuteOfDay: 872 }, '2026-11-22 14:32'],
  ['2026-11-22T14:32:59.999Z', { day: '2026-11-22', weekday: 7, minuteOfDay: 872 }, '2026-11-22 14:32'],
  ['2026-11-22T14:33:00.000Z', { day: '2026-11-22', weekday: 7, minuteOfDay: 873 }, '2026-11-22 14:33'],
  ['2026-07-01T23:30:00.000Z', { day: '2026-07-01', weekday: 3, minuteOfDay: 30 }, '2026-07-02 00:30'],
  ['2026-11-23T03:59:00.000Z', { day: '2026-11-22', weekday: 7, minuteOfDay: 239 }, '2026-11-23 03:59'],
  ['2026-11-23T04:00:00.000Z', { day: '2026-11-23', weekday: 1, minuteOfDay: 240 }, '2026-11-23 04:00'],
])('at %s the store in Lisbon, whose day changes at four, is on %j', (at, time, local) => {
  const store = openStoreTime({ timeZone: 'Europe/Lisbon', dayChangeMinute: 240 })
  expect([store.businessTime('2026-01-01T00:00:00.000Z').day, store.businessTime(at), store.businessTime(at), store.localTime(at)]).toEqual(['2025-12-31', time, time, local])
})
