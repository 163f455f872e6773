import { describe, expect, it } from 'vitest'
import type { CouponCode, OfferId, SaleId } from '../../src/domain/ids.ts'
import { manufacturerCode } from '../../src/domain/offers/manufacturer-offer.ts'
import type { RedeemedCoupon, SaleCompleted } from '../../src/domain/sale/facts.ts'
import type { SaleReturned } from '../../src/domain/sale/sale-returned.ts'
import { testJournal } from '../support/crm-journal.ts'
import { testSale, testSettings } from '../support/crm-shop.ts'
import { openTestCrm } from '../support/crm.ts'
import { couponDigits, type WrittenCoupon } from '../support/domain-coupons.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()

function redeemed(told: WrittenCoupon, amountMinor: number): RedeemedCoupon {
  const couponCode: CouponCode = manufacturerCode(couponDigits(told))
  return { couponCode, offerId: couponCode as string as OfferId, amountMinor, singleUse: told.serial !== undefined }
}

const soap = redeemed({ saveValue: 75 }, 75)
const numbered = redeemed({ saveValue: 75, serial: '000042' }, 60)
const otherOffer = redeemed({ saveValue: 200, offerCode: '000088' }, 200)
const rival = redeemed({ companyPrefix: '9529990', saveValue: 100 }, 100)

describe('coupons of manufacturers', () => {
  it('become a claim by company and offer, with every coupon as evidence', async () => {
    const crm = await openTestCrm(await databases.fresh())
    await crm.publish('settings', [{ key: 'store', body: testSettings }])
    const journal = testJournal()
    const sales = [testSale({ redeemed: [soap, rival] }), testSale({ receiptNumber: 2, redeemed: [soap, numbered] }), testSale({ receiptNumber: 3, day: '2026-03-05', redeemed: [otherOffer, { couponCode: '9521234567890000001' as CouponCode }] })]
    for (const sale of sales) journal.write(sale)
    await crm.ingest(journal.journalId, journal.slice(1))
    await crm.ingest(journal.journalId, journal.slice(1))
    expect(await crm.manufacturerClaims()).toEqual([
      { companyPrefix: '9521234', couponCount: 4, amountMinor: 410, offers: [{ offerCode: '000077', couponCount: 3, amountMinor: 210 }, { offerCode: '000088', couponCount: 1, amountMinor: 200 }] },
      { companyPrefix: '9529990', couponCount: 1, amountMinor: 100, offers: [{ offerCode: '000077', couponCount: 1, amountMinor: 100 }] },
    ])
    expect(await crm.manufacturerClaims({ companyPrefix: '9521234', fromDay: '2026-03-03', untilDay: '2026-03-31' })).toMatchObject([{ couponCount: 1, amountMinor: 200 }])
    const evidence = await crm.manufacturerRedemptions({ companyPrefix: '9521234' }, 10)
    expect(evidence.map(({ couponCode, serial, day, amountMinor }) => ({ couponCode, serial, day, amountMinor }))).toEqual([
      { couponCode: soap.couponCode, serial: undefined, day: '2026-03-02', amountMinor: 75 },
      { couponCode: soap.couponCode, serial: undefined, day: '2026-03-02', amountMinor: 75 },
      { couponCode: numbered.couponCode, serial: '000042', day: '2026-03-02', amountMinor: 60 },
      { couponCode: otherOffer.couponCode, serial: undefined, day: '2026-03-05', amountMinor: 200 },
    ])
  })

  it('with a serial number that two lanes redeem come before people, and other lanes are told', async () => {
    const crm = await openTestCrm(await databases.fresh())
    await crm.publish('settings', [{ key: 'store', body: testSettings }])
    for (const laneNumber of [1, 2]) {
      const journal = testJournal({ laneNumber })
      journal.write(testSale({ redeemed: [numbered, soap] }))
      await crm.ingest(journal.journalId, journal.slice(1))
    }
    await crm.settle()
    expect((await crm.exceptions(10)).exceptions).toMatchObject([{ kind: 'coupon-redeemed-twice', subject: numbered.couponCode }])
    expect((await crm.feed('coupons', 0, 10)).changes.map(({ key }) => key)).toEqual([numbered.couponCode])
  })

  it('are claimed only for goods that stay with the customer', async () => {
    const crm = await openTestCrm(await databases.fresh())
    await crm.publish('settings', [{ key: 'store', body: testSettings }])
    const journal = testJournal()
    const [whole, part] = [testSale({ redeemed: [soap] }), testSale({ receiptNumber: 2, redeemed: [otherOffer, rival] })]
    const back = (sale: SaleCompleted, receiptNumber: number, broken: SaleReturned['broken']): SaleReturned => ({
      kind: 'sale-returned', saleId: `return-${receiptNumber}` as SaleId, receiptNumber, returnedAt: '2026-03-04T10:00:00.000Z', businessDay: '2026-03-04', cashierId: sale.cashierId, reason: 'unwanted',
      of: { saleId: sale.saleId, receiptNumber: sale.receiptNumber, businessDay: sale.businessDay }, lines: [], broken, refundMinor: 0, tax: [], dueBackMinor: 0, tenders: [], restored: { couponCodes: [], offers: [] },
    })
    const gives = ({ offerId, amountMinor }: RedeemedCoupon, givesMinor: number): SaleReturned['broken'][number] => ({ offerId, name: { en: 'Coupon' }, gaveMinor: amountMinor, givesMinor })
    for (const fact of [whole, part, back(whole, 3, [gives(soap, 0)]), back(part, 4, [gives(otherOffer, 50)]), back(part, 5, [gives(otherOffer, 20)])]) journal.write(fact)
    await crm.ingest(journal.journalId, journal.slice(1, 2))
    await crm.ingest(journal.journalId, journal.slice(2))
    expect(await crm.manufacturerClaims()).toMatchObject([
      { companyPrefix: '9521234', couponCount: 1, amountMinor: 20, offers: [{ offerCode: '000088' }] },
      { companyPrefix: '9529990', couponCount: 1, amountMinor: 100 },
    ])
    expect((await crm.manufacturerRedemptions({}, 10)).map(({ amountMinor }) => amountMinor).sort((a, b) => a - b)).toEqual([20, 100])
  })
})
