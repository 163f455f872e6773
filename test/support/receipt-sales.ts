import { saleCompleted } from '../../src/contract/facts.ts'
import { issueCoupon } from '../../src/contract/coupon-code.ts'
import { writeOwnCode } from '../../src/domain/barcode/own-codes.ts'
import { grossOf } from '../../src/domain/basket/line.ts'
import { divideHalfUp } from '../../src/domain/money/money.ts'
import { pictureOf } from '../../src/domain/receipt/picture-rows.ts'
import type { ReceiptInput } from '../../src/domain/receipt/receipt-input.ts'
import type { SaleCompleted } from '../../src/domain/sale/facts.ts'
import type { Wording } from '../../src/domain/wording.ts'

/** A line as a shopper would tell it; the rest is worked out. */
interface Sold {
  readonly name: Wording
  readonly price: number
  readonly count?: number
  readonly grams?: number
  readonly tax: 'food' | 'goods' | 'added'
  readonly discounts?: readonly { readonly offerId: string; readonly name: Wording; readonly armedBy: 'automatic' | 'coupon' | 'list' | 'member'; readonly amountMinor: number; readonly unitCount?: number }[]
}

const taxClasses = [
  { taxClassId: 'food', name: 'Food', letter: 'A', rateBasisPoints: 700, kind: 'included' },
  { taxClassId: 'goods', name: 'Goods', letter: 'B', rateBasisPoints: 1900, kind: 'included' },
  { taxClassId: 'added', name: 'Sales tax', letter: 'T', rateBasisPoints: 825, kind: 'added' },
] as const

/** A finished sale whose figures add up; `more` brings tenders, member, list and coupon. */
function completed(lines: readonly Sold[], more: object): SaleCompleted {
  const sold = lines.map((line, index) => ({ line, lineId: String(index + 1), quantity: line.grams === undefined ? { kind: 'units' as const, count: line.count ?? 1 } : { kind: 'weight' as const, grams: line.grams } }))
  const priced = sold.map(({ line, lineId, quantity }) => {
    const grossMinor = grossOf(line.price, quantity)
    const discounts = (line.discounts ?? []).map((discount) => ({ unitCount: 1, ...discount }))
    const discountMinor = discounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    return { lineId, grossMinor, discountMinor, netMinor: grossMinor - discountMinor, discounts, tax: line.tax }
  })
  const sum = (of: (line: (typeof priced)[number]) => number) => priced.reduce((total, line) => total + of(line), 0)
  const tax = taxClasses.filter(({ taxClassId }) => lines.some((line) => line.tax === taxClassId)).map((taxClass) => {
    const paid = priced.filter((line) => line.tax === taxClass.taxClassId).reduce((total, line) => total + line.netMinor, 0)
    const taxMinor = divideHalfUp(paid * taxClass.rateBasisPoints, taxClass.kind === 'included' ? 10_000 + taxClass.rateBasisPoints : 10_000)
    return { ...taxClass, taxMinor, netMinor: taxClass.kind === 'included' ? paid - taxMinor : paid }
  })
  const netMinor = sum((line) => line.netMinor)
  const taxAddedMinor = tax.reduce((total, line) => total + (line.kind === 'added' ? line.taxMinor : 0), 0)
  return saleCompleted.parse({
    kind: 'sale-completed', saleId: '00000000-0000-4000-8000-000000000001', receiptNumber: 41, openedAt: '2026-11-22T13:30:00.000Z', completedAt: '2026-11-22T13:32:00.000Z', businessDay: '2026-11-22', cashierId: 'c1',
    lines: sold.map(({ line, lineId, quantity }) => ({ lineId, item: { itemId: `i${lineId}`, gtin: '', name: line.name, departmentId: 'd', categoryId: 'c', tags: [], taxClassId: line.tax, discountable: true, unitPriceMinor: line.price }, quantity, entry: 'scanned', grossMinor: grossOf(line.price, quantity), state: 'sold' })),
    priced: { lines: priced, outcomes: [], totals: { grossMinor: sum((line) => line.grossMinor), discountMinor: sum((line) => line.discountMinor), netMinor, taxAddedMinor, dueMinor: netMinor + taxAddedMinor, unitCount: lines.reduce((total, line) => total + (line.count ?? 1), 0) }, tax, pointsEarned: 0, provenBest: true },
    changeMinor: 0, redeemed: [], ...more,
  })
}

