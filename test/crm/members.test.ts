import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { feedMember, shoppingList } from '../../src/contract/feed.ts'
import { memberKey, phoneForms } from '../../src/contract/keyed-hash.ts'
import type { Crm } from '../../src/crm/crm.ts'
import { openDatabase } from '../../src/crm/store/open-database.ts'
import type { CouponCode, ItemId, MemberId, OfferId } from '../../src/domain/ids.ts'
import { testJournal } from '../support/crm-journal.ts'
import { testItem, testMember, testOffer, testSale, testSettings } from '../support/crm-shop.ts'
import { openTestCrm } from '../support/crm.ts'
import { playedTime } from '../support/played-time.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()

const ana = 'member-ana'
const milk = testItem('milk', { categoryId: 'milk' })
const bread = testItem('bread', { categoryId: 'bread' })
const coffee = testItem('coffee', { categoryId: 'coffee' })
const listOffer = testOffer('offer-milk', { activation: { kind: 'list' }, condition: { kind: 'quantity', set: { itemIds: ['milk' as ItemId] }, unitCount: 1 }, reward: { kind: 'percent-off', basisPoints: 2000 } })
const couponOffer = testOffer('offer-bread', { activation: { kind: 'coupon', reference: '9521234000017', singleUse: true }, condition: { kind: 'quantity', set: { itemIds: ['bread' as ItemId] }, unitCount: 1 }, reward: { kind: 'amount-off', amountMinor: 50, per: 'once' } })

/** Milk every week and bread every four days, up to the end of February. */
const history = [
  ...['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26', '2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23'].map((day) => purchase('milk', day)),
  ...['2026-02-02', '2026-02-06', '2026-02-10', '2026-02-14', '2026-02-18', '2026-02-22', '2026-02-26'].map((day) => purchase('bread', day)),
]

function purchase(itemId: string, day: string): { memberId: MemberId; purchaseId: string; day: string; lines: { itemId: ItemId; unitCount: number; netMinor: number }[] } {
  return { memberId: ana as MemberId, purchaseId: `${itemId}-${day}`, day, lines: [{ itemId: itemId as ItemId, unitCount: 1, netMinor: 199 }] }
}

async function openShop(url: string, today: () => string = () => '2026-03-02'): Promise<Crm> {
  const crm = await openTestCrm(url, { today })
  await crm.publish('settings', [{ key: 'store', body: testSettings }])
  await crm.publish('items', [milk, bread, coffee].map((item) => ({ key: item.itemId, body: item })))
  await crm.publish('offers', [listOffer, couponOffer].map((offer) => ({ key: offer.offerId, body: offer })))
  await crm.importMembers([testMember(ana)])
  await crm.importPurchases(history)
  await crm.settle()
  return crm
}

async function replicaOf(crm: Crm): Promise<{ members: z.infer<typeof feedMember>[]; lists: z.infer<typeof shoppingList>[] }> {
  const bodies = async (topic: 'members' | 'lists'): Promise<unknown[]> => (await crm.feed(topic, 0, 100)).changes.flatMap((change) => (change.body === null ? [] : [change.body]))
  return { members: z.array(feedMember).parse(await bodies('members')), lists: z.array(shoppingList).parse(await bodies('lists')) }
}

const wantedOf = (list: z.infer<typeof shoppingList> | undefined): string[] => (list?.lines ?? []).flatMap((line) => (line.wanted.kind === 'item' ? [line.wanted.itemId] : []))

