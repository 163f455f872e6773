import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SignedFeed } from '../../../src/contract/signed-feed.ts'
import { openSigner } from '../../../src/contract/signing.ts'
import type { ItemId } from '../../../src/domain/ids.ts'
import { downloadChanges, openDownloader } from '../../../src/lane/sync/download.ts'
import { CrmTrouble } from '../../../src/lane/sync/crm-client.ts'
import { basketOf } from '../../support/lane-shop.ts'
import { openTestLane, testSettings, type TestLane } from '../../support/lane.ts'
import { playFeed, watchFeed, type PlayedFeed } from '../../support/played-feed.ts'
import { anItem } from '../../support/sale.ts'

const gtin = (index: number): string => String(95_212_340_000_000 + index)
const item = (index: number, priceMinor = 100) => anItem({ itemId: `i${index}` as ItemId, gtins: [gtin(index)], prices: [{ fromDay: '2026-01-01', priceMinor }] })
const rowsOf = (items: readonly ReturnType<typeof item>[]): { key: string; body: unknown }[] => items.map((body) => ({ key: body.itemId, body }))

let lane: TestLane
let feed: PlayedFeed
beforeEach(() => {
  lane = openTestLane({})
  feed = playFeed()
  feed.publish('settings', [{ key: 'store', body: testSettings }])
  feed.publish('items', rowsOf(Array.from({ length: 250 }, (_, index) => item(index))))
})
afterEach(() => lane.end())

const download = (from: SignedFeed = feed, feedKey?: string): ReturnType<typeof downloadChanges> => downloadChanges({ store: lane.store, crm: { feed: from, feedKey } })
const priceOf = (index: number): number | undefined => lane.store.replica.itemByCode(gtin(index))?.prices[0]?.priceMinor
const replicaFiles = (): string[] => readdirSync(lane.dataDir).filter((name) => name.startsWith('replica') && !/-(wal|shm)$/.test(name))

