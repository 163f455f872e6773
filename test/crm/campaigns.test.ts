import { describe, expect, it } from 'vitest'
import { feedBody } from '../../src/contract/feed.ts'
import type { Crm } from '../../src/crm/crm.ts'
import type { CouponCode, OfferId } from '../../src/domain/ids.ts'
import type { SaleCompleted } from '../../src/domain/sale/facts.ts'
import { testJournal, type TestJournal } from '../support/crm-journal.ts'
import { testItem, testMember, testOffer, testSale, testSettings } from '../support/crm-shop.ts'
import { openTestCrm } from '../support/crm.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()

const wine = 'wine' as OfferId
const codeOf = (number: number): CouponCode => `9529999000011${String(number).padStart(12, '0')}` as CouponCode
const issued = (number: number, more: object = {}): NonNullable<SaleCompleted['issued']> => ({ couponCode: codeOf(number), offerId: wine, name: { en: 'Wine' }, expiresOn: '2026-03-31', reason: 'due-soon', ...more })
const cart = (...pricesMinor: readonly number[]) => pricesMinor.map((priceMinor, index) => testItem(`item-${index}`, { prices: [{ fromDay: '2020-01-01', priceMinor }] }))

async function openShop(): Promise<Crm> {
  const crm = await openTestCrm(await databases.fresh(), { today: () => '2026-04-15' })
  await crm.publish('settings', [{ key: 'store', body: testSettings }])
  return crm
}

/** A lane that writes sales one after another. */
function laneOf(laneNumber = 1): { readonly journal: TestJournal; sell(asked: Parameters<typeof testSale>[0], more?: Partial<SaleCompleted>): void } {
  const journal = testJournal({ laneNumber })
  let receiptNumber = 0
  return { journal, sell: (asked, more = {}) => void journal.write({ ...testSale({ receiptNumber: (receiptNumber += 1), ...asked }), ...more }) }
}

describe('a campaign of next-visit coupons', () => {
  it('is measured against the members who got none', async () => {
    const crm = await openShop()
    const { journal, sell } = laneOf()
    for (let index = 0; index < 80; index += 1) {
      const [memberId, isHeldOut] = [`member-${index}`, index % 2 === 1]
      sell({ memberId, items: cart(5000), ...(isHeldOut ? {} : { issued: issued(index) }) }, isHeldOut ? { heldOut: { offerId: wine, campaignId: wine, reason: 'due-soon' } } : {})
      // Given members come back for 30.00 to 30.39, the others for 20.00 to 20.39; every fourth of the given uses the coupon.
      sell({ memberId, day: '2026-03-10', items: cart((isHeldOut ? 2000 : 3000) + (index >> 1)), redeemed: index % 8 === 0 ? [{ couponCode: codeOf(index), offerId: wine, amountMinor: 100 }] : [] })
      sell({ memberId, day: '2026-04-10', items: cart(99_999) })
    }
    await crm.ingest(journal.journalId, journal.slice(1))
    expect(await crm.campaigns({ days: 28 })).toEqual([{
      campaignId: 'wine', issuedCount: 40, redeemedCount: 10, redeemedMinor: 1000, redemptionBasisPoints: 2500,
      given: { memberCount: 40, spendPerMemberMinor: 3020 }, heldOut: { memberCount: 40, spendPerMemberMinor: 2020 },
      // Variance of 0 to 39 is 136.67: 1.96 x sqrt(2 x 136.67 / 40) = 5.12.
      verdict: 'more', uplift: { upliftMinor: 1000, lowMinor: 995, highMinor: 1005 },
    }])
  })

  it('with few members says so, and gives no figure', async () => {
    const crm = await openShop()
    const { journal, sell } = laneOf()
    sell({ memberId: 'ana', issued: issued(1, { campaignId: 'cellar' }) })
    sell({ memberId: 'bo' }, { heldOut: { offerId: wine, campaignId: 'cellar', reason: 'lapsed' } })
    sell({ issued: issued(2, { campaignId: 'cellar' }) })
    await crm.ingest(journal.journalId, journal.slice(1))
    expect(await crm.campaigns()).toEqual([{
      campaignId: 'cellar', issuedCount: 2, redeemedCount: 0, redeemedMinor: 0, redemptionBasisPoints: 0,
      given: { memberCount: 1, spendPerMemberMinor: 0 }, heldOut: { memberCount: 1, spendPerMemberMinor: 0 }, verdict: 'too-few',
    }])
  })

  it('counts nobody whose days are not over, nor who was on both sides', async () => {
    const crm = await openShop()
    const { journal, sell } = laneOf()
    sell({ memberId: 'late', day: '2026-04-01', issued: issued(1) })
    sell({ memberId: 'both', issued: issued(2) })
    sell({ memberId: 'both', day: '2026-03-05' }, { heldOut: { offerId: wine, campaignId: wine, reason: 'lapsed' } })
    await crm.ingest(journal.journalId, journal.slice(1))
    expect(await crm.campaigns({ days: 28 })).toMatchObject([{ issuedCount: 2, given: { memberCount: 0 }, heldOut: { memberCount: 0 } }])
    expect(await crm.campaigns({ days: 13, asOfDay: '2026-04-14' })).toMatchObject([{ given: { memberCount: 1 } }])
    expect(await crm.campaigns({ fromDay: '2026-03-31', untilDay: '2026-04-30' })).toMatchObject([{ issuedCount: 1 }])
  })
})