function receiptInput(sale: SaleCompleted, more: Partial<ReceiptInput> = {}): ReceiptInput {
  return {
    completed: sale,
    store: { storeName: 'Corner Market', header: ['12 Harbour Road', 'Tel. 555 0100'], footer: ['Thank you for shopping with us'], currency: { code: 'EUR', decimals: 2, symbol: '€' } },
    laneNumber: 3, cashierName: 'Kim', localTime: '2026-11-22 14:32', receiptCode: writeOwnCode('27RRRRRRRRRRC', { R: '0300000041' }), language: 'en', copy: false, ...more,
  }
}

const milk: Sold = { name: { en: 'Whole milk 1 l', zh: '全脂牛奶 1升' }, price: 129, count: 2, tax: 'food' }
const soap: Sold = { name: { en: 'Dish soap lemon 500 ml', zh: '柠檬洗洁精 500毫升' }, price: 199, tax: 'goods' }
const coffeeOffer = { offerId: 'o-coffee', name: { en: 'Coffee 20% off', zh: '咖啡八折' }, armedBy: 'list' as const, amountMinor: 180 }
/** Her share of an offer off the whole basket, in one line. */
const membersOffer = (amountMinor: number) => ({ offerId: 'o-member', name: { en: 'Members 5% off', zh: '会员九五折' }, armedBy: 'member' as const, amountMinor, unitCount: 0 })
const nextOffer = { en: '1.00 off olive oil', zh: '橄榄油减 1.00' }

function memberSale(): SaleCompleted {
  const couponCode = nextVisitCoupon().couponCode
  return completed([
    { ...milk, discounts: [membersOffer(13)] },
    { name: { en: 'Ground coffee dark roast 2 x 500 g', zh: '深度烘焙咖啡粉 2 x 500克' }, price: 899, tax: 'food', discounts: [coffeeOffer, membersOffer(36)] },
    { name: { en: 'Crackers', zh: '苏打饼干' }, price: 249, count: 3, tax: 'food', discounts: [{ offerId: 'o-3for2', name: { en: 'Crackers 3 for 2', zh: '饼干买二送一' }, armedBy: 'automatic', amountMinor: 249 }, membersOffer(25)] },
    { ...soap, discounts: [{ offerId: 'o-soap', name: { en: '0.50 off dish soap', zh: '洗洁精减 0.50' }, armedBy: 'coupon', amountMinor: 50 }, membersOffer(7)] },
  ], {
    tenders: [{ tenderId: 't1', tenderKind: 'card-confirmed', amountMinor: 1543 }],
    member: { memberId: 'm1', displayName: 'Ana F.', cardLast4: '1234', identifiedBy: 'list' },
    points: { earned: 15, balanceBefore: 324, balanceAfter: 339 },
    issued: { couponCode, offerId: 'o-oil', name: nextOffer, expiresOn: '2026-12-06', reason: 'due-soon' },
    list: { listId: 'l1', lineCount: 4, unclaimed: [
      { name: { en: 'Extra virgin olive oil 750 ml', zh: '特级初榨橄榄油 750毫升' }, itemId: 'i9', offerIds: ['o-oil-list'] },
      { name: { en: 'Bananas', zh: '香蕉' }, categoryId: 'c9', offerIds: [] },
    ] },
  })
}

