import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { lanewise } from '../support/house-run-lanewise.ts'

const milk = { itemId: 'milk', name: 'Milk 1 l', priceMinor: 119, categoryId: 'dairy' }
const grapes = { itemId: 'grapes', priceMinor: 399, soldBy: 'weight' }
const ham = { itemId: 'ham', priceMinor: 2490, soldBy: 'weight' }
const businessTime = { day: '2026-03-02', minuteOfDay: 600 }
const dairyOff = {
  offerId: 'dairy-20', name: { en: 'Dairy -20 %' }, activation: { kind: 'automatic' }, window: { fromDay: '2026-03-01', untilDay: '2026-03-31' },
  condition: { kind: 'quantity', set: { categoryIds: ['dairy'] }, unitCount: 1 }, reward: { kind: 'percent-off', basisPoints: 2000 }, limits: {}, stackingGroup: 'main',
  funding: { by: 'store', supplierShareBasisPoints: 0, reducesTaxBase: true },
}
const couponOffer = { ...dairyOff, activation: { kind: 'coupon', reference: '9521234000018', singleUse: true } }
const basket = [{ itemId: 'milk', quantity: 3 }]
const document = { businessTime, items: [milk, grapes, ham], offers: [dairyOff], basket }
const taxes = [{ taxClassId: 'std', name: 'VAT', letter: 'A', rateBasisPoints: 2000, kind: 'included' }]
const price = (asked: unknown, args: readonly string[] = []) => lanewise(['price', ...args], { input: JSON.stringify(asked) })
const answer = async (asked: unknown): Promise<unknown> => JSON.parse((await price(asked)).out.join('\n'))

test('units and weights are priced to the cent, and an applied offer names its units and amounts', async () => {
  expect(await answer({ ...document, basket: [{ itemId: 'milk', quantity: 3 }, { itemId: 'grapes', quantity: { kind: 'weight', grams: 512 } }] })).toMatchObject({
    lines: [{ itemId: 'milk', grossMinor: 357, netMinor: 285 }, { itemId: 'grapes', netMinor: 204 }],
    applied: [{ offerId: 'dairy-20', amountMinor: 72, units: [{ line: 0, unitCount: 3, amountMinor: 72 }] }],
    offers: [{ offerId: 'dairy-20', state: { kind: 'applied', amountMinor: 72 } }],
    totals: { grossMinor: 561, discountMinor: 72, netMinor: 489, dueMinor: 489, unitCount: 4 },
    provenBest: true,
    discountAtMostMinor: 72,
  })
})

test('with --explain people read the same figures, every offer in words, and its reason', async () => {
  const later = { ...dairyOff, offerId: 'later', name: { en: 'From April' }, window: { fromDay: '2026-04-01', untilDay: '2026-04-30' } }
  const spend = { ...dairyOff, offerId: 'ten', name: { en: 'Ten off' }, condition: { kind: 'basket', spendMinor: 5000 }, reward: { kind: 'basket-amount-off', amountMinor: 1000 } }
  const { code, out } = await price({ ...document, offers: [dairyOff, later, spend] }, ['--explain'])
  expect(code).toBe(0)
  const text = out.join('\n')
  for (const part of [
    /3 x {2}Milk 1 l +3\.57/, /- Dairy -20 % \(3 x\) +-0\.72/, /to pay +2\.85/, 'Dairy -20 % (20 % off, with 1 unit of dairy): applied 3 times, 0.72 off', 'From April (20 % off, with 1 unit of dairy): begins on 2026-04-01',
    'Ten off (10.00 off the basket, from 50.00 left to pay): 47.15 more to spend', 'no choice of these offers takes more off: proven',
  ]) expect(text).toMatch(part)
})

test('a search that ends at its limit says how much more there could be', async () => {
  const names = Array.from({ length: 90 }, (_, index) => `toy${index}`)
  const items = names.map((itemId, index) => ({ itemId, priceMinor: 100 + ((index * 37) % 500), categoryId: 'toys' }))
  const some = (index: number): (string | undefined)[] => [1, 7, 11, 13, 29, 31].map((step) => names[(index * step + step) % 90])
  const offers = names.map((itemId, index) => ({ ...dairyOff, offerId: `set-${itemId}`, condition: { kind: 'quantity', set: { itemIds: some(index) }, unitCount: 1 }, reward: { kind: 'fixed-price', unitCount: 2 + (index % 3), priceMinor: 250 + ((index * 13) % 300) } }))
  const given = { businessTime, items, offers, basket: names.map((itemId) => ({ itemId })) }
  expect(await answer(given)).toMatchObject({ provenBest: false })
  expect((await price(given, ['--explain'])).out.join('\n')).toMatch(/ended at its limit: no choice takes more than \d+\.\d\d off/)
})

