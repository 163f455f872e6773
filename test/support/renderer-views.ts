import type { LaneView, ViewBasket, ViewDiscount, ViewLine, ViewOffer } from '../../src/contract/lane-view.ts'
import type { Wording } from '../../src/domain/wording.ts'

/** A lane with a full basket of invented items, for screens under test. Money in euro cents. */
const lane: LaneView['lane'] = { number: 7, storeName: 'Lanewise Market', cashierName: 'Maria S.', language: 'en', currency: { code: 'EUR', decimals: 2, symbol: '€' }, businessDay: '2026-10-15' }

/** What the store calls these things in Chinese; a name that is missing here is missing there. */
const chinese: Readonly<Record<string, string>> = {
  'Tuna in olive oil 3 × 80 g': '橄榄油金枪鱼 3 × 80克',
  'Free-range eggs, 12': '散养鸡蛋 12枚',
  'Dark chocolate 70% 100 g': '70%黑巧克力 100克',
  'Olive oil extra virgin 75 cl': '特级初榨橄榄油 750毫升',
  '€2 off olive oil': '橄榄油减2元',
  'Tomatoes on the vine': '带枝番茄',
  'Wholegrain bread 800 g': '全麦面包 800克',
  'Chicken breast fillet': '鸡胸肉',
  'Sparkling water 6 × 1.5 L': '气泡水 6 × 1.5升',
  'Ground coffee 250 g': '研磨咖啡 250克',
  '20% off coffee': '咖啡八折',
  'Red wine Alentejo 75 cl': '阿连特茹红葡萄酒 750毫升',
  'Bananas, loose': '散装香蕉',
  'Spaghetti No. 5 500 g': '5号意大利面 500克',
  '3 for 2 pasta': '意面买二送一',
  'Greek yoghurt 500 g': '希腊酸奶 500克',
  'Whole milk 1 L': '全脂牛奶 1升',
  'Milk −40 c': '牛奶减0.40',
  'Butter unsalted 250 g': '无盐黄油 250克',
  'Oat flakes 500 g': '燕麦片 500克',
  'Oats −60 c': '燕麦减0.60',
  'Basil, pot': '盆栽罗勒',
  '€5 off over €80': '满80减5',
  '2 × shampoo −30%': '洗发水两件七折',
  '€1 off oat drink': '燕麦饮减1元',
  'Gold: 2% off everything': '金卡全场九八折',
  '€3 off your birthday basket': '生日立减3元',
  'Autumn: 1% off over €20': '秋季满20享九九折',
}

function named(en: string): Wording {
  const zh = chinese[en]
  return zh === undefined ? { en } : { en, zh }
}

type LineParts = Partial<ViewLine> & Pick<ViewLine, 'name' | 'unitPriceMinor' | 'grossMinor'>

function units(number: number, count: number, parts: LineParts): ViewLine {
  return line(number, { quantity: { kind: 'units', count }, ...parts })
}

function weighed(number: number, grams: number, parts: LineParts): ViewLine {
  return line(number, { quantity: { kind: 'weight', grams }, ...parts })
}

function line(number: number, parts: LineParts & Pick<ViewLine, 'quantity'>): ViewLine {
  const discountMinor = parts.discounts?.reduce((sum, { amountMinor }) => sum + amountMinor, 0) ?? 0
  return { lineId: String(number), number, netMinor: parts.grossMinor - discountMinor, discounts: [], onList: false, state: 'sold', ...parts }
}

const lines: readonly ViewLine[] = [
  units(1, 2, { name: named('Tuna in olive oil 3 × 80 g'), unitPriceMinor: 399, grossMinor: 798 }),
  units(2, 1, { name: named('Free-range eggs, 12'), unitPriceMinor: 369, grossMinor: 369 }),
  units(3, 4, { name: named('Dark chocolate 70% 100 g'), unitPriceMinor: 149, grossMinor: 596 }),
  units(4, 1, { name: named('Olive oil extra virgin 75 cl'), unitPriceMinor: 875, grossMinor: 875, onList: true, discounts: [{ offerId: 'oil', name: named('€2 off olive oil'), armedBy: 'list', amountMinor: 200 }] }),
  weighed(5, 912, { name: named('Tomatoes on the vine'), unitPriceMinor: 279, grossMinor: 254, onList: true }),
  units(6, 1, { name: named('Wholegrain bread 800 g'), unitPriceMinor: 235, grossMinor: 235 }),
  weighed(7, 684, { name: named('Chicken breast fillet'), unitPriceMinor: 899, grossMinor: 615, onList: true }),
  units(8, 1, { name: named('Sparkling water 6 × 1.5 L'), unitPriceMinor: 294, grossMinor: 294 }),
  units(9, 1, { name: named('Ground coffee 250 g'), unitPriceMinor: 499, grossMinor: 499, onList: true, discounts: [{ offerId: 'coffee', name: named('20% off coffee'), armedBy: 'list', amountMinor: 100 }] }),
  units(10, 1, { name: named('Red wine Alentejo 75 cl'), unitPriceMinor: 649, grossMinor: 649, ageYears: 18 }),
  weighed(11, 1142, { name: named('Bananas, loose'), unitPriceMinor: 169, grossMinor: 193, onList: true }),
  units(12, 3, { name: named('Spaghetti No. 5 500 g'), unitPriceMinor: 125, grossMinor: 375, onList: true, discounts: [{ offerId: 'pasta', name: named('3 for 2 pasta'), armedBy: 'list', amountMinor: 125 }] }),
  units(13, 2, { name: named('Greek yoghurt 500 g'), unitPriceMinor: 189, grossMinor: 378, onList: true }),
]

