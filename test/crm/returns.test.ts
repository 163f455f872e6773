import { describe, expect, it } from 'vitest'
import { keptPurchases } from '../../src/crm/members/kept-purchases.ts'
import type { Crm } from '../../src/crm/crm.ts'
import type { PurchaseLineRow } from '../../src/crm/store/sale-rows.ts'
import type { CouponCode, ItemId, MemberId, OfferId, SaleId } from '../../src/domain/ids.ts'
import type { SaleCompleted } from '../../src/domain/sale/facts.ts'
import type { SaleReturned } from '../../src/domain/sale/sale-returned.ts'
import { testJournal, type TestJournal } from '../support/crm-journal.ts'
import { testItem, testMember, testSale, testSettings } from '../support/crm-shop.ts'
import { openTestCrm } from '../support/crm.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()
const ana = 'member-ana'
const couponCode = '9521234567890000001' as CouponCode

/** The first line of a sale comes back, and all of its points. */
function backOf(sale: SaleCompleted, change: Partial<SaleReturned> = {}): SaleReturned {
  const line = sale.lines[0]
  const refundMinor = line?.grossMinor ?? 0
  return {
    kind: 'sale-returned', saleId: 'return-1' as SaleId, receiptNumber: 2, returnedAt: '2026-03-04T10:00:00.000Z', businessDay: '2026-03-04', cashierId: sale.cashierId, reason: 'unwanted',
    of: { saleId: sale.saleId, receiptNumber: sale.receiptNumber, businessDay: sale.businessDay },
    lines: line ? [{ lineId: line.lineId, itemId: line.item.itemId, name: line.item.name, categoryId: line.item.categoryId, quantity: { kind: 'units', count: 1 }, paidMinor: refundMinor, refundMinor }] : [],
    broken: [], refundMinor, tax: [], dueBackMinor: refundMinor, tenders: [{ tenderKind: 'cash', amountMinor: refundMinor }],
    ...(sale.member ? { member: { memberId: ana as MemberId, displayName: 'Ana F.', cardLast4: '1234' }, points: { takenBack: sale.points?.earned ?? 0, givenBack: 0 } } : {}),
    restored: { couponCodes: [], offers: [] },
    ...change,
  }
}

async function openShop(): Promise<Crm> {
  const crm = await openTestCrm(await databases.fresh())
  await crm.publish('settings', [{ key: 'store', body: testSettings }])
  await crm.publish('items', [testItem('milk'), testItem('bread')].map((body) => ({ key: body.itemId, body })))
  await crm.importMembers([testMember(ana)])
  return crm
}

async function upload(crm: Crm, ...facts: readonly { readonly kind: string }[]): Promise<TestJournal> {
  const journal = testJournal()
  for (const fact of facts) journal.write(fact)
  await crm.ingest(journal.journalId, journal.slice(1))
  await crm.settle()
  return journal
}

const kinds = async (crm: Crm): Promise<string[]> => (await crm.exceptions(10)).exceptions.map(({ kind }) => kind).sort()

