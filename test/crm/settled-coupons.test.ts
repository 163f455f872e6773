import { describe, expect, it } from 'vitest'
import type { Crm } from '../../src/crm/crm.ts'
import type { CouponCode, OfferId, SaleId } from '../../src/domain/ids.ts'
import { testJournal, type TestJournal } from '../support/crm-journal.ts'
import { testSale, testSettings, type SaleAsked } from '../support/crm-shop.ts'
import { openTestCrm } from '../support/crm.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()
const offerId = 'wine' as OfferId

/** The same coupon at four lanes: the one that had asked comes first, then by time, then by journal. */
const uses = [
  { lane: 'a', day: '2026-03-01', unasked: true },
  { lane: 'b', day: '2026-03-03', unasked: false },
  { lane: 'c', day: '2026-03-02', unasked: true },
  { lane: 'd', day: '2026-03-03', unasked: false },
] as const

function orders<Each>(all: readonly Each[]): Each[][] {
  return all.length === 0 ? [[]] : all.flatMap((first) => orders(all.filter((other) => other !== first)).map((rest) => [first, ...rest]))
}

async function openOffice(): Promise<Crm> {
  const crm = await openTestCrm(await databases.fresh())
  await crm.publish('settings', [{ key: 'store', body: testSettings }])
  return crm
}

function journalWith(journalId: string, sale: SaleAsked): TestJournal {
  const journal = testJournal({ journalId })
  journal.write(testSale(sale))
  return journal
}

describe('a single-use coupon used at several lanes', () => {
  it('has the same winner and the same latecomers in every order of hearing of them', async () => {
    const crm = await openOffice()
    const found = []
    for (const [index, order] of orders(uses).entries()) {
      const couponCode = `9529999000011${String(index).padStart(6, '0')}` as CouponCode
      for (const { lane, day, unasked } of order) {
        const journal = journalWith(`${lane} ${index}`, { saleId: `${lane} ${index}`, day, redeemed: [{ couponCode, offerId, amountMinor: 100, unasked }] })
        await crm.ingest(journal.journalId, journal.slice(1))
      }
      await crm.settle()
      const told = (await crm.feed('coupons', 0, 1000)).changes.find(({ key }) => key === couponCode)
      const late = (await crm.exceptions(1000)).exceptions.filter(({ subject }) => subject === couponCode).map(({ saleId }) => saleId?.slice(0, 1))
      found.push({ winner: (told?.body as { readonly journalId: string }).journalId.slice(0, 1), late: late.toSorted() })
    }
    expect(found).toHaveLength(24)
    expect(found).toEqual(found.map(() => ({ winner: 'b', late: ['a', 'c', 'd'] })))
    expect(await crm.couponUses()).toEqual([{ offerId, couponCount: 24, overCount: 72, overMinor: 7200, unaskedCount: 48 }])
  })

  it('is not used twice by whoever used it again after a return had restored it, whichever is heard of first', async () => {
    const crm = await openOffice()
    for (const [index, isSecondFirst] of [false, true].entries()) {
      const couponCode = `952999900001110000${index}` as CouponCode
      const first = journalWith(`a ${index}`, { saleId: `first ${index}`, day: '2026-03-01', redeemed: [{ couponCode, offerId }] })
      first.write({ ...backOf(`first ${index}`), restored: { couponCodes: [couponCode], offers: [] } })
      const second = journalWith(`b ${index}`, { saleId: `second ${index}`, day: '2026-03-04', redeemed: [{ couponCode, offerId }] })
      for (const journal of isSecondFirst ? [second, first] : [first, second]) await crm.ingest(journal.journalId, journal.slice(1))
    }
    expect(await crm.exceptions(10)).toMatchObject({ totalCount: 0 })
    expect(await crm.couponUses()).toMatchObject([{ couponCount: 2, overCount: 0 }])
  })

  it('is looked at when the goods it came with have come back, whichever is heard of first', async () => {
    const crm = await openOffice()
    for (const [index, isUseFirst] of [false, true].entries()) {
      const couponCode = `952999900001120000${index}` as CouponCode
      const giver = journalWith(`a ${index}`, { saleId: `giver ${index}`, day: '2026-03-01' })
      giver.write({ ...backOf(`giver ${index}`), withdrawn: couponCode })
      const user = journalWith(`b ${index}`, { saleId: `user ${index}`, day: '2026-03-04', redeemed: [{ couponCode, offerId }] })
      for (const journal of isUseFirst ? [user, giver] : [giver, user]) await crm.ingest(journal.journalId, journal.slice(1))
    }
    expect((await crm.exceptions(10)).exceptions.map(({ saleId }) => saleId).toSorted()).toEqual(['user 0', 'user 1'])
  })
})

/** The goods of a sale of 1 March come back on the 2nd. */
function backOf(saleId: string): { readonly kind: 'sale-returned' } & Record<string, unknown> {
  return {
    kind: 'sale-returned', saleId: `back of ${saleId}` as SaleId, receiptNumber: 2, returnedAt: '2026-03-02T10:00:00.000Z', businessDay: '2026-03-02', cashierId: 'cashier-1', reason: 'unwanted',
    of: { saleId, receiptNumber: 1, businessDay: '2026-03-01' }, lines: [], broken: [], refundMinor: 0, tax: [], dueBackMinor: 0, tenders: [], restored: { couponCodes: [], offers: [] },
  }
}
