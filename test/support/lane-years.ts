import Database from 'better-sqlite3'
import { join } from 'node:path'
import { seededRandom } from '../../drivers/simulator/seeded-random.ts'
import { addDays } from '../../src/domain/business-day/business-time.ts'
import { offerUses } from '../../src/domain/offers/offer-uses.ts'
import type { CashierId, CommandId, CouponCode, OfferId, SaleId } from '../../src/domain/ids.ts'
import type { Fact, SaleCompleted } from '../../src/domain/sale/facts.ts'
import type { SaleReturned } from '../../src/domain/sale/sale-returned.ts'
import type { LaneStore } from '../../src/lane/store/open-lane-store.ts'
import { testItem, testSale } from './crm-shop.ts'

export const yearsLane = { storeId: 'store-1', laneNumber: 3 }
const firstDay = '2026-03-02'

/** A lane that sells day after day, with members, coupons, limits and returns as a seed has them. */
export interface LaneYears {
  /** Opens a later trading day and sells; every sale is a commit. */
  day(saleCount: number, later?: number): void
  /** Head office has everything there is. */
  accepted(): void
  /** A sale that is begun and left open. */
  begin(saleId: string): void
}

export function laneYears(store: () => LaneStore, seed: number): LaneYears {
  const random = seededRandom(seed)
  const sold: SaleCompleted[] = []
  let dayCount = 0
  const today = (): string => addDays(firstDay, dayCount)
  const append = (commandId: string, facts: readonly Fact[]): void => void store().journal.append({ commandId: commandId as CommandId, at: `${today()}T10:00:00.000Z`, facts })
  const openingOf = (saleId: string): Fact => ({ kind: 'sale-opened', saleId: saleId as SaleId, openedAt: `${today()}T10:00:00.000Z`, businessDay: today(), cashierId: 'maria' as CashierId })
  const some = <T>(share: number, made: () => T): T[] => (random(100) < share ? [made()] : [])

  const sell = (isFirst: boolean): void => {
    const receiptNumber = store().own.lastReceiptNumber() + 1
    const back = sold.at(-1 - random(5))
    // A day begins when a sale is opened.
    if (back && !isFirst && random(6) === 0) return append(`return ${receiptNumber}`, [returnOf(back, receiptNumber, today())])
    const [memberId] = some(60, () => `m${random(4)}`)
    const [offerId] = some(40, () => `next-${random(3)}` as OfferId)
    const made = testSale({
      saleId: `sale-${receiptNumber}`, receiptNumber, day: today(), ...(memberId === undefined ? {} : { memberId }), points: random(20), items: [testItem('milk')],
      redeemed: some(30, () => ({ couponCode: `coupon-${receiptNumber}` as CouponCode, unasked: random(2) === 0 })),
      ...(offerId === undefined ? {} : { issued: { couponCode: `issued-${receiptNumber}` as CouponCode, offerId, name: { en: 'Next visit' }, expiresOn: addDays(today(), 21), reason: 'recent' } }),
    })
    const outcomes = some(70, () => ({ offerId: `offer-${random(3)}` as OfferId, name: { en: 'Offer' }, armedBy: 'automatic' as const, state: { kind: 'applied' as const, amountMinor: random(200), points: 0, rewardCount: 1 + random(3), lineIds: [] } }))
    const sale = { ...made, priced: { ...made.priced, outcomes } }
    sold.push(sale)
    append(`sale ${receiptNumber}`, [openingOf(sale.saleId), sale, { kind: 'print-asked', printId: `print-${receiptNumber}`, saleId: sale.saleId, copy: false }, { kind: 'print-ended', printId: `print-${receiptNumber}`, saleId: sale.saleId, outcome: 'printed' }])
  }
  return {
    day(saleCount, later = 1) {
      dayCount += later
      for (let count = 0; count < saleCount; count += 1) sell(count === 0)
    },
    accepted: () => store().upload.setAccepted(store().journal.lastNumber(), `${today()}T20:00:00.000Z`),
    begin: (saleId) => append(`begin ${saleId}`, [openingOf(saleId)]),
  }
}

function returnOf(sale: SaleCompleted, receiptNumber: number, day: string): SaleReturned {
  return {
    kind: 'sale-returned', saleId: `return-${receiptNumber}` as SaleId, receiptNumber, returnedAt: `${day}T11:00:00.000Z`, businessDay: day, cashierId: sale.cashierId, reason: 'damaged',
    of: { saleId: sale.saleId, receiptNumber: sale.receiptNumber, businessDay: sale.businessDay }, lines: [], broken: [], refundMinor: 0, tax: [], dueBackMinor: 0, tenders: [],
    ...(sale.member ? { member: sale.member, points: { takenBack: sale.points?.earned ?? 0, givenBack: 0 } } : {}),
    ...(sale.issued ? { withdrawn: sale.issued.couponCode } : {}),
    restored: { couponCodes: sale.redeemed.map(({ couponCode }) => couponCode), offers: offerUses(sale.priced) },
  }
}

const lasting = ['own_points_entry', 'own_offer_total', 'own_offer_use', 'own_redemption', 'own_unasked', 'own_issue', 'own_issued']

/** What a lane's tables say of everything it ever sold, whatever of it is still there. */
export function lastingTables(dataDir: string): object {
  const db = new Database(join(dataDir, 'lane.db'), { readonly: true })
  const rows = Object.fromEntries(lasting.map((table) => [table, db.prepare(`select * from ${table}`).all().map((row) => JSON.stringify(row)).toSorted()]))
  const days = db.prepare("select name, value from cursor where name like '%trading-day' order by name").all()
  db.close()
  return { ...rows, days }
}