test('an offer for members counts once a member is named, and points are earned', async () => {
  const given = { ...document, offers: [{ ...dairyOff, activation: { kind: 'member' } }], basket: [{ itemId: 'milk', quantity: 2 }], earn: { points: 1, perMinor: 100 } }
  expect(await answer(given)).toMatchObject({ totals: { dueMinor: 238 }, pointsEarned: 0 })
  expect(await answer({ ...given, member: { memberId: 'm1' } })).toMatchObject({ totals: { dueMinor: 190 }, pointsEarned: 1 })
})

test('what earlier sales have left of an offer is all this one gets', async () => {
  expect(await answer({ ...document, remaining: { 'dairy-20': { rewardCount: 2 } } })).toMatchObject({ totals: { discountMinor: 48 } })
  expect(await answer({ ...document, remaining: { 'dairy-20': { rewardCount: 0 } } })).toMatchObject({ offers: [{ state: { kind: 'excluded', reason: 'used-up' } }] })
})

test('goods brought back are refunded, read out and written', async () => {
  const given = { ...document, offers: [{ ...dairyOff, reward: { kind: 'n-for-m', takeCount: 3, payCount: 2 } }], returns: [{ line: 0, unitCount: 2 }] }
  expect(await answer(given)).toMatchObject({ totals: { dueMinor: 238 }, returned: { refundMinor: 119, dueBackMinor: 119, lines: [{ unitCount: 2, paidMinor: 159, refundMinor: 119 }], kept: { totals: { dueMinor: 119 } } } })
  expect((await price(given, ['--explain'])).out.join('\n')).toMatch(/to give back +-1\.19/)
})

const codes = [{ offerId: 'dairy-20', couponCode: '1' }, { offerId: 'dairy-20', couponCode: '1' }]

const redeem = { points: 100, amountMinor: 100 }