describe('a member in the feed', () => {
  it('shows first name and initial, and keys instead of numbers', async () => {
    const crm = await openShop(await databases.fresh())
    const { phone, cardNumber } = testMember(ana)
    const [face] = (await replicaOf(crm)).members
    expect(face).toMatchObject({ memberId: ana, displayName: 'Ana F.', cardLast4: cardNumber.slice(-4), pointsSynced: 0, pointsThrough: {} })
    expect(face?.keys).toEqual([memberKey(testSettings.memberSecret, 'card', cardNumber), ...phoneForms(phone).map((digits) => memberKey(testSettings.memberSecret, 'phone', digits))])
    const text = JSON.stringify(await crm.feed('members', 0, 10))
    for (const secret of ['Ferreira', phone.replace(/\D/g, ''), cardNumber]) expect(text).not.toContain(secret)
  })

  it('gets her points, what they include, and candidates for her next visit', async () => {
    const crm = await openShop(await databases.fresh())
    const journals = [testJournal(), testJournal({ laneNumber: 2 })]
    for (const journal of journals) {
      journal.write(testSale({ memberId: ana, points: 10, items: [coffee] }))
      journal.write(testSale({ memberId: ana, points: 5, items: [coffee], receiptNumber: 2 }))
      journal.write(testSale({ receiptNumber: 3 }))
      await crm.ingest(journal.journalId, journal.slice(1))
    }
    await crm.settle()
    const [face] = (await replicaOf(crm)).members
    expect(face).toMatchObject({ pointsSynced: 30, pointsThrough: Object.fromEntries(journals.map((journal) => [journal.journalId, 2])) })
    expect(face?.nextVisit.map((candidate) => candidate.offerId)).toEqual(['offer-bread'])
  })

  it('waits for the settings, without whose secret nobody could find her', async () => {
    const crm = await openTestCrm(await databases.fresh(), { today: () => '2026-03-02' })
    await crm.importMembers([testMember(ana)])
    await crm.settle()
    expect((await replicaOf(crm)).members).toEqual([])
    await crm.publish('settings', [{ key: 'store', body: testSettings }])
    await crm.settle()
    expect((await replicaOf(crm)).members).toMatchObject([{ memberId: ana }])
  })

  it('is shown to people when she shares a phone number with another member', async () => {
    const crm = await openShop(await databases.fresh())
    await crm.importMembers([testMember('member-rui', { phone: testMember(ana).phone })])
    await crm.settle()
    expect((await crm.exceptions(10)).exceptions).toMatchObject([{ kind: 'member-key-shared', subject: 'member-ana, member-rui' }])
  })
})

describe('a shopping list', () => {
  it('runs for a fortnight, arms the list offers and has ten digits for its barcode', async () => {
    const crm = await openShop(await databases.fresh())
    const [list] = (await replicaOf(crm)).lists
    expect(list).toMatchObject({ memberId: ana, fromDay: '2026-03-02', untilDay: '2026-03-15' })
    expect(list?.number).toMatch(/^\d{10}$/)
    expect(list?.lines.find((line) => line.wanted.kind === 'item' && line.wanted.itemId === milk.itemId)).toMatchObject({ offerIds: ['offer-milk'] })
  })

  it('loses what she has just bought and keeps its number', async () => {
    const crm = await openShop(await databases.fresh())
    const before = (await replicaOf(crm)).lists[0]
    expect(wantedOf(before)).toContain('milk')
    const journal = testJournal()
    journal.write(testSale({ memberId: ana, items: [milk] }))
    await crm.ingest(journal.journalId, journal.slice(1))
    await crm.settle()
    const { lists } = await replicaOf(crm)
    expect(lists).toHaveLength(1)
    expect(lists[0]).toMatchObject({ listId: before?.listId, number: before?.number, fromDay: before?.fromDay, untilDay: before?.untilDay })
    expect(wantedOf(lists[0])).not.toContain('milk')
    expect(wantedOf(lists[0])).toContain('bread')
  })

  it('is followed by a new one when it has ended, and lanes forget the old', async () => {
    let today = '2026-03-02'
    const crm = await openShop(await databases.fresh(), () => today)
    const before = (await replicaOf(crm)).lists[0]
    today = '2026-03-15'
    await crm.issueLists()
    expect((await replicaOf(crm)).lists[0]?.listId).toBe(before?.listId)
    today = '2026-03-16'
    await crm.issueLists()
    const { lists } = await replicaOf(crm)
    expect(lists).toMatchObject([{ fromDay: '2026-03-16', untilDay: '2026-03-29' }])
    expect(lists[0]?.number).not.toBe(before?.number)
  })

  it('is refreshed by whoever opens the CRM next when a crash came between sale and list', async () => {
    const url = await databases.fresh()
    const crm = await openShop(url)
    await crm.close()
    const database = await openDatabase(url, (error) => { throw error })
    await database.query("insert into points_entry (member_id, journal_id, number, points, reason, sale_id, at) values ($1, 'journal-1', 9, 12, 'earned', 'sale-1', now())", [ana])
    await database.query('insert into refresh_mark (member_id) values ($1)', [ana])
    await database.close()
    const next = await openTestCrm(url, { today: () => '2026-03-02' })
    await next.settle()
    expect((await replicaOf(next)).members).toMatchObject([{ pointsSynced: 12, pointsThrough: { 'journal-1': 9 } }])
  })

  it('keeps up with many sales of many members through two CRMs on one database', async () => {
    const url = await databases.fresh()
    const one = await openShop(url)
    const two = await openTestCrm(url, { today: () => '2026-03-02' })
    const memberIds = Array.from({ length: 60 }, (_, index) => `member-${index}`)
    await one.importMembers(memberIds.map((memberId) => testMember(memberId)))
    const journals = Array.from({ length: 4 }, (_, lane) => testJournal({ laneNumber: lane + 1 }))
    for (const journal of journals) for (const [index, memberId] of memberIds.entries()) journal.write(testSale({ memberId, points: 3, receiptNumber: index + 1, items: [milk] }))
    await Promise.all(journals.map((journal, index) => (index % 2 === 0 ? one : two).ingest(journal.journalId, journal.slice(1))))
    await Promise.all([one.settle(), two.settle()])
    await one.settle()
    const { members } = await replicaOf(one)
    expect(members.filter((face) => face.memberId !== ana).map((face) => face.pointsSynced)).toEqual(memberIds.map(() => 12))
  })
})