function nextVisitCoupon(): { couponCode: string; elements: string } {
  const coupon = issueCoupon({ secret: 'a secret for tests', reference: '9521234500018', laneNumber: 3, sequence: 1, expiresOn: '2026-12-06' })
  if (coupon === undefined) throw new Error('the first coupon is always issued')
  return coupon
}

const offerName = (offerId: string) => (offerId === 'o-oil-list' ? { en: 'Olive oil 15% off', zh: '橄榄油八五折' } : undefined)

const slip = ['      Customer copy', 'Card', 'Terminal        68294001', 'Trace             000470', 'Amount              30.00', '', '     Payment made']
const logo = pictureOf(64, 24, (column, row) => Math.hypot((column - 32) / 3, row - 12) < 11 && (column + row) % 4 !== 0)
const chineseStore = { storeName: '街角超市', header: ['海港路12号'], footer: ['谢谢惠顾'] }
const weighedLines: readonly Sold[] = [
  { name: { en: 'Tomatoes on the vine', zh: '串番茄' }, price: 399, grams: 750, tax: 'food' },
  { name: { en: 'Paper towels', zh: '厨房纸巾' }, price: 649, tax: 'added' },
  { name: { en: 'Light bulb 9 W warm white, dimmable, with a very long name', zh: '暖白色可调光节能灯泡九瓦超长名称款' }, price: 1299, count: 2, tax: 'added' },
]
const cash = { tenderId: 't2', tenderKind: 'cash', amountMinor: 1000 }
const weighedSale = completed(weighedLines, { tenders: [{ tenderId: 't1', tenderKind: 'card-confirmed', amountMinor: 3000 }, cash], changeMinor: 186 })
const card = { cardName: 'Debit', maskedPan: '************1234', terminalId: '68294001', traceNumber: 470, terminalReceipt: 231, authorisation: '004711', slip }
const cardSale = completed(weighedLines, { tenders: [{ tenderId: 't1', tenderKind: 'card', amountMinor: 3000, card }, cash], changeMinor: 186 })
const memberReceipt = { couponBarcode: nextVisitCoupon().elements, offerName }
const [euro, yuan, dollar] = [{ code: 'EUR', decimals: 2, symbol: '€' }, { code: 'CNY', decimals: 2, symbol: '¥' }, { code: 'USD', decimals: 2, symbol: '$' }] as const

/** Sales that between them hold everything a receipt can say. */
export const receiptSales: Readonly<Record<string, ReceiptInput>> = {
  'cash-with-change': receiptInput(completed([milk, soap], { tenders: [{ tenderId: 't1', tenderKind: 'cash', amountMinor: 1000 }], changeMinor: 543 })),
  'cash-rounded-split': receiptInput(completed([milk, soap], { tenders: [{ tenderId: 't1', tenderKind: 'card-confirmed', amountMinor: 200 }, { tenderId: 't2', tenderKind: 'cash', amountMinor: 1000 }], changeMinor: 745, roundingMinor: -2 })),
  'member-with-list': receiptInput(memberSale(), memberReceipt),
  'weighed-tax-added-split': receiptInput(weighedSale, { copy: true }),
  'chinese-member': receiptInput(memberSale(), { ...memberReceipt, language: 'zh', store: { ...chineseStore, currency: yuan } }),
}

/** Receipts kept as bytes, text and picture: both languages, each currency, with all that a receipt may hold. */
export const goldenSales: Readonly<Record<string, ReceiptInput>> = Object.fromEntries(
  (['en', 'zh'] as const).flatMap((language) =>
    [euro, yuan, dollar].map((currency): [string, ReceiptInput] => {
      const store = { ...(language === 'zh' ? chineseStore : receiptInput(weighedSale).store), currency, logo }
      // Tax comes on top where dollars are paid; such a receipt is a copy, with a card slip.
      const more = { language, store, ...(currency === dollar ? { copy: true } : memberReceipt) }
      return [`${language}-${currency.code.toLowerCase()}`, receiptInput(currency === dollar ? cardSale : memberSale(), more)]
    }),
  ),
)
