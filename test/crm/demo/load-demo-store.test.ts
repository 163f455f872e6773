import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { feedBody, type FeedTopic, shoppingList } from '../../../src/contract/feed.ts'
import type { Crm } from '../../../src/crm/crm.ts'
import { demoMembers } from '../../../src/crm/demo/demo-members.ts'
import { demoThings } from '../../../src/crm/demo/demo-things.ts'
import { loadDemoStore } from '../../../src/crm/demo/load-demo-store.ts'
import { addDays } from '../../../src/domain/business-day/business-time.ts'
import { openTestCrm } from '../../support/crm.ts'
import { withCrmDatabase } from '../../support/postgres.ts'

const today = '2026-03-02'
const asked = { today, seed: 1, couponSecret: 'coupon-secret-of-a-test', memberSecret: 'member-secret-of-a-test' }

async function feedOf(crm: Crm, topic: FeedTopic): Promise<Map<string, unknown>> {
  const page = await crm.feed(topic, 0, 5000)
  expect(page.complete).toBe(true)
  return new Map(page.changes.map((change) => [change.key, change.body]))
}

const databases = withCrmDatabase()

describe('loadDemoStore', () => {
  it('fills a CRM with a store that lanes can sell from, and gives every member a list', async () => {
    const crm = await openTestCrm(await databases.fresh())
    const loaded = await loadDemoStore(crm, asked)
    await crm.settle()
    for (const [topic, count] of [['settings', 1], ['items', loaded.itemCount], ['offers', loaded.offerCount], ['members', 40], ['lists', 40]] as const) {
      const rows = await feedOf(crm, topic)
      expect(rows.size).toBe(count)
      for (const body of rows.values()) expect(() => feedBody[topic].parse(body)).not.toThrow()
    }
    const lists = z.array(shoppingList).parse([...(await feedOf(crm, 'lists')).values()])
    expect(lists.filter((list) => list.lines.length < 6 || list.lines.filter((line) => line.offerIds.length > 0).length < 2)).toEqual([])
    expect(demoThings(lists).filter((thing) => thing.group === 'lists').length).toBeGreaterThanOrEqual(5)
  })

  it('doubles nothing when it is loaded again, the same day or the next', async () => {
    const crm = await openTestCrm(await databases.fresh(), { today: () => addDays(today, 1) })
    await loadDemoStore(crm, asked)
    await crm.settle()
    const [ana] = demoMembers
    const before = { member: await crm.member(ana?.memberId ?? ''), list: await crm.memberList(ana?.memberId ?? '') }
    expect(before.member).toBeDefined()
    expect(await crm.publish('items', [])).toEqual({ changedCount: 0 })
    await loadDemoStore(crm, asked)
    await loadDemoStore(crm, { ...asked, today: addDays(today, 1) })
    await crm.settle()
    expect({ member: await crm.member(ana?.memberId ?? ''), list: await crm.memberList(ana?.memberId ?? '') }).toEqual(before)
    expect((await feedOf(crm, 'lists')).size).toBe(40)
  })
})