describe('what comes down from head office', () => {
  test('is loaded beside the replica in use, which is gone when the whole new one takes its place', async () => {
    const during: (number | undefined)[] = []
    await openDownloader({ store: lane.store, crm: { feed }, breathe: () => Promise.resolve(void during.push(priceOf(0))) }).next()
    expect(during.length).toBeGreaterThan(4)
    expect(new Set(during)).toEqual(new Set([undefined]))
    expect([priceOf(0), priceOf(249), replicaFiles()]).toEqual([100, 100, ['replica-2.db']])
    lane = lane.restart()
    expect(lane.store.replica.itemByCode(gtin(249))).toMatchObject({ itemId: 'i249' })
  })

  test('is given to the disk piece by piece, before the whole has to be there: a sale commits beside it', async () => {
    const steps: string[] = []
    const { replica } = lane.store
    const startOver: typeof replica.startOver = () => {
      const making = replica.startOver()
      const told = (step: string, work: () => Promise<void>) => (): Promise<void> => (steps.push(step), work())
      return { ...making, settle: told('settle', making.settle), takePlace: told('take place', making.takePlace) }
    }
    feed.publish('items', rowsOf(Array.from({ length: 10_000 }, (_, index) => item(index))))
    await downloadChanges({ store: { ...lane.store, replica: { ...replica, startOver } }, crm: { feed } })
    expect(steps.filter((step) => step === 'settle').length).toBeGreaterThan(2)
    expect(steps.at(-1)).toBe('take place')
  })

  test('costs, where one in a hundred rows has changed, about one in a hundred of rows and bytes', async () => {
    const cost = { rows: 0, bytes: 0 }
    const counting: SignedFeed = {
      ...feed,
      page: async (asked) => {
        const signed = await feed.page(asked)
        cost.bytes += signed.text.length
        cost.rows += (JSON.parse(signed.text) as { changes: unknown[] }).changes.length
        return signed
      },
      chunk: async (hash) => {
        const text = (await feed.chunk(hash)) ?? ''
        cost.bytes += text.length
        cost.rows += text.split('\n').length - 1
        return text
      },
    }
    feed.publish('items', rowsOf(Array.from({ length: 10_000 }, (_, index) => item(index))))
    await download(counting)
    const whole = { ...cost }
    Object.assign(cost, { rows: 0, bytes: 0 })
    feed.publish('items', rowsOf(Array.from({ length: 100 }, (_, index) => item(index * 100, 120))))
    await download(counting)
    expect(whole.rows).toBe(10_001)
    expect(cost.rows).toBe(100)
    expect(cost.bytes / whole.bytes).toBeLessThan(0.015)
    expect([priceOf(0), priceOf(1), priceOf(9_900)]).toEqual([120, 100, 120])
  })

  test('goes on where it was when the line comes back in the middle of everything', async () => {
    let answersLeft = 3
    let asked: string[] = []
    const failing = watchFeed({ ...feed, chunk: (hash) => (answersLeft-- > 0 ? feed.chunk(hash) : Promise.reject(new CrmTrouble('no-answer', 'away'))) }, (name) => asked.push(name))
    const downloader = openDownloader({ store: lane.store, crm: { feed: failing } })
    await expect(downloader.next()).rejects.toThrow('away')
    expect([priceOf(0), replicaFiles().includes('replica-1.db')]).toEqual([undefined, true])
    answersLeft = 99
    asked = []
    await downloader.next()
    expect([asked.filter((name) => name === 'chunk').length, asked.includes('manifest'), priceOf(249)]).toEqual([1, false, 100])
  })

  test("a head office restored from an older backup is loaded anew: its prices and the lost ones are never mixed", async () => {
    const restore = feed.copy()
    feed.publish('items', rowsOf([item(0, 111), item(1, 111), item(2, 111)]))
    await download()
    restore()
    // By the time the lane asks, head office has as many changes again: other ones.
    feed.publish('items', rowsOf([item(1, 222), item(2, 222), item(3, 222)]))
    expect((await download()).changed.size).toBeGreaterThan(1)
    expect([0, 1, 2, 3].map(priceOf)).toEqual([100, 222, 222, 222])
  })

  test("brings tomorrow's prices today: they count from the change of the day, with nobody there to ask", async () => {
    const twoPrices = anItem({ itemId: 'milk' as ItemId, gtins: ['09521234500018'], prices: [{ fromDay: '2026-01-01', priceMinor: 100 }, { fromDay: '2026-11-23', priceMinor: 120 }] })
    feed.publish('items', rowsOf([twoPrices]))
    await download()
    lane.lane.shopChanged()
    const due = (at: string): number => {
      lane.clock.at = at
      lane.scan('9521234500018')
      const { dueMinor } = basketOf(lane).totals
      lane.ask({ name: 'voidSale' })
      return dueMinor
    }
    // The store's day changes at four in the morning, Lisbon time.
    expect([due('2026-11-22T14:32:00.000Z'), due('2026-11-23T03:59:00.000Z'), due('2026-11-23T04:01:00.000Z')]).toEqual([100, 100, 120])
  })

  test('that cannot be read is left out and told, in pages and in the whole', async () => {
    feed.publish('items', [{ key: 'odd', body: { ...item(7), itemId: 'odd', prices: [] } }])
    expect(await download()).toMatchObject({ unreadableCount: 1, unreadable: [expect.stringContaining('items/odd: prices')] })
    feed.publish('items', [{ key: 'i0', body: { ...item(0), soldBy: 'acre' } }])
    expect(await download()).toMatchObject({ unreadableCount: 1, unreadable: [expect.stringContaining('items/i0: soldBy')] })
    expect(priceOf(0)).toBe(100)
  })

  test('of topics and fields that this program does not know is passed over', async () => {
    feed.publish('items', [{ key: 'i0', body: { ...item(0, 130), halo: 7 } }])
    const newer = openSigner(feed.key)
    const withDrones = async (signing: Promise<{ text: string }>, change: (topics: unknown[]) => unknown[]): Promise<ReturnType<typeof newer>> => {
      const answer = JSON.parse((await signing).text) as { topics: unknown[] }
      return newer(JSON.stringify({ ...answer, topics: change(answer.topics), wind: 3 }))
    }
    await download({
      ...feed,
      news: (asked) => withDrones(feed.news(asked), (topics) => ['drones', ...topics]),
      manifest: (asked) => withDrones(feed.manifest(asked), (topics) => [{ topic: 'drones', place: { change: 1, mark: 'd' }, chunks: ['0'.repeat(64)] }, ...topics]),
    })
    expect(priceOf(0)).toBe(130)
  })
})

describe('whom the lane believes', () => {
  test('is whoever it heard first, and nobody else, also after a restart', async () => {
    await download()
    const other = playFeed()
    other.publish('settings', [{ key: 'store', body: { ...testSettings, storeName: 'Elsewhere' } }])
    await expect(download(other)).rejects.toThrow('put it into crm.feedKey')
    lane = lane.restart()
    await expect(download(other)).rejects.toThrow('put it into crm.feedKey')
    expect(lane.store.replica.settings()?.storeName).toBe(testSettings.storeName)
  })

  test('is the one its configuration names, whoever was first; the new one counts from then on', async () => {
    await download()
    const other = playFeed()
    other.publish('settings', [{ key: 'store', body: { ...testSettings, storeName: 'Elsewhere' } }])
    await expect(download(feed, other.key.publicKey)).rejects.toThrow(`this lane knows head office by ${other.key.publicKey}`)
    await download(other, other.key.publicKey)
    await download(other)
    expect(lane.store.replica.settings()?.storeName).toBe('Elsewhere')
  })
})