describe('a coupon in a member’s hands', () => {
  it('goes down to the lanes with her until it is redeemed or has ended', async () => {
    const crm = await openTestCrm(await databases.fresh(), { today: () => '2026-03-20' })
    await crm.publish('settings', [{ key: 'store', body: testSettings }])
    await crm.importMembers([testMember('ana')])
    const { journal, sell } = laneOf()
    sell({ memberId: 'ana', issued: issued(1) })
    sell({ memberId: 'ana', issued: issued(2, { expiresOn: '2026-03-19' }) })
    sell({ memberId: 'ana', issued: issued(3, { offerId: 'tea' }) })
    const unused = async () => {
      await crm.settle()
      return feedBody.members.parse((await crm.feed('members', 0, 10)).changes[0]?.body).unusedCoupons?.map(({ couponCode }) => couponCode)
    }
    await crm.ingest(journal.journalId, journal.slice(1))
    expect(await unused()).toEqual([codeOf(1), codeOf(3)])
    sell({ memberId: 'ana', redeemed: [{ couponCode: codeOf(1), offerId: wine }] })
    await crm.ingest(journal.journalId, journal.slice(4))
    expect(await unused()).toEqual([codeOf(3)])
  })
})

describe('coupons of which there are only so many', () => {
  it('are shared out to the lanes, which get more as they give them out, and never more than there are', async () => {
    const crm = await openShop()
    const limited = testOffer('wine', { activation: { kind: 'coupon', reference: '9529999000011', singleUse: true }, issue: { total: 10 } })
    await crm.publish('offers', [{ key: 'wine', body: limited }])
    const [one, two] = [laneOf(1), laneOf(2)]
    const released = async (): Promise<number[]> => {
      await crm.settle()
      const rows = new Map((await crm.feed('allowances', 0, 100)).changes.map(({ key, body }) => [key, feedBody.allowances.parse(body).issueCount ?? 0]))
      return [one, two].map(({ journal }) => rows.get(`${journal.journalId} wine`) ?? 0)
    }
    let number = 0
    for (const { journal, sell } of [one, two]) {
      sell({})
      await crm.ingest(journal.journalId, journal.slice(1))
    }
    const before = await released()
    expect(before.every((count) => count > 0)).toBe(true)
    expect(before[0] ?? 0).toBeLessThan(10)
    // The first lane gives out all it may, again and again; the second gives none.
    for (let round = 0; round < 6; round += 1) {
      const [mayGive = 0] = await released()
      const from = one.journal.records.length + 1
      while (number < mayGive) one.sell({ issued: issued((number += 1)) })
      if (one.journal.records.length >= from) await crm.ingest(one.journal.journalId, one.journal.slice(from))
    }
    const after = await released()
    expect(after[0] ?? 0).toBeGreaterThan(before[0] ?? 0)
    expect((after[0] ?? 0) + (after[1] ?? 0)).toBeLessThanOrEqual(10)
    expect((await crm.exceptions(10)).totalCount).toBe(0)
  })
})
