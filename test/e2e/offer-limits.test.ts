import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { feedMember, offerAllowance } from '../../src/contract/feed.ts'
import type { Crm } from '../../src/crm/crm.ts'
import type { ItemId, MemberId } from '../../src/domain/ids.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import { testMember } from '../support/crm-shop.ts'
import { basketOf, codes, offer, payCash } from '../support/lane-shop.ts'
import { withCrmDatabase } from '../support/postgres.ts'
import { openShopWithOffice, type ShopLane, type ShopWithOffice } from '../support/shop-with-office.ts'

const databases = withCrmDatabase()
const openShop = async (limited: Offer): Promise<ShopWithOffice> => openShopWithOffice(await databases.fresh(), [limited])

/** Sells so many of the pasta. @returns how many of them had the offer */
function sell({ test: lane }: ShopLane, count: number): number {
  lane.ask({ name: 'setNextQuantity', unitCount: count })
  lane.scan(codes.pasta)
  const { totals } = basketOf(lane)
  payCash(lane, 10_000)
  return totals.discountMinor / 50
}

const pastaOff = (limits: Offer['limits']): Offer => offer('pasta-50', { activation: { kind: 'automatic' }, condition: { kind: 'quantity', set: { itemIds: ['pasta' as ItemId] }, unitCount: 1 }, reward: { kind: 'amount-off', amountMinor: 50, per: 'unit' }, limits })
const kindsOf = async (crm: Crm): Promise<string[]> => (await crm.exceptions(50)).exceptions.map(({ kind }) => kind)

describe('an offer that all sales together have 40 times', () => {
  test('is given 40 times and no more by two lanes, one of which is cut off for a while', async () => {
    const { crm, lane } = await openShop(pastaOff({ total: 40 }))
    const [one, two] = [lane(1), lane(2)]
    await one.sync()
    await two.sync()
    await one.sync()
    // Half of it is out: ten each, twenty to the first, who was alone when it came.
    expect(sell(two, 12)).toBe(10)
    let given = 10
    for (let round = 0; round < 8; round += 1) {
      given += sell(one, 7)
      await one.sync()
    }
    expect(sell(two, 3)).toBe(0)
    expect(given).toBeLessThanOrEqual(40)
    for (let round = 0; round < 8; round += 1) {
      await two.sync()
      given += sell(two, 7)
    }
    await two.sync()
    const released = z.array(offerAllowance).parse((await crm.feed('allowances', 0, 10)).changes.map(({ body }) => body)).map(({ rewardCount }) => rewardCount ?? 0)
    expect({ given, released: released.reduce((sum, count) => sum + count, 0) }).toEqual({ given: 40, released: 40 })
    expect(await kindsOf(crm)).toEqual([])
  })

  test('is not taken from a lane that was away when the offer was made smaller; people are told', async () => {
    const { crm, lane } = await openShop(pastaOff({ total: 40 }))
    const one = lane(1)
    await one.sync()
    await one.sync()
    await crm.publish('offers', [{ key: 'pasta-50', body: pastaOff({ total: 5 }) }])
    expect(sell(one, 8)).toBe(8)
    await one.sync()
    expect(await kindsOf(crm)).toEqual(['offer-over-limit'])
  })
})

describe('an offer that a member has twice', () => {
  test('counts what she had at the other lane, once head office has heard of it', async () => {
    const { crm, lane } = await openShop(pastaOff({ perMember: 2 }))
    const [one, two] = [lane(1), lane(2)]
    await one.sync()
    await two.sync()
    expect(sellTo('m1', one, 1)).toBe(1)
    await one.sync()
    await two.sync()
    const [face] = z.array(feedMember).parse((await crm.feed('members', 0, 10)).changes.map(({ body }) => body))
    expect(face?.offerUses).toMatchObject([{ offerId: 'pasta-50', rewardCount: 1, days: [{ day: '2026-11-22', rewardCount: 1 }] }])
    expect(sellTo('m1', two, 3)).toBe(1)
    // Its own sale is counted by the first lane once, whether head office has told it or not.
    await one.sync()
    expect(sellTo('m1', one, 1)).toBe(1)
  })

  test('may be given by each of two lanes that cannot hear of each other; people are told, and both sales stand', async () => {
    const { crm, lane } = await openShop(pastaOff({ perMember: 2 }))
    const [one, two] = [lane(1), lane(2)]
    await one.sync()
    await two.sync()
    expect([sellTo('m1', one, 3), sellTo('m1', two, 3)]).toEqual([2, 2])
    await one.sync()
    await two.sync()
    expect(await kindsOf(crm)).toEqual(['member-over-limit'])
    await one.sync()
    expect([sellTo('m1', one, 1), sellTo('m1', two, 1)]).toEqual([0, 0])
  })
})

/** The same to a member, found by the phone number she tells. */
function sellTo(memberId: string, lane: ShopLane, count: number): number {
  expect(lane.test.ask({ name: 'findMember', phone: testMember(memberId as MemberId).phone })).toMatchObject({ kind: 'ok' })
  return sell(lane, count)
}
