import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/crm/store/open-database.ts'
import { writeFeedRows } from '../../src/crm/store/feed-rows.ts'
import { readFeedPage } from '../../src/crm/feed/read-feed-page.ts'
import { Unfit } from '../../src/crm/unfit.ts'
import type { TaxClassId } from '../../src/domain/ids.ts'
import { testItem, testOffer, testSettings } from '../support/crm-shop.ts'
import { openTestCrm } from '../support/crm.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()

const rowsOf = (ids: readonly string[]): { key: string; body: unknown }[] => ids.map((id) => ({ key: id, body: testItem(id) }))

describe('the feed', () => {
  it('gives what changed after a number, page by page', async () => {
    const crm = await openTestCrm(await databases.fresh())
    expect(await crm.publish('items', rowsOf(['apple', 'bread', 'cheese']))).toEqual({ changedCount: 3 })
    const first = await crm.feed('items', 0, 2)
    expect(first).toMatchObject({ topic: 'items', changes: [{ change: 1, key: 'apple', body: testItem('apple') }, { change: 2, key: 'bread' }], next: 2, complete: false })
    expect(await crm.feed('items', first.next, 2)).toMatchObject({ changes: [{ change: 3, key: 'cheese' }], next: 3, complete: true })
    expect(await crm.feed('items', 3, 2)).toEqual({ topic: 'items', changes: [], next: 3, complete: true })
    expect(await crm.feed('offers', 0, 2)).toEqual({ topic: 'offers', changes: [], next: 0, complete: true })
  })

  it('takes no item of a tax class that the settings do not name, and no settings without a class that items have', async () => {
    const crm = await openTestCrm(await databases.fresh())
    const settings = (taxClassId: string): { key: string; body: unknown }[] => [{ key: 'store', body: { ...testSettings, taxClasses: testSettings.taxClasses.map((each) => ({ ...each, taxClassId })) } }]
    await crm.publish('items', rowsOf(['apple']))
    await expect(crm.publish('settings', settings('other'))).rejects.toThrow('settings: taxClasses: items have the tax class "tax-a"')
    await crm.publish('settings', settings('tax-a'))
    await expect(crm.publish('items', [...rowsOf(['bread']), { key: 'cheese', body: testItem('cheese', { taxClassId: 'other' as TaxClassId }) }])).rejects.toThrow('items: row 2: taxClassId: there is no tax class "other" in the settings')
    await expect(crm.publish('settings', settings('other'))).rejects.toThrow(Unfit)
    expect((await crm.feed('items', 0, 10)).changes.map(({ key }) => key)).toEqual(['apple'])
  })

  it('gives a new number only to rows whose content changed, whatever the order of their fields', async () => {
    const crm = await openTestCrm(await databases.fresh())
    await crm.publish('items', rowsOf(['apple', 'bread']))
    const dearer = testItem('bread', { prices: [{ fromDay: '2020-01-01', priceMinor: 249 }] })
    const turned = Object.fromEntries(Object.entries(testItem('apple')).toReversed())
    expect(await crm.publish('items', [{ key: 'apple', body: turned }, { key: 'bread', body: dearer }])).toEqual({ changedCount: 1 })
    expect((await crm.feed('items', 2, 10)).changes).toEqual([{ change: 3, key: 'bread', body: dearer }])
  })

  it('tells lanes of a row that was taken away, once', async () => {
    const crm = await openTestCrm(await databases.fresh())
    await crm.publish('items', rowsOf(['apple']))
    const gone = [{ key: 'apple', body: null }, { key: 'never-there', body: null }]
    expect(await crm.publish('items', gone)).toEqual({ changedCount: 1 })
    expect(await crm.publish('items', gone)).toEqual({ changedCount: 0 })
    expect((await crm.feed('items', 0, 10)).changes).toEqual([{ change: 2, key: 'apple', body: null }])
  })

  it('lets the later of two rows with one key count', async () => {
    const crm = await openTestCrm(await databases.fresh())
    await crm.publish('items', [{ key: 'apple', body: testItem('apple') }, { key: 'bread', body: testItem('bread') }, { key: 'apple', body: null }])
    expect((await crm.feed('items', 0, 10)).changes).toMatchObject([{ change: 1, key: 'bread' }])
  })

  it.each([
    ['does not fit its topic', 'offers', [{ key: 'o1', body: testOffer('o1') }, { key: 'o2', body: { ...testOffer('o2'), window: {} } }], /offers: row 2: window/],
    ['has another key than its body', 'items', [{ key: 'pear', body: testItem('apple') }], /key pear/],
    ['names a time zone nobody knows', 'settings', [{ key: 'store', body: { ...testSettings, timeZone: 'Atlantis/Capital' } }], /Atlantis/],
  ] as const)('refuses all rows when one %s', async (_what, topic, rows, message) => {
    const crm = await openTestCrm(await databases.fresh())
    const refusal = await crm.publish(topic, rows).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Unfit)
    expect(String(refusal)).toMatch(message)
    expect((await crm.feed(topic, 0, 10)).changes).toEqual([])
  })

  it('sends a lane back to the start when it has seen more than a restored CRM knows', async () => {
    const crm = await openTestCrm(await databases.fresh())
    await crm.publish('items', rowsOf(['apple']))
    expect(await crm.feed('items', 40, 10)).toEqual({ topic: 'items', changes: [], next: 0, complete: false })
  })

  it('never lets a reader skip a row while several publish at once', async () => {
    const database = await openDatabase(await databases.fresh(), (error) => { throw error })
    const publisherCount = 4
    const roundCount = 25
    const publishing = Promise.all(Array.from({ length: publisherCount }, async (_, publisher) => {
      for (let round = 0; round < roundCount; round += 1) {
        await database.transaction((connection) => writeFeedRows(connection, 'items', [{ key: `own-${publisher}-${round}`, body: '{}' }, { key: 'shared', body: `{"by":"${publisher}-${round}"}` }]))
      }
    }))
    let isOver = false
    const over = (): void => { isOver = true }
    void publishing.then(over, over)
    const replica = new Map<string, unknown>()
    let after = 0
    for (;;) {
      const wasOver = isOver
      const page = await readFeedPage(database, 'items', after, 7)
      for (const change of page.changes) {
        expect(change.change).toBeGreaterThan(after)
        after = change.change
        replica.set(change.key, change.body)
      }
      if (wasOver && page.complete) break
    }
    await publishing
    expect(replica.size).toBe(publisherCount * roundCount + 1)
    const truth = await readFeedPage(database, 'items', 0, 1000)
    expect(Object.fromEntries(replica)).toEqual(Object.fromEntries(truth.changes.map((change) => [change.key, change.body])))
    await database.close()
  })

  it('takes twenty thousand items in seconds, and tomorrow only what changed', async () => {
    const crm = await openTestCrm(await databases.fresh())
    const ids = Array.from({ length: 20_000 }, (_, index) => `item-${index}`)
    const startedAt = performance.now()
    expect(await crm.publish('items', rowsOf(ids))).toEqual({ changedCount: 20_000 })
    const changed = rowsOf(ids).map((row, index) => (index % 100 === 0 ? { ...row, body: testItem(row.key, { aisle: '7' }) } : row))
    expect(await crm.publish('items', changed)).toEqual({ changedCount: 200 })
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    expect((await crm.feed('items', 20_000, 1000)).changes).toHaveLength(200)
  })
})
