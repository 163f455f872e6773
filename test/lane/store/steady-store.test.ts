import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openReserve } from '../../../src/lane/store/reserve.ts'
import { openTestLane } from '../../support/lane.ts'
import { codes, rows } from '../../support/small-shop.ts'
import { openStops, stopAtStatements } from '../../faults/journal/stops.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanewise-steady-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the reserve', () => {
  test('is made a part at a time, given back whole, and made again', () => {
    const path = join(folder, 'lane.reserve')
    const reserve = openReserve(path)
    expect(reserve.letGo()).toBe(false)
    reserve.keepUp()
    const partBytes = statSync(path).size
    expect(partBytes).toBeLessThanOrEqual(4 * 1024 * 1024)
    for (let part = 1; part < 16; part += 1) reserve.keepUp()
    expect(statSync(path).size).toBe(64 * 1024 * 1024)
    expect(reserve.letGo()).toBe(true)
    expect({ isThere: existsSync(path), wasLetGo: reserve.wasLetGo() }).toEqual({ isThere: false, wasLetGo: true })
    for (let part = 0; part < 16; part += 1) reserve.keepUp()
    expect(reserve.wasLetGo()).toBe(false)
  })
})

describe('a store whose disk failed', () => {
  test('is opened anew, and whoever holds a part of it goes on with it', () => {
    const { lane, store, dataDir } = openTestLane(rows, { dataDir: folder })
    lane.handle({ id: 'c1', body: { name: 'scan', text: codes.coffee } })
    const { journal, own } = store
    store.reopen()
    expect(lane.handle({ id: 'c2', body: { name: 'scan', text: codes.pasta } })).toEqual({ kind: 'ok' })
    expect(journal.lastNumber()).toBe(store.journal.lastNumber())
    expect(own.unfinishedSales()).toHaveLength(1)
    expect(lane.view().sale).toMatchObject({ basket: { lines: [{}, {}] } })
    store.close()
    expect(existsSync(join(dataDir, 'lane.db-wal'))).toBe(false)
  })

  test('is left to a new start where the journal went on behind the lane', () => {
    const { store } = openTestLane(rows, { dataDir: folder })
    const { journal } = store
    Object.assign(journal, { lastNumber: () => 0 })
    expect(() => store.reopen()).toThrow(/starts again from the disk/)
    store.close()
  })
})

test("a sale's end is at most two commits: the sale, and that its receipt was asked for", () => {
  const { lane, devices, end } = openTestLane(rows, { dataDir: folder })
  devices.send({ type: 'state', device: 'printer', role: 'printer', state: 'ready' })
  lane.handle({ id: 'c1', body: { name: 'scan', text: codes.coffee } })
  lane.handle({ id: 'c2', body: { name: 'openTender' } })
  const commits: string[] = []
  const stops = openStops(undefined)
  stopAtStatements({ ...stops, step: (name, work) => (commits.push(name), work()) })
  lane.handle({ id: 'c3', body: { name: 'takeCash', givenMinor: 1_000 } })
  expect(commits.filter((name) => name.startsWith('commit')).length).toBeGreaterThan(0)
  expect(commits.filter((name) => name.startsWith('commit')).length).toBeLessThanOrEqual(2)
  expect(commits.filter((name) => name.startsWith('checkpoint'))).toEqual([])
  end()
})