const armed = (offerId: string, name: string, savingMinor: number): ViewOffer => ({ offerId, name: named(name), armedBy: 'list', state: { kind: 'armed', savingMinor } })
const applied = (offerId: string, name: string, amountMinor: number): ViewOffer => ({ offerId, name: named(name), armedBy: 'list', state: { kind: 'applied', amountMinor, points: 0 } })
type ListLine = NonNullable<NonNullable<ViewBasket['member']>['list']>['lines'][number]
const listLine = (name: string, inBasket: boolean, aisle: string, offers: ViewOffer[] = []): ListLine => ({ name: named(name), inBasket, aisle, offers, why: { kind: 'due', everyDays: 9, lastDays: 8 } })

const armedUnknown: ViewOffer = { offerId: 'oats-15', name: { en: '15% off oat flakes of every brand and size', zh: '各品牌各规格燕麦片八五折' }, armedBy: 'list', state: { kind: 'armed' } }

const listLines: readonly ListLine[] = [
  listLine('Spaghetti No. 5 500 g', true, 'Aisle 6', [applied('pasta', '3 for 2 pasta', 125)]),
  listLine('Ground coffee 250 g', true, 'Aisle 7', [applied('coffee', '20% off coffee', 100)]),
  listLine('Olive oil extra virgin 75 cl', true, 'Aisle 6', [applied('oil', '€2 off olive oil', 200)]),
  ...['Greek yoghurt 500 g', 'Bananas, loose', 'Chicken breast fillet', 'Tomatoes on the vine', 'Sparkling water'].map((name) => listLine(name, true, 'Aisle 2')),
  listLine('Whole milk 1 L', false, 'Aisle 4', [armed('milk', 'Milk −40 c', 40)]),
  listLine('Butter unsalted 250 g', false, 'Aisle 4'),
  listLine('Oat flakes 500 g', false, 'Aisle 7', [armed('oats', 'Oats −60 c', 60)]),
  listLine('Basil, pot', false, 'Produce'),
]

const member: NonNullable<ViewBasket['member']> = {
  displayName: 'Ana F.', firstName: 'Ana', cardLast4: '4821', memberSince: '2019-03-02', tier: 'green', tierName: { en: 'Green', zh: '绿卡' }, pointsBalance: 2340, pointsEarned: 67, nextTier: { name: { en: 'Gold', zh: '金卡' }, by: 'spend', missing: 4210 },
  list: {
    lineCount: 12,
    doneCount: 8,
    lines: [...listLines],
  },
}

const offers: ViewOffer[] = [
  { offerId: 'over80', name: named('€5 off over €80'), armedBy: 'coupon', state: { kind: 'not-met', missingMinor: 1331 } },
  { offerId: 'shampoo', name: named('2 × shampoo −30%'), armedBy: 'automatic', state: { kind: 'not-met', missingUnits: 2 } },
]

const sum = (of: (each: ViewLine) => number): number => lines.reduce((total, each) => total + of(each), 0)
const grossMinor = sum((each) => each.grossMinor)
const netMinor = sum((each) => each.netMinor)

const fullBasket: ViewBasket = { saleId: 'sale-1', lines: [...lines], offers, basketDiscounts: [], member, totals: { grossMinor, discountMinor: grossMinor - netMinor, netMinor, taxAddedMinor: 0, dueMinor: netMinor, unitCount: 19 } }

/** The same things bought by somebody nobody knows. */
const plainBasket: ViewBasket = {
  saleId: 'sale-1',
  lines: lines.map((each) => ({ ...each, netMinor: each.grossMinor, discounts: [], onList: false })),
  offers: [],
  basketDiscounts: [],
  totals: { grossMinor, discountMinor: 0, netMinor: grossMinor, taxAddedMinor: 0, dueMinor: grossMinor, unitCount: 19 },
}

export const idleView: LaneView = {
  edition: 1, lane, sale: { kind: 'idle' }, messageCount: 0, unknownCount: 0, suspended: [], sync: { state: 'online', waitingSaleCount: 0 },
  devices: [
    { name: 'scanner', role: 'scanner', state: 'ready', since: '2026-10-15T08:00:00.000Z' },
    { name: 'printer', role: 'printer', state: 'ready', since: '2026-10-15T08:00:00.000Z' },
  ],
}