test.each([
  ['no JSON', '{', 'standard input: not JSON'],
  ['no basket', { businessTime, items: [] }, 'basket: '],
  ['a misspelt field', { ...document, bascket: [] }, 'bascket'],
  ['a day that is none', { ...document, businessTime: { day: '2026-02-30' } }, 'businessTime.day'],
  ['a price twice', { ...document, items: [{ ...milk, prices: [{ fromDay: '2026-01-01', priceMinor: 1 }] }] }, 'items[0]: give either priceMinor or prices'],
  ['a negative price', { ...document, items: [{ ...milk, priceMinor: -1 }] }, 'items[0].priceMinor: '],
  ['a negative price step', { ...document, items: [{ itemId: 'milk', prices: [{ fromDay: '2026-01-01', priceMinor: -1 }] }] }, 'items[0].prices[0].priceMinor: '],
  ['a negative reward price', { ...document, offers: [{ ...dairyOff, reward: { kind: 'fixed-price', unitCount: 1, priceMinor: -5 } }] }, 'offers[0].reward.priceMinor: '],
  ['price steps that overlap', { ...document, items: [{ itemId: 'milk', prices: [{ fromDay: '2026-02-01', priceMinor: 1 }, { fromDay: '2026-02-01', priceMinor: 2 }] }] }, 'items[0].prices[1].fromDay: not after the step before it'],
  ['price steps in disorder', { ...document, items: [{ itemId: 'milk', prices: [{ fromDay: '2026-02-01', priceMinor: 1 }, { fromDay: '2026-01-01', priceMinor: 2 }] }] }, 'items[0].prices[1].fromDay: not after the step before it'],
  ['points that nobody has', { ...document, member: undefined, paidInPointsMinor: 100, loyalty: { redeem } }, 'paidInPointsMinor: there is no member'],
  ['points that are worth nothing', { ...document, member: { memberId: 'm' }, paidInPointsMinor: 100 }, 'loyalty.redeem: missing'],
  ['more points than she has', { ...document, member: { memberId: 'm', pointsSynced: 99 }, paidInPointsMinor: 100, loyalty: { redeem } }, 'paidInPointsMinor: 0 at most'],
  ['points between two steps', { ...document, member: { memberId: 'm', pointsSynced: 900 }, paidInPointsMinor: 150, loyalty: { redeem } }, 'paidInPointsMinor: 200 at most can be paid with these points, in steps of 100'],
  ['an offer taken that costs no points', { ...document, taken: { 'dairy-20': 1 } }, 'taken.dairy-20: there is no offer'],
  ['points bought for points', { ...document, offers: [{ ...dairyOff, activation: { kind: 'member' }, pointsPrice: 5, reward: { kind: 'bonus-points', points: 9 } }] }, 'offers[0].pointsPrice: nobody buys'],
  ['a price in points for who has none', { ...document, offers: [{ ...dairyOff, pointsPrice: 5 }] }, 'offers[0].pointsPrice: only a member'],
  ['points that cost nothing', { ...document, loyalty: { redeem: { ...redeem, points: 0 } } }, 'loyalty.redeem.points: '],
  ['an earn rule that does not exist', { ...document, earn: { points: 1, perMinor: 100, tierFactor: 2 } }, 'earn: '],
  ['a rate for money never spent', { ...document, earn: { points: 1, perMinor: 0 } }, 'earn.perMinor: '],
  ['a factor that takes points away', { ...document, earn: { points: 1, perMinor: 100, tierFactors: { gold: 9_999 } } }, 'earn.tierFactors.gold: '],
  ['an excluded set without a name, which is everything', { ...document, earn: { points: 1, perMinor: 100, excluded: [{}] } }, 'earn.excluded[0]: names no items'],
  ['a birthday that is none', { ...document, member: { memberId: 'm', birthday: '13-01' } }, 'member.birthday: '],
  ['points that end before they can be spent', { ...document, loyalty: { pendingDays: 60, expiry: { kind: 'month-end', months: 2 } } }, 'loyalty.expiry.months: points would end'],
  ['tiers that do not rise', { ...document, loyalty: { tiers: { by: 'visits', windowDays: 30, keepDays: 0, steps: [{ tier: 'a', name: { en: 'A' }, from: 0 }, { tier: 'b', name: { en: 'B' }, from: 5 }, { tier: 'b', name: { en: 'B' }, from: 5 }] } } }, 'loyalty.tiers.steps[2].from: not above'],
  ['a tier nobody begins in', { ...document, loyalty: { tiers: { by: 'spend', windowDays: 30, keepDays: 0, steps: [{ tier: 'a', name: { en: 'A' }, from: 10 }] } } }, 'loyalty.tiers.steps[0].from: everybody begins at 0'],
  ['a missing tax class', { ...document, taxes, items: [milk] }, 'items[0].taxClassId: missing: one of std'],
  ['a tax class nobody has', { ...document, taxes, items: [{ ...milk, taxClassId: 'x' }] }, 'items[0].taxClassId: there is no tax class "x"'],
  ['a tax class twice', { ...document, taxes: [...taxes, ...taxes], items: [] }, 'taxes[1].taxClassId'],
  ['an item twice', { ...document, items: [milk, milk] }, 'items[1].itemId'],
  ['an unknown item', { ...document, basket: [{ itemId: 'melk' }] }, 'basket[0].itemId: there is no item "melk"'],
  ['a quantity of nothing', { ...document, basket: [{ itemId: 'milk' }, { itemId: 'milk', quantity: 0 }] }, 'basket[1].quantity: a whole number of units'],
  ['more units than a line holds', { ...document, basket: [{ itemId: 'milk', quantity: 1000 }] }, 'basket[0].quantity: a whole number of units up to 999'],
  ['pieces of a weighed item', { ...document, basket: [{ itemId: 'ham', quantity: 1 }] }, 'basket[0]: needs-weight'],
  ['a label with a weight', { ...document, basket: [{ itemId: 'ham', quantity: { kind: 'weight', grams: 100 }, labelPriceMinor: 249 }] }, 'basket[0].labelPriceMinor: the label says the price of the whole'],
  ['an unknown reward kind', { ...document, offers: [{ ...dairyOff, reward: { kind: 'lottery' } }] }, 'offers[0].reward.kind: '],
  ['an unknown condition kind', { ...document, offers: [{ ...dairyOff, condition: { kind: 'weather' } }] }, 'offers[0].condition.kind: '],
  ['a percentage above all', { ...document, offers: [{ ...dairyOff, reward: { kind: 'percent-off', basisPoints: 10_001 } }] }, 'offers[0].reward.basisPoints'],
  ['a condition of too many units', { ...document, offers: [{ ...dairyOff, condition: { ...dairyOff.condition, unitCount: 1000 } }] }, 'offers[0].condition.unitCount: '],
  ['a bundle of too many units', { ...document, offers: [{ ...dairyOff, reward: { kind: 'fixed-price', unitCount: 1000, priceMinor: 1 } }] }, 'offers[0].reward.unitCount: '],
  ['a window that ends before it begins', { ...document, offers: [{ ...dairyOff, window: { fromDay: '2026-03-02', untilDay: '2026-03-01' } }] }, 'offers[0].window.untilDay: before fromDay 2026-03-02'],
  ['two windows of one offer that overlap', { ...document, offers: [dairyOff, { ...dairyOff, window: { fromDay: '2026-03-31', untilDay: '2026-04-30' } }] }, 'offers[1].window: overlaps the window of offers[0], which has the same offerId'],
  ['an offer id twice', { ...document, offers: [dairyOff, { ...dairyOff, window: { fromDay: '2026-04-01', untilDay: '2026-04-30' } }] }, 'offers[1].offerId: offers[0] has it already'],
  ['a coupon number that is two offers', { ...document, offers: [couponOffer, { ...couponOffer, offerId: 'other' }] }, 'offers[1].window: overlaps the window of offers[0], which has the same coupon reference 9521234000018'],
  ['a coupon without its offer', { ...document, coupons: [{ offerId: 'o', couponCode: '1' }] }, 'coupons[0].offerId: there is no coupon offer "o"'],
  ['a coupon presented twice', { ...document, offers: [couponOffer], coupons: codes }, 'coupons[1].couponCode: a coupon is presented once'],
  ['a coupon code that is none', { ...document, coupons: [{ code: '9521234500018' }] }, "coupons[0].code: this is no manufacturer's coupon (AI 8110) but: item"],
  ['a broken coupon code', { ...document, coupons: [{ code: '81100952123' }] }, 'coupons[0].code: AI 8110: the offer code is cut short, at digit 8'],
  ['a coupon code that cannot be followed', { ...document, coupons: [{ code: '8110095212300007725011930001' }] }, 'coupons[0].code: '],
  ['a coupon that a person must read', { ...document, coupons: [{ code: '81100952123000077250119300' }] }, 'coupons[0].code: not taken, for-cashier: purchases[0].code'],
  ['a coupon of a clearing house', { ...document, coupons: [{ code: '81121195212340000773123456789' }] }, 'coupons[0].code: a coupon that a clearing house has to be asked about (AI 8112) is not taken'],
  ['a manufacturer’s coupon twice', { ...document, coupons: [{ code: '81100952123000077250110300' }, { code: '81100952123000077250110300' }] }, 'coupons[1].code: a coupon is presented once'],
  ['what is left of no offer', { ...document, remaining: { nobody: { rewardCount: 1 } } }, 'remaining.nobody: there is no such offer'],
  ['more left than nothing', { ...document, remaining: { 'dairy-20': { rewardCount: -1 } } }, 'remaining.dairy-20.rewardCount: '],
  ['a return of no line', { ...document, returns: [{ line: 1 }] }, 'returns[0].line: basket has 1 lines'],
  ['a return of more than was sold', { ...document, returns: [{ line: 0, unitCount: 4 }] }, 'returns[0].unitCount: only 3 sold'],
  ['a return of one line twice', { ...document, returns: [{ line: 0 }, { line: 0 }] }, 'returns[1].line: '],
])('%s is refused with the path of the field, and nothing else is printed', async (_, asked, says) => {
  const { code, err, out } = await lanewise(['price'], { input: typeof asked === 'string' ? asked : JSON.stringify(asked) })
  expect({ code, out, errorCount: err.length }).toEqual({ code: 2, out: [], errorCount: 1 })
  expect(err.join('\n')).toContain(says)
})

test('a coupon number may belong to another offer at another time', async () => {
  const next = { ...couponOffer, offerId: 'next', window: { fromDay: '2026-04-01', untilDay: '2026-04-30' } }
  expect((await price({ ...document, offers: [couponOffer, next] })).code).toBe(0)
})

test('documents may come from files, and a missing one is named', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lanewise-price-'))
  try {
    await writeFile(path.join(folder, 'basket.json'), JSON.stringify(document))
    expect((await lanewise(['price', 'basket.json', 'basket.json'], { folder })).code).toBe(0)
    expect((await lanewise(['price', 'nowhere.json'], { folder })).err.join('\n')).toContain('cannot read nowhere.json: there is no such file')
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the example in the help is a document that can be priced', async () => {
  const { out } = await lanewise(['price', '--help'])
  const help = out.join('\n')
  expect(await price(JSON.parse(help.slice(help.indexOf('{'), help.indexOf('\n  }\n') + 4)))).toMatchObject({ code: 0 })
})
