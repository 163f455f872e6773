import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { FeedTopic } from '../../src/contract/feed.ts'
import { feedRowsOf } from '../../src/crm/feed/publish-rows.ts'
import { badItemFields, badOfferFields, dotted, madeWrong, missingItemFields, type BadField } from '../support/bad-rows.ts'
import { testItem, testOffer } from '../support/crm-shop.ts'
import { lanewise } from '../support/house-run-lanewise.ts'
import { openTestLane, type TestLane } from '../support/lane.ts'

const offer = testOffer('o1', { condition: { kind: 'quantity', set: {}, unitCount: 1 }, reward: { kind: 'percent-off', basisPoints: 1000 }, activation: { kind: 'automatic' }, window: { fromDay: '2026-01-01', untilDay: '2026-12-31' } })
const item = testItem('i1')
const priced = { itemId: 'i1', prices: item.prices }
const said = ({ path, saidAt = path }: BadField): string => saidAt

let lane: TestLane
beforeAll(() => void (lane = openTestLane({})))
afterAll(() => lane.end())

/** What the two doors of the feed say: head office where it is published, the lane where it comes down. */
function refusedBy(topic: FeedTopic, body: object): { readonly office: string; readonly lane: string } {
  const { unreadable } = lane.store.replica.storePage({ topic, changes: [{ change: 1, key: 'row', body }], next: 1, complete: true })
  try {
    feedRowsOf(topic, [{ key: 'row', body }])
    return { office: 'taken', lane: unreadable[0] ?? 'taken' }
  } catch (error) {
    return { office: error instanceof Error ? error.message : '', lane: unreadable[0] ?? 'taken' }
  }
}

test('the rows that are made wrong here are right to begin with', async () => {
  expect(() => feedRowsOf('offers', [{ key: 'o1', body: offer }])).not.toThrow()
  expect(() => feedRowsOf('items', [{ key: 'i1', body: item }])).not.toThrow()
  const { code } = await lanewise(['price'], { input: JSON.stringify({ businessTime: { day: '2026-03-02' }, items: [priced], offers: [offer], basket: [] }) })
  expect(code).toBe(0)
})

describe('an offer with one wrong field is refused at every door, by the path of the field', () => {
  test.each(badOfferFields.map((bad) => [bad.what, bad] as const))('%s', async (_, bad) => {
    const body = madeWrong(offer, bad)
    const doors = refusedBy('offers', body)
    expect(doors.office).toContain(`offers: row 1: ${dotted(bad)}: `)
    expect(doors.lane).toContain(`offers/row: ${dotted(bad)}: `)
    const price = await lanewise(['price'], { input: JSON.stringify({ businessTime: { day: '2026-03-02' }, items: [], offers: [body], basket: [] }) })
    expect(price).toMatchObject({ code: 2, out: [] })
    expect(price.err.join('\n')).toContain(`offers[0].${said(bad)}: `)
    const check = await lanewise(['offers', 'check', '--day', '2026-03-02', '--json'], { input: JSON.stringify({ offers: [body] }) })
    expect(z.array(z.object({ kind: z.string(), field: z.string() })).parse(JSON.parse(check.out.join('\n')))).toContainEqual({ kind: 'contradiction', field: said(bad) })
  })
})

describe('an item with one wrong field is refused at every door, by the path of the field', () => {
  test.each([...badItemFields, ...missingItemFields].map((bad) => [bad.what, bad] as const))('%s', (_, bad) => {
    const doors = refusedBy('items', madeWrong(item, bad))
    expect(doors.office).toContain(`items: row 1: ${dotted(bad)}: `)
    expect(doors.lane).toContain(`items/row: ${dotted(bad)}: `)
  })

  test.each(badItemFields.map((bad) => [bad.what, bad] as const))('%s, in a price document', async (_, bad) => {
    const { code, out, err } = await lanewise(['price'], { input: JSON.stringify({ businessTime: { day: '2026-03-02' }, items: [madeWrong(priced, bad)], basket: [] }) })
    expect({ code, out }).toEqual({ code: 2, out: [] })
    expect(err.join('\n')).toContain(`items[0].${said(bad)}: `)
  })
})

test.each([
  ['rewards below nothing', { rewardCount: -1 }, 'rewardCount'],
  ['half a cent', { budgetMinor: 0.5 }, 'budgetMinor'],
  ['no journal', { journalId: '' }, 'journalId'],
  ['no offer', { offerId: undefined }, 'offerId'],
])('an allowance with %s is refused by the path of the field', (_, wrong, path) => {
  expect(refusedBy('allowances', { journalId: 'j', offerId: 'o', ...wrong }).lane).toContain(`allowances/row: ${path}: `)
})
