import Database from 'better-sqlite3'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ItemId } from '../../../src/domain/ids.ts'
import { openLaneStore, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { replicaLeaves, steps } from '../../../src/lane/store/schema.ts'
import { testSettings } from '../../support/lane.ts'
import { anItem } from '../../support/sale.ts'

let dataDir: string
let store: LaneStore | undefined
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lanewise-replica-'))
})
afterEach(() => {
  store?.close()
  store = undefined
  rmSync(dataDir, { recursive: true, force: true })
})

const item = anItem({ itemId: 'tea' as ItemId })
const open = (): LaneStore => (store = openLaneStore({ dataDir, lane: { storeId: 'test-store', laneNumber: 7 } }))
const close = (): void => {
  store?.close()
  store = undefined
}
const fill = ({ replica }: LaneStore): void => void replica.storePage({ topic: 'items', changes: [{ change: 3, key: 'tea', body: item }], next: 3, complete: true }, 'm')
const files = (): string[] => readdirSync(dataDir).filter((name) => name.startsWith('replica')).sort()

test('a lane updated from a version that kept the replica beside the journal sells on without asking anybody', () => {
  const before = new Database(join(dataDir, 'lane.db'))
  for (const { version, sql } of steps) if (version < replicaLeaves) before.exec(sql)
  before.pragma(`user_version = ${Math.max(...steps.map(({ version }) => version).filter((version) => version < replicaLeaves))}`)
  before.prepare("insert into identity (only, journal_id, store_id, lane_number) values (1, 'j', 'test-store', 7)").run()
  before.prepare("insert into setting (key, body) values ('store', ?)").run(JSON.stringify(testSettings))
  before.prepare("insert into item (item_id, name, body) values ('tea', 'tea', ?)").run(JSON.stringify(item))
  before.prepare('insert into item_code (code, item_id) values (?, ?)').run(item.gtins[0], 'tea')
  before.prepare("insert into spent_coupon (coupon_code, journal_id) values ('c1', 'elsewhere')").run()
  before.prepare("insert into cursor (name, value) values ('feed:items', 41)").run()
  before.close()
  // A start that broke off half-way has left this behind.
  writeFileSync(join(dataDir, 'replica-1.db'), 'half of something')
  const { replica, own } = open()
  expect([replica.settings()?.storeName, replica.itemByCode(item.gtins[0] ?? '')?.itemId, own.couponSpent('c1' as never), replica.place('items')]).toEqual([testSettings.storeName, 'tea', true, { change: 41, mark: '' }])
})

test('a file that was begun and not finished is thrown away at the next start; the one in use stays', () => {
  fill(open())
  beginAnother()
  close()
  writeFileSync(join(dataDir, 'replica-9.db'), 'left over')
  expect(open().replica.place('items').change).toBe(3)
  expect(files().filter((name) => !/-(wal|shm)$/.test(name))).toEqual(['replica-1.db'])
})

function beginAnother(): void {
  store?.replica.startOver().setPlace('items', { change: 9, mark: 'x' })
}

test('a replica that is damaged or gone is begun anew, with nothing said to be there', () => {
  fill(open())
  close()
  writeFileSync(join(dataDir, 'replica-1.db'), 'no database at all, not even nearly one. '.repeat(200))
  expect(open().replica.place('items')).toEqual({ change: 0, mark: '' })
  close()
  for (const name of files()) rmSync(join(dataDir, name))
  expect(open().replica.place('items')).toEqual({ change: 0, mark: '' })
})

test('the replica is found again beside a journal that had to be made anew', async () => {
  const making = open().replica.startOver()
  making.setPlace('items', { change: 5, mark: 'm' })
  await making.takePlace()
  close()
  for (const name of readdirSync(dataDir)) if (!name.startsWith('replica')) rmSync(join(dataDir, name), { recursive: true })
  expect(existsSync(join(dataDir, 'replica-2.db'))).toBe(true)
  expect(open().replica.place('items').change).toBe(5)
})

test('who reads the replica in another program goes on with all of it while another takes its place', async () => {
  const making = openWithManyItems().replica.startOver()
  const reader = new Database(join(dataDir, 'replica-1.db'), { readonly: true })
  const names = reader.prepare<[], { name: string }>('select name from item order by item_id').iterate()
  names.next()
  await making.takePlace()
  expect([...names].length).toBe(manyItems - 1)
  reader.close()
  expect(files().filter((name) => !/-(wal|shm)$/.test(name))).toEqual(['replica-2.db'])
})

test('what goes again within the rows of a new replica is not in it', async () => {
  const { replica } = open()
  const making = replica.startOver()
  const tea = { key: 'tea', body: item, text: JSON.stringify(item) }
  making.addRows('items', [tea, { key: 'tea', body: null, text: 'null' }], true)
  await making.takePlace()
  expect(replica.itemByCode(item.gtins[0] ?? '')).toBeUndefined()
})

/** More than is removed in one step. */
const manyItems = 4_000

function openWithManyItems(): LaneStore {
  const lane = open()
  const changes = Array.from({ length: manyItems }, (_, index) => ({ change: 3, key: `i${index}`, body: anItem({ itemId: `i${index}` as ItemId, name: { en: `${index} ${'long name '.repeat(80)}` } }) }))
  lane.replica.storePage({ topic: 'items', changes, next: 3, complete: true }, 'm')
  lane.checkpoint.run()
  return lane
}
