import { describe, expect, it } from 'vitest'
import type { Crm } from '../../src/crm/crm.ts'
import { feedManifest, feedNews, signedPage, type FeedPlace } from '../../src/contract/signed-feed.ts'
import { isSignedBy } from '../../src/contract/signing.ts'
import { forgetMarks } from '../../src/crm/store/feed-marks.ts'
import { openDatabase } from '../../src/crm/store/open-database.ts'
import { downloadChanges } from '../../src/lane/sync/download.ts'
import { clientOf, openOfficeLane } from '../support/crm-lane.ts'
import { testItem } from '../support/crm-shop.ts'
import { openTestCrm } from '../support/crm.ts'
import { testSettings } from '../support/lane.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()
const asker = { storeId: 'test-store', nonce: 'a number used only once' }
const start: FeedPlace = { change: 0, mark: '' }
const classA = { taxClassId: testSettings.taxClasses[0]?.taxClassId }

const publish = (crm: Crm, prices: Readonly<Record<string, number>>): Promise<unknown> =>
  crm.publish('items', Object.entries(prices).map(([id, priceMinor]) => ({ key: id, body: { ...testItem(id, { prices: [{ fromDay: '2020-01-01', priceMinor }] }), ...classA } })))
const page = async (crm: Crm, from: FeedPlace) => signedPage.parse(JSON.parse((await crm.signedFeed.page({ ...asker, topic: 'items', from })).text))
const reloads = async (crm: Crm, items: FeedPlace): Promise<boolean> => feedNews.parse(JSON.parse((await crm.signedFeed.news({ ...asker, places: { items } })).text)).reload

describe('the feed as lanes take it', () => {
  it('is signed with the key of this database, also after a restart, and with another of another', async () => {
    const url = await databases.fresh()
    const [crm, again, other] = [await openTestCrm(url), await openTestCrm(url), await openTestCrm(await databases.fresh())]
    const news = await crm.signedFeed.news({ ...asker, places: {} })
    expect([isSignedBy(crm.feedKey, news), isSignedBy(again.feedKey, news), isSignedBy(other.feedKey, news)]).toEqual([true, true, false])
    expect(isSignedBy(crm.feedKey, { ...news, text: news.text.replace('false', 'true') })).toBe(false)
  })

  it('goes on from any place of its own history, and from no other', async () => {
    const crm = await openTestCrm(await databases.fresh())
    await publish(crm, { apple: 100, bread: 200 })
    const first = await page(crm, start)
    await publish(crm, { bread: 210 })
    expect(first).toMatchObject({ ...asker, from: start, next: { change: 2 }, reload: false, complete: true, changes: [{ change: 1, key: 'apple' }, { change: 2, key: 'bread' }] })
    expect(await page(crm, first.next)).toMatchObject({ from: first.next, next: { change: 3 }, changes: [{ change: 3, key: 'bread' }] })
    expect(await page(crm, { change: 2, mark: 'another history' })).toMatchObject({ reload: true, changes: [] })
    expect([await reloads(crm, first.next), await reloads(crm, { ...first.next, mark: '' }), await reloads(crm, { change: 9, mark: first.next.mark })]).toEqual([false, true, true])
  })

  it('names other histories otherwise, even where the numbers are the same', async () => {
    const [one, other] = [await openTestCrm(await databases.fresh()), await openTestCrm(await databases.fresh())]
    for (const crm of [one, other]) await publish(crm, { apple: 100 })
    expect((await page(one, start)).next).toEqual((await page(other, start)).next)
    await publish(one, { apple: 111 })
    await publish(other, { apple: 112 })
    expect((await page(one, start)).next.change).toBe((await page(other, start)).next.change)
    expect(await reloads(other, (await page(one, start)).next)).toBe(true)
  })

  it('sends a lane back to the beginning that stands where it remembers nothing', async () => {
    const url = await databases.fresh()
    const crm = await openTestCrm(url)
    await publish(crm, { apple: 100 })
    const old = (await page(crm, start)).next
    await publish(crm, { apple: 110 })
    const database = await openDatabase(url, () => undefined)
    await forgetMarks(database, '2100-01-01T00:00:00.000Z')
    await database.close()
    expect([await reloads(crm, old), await reloads(crm, (await page(crm, start)).next)]).toEqual([true, false])
  })

  it('goes on from an old place that was left behind a short while ago', async () => {
    const url = await databases.fresh()
    const crm = await openTestCrm(url)
    await publish(crm, { apple: 100 })
    const old = (await page(crm, start)).next
    const database = await openDatabase(url, () => undefined)
    await database.query("update feed_mark set made_at = '2020-01-01'")
    await publish(crm, { apple: 110 })
    await forgetMarks(database, '2021-01-01T00:00:00.000Z')
    await database.close()
    expect(await reloads(crm, old)).toBe(false)
  })

  it('names all there is in a manifest, which stays good while little has changed and its rows are kept', async () => {
    const crm = await openTestCrm(await databases.fresh())
    await crm.publish('items', Array.from({ length: 1_200 }, (_, index) => ({ key: `i${index}`, body: testItem(`i${index}`, { gtins: [] }) })))
    const read = async () => feedManifest.parse(JSON.parse((await crm.signedFeed.manifest(asker)).text)).topics.find(({ topic }) => topic === 'items')
    const first = await read()
    expect(first).toMatchObject({ place: { change: 1_200 }, chunks: [expect.any(String), expect.any(String), expect.any(String)] })
    const texts = await Promise.all((first?.chunks ?? []).map((hash) => crm.signedFeed.chunk(hash)))
    expect(texts.join('').trimEnd().split('\n')).toHaveLength(1_200)
    await publish(crm, { i7: 500 })
    expect(await read()).toEqual(first)
    await crm.publish('items', Array.from({ length: 1_200 }, (_, index) => ({ key: `i${index}`, body: null })))
    expect(await read()).toMatchObject({ place: { change: 2_401 }, chunks: [] })
    expect(await crm.signedFeed.chunk('0'.repeat(64))).toBeUndefined()
  })
})

it('a CRM restored from an older backup loads its lanes anew, also when it has published as much again', async () => {
  const url = await databases.fresh()
  const first = await openTestCrm(url)
  await first.publish('settings', [{ key: 'store', body: testSettings }])
  await publish(first, { apple: 100, bread: 200 })
  await first.close()
  const backup = await copyOf(url)
  const crm = await openTestCrm(url)
  await publish(crm, { bread: 222, cheese: 300 })
  const lane = await openOfficeLane(crm)
  const prices = (): string[] => lane.store.replica.findItems('', 10).map(({ itemId, prices: [step] }) => `${itemId} ${step?.priceMinor}`).sort()
  expect(prices()).toEqual(['apple 100', 'bread 222', 'cheese 300'])
  const restored = await openTestCrm(backup)
  await publish(restored, { apple: 150, dates: 400 })
  await downloadChanges({ store: lane.store, crm: clientOf(restored) })
  expect(prices()).toEqual(['apple 150', 'bread 200', 'dates 400'])
})

/** As a backup put back: everything that is there now and nothing that comes later. Nobody may be using it. */
async function copyOf(url: string): Promise<string> {
  const copy = new URL(url)
  copy.pathname = `${copy.pathname}_backup`
  const server = new URL(url)
  server.pathname = '/postgres'
  const database = await openDatabase(server.href, () => undefined)
  await database.query(`create database ${copy.pathname.slice(1)} template ${new URL(url).pathname.slice(1)}`)
  await database.close()
  return copy.href
}
