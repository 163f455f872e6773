import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import type { TestLane } from '../../support/lane.ts'
import { card, codes, rows } from '../../support/small-shop.ts'
import { openStoreLanes, type StoreLanes, type StoreLanesParts } from '../../support/store-lanes.ts'

let store: StoreLanes
const openStore = (more: Partial<StoreLanesParts> = {}): void => {
  store = openStoreLanes({ count: 2, rows, ...more })
}
afterEach(() => store.end())

const laneAt = (index: number): TestLane => {
  const lane = store.lanes[index]
  if (!lane) throw new Error(`there is no lane ${index}`)
  return lane
}
const park = (index: number): string => {
  const lane = laneAt(index)
  lane.scan(card('0000004821'))
  lane.scan(codes.coffee)
  lane.scan(codes.pasta)
  lane.ask({ name: 'suspendSale' })
  store.time.pass(50)
  return lane.lane.view().suspended.find(({ laneNumber }) => laneNumber === undefined)?.saleId ?? ''
}
const recall = (index: number, saleId: string): unknown => laneAt(index).ask({ name: 'recallSale', saleId })
const open = (index: number): string | undefined => {
  const { sale } = laneAt(index).lane.view()
  return sale.kind === 'open' ? sale.basket.saleId : undefined
}
const parked = (index: number): string[] => laneAt(index).lane.view().suspended.filter(({ laneNumber }) => laneNumber === undefined).map(({ saleId }) => saleId)
/** Lanes at which the sale is, open or parked. */
const places = (saleId: string): number => store.lanes.filter((_, index) => open(index) === saleId || parked(index).includes(saleId)).length

