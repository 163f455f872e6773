import { randomUUID } from 'node:crypto'
import type { Item } from '../../src/domain/catalog/item.ts'
import type { CashierId, CouponCode, ItemId, LineId, MemberId, OfferId, SaleId, TaxClassId, TenderId } from '../../src/domain/ids.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import type { RedeemedCoupon, SaleCompleted } from '../../src/domain/sale/facts.ts'
import type { StoreSettings } from '../../src/contract/feed.ts'
import type { MemberImport } from '../../src/crm/members/member-import.ts'

/** A small shop for the CRM's tests. */
export const testSettings: StoreSettings = {
  storeId: 'store-1', storeName: 'Test Store', receiptHeader: [], receiptFooter: [], language: 'en', timeZone: 'Europe/Lisbon', dayChangeMinute: 240,
  currency: { code: 'EUR', decimals: 2, symbol: '€' },
  taxClasses: [{ taxClassId: 'tax-a' as TaxClassId, name: 'Reduced', letter: 'A', rateBasisPoints: 600, kind: 'included' }],
  earnRules: { points: 1, perMinor: 100 }, ownCodes: [{ kind: 'list', pattern: '29LLLLLLLLLLC' }],
  couponSecret: 'a secret for coupons', memberSecret: 'a secret for members', nextVisit: { validDays: 21, minimumDueMinor: 500 },
}

export function testItem(itemId: string, change: Partial<Item> = {}): Item {
  return {
    itemId: itemId as ItemId, name: { en: `Item ${itemId}` }, gtins: [], soldBy: 'unit', prices: [{ fromDay: '2020-01-01', priceMinor: 199 }], departmentId: 'dairy', categoryId: `category-${itemId}`,
    tags: [], taxClassId: 'tax-a' as TaxClassId, discountable: true, ...change,
  }
}

export function testOffer(offerId: string, change: Partial<Offer> = {}): Offer {
  return {
    offerId: offerId as OfferId, name: { en: `Offer ${offerId}` }, activation: { kind: 'automatic' }, window: { fromDay: '2020-01-01', untilDay: '2030-12-31' },
    condition: { kind: 'basket', spendMinor: 1000 }, reward: { kind: 'basket-amount-off', amountMinor: 100 }, limits: {}, stackingGroup: 'any',
    funding: { by: 'store', supplierShareBasisPoints: 0, reducesTaxBase: true }, ...change,
  }
}

export function testMember(memberId: string, change: Partial<MemberImport> = {}): MemberImport {
  const digits = String([...memberId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 90_000_000, 7) + 10_000_000)
  return { memberId: memberId as MemberId, firstName: 'Ana', lastName: 'Ferreira', phone: `+351 9${digits}`, cardNumber: `952${digits}`, memberSince: '2021-05-04', tier: 'member', ...change }
}

export interface SaleAsked {
  readonly saleId?: string
  readonly receiptNumber?: number
  readonly day?: string
  readonly memberId?: string
  readonly items?: readonly Item[]
  readonly points?: number
  readonly redeemed?: readonly Partial<RedeemedCoupon>[]
  readonly issued?: SaleCompleted['issued']
}

/** A finished sale: one unit of each item at its first price, one discount of nothing, paid in cash. */
export function testSale(asked: SaleAsked = {}): SaleCompleted {
  const { saleId = randomUUID(), receiptNumber = 1, day = '2026-03-02', memberId, items = [testItem('milk')], points = 0, redeemed = [], issued } = asked
  const lines = items.map((item, index) => ({ lineId: String(index + 1) as LineId, item, grossMinor: item.prices[0]?.priceMinor ?? 0 }))
  const grossMinor = lines.reduce((sum, line) => sum + line.grossMinor, 0)
  return {
    kind: 'sale-completed', saleId: saleId as SaleId, receiptNumber, openedAt: `${day}T10:00:00.000Z`, completedAt: `${day}T10:02:00.000Z`, businessDay: day, cashierId: 'cashier-1' as CashierId,
    lines: lines.map(({ lineId, item, grossMinor: gross }) => ({
      lineId, quantity: { kind: 'units', count: 1 }, entry: 'scanned', grossMinor: gross, state: 'sold',
      item: { itemId: item.itemId, gtin: '', name: item.name, departmentId: item.departmentId, categoryId: item.categoryId, tags: [], taxClassId: item.taxClassId, discountable: true, unitPriceMinor: gross },
    })),
    priced: {
      lines: lines.map(({ lineId, grossMinor: gross }) => ({ lineId, grossMinor: gross, discountMinor: 0, netMinor: gross, discounts: [] })), outcomes: [],
      totals: { grossMinor, discountMinor: 0, netMinor: grossMinor, taxAddedMinor: 0, dueMinor: grossMinor, unitCount: lines.length }, tax: [], pointsEarned: points, provenBest: true,
    },
    tenders: [{ tenderId: 'tender-1' as TenderId, tenderKind: 'cash', amountMinor: grossMinor }], changeMinor: 0,
    ...(memberId === undefined ? {} : { member: { memberId: memberId as MemberId, displayName: 'Ana F.', cardLast4: '1234', identifiedBy: 'card' }, points: { earned: points, balanceBefore: 0, balanceAfter: points } }),
    redeemed: redeemed.map((coupon) => ({ couponCode: '9521234567890000001' as CouponCode, offerId: 'offer-1' as OfferId, amountMinor: 100, singleUse: true, ...coupon })),
    ...(issued ? { issued } : {}),
  }
}