export const memberView: LaneView = { ...idleView, sale: { kind: 'open', basket: fullBasket } }
const offAll = (offerId: string, name: string, armedBy: ViewDiscount['armedBy'], amountMinor: number): ViewDiscount => ({ offerId, name: named(name), armedBy, amountMinor })

/** So many offers off the whole basket on top. */
export function withBasketOffers(view: LaneView, offerCount: number): LaneView {
  if (view.sale.kind !== 'open') return view
  const { basket } = view.sale
  const basketDiscounts = [offAll('gold', 'Gold: 2% off everything', 'tier', 114), offAll('birthday', '€3 off your birthday basket', 'coupon', 300), offAll('autumn', 'Autumn: 1% off over €20', 'automatic', 53)].slice(0, offerCount)
  const offMinor = basketDiscounts.reduce((total, { amountMinor }) => total + amountMinor, 0)
  const { discountMinor, netMinor: beforeMinor, dueMinor } = basket.totals
  return { ...view, sale: { kind: 'open', basket: { ...basket, basketDiscounts, totals: { ...basket.totals, discountMinor: discountMinor + offMinor, netMinor: beforeMinor - offMinor, dueMinor: dueMinor - offMinor } } } }
}

/** Her display speaks her language, whatever the lane speaks. */
export function whoReads(view: LaneView, language: 'en' | 'zh'): LaneView {
  if (view.sale.kind !== 'open' || !view.sale.basket.member) return view
  const { basket } = view.sale
  return { ...view, sale: { kind: 'open', basket: { ...basket, member: { ...view.sale.basket.member, language } } } }
}

/** Of what is still on the shelf, one thing has two offers and one an offer whose saving nobody knows yet. */
export const waitingOffersView: LaneView = {
  ...memberView,
  sale: {
    kind: 'open',
    basket: {
      ...fullBasket,
      member: {
        ...member,
        list: {
          lineCount: 12, doneCount: 8,
          lines: listLines.map((each) => (each.inBasket || each.offers.length === 0 ? each : { ...each, offers: each.name.en === 'Oat flakes 500 g' ? [armedUnknown] : [armedUnknown, ...each.offers] })),
        },
      },
    },
  },
}

export const plainView: LaneView = { ...idleView, sale: { kind: 'open', basket: plainBasket } }

export const unknownOfflineView: LaneView = {
  ...plainView, message: { level: 'warn', code: 'unknown-code', data: { code: '5601234999871' } }, unknownCount: 1, sync: { state: 'offline', waitingSaleCount: 12 },
}

export const ageView: LaneView = {
  ...plainView,
  sale: { kind: 'open', basket: { ...plainBasket, lines: plainBasket.lines.map((each) => (each.ageYears ? { ...each, state: 'pending-age' } : each)) } },
  message: { level: 'warn', code: 'age-check', data: { lineId: '10', ageYears: 18, bornOnOrBefore: '2008-10-15', name: named('Red wine Alentejo 75 cl') } },
}

export const tenderView: LaneView = {
  ...memberView,
  sale: { kind: 'tendering', basket: fullBasket, tenders: [{ tenderId: 't1', tenderKind: 'card-confirmed', amountMinor: 2000 }], paidMinor: 2000, leftMinor: netMinor - 2000 },
}

/** The same with points that can pay a part of it, and some that have. */
export const pointsTenderView: LaneView = {
  ...memberView,
  sale: {
    kind: 'tendering', basket: fullBasket, tenders: [{ tenderId: 't1', tenderKind: 'points', amountMinor: 1000, points: 1000 }], paidMinor: 1000, leftMinor: netMinor - 1000,
    redeem: { mostMinor: 2300, mostPoints: 2300, stepMinor: 100, stepPoints: 100 },
  },
}

export const doneView: LaneView = {
  ...memberView,
  sale: {
    kind: 'done', basket: { ...fullBasket, member: { ...member, pointsBalance: 2407 } }, receiptNumber: 1042, tenders: [{ tenderId: 't1', tenderKind: 'card-confirmed', amountMinor: 2000 }, { tenderId: 't2', tenderKind: 'cash', amountMinor: 5000 }],
    changeMinor: 7000 - netMinor, print: 'printed', nextVisit: { name: named('€1 off oat drink'), expiresOn: '2026-11-05' },
  },
}

/** The same view on a lane that speaks Chinese and takes yuan, with amounts seven times as large. */
export function inChinese(view: LaneView): LaneView {
  const text = JSON.stringify(view).replace(/("\w*Minor":)(\d+)/g, (_all, name: string, amount: string) => `${name}${Number(amount) * 7}`)
  const larger = JSON.parse(text) as LaneView
  return { ...larger, lane: { ...lane, language: 'zh', cashierName: '李敏', currency: { code: 'CNY', decimals: 2, symbol: '¥' } } }
}