describe('an account', () => {
  it('shows balance, ledger, history, redemptions and list', async () => {
    const crm = await openShop(await databases.fresh())
    const journal = testJournal()
    const sale = testSale({ memberId: ana, points: 10, items: [coffee], redeemed: [{ couponCode: '9521234000017001' as CouponCode, offerId: 'offer-bread' as OfferId, amountMinor: 50 }] })
    journal.write(sale)
    await crm.ingest(journal.journalId, journal.slice(1))
    await crm.settle()
    const account = await crm.member(ana)
    expect(account).toMatchObject({ memberId: ana, lastName: 'Ferreira', pointsBalance: 10, ledger: [{ journalId: journal.journalId, number: 1, points: 10, saleId: sale.saleId }], redemptions: [{ couponCode: '9521234000017001', amountMinor: 50 }] })
    expect(account?.history[0]).toEqual({ purchaseId: sale.saleId, lineNumber: 1, day: '2026-03-02', itemId: 'coffee', unitCount: 1, netMinor: 199 })
    expect(account?.history).toHaveLength(16)
    expect(account?.list).toEqual(await crm.memberList(ana))
    expect(await crm.member('nobody')).toBeUndefined()
  })

  it('is renewed by a second import, and purchases are not doubled', async () => {
    const crm = await openShop(await databases.fresh())
    await crm.importPurchases(history)
    await crm.importMembers([testMember(ana, { lastName: 'Gomes', tier: 'gold' })])
    await crm.settle()
    expect((await crm.member(ana))?.history).toHaveLength(15)
    expect((await replicaOf(crm)).members).toMatchObject([{ displayName: 'Ana G.', tier: 'gold' }])
  })

  it('is not opened from rows that do not fit, and nothing of them is taken', async () => {
    const crm = await openShop(await databases.fresh())
    await expect(crm.importMembers([testMember('member-rui'), testMember('member-eva', { phone: '12' })])).rejects.toThrow(/member 2: phone/)
    expect(await crm.member('member-rui')).toBeUndefined()
  })
})

it('members are brought up to date when uploads that came thick are through, or somebody asks', async () => {
  const time = playedTime()
  const crm = await openTestCrm(await databases.fresh(), { after: (delayMs, call) => time.after(delayMs, call) })
  await crm.publish('settings', [{ key: 'store', body: testSettings }])
  await crm.importMembers([testMember(ana)])
  await crm.settle()
  const points = async (): Promise<number[]> => (await replicaOf(crm)).members.map(({ pointsSynced }) => pointsSynced)
  const journals = [1, 2, 3].map((laneNumber) => testJournal({ laneNumber }))
  for (const journal of journals) journal.write(testSale({ memberId: ana, points: 10 }))
  await Promise.all(journals.map((journal) => crm.ingest(journal.journalId, journal.slice(1))))
  // Far more than a refresh would need.
  for (let query = 0; query < 50; query += 1) await crm.health()
  expect(await points()).toEqual([0])
  await crm.settle()
  expect(await points()).toEqual([30])
})