describe('goods that come back, at head office', () => {
  it('take their points and their money with them, and the purchase stands against what was kept', async () => {
    const crm = await openShop()
    const sale = testSale({ memberId: ana, points: 10, items: [testItem('milk'), testItem('bread')] })
    await upload(crm, sale, backOf(sale))
    const account = await crm.member(ana)
    expect(account?.pointsBalance).toBe(0)
    expect(account?.ledger.map(({ reason, points }) => [reason, points])).toEqual([['clawed-back', -10], ['earned', 10]])
    expect(account?.history.map(({ itemId, unitCount, netMinor }) => [itemId, unitCount, netMinor])).toEqual([['milk', -1, -199], ['bread', 1, 199], ['milk', 1, 199]])
    expect(await crm.totals()).toMatchObject({ saleCount: 1, returnCount: 1, refundMinor: 199, dueBackMinor: 199 })
    expect(await crm.totals({ fromDay: '2026-03-04' })).toMatchObject({ saleCount: 0, returnCount: 1 })
    expect(await kinds(crm)).toEqual([])
  })

  it('count once, however often they are sent', async () => {
    const crm = await openShop()
    const sale = testSale({ memberId: ana, points: 10 })
    const journal = await upload(crm, sale, backOf(sale))
    await crm.ingest(journal.journalId, journal.slice(1))
    await crm.ingest(journal.journalId, journal.slice(2))
    expect((await crm.totals()).returnCount).toBe(1)
    expect((await crm.member(ana))?.pointsBalance).toBe(0)
    await upload(crm, backOf(sale))
    expect((await crm.totals()).returnCount).toBe(1)
    expect(await kinds(crm)).toEqual(['return-twice'])
  })

  it.each<[string, (sale: SaleCompleted) => SaleReturned, string[]]>([
    ['of a sale nobody knows', (sale) => backOf(sale, { of: { saleId: 'no-sale' as SaleId, receiptNumber: 9, businessDay: '2026-03-02' } }), ['return-of-unknown-sale']],
    ['of more units than were sold', (sale) => backOf(sale, { lines: backOf(sale).lines.map((line) => ({ ...line, quantity: { kind: 'units', count: 2 } })) }), ['returned-more-than-sold']],
    ['for more money than was paid', (sale) => backOf(sale, { dueBackMinor: 200 }), ['returned-more-than-sold']],
    ['of a member nobody knows', (sale) => backOf(sale, { member: { memberId: 'stranger' as MemberId, displayName: 'X.', cardLast4: '0000' } }), ['unknown-member']],
  ])('are taken and shown to people: %s', async (_, returned, expected) => {
    const crm = await openShop()
    const sale = testSale({ memberId: ana, points: 10 })
    await upload(crm, sale, returned(sale))
    expect(await kinds(crm)).toEqual(expected)
    expect((await crm.totals()).returnCount).toBe(1)
  })

  it('are shown to people when no database can hold their date, and the return beside them counts', async () => {
    const crm = await openShop()
    const sale = testSale({ items: [testItem('milk'), testItem('bread')] })
    await upload(crm, sale, backOf(sale, { businessDay: '0000-01-01' }), backOf(sale, { saleId: 'return-2' as SaleId, receiptNumber: 3 }))
    expect((await crm.totals()).returnCount).toBe(1)
    expect((await crm.exceptions(10)).exceptions).toMatchObject([{ kind: 'record-unreadable', number: 2, saleId: 'return-1', subject: 'sale-returned' }])
  })

  it('free a single-use coupon whose offer says so, and every lane hears of it', async () => {
    const crm = await openShop()
    const sale = testSale({ memberId: ana, redeemed: [{ couponCode }] })
    const spentAt = async (): Promise<unknown> => (await crm.feed('coupons', 0, 10)).changes.find(({ key }) => key === couponCode)?.body
    const journal = await upload(crm, sale)
    expect(await spentAt()).toMatchObject({ couponCode })
    journal.write(backOf(sale, { restored: { couponCodes: [couponCode], offers: [{ offerId: 'offer-1' as OfferId, rewardCount: 1, amountMinor: 100 }] } }))
    await crm.ingest(journal.journalId, journal.slice(2))
    await crm.settle()
    expect(await spentAt()).toBeNull()
    await upload(crm, testSale({ memberId: ana, receiptNumber: 5, redeemed: [{ couponCode }] }))
    expect(await spentAt()).toMatchObject({ couponCode })
    expect(await kinds(crm)).toEqual([])
  })

  it('take the coupon with them that they had brought, and every lane hears of it', async () => {
    const crm = await openShop()
    const sale = testSale({ memberId: ana, issued: { couponCode, offerId: 'offer-1' as OfferId, name: { en: 'next' }, expiresOn: '2026-04-02', reason: 'due-soon' } })
    await upload(crm, sale, backOf(sale, { withdrawn: couponCode }))
    expect((await crm.feed('coupons', 0, 10)).changes).toMatchObject([{ key: couponCode, body: { couponCode } }])
    await upload(crm, testSale({ receiptNumber: 7, redeemed: [{ couponCode }] }))
    expect(await kinds(crm)).toEqual(['coupon-redeemed-twice'])
  })

  it('say nothing of the member’s habits: her list no longer knows what she gave back', () => {
    const line = (purchaseId: string, itemId: string, unitCount: number, ofPurchaseId?: string): PurchaseLineRow => ({ memberId: ana, purchaseId, lineNumber: 1, day: '2026-03-02', itemId: itemId as ItemId, categoryId: 'dairy', unitCount, netMinor: unitCount * 100, ...(ofPurchaseId === undefined ? {} : { ofPurchaseId }) })
    const lines = [line('s1', 'milk', 3), line('s1', 'bread', 1), line('s2', 'milk', 1), line('r1', 'milk', -2, 's1'), line('r2', 'bread', -1, 's1'), line('r3', 'milk', -1, 'long-ago')]
    expect(keptPurchases(lines).map(({ purchaseId, itemId, unitCount }) => [purchaseId, itemId, unitCount])).toEqual([['s1', 'milk', 1], ['s2', 'milk', 1]])
  })
})