describe('a parked sale', () => {
  test('is on the list of the other lane, and goes on there as it stood', () => {
    openStore()
    const saleId = park(0)
    expect(laneAt(1).lane.view().suspended).toMatchObject([{ saleId, laneNumber: 1, unitCount: 2, memberName: 'Ana F.' }])
    expect(recall(1, saleId)).toEqual({ kind: 'ok' })
    store.time.pass(200)
    expect(laneAt(1).lane.view().sale).toMatchObject({ kind: 'open', basket: { saleId, totals: { unitCount: 2 }, member: { displayName: 'Ana F.' } } })
    expect(laneAt(0).lane.view().suspended).toEqual([])
    laneAt(1).ask({ name: 'openTender' })
    laneAt(1).ask({ name: 'takeCash', givenMinor: 5_000 })
    expect(laneAt(1).store.journal.completedSale()?.fact.saleId).toBe(saleId)
  })

  test('comes whole, however much is in it', () => {
    openStore()
    for (let count = 0; count < 60; count += 1) laneAt(0).scan(codes.yoghurt)
    const saleId = park(0)
    recall(1, saleId)
    store.time.pass(3_000)
    expect(laneAt(1).lane.view().sale).toMatchObject({ kind: 'open', basket: { totals: { unitCount: 62 } } })
  })

  test('goes there and back, and is asked for anew each time', () => {
    openStore()
    const saleId = park(0)
    for (const index of [1, 0, 1]) {
      recall(index, saleId)
      store.time.pass(200)
      expect(open(index)).toBe(saleId)
      laneAt(index).ask({ name: 'suspendSale' })
      store.time.pass(50)
      expect(places(saleId)).toBe(1)
    }
  })

  test('is at one lane when both recall it in the same moment', () => {
    openStore()
    const saleId = park(0)
    recall(1, saleId)
    recall(0, saleId)
    store.time.pass(500)
    expect(places(saleId)).toBe(1)
  })

  test('is asked for again when answers are lost', () => {
    openStore({ lost: 0.4, doubled: 0.3, longestMs: 20, seed: 5 })
    const saleId = park(0)
    store.time.pass(5_000)
    recall(1, saleId)
    store.time.pass(8_000)
    expect(places(saleId)).toBe(1)
    expect([open(1), ...parked(1)]).toContain(saleId)
  })

  test.each([['the giver', 0], ['the taker', 1]] as const)('is never lost and never at two lanes when %s stops, whenever that is', (_name, stopped) => {
    for (let stopMs = 0; stopMs <= 8; stopMs += 1) {
      openStore({ longestMs: 2, seed: stopMs + 1 })
      const saleId = park(0)
      recall(1, saleId)
      store.time.pass(stopMs)
      store.restart(stopped)
      store.time.pass(6_000)
      expect({ stopMs, places: places(saleId) }).toEqual({ stopMs, places: 1 })
      store.end()
    }
    openStore()
  })

  test('waits for the lane that had asked for it, and is parked there when it comes back', () => {
    let isDeaf = false
    openStore({ meddle: (datagram, _from, to) => (isDeaf && to === 'lane 2' ? undefined : datagram) })
    const saleId = park(0)
    isDeaf = true
    recall(1, saleId)
    store.time.pass(50)
    expect(parked(0)).toEqual([])
    store.restart(1)
    isDeaf = false
    store.time.pass(6_000)
    expect(parked(1)).toEqual([saleId])
    expect(laneAt(0).store.network.givenSales()).toEqual([])
  })

  test('is at one lane when it has gone on before the first could hear that it had arrived', () => {
    let saleId = ''
    openStore({ count: 3, meddle: (datagram, from, to) => (saleId !== '' && from === 'lane 2' && to === 'lane 1' && [open(1), ...parked(1)].includes(saleId) ? undefined : datagram) })
    saleId = park(0)
    recall(1, saleId)
    store.time.pass(200)
    laneAt(1).ask({ name: 'suspendSale' })
    store.time.pass(50)
    recall(2, saleId)
    store.time.pass(200)
    expect(open(2)).toBe(saleId)
    expect(laneAt(0).store.network.givenSales()).toMatchObject([{ saleId }])
    store.time.pass(6_000)
    expect(places(saleId)).toBe(1)
    expect(laneAt(0).store.network.givenSales()).toEqual([])
  })

  test.each([2, 3])('is never lost and never at two lanes, wherever it goes on and whatever is lost on the way: seed %i', (seed) => {
    const draw = seededRandom(seed * 7_919)
    let lostPercent = 30
    openStore({ count: 3, seed, longestMs: 60, doubled: 0.2, meddle: (datagram) => (draw(100) < lostPercent ? undefined : datagram) })
    const saleId = park(0)
    for (let step = 0; step < 100; step += 1) {
      const index = draw(3)
      const at = store.lanes.findIndex((_, each) => open(each) === saleId)
      if (draw(100) < 6) store.restart(index)
      else if (at === -1) recall(index, saleId)
      else laneAt(at).ask({ name: 'suspendSale' })
      store.time.pass(draw(4) === 0 ? 1_500 : draw(400))
      expect({ step, places: Math.max(1, places(saleId)) }).toEqual({ step, places: 1 })
    }
    lostPercent = 0
    store.time.pass(10_000)
    expect({ places: places(saleId), given: store.lanes.flatMap((lane) => lane.store.network.givenSales()) }).toEqual({ places: 1, given: [] })
  })

  test('is not sold twice at a lane when another’s old disk brings it back', () => {
    openStore()
    const saleId = park(0)
    recall(1, saleId)
    store.time.pass(200)
    laneAt(1).ask({ name: 'suspendSale' })
    const { dataDir } = laneAt(1)
    const oldDisk = mkdtempSync(join(tmpdir(), 'lanewise-old-disk-'))
    store.kill(1)
    cpSync(dataDir, oldDisk, { recursive: true })
    store.restart(1)
    store.time.pass(3_000)
    recall(0, saleId)
    store.time.pass(200)
    laneAt(0).ask({ name: 'openTender' })
    laneAt(0).ask({ name: 'takeCash', givenMinor: 5_000 })
    store.kill(1)
    cpSync(oldDisk, dataDir, { recursive: true })
    rmSync(oldDisk, { recursive: true })
    store.restart(1)
    store.time.pass(3_000)
    expect(laneAt(0).lane.view().suspended).toMatchObject([{ saleId, laneNumber: 2 }])
    recall(0, saleId)
    store.time.pass(200)
    expect(laneAt(0).lane.view()).toMatchObject({ sale: { kind: 'done' }, message: { code: 'sale-not-found' }, suspended: [] })
    expect(places(saleId)).toBe(0)
  })
})
