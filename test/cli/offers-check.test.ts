import { expect, test } from 'vitest'
import { z } from 'zod'
import { lanewise } from '../support/house-run-lanewise.ts'

const items = [
  { itemId: 'milk', priceMinor: 119, categoryId: 'dairy' },
  { itemId: 'butter', priceMinor: 249, categoryId: 'dairy' },
  { itemId: 'wine', priceMinor: 899, categoryId: 'wine' },
  { itemId: 'grapes', priceMinor: 399, categoryId: 'fruit', soldBy: 'weight' },
  { itemId: 'tobacco', priceMinor: 700, categoryId: 'tobacco', discountable: false },
]
const window = { fromDay: '2026-03-01', untilDay: '2026-03-31' }
const quantity = (set: object, unitCount = 1): object => ({ kind: 'quantity', set, unitCount })
const dairy = quantity({ categoryIds: ['dairy'] })
const sound = {
  offerId: 'sound', name: { en: 'Dairy -20 %' }, activation: { kind: 'automatic' }, window, condition: dairy, reward: { kind: 'percent-off', basisPoints: 2000 },
  limits: {}, stackingGroup: 'main', funding: { by: 'store', supplierShareBasisPoints: 0, reducesTaxBase: true },
}
const pair = { kind: 'sets', parts: [{ set: { itemIds: ['milk'] }, unitCount: 1 }, { set: { itemIds: ['wine'] }, unitCount: 1 }] }
const supplier = { by: 'supplier', supplierId: 'mill', supplierShareBasisPoints: 5000, reducesTaxBase: true }
const coupon = { kind: 'coupon', reference: '9521234000018', singleUse: true }
const wine = quantity({ itemIds: ['wine'] })

const finding = z.object({ index: z.number(), offerId: z.string(), field: z.string(), kind: z.string(), problem: z.string().min(1), advice: z.string().min(1) })

async function check(document: object): Promise<{ readonly code: number; readonly found: string[] }> {
  const { code, out } = await lanewise(['offers', 'check', '--day', '2026-03-02', '--json'], { input: JSON.stringify(document) })
  const findings = z.array(finding).parse(JSON.parse(out.join('\n')))
  return { code, found: findings.map(({ offerId, kind, field }) => `${offerId} ${kind} ${field}`) }
}

test('offers that are sound pass', async () => {
  const nice = { ...sound, offerId: 'nice', name: { en: 'Wine' }, condition: wine, reward: { kind: 'amount-off', amountMinor: 100, per: 'unit' }, funding: supplier, limits: { budgetMinor: 100_000 } }
  const paid = { ...sound, offerId: 'paid', name: { en: 'Coupon' }, activation: coupon, condition: wine, limits: { perTransaction: 1, total: 500 } }
  const three = { ...sound, offerId: 'three', name: { en: '3 for 2' }, reward: { kind: 'n-for-m', takeCount: 3, payCount: 2 } }
  expect(await check({ items, offers: [sound, nice, paid, three] })).toEqual({ code: 0, found: [] })
})

test.each([
  ['terms that contradict each other', { reward: { kind: 'n-for-m', takeCount: 2, payCount: 2 } }, 'contradiction reward.payCount'],
  ['an unknown reward', { reward: { kind: 'lottery' } }, 'unknown-kind reward.kind'],
  ['an unknown condition', { condition: { kind: 'weather' } }, 'unknown-kind condition.kind'],
  ['an unknown activation', { activation: { kind: 'beacon' } }, 'unknown-kind activation.kind'],
  ['a window that ends before it begins', { window: { fromDay: '2026-03-09', untilDay: '2026-03-08' } }, 'contradiction window.untilDay'],
  ['a set without items', { condition: quantity({ categoryIds: ['diary'] }) }, 'dead condition.set'],
  ['a part of several sets without items', { condition: { ...pair, parts: [pair.parts[0], { set: { itemIds: ['whine'] }, unitCount: 1 }] } }, 'dead condition.parts[1].set'],
  ['a reward set without items', { reward: { kind: 'get-percent-off', set: { tags: ['none'] }, unitCount: 1, basisPoints: 5000 } }, 'dead reward.set'],
  ['goods that may not be discounted', { condition: quantity({ itemIds: ['tobacco'] }) }, 'dead condition.set'],
  ['a weight of goods sold by the piece', { condition: { kind: 'weight', set: { categoryIds: ['dairy'] }, grams: 500 } }, 'dead condition.set'],
  ['a window that is over', { window: { fromDay: '2026-01-01', untilDay: '2026-03-01' } }, 'dead window.untilDay'],
  ['a weekday outside the days', { window: { fromDay: '2026-03-02', untilDay: '2026-03-03', weekdays: [7] } }, 'dead window.weekdays'],
  ['a limit above the one around it', { limits: { perTransaction: 5, total: 3 } }, 'dead limits.perTransaction'],
  ['a budget below one reward', { condition: wine, reward: { kind: 'amount-off', amountMinor: 300, per: 'once' }, limits: { budgetMinor: 200 } }, 'dead limits.budgetMinor'],
  ['a tier that the condition skips', { condition: quantity({ categoryIds: ['dairy'] }, 4), reward: { kind: 'tiered-percent-off', by: 'units', tiers: [{ from: 2, basisPoints: 500 }, { from: 4, basisPoints: 1000 }] } }, 'dead reward.tiers[0]'],
  ['a tier that the spend asked for skips', { condition: { kind: 'spend', set: { categoryIds: ['dairy'] }, spendMinor: 1000 }, reward: { kind: 'tiered-percent-off', by: 'spend', tiers: [{ from: 500, basisPoints: 500 }, { from: 800, basisPoints: 1000 }] } }, 'dead reward.tiers[0]'],
  ['a tier of more units than a line holds', { reward: { kind: 'tiered-percent-off', by: 'units', tiers: [{ from: 2, basisPoints: 500 }, { from: 1000, basisPoints: 1000 }] } }, 'contradiction reward.tiers[1].from'],
  ['points times one', { condition: { kind: 'basket', spendMinor: 0 }, reward: { kind: 'points-multiplier', factorBasisPoints: 10_000 } }, 'dead reward.factorBasisPoints'],
  ['a member limit above the total', { limits: { perMember: 9, total: 5 } }, 'dead limits.perMember'],
  ['a day limit above the member limit', { limits: { perMemberDay: 3, perMember: 2 } }, 'dead limits.perMemberDay'],
  ['a fixed price above the shelf', { reward: { kind: 'fixed-price', unitCount: 1, priceMinor: 249 } }, 'dead reward.priceMinor'],
  ['a price per kilogram above the shelf', { condition: quantity({ itemIds: ['grapes'] }), reward: { kind: 'price-per-kg', priceMinor: 400 } }, 'dead reward.priceMinor'],
  ['a bundle above its parts', { condition: pair, reward: { kind: 'bundle-price', priceMinor: 1018 } }, 'dead reward.priceMinor'],
  ['everything off', { reward: { kind: 'percent-off', basisPoints: 10_000 } }, 'gives-away reward.basisPoints'],
  ['everything off the basket', { condition: { kind: 'basket', spendMinor: 1000 }, reward: { kind: 'basket-percent-off', basisPoints: 10_000 } }, 'gives-away reward.basisPoints'],
  ['a tier of everything', { reward: { kind: 'tiered-percent-off', by: 'units', tiers: [{ from: 2, basisPoints: 1000 }, { from: 3, basisPoints: 10_000 }] } }, 'gives-away reward.tiers[1].basisPoints'],
  ['a price of nothing', { reward: { kind: 'fixed-price', unitCount: 1, priceMinor: 0 } }, 'gives-away reward.priceMinor'],
  ['an amount of the whole price', { reward: { kind: 'amount-off', amountMinor: 119, per: 'unit' } }, 'gives-away reward.amountMinor'],
  ['an amount per kilogram of the whole price', { condition: quantity({ itemIds: ['grapes'] }), reward: { kind: 'amount-off', amountMinor: 399, per: 'kg' } }, 'gives-away reward.amountMinor'],
  ['an amount of the whole basket', { condition: { kind: 'basket', spendMinor: 500 }, reward: { kind: 'basket-amount-off', amountMinor: 500 } }, 'gives-away reward.amountMinor'],
  ['three for less than one', { reward: { kind: 'fixed-price', unitCount: 3, priceMinor: 99 } }, 'gives-away reward.priceMinor'],
  ['a bundle below one of its parts', { condition: pair, reward: { kind: 'bundle-price', priceMinor: 800 } }, 'gives-away reward.priceMinor'],
  ['a free item for an empty basket', { condition: { kind: 'basket', spendMinor: 0 }, reward: { kind: 'get-percent-off', set: { itemIds: ['milk'] }, unitCount: 1, basisPoints: 10_000 } }, 'gives-away condition.spendMinor'],
  ['a reward among what it asks for', { reward: { kind: 'get-percent-off', set: { itemIds: ['milk'] }, unitCount: 1, basisPoints: 5000 } }, 'gives-away reward.set'],
  ['a supplier who pays without end', { funding: supplier }, 'unbounded limits'],
  ['a claim against nobody', { funding: { ...supplier, supplierId: undefined }, limits: { total: 100 } }, 'unbounded funding.supplierId'],
  ['single-use coupons without limits', { activation: coupon }, 'unbounded limits'],
])('%s is found', async (_, planted, expected) => {
  expect(await check({ items, offers: [{ ...sound, ...planted, offerId: 'planted' }] })).toEqual({ code: 1, found: [`planted ${expected}`] })
})

test.each([
  ['an offer that another always beats', [{ ...sound, offerId: 'less', name: { en: 'Less' }, reward: { kind: 'percent-off', basisPoints: 1000 } }, sound], ['less dead reward']],
  ['the same, for members only', [{ ...sound, offerId: 'club', name: { en: 'Club' }, activation: { kind: 'member' }, reward: { kind: 'percent-off', basisPoints: 1000 } }, sound], ['club dead reward']],
  ['an id twice', [sound, { ...sound, name: { en: 'Other' }, window: { fromDay: '2026-04-01', untilDay: '2026-04-30' } }], ['sound double offerId']],
  ['a coupon number twice', [{ ...sound, offerId: 'a', name: { en: 'A' }, activation: coupon, limits: { total: 9 } }, { ...sound, offerId: 'b', activation: coupon, condition: wine, limits: { total: 9 } }], ['b double activation.reference']],
  ['one offer entered twice', [sound, { ...sound, offerId: 'again', window: { fromDay: '2026-03-15', untilDay: '2026-04-30' } }], ['again double window']],
  ['offers that leave nothing together', [{ ...sound, offerId: 'half', name: { en: 'Half' }, condition: wine, reward: { kind: 'percent-off', basisPoints: 5000 } }, { ...sound, offerId: 'rest', name: { en: 'Rest' }, condition: wine, stackingGroup: 'voucher', reward: { kind: 'amount-off', amountMinor: 500, per: 'unit' } }], ['half gives-away stackingGroup']],
])('%s is found', async (_, offers, found) => {
  expect(await check({ items, offers })).toEqual({ code: 1, found })
})

test.each([
  ['a better offer with a limit', { ...sound, offerId: 'better', name: { en: 'B' }, reward: { kind: 'percent-off', basisPoints: 3000 }, limits: { perTransaction: 1 } }],
  ['a better offer on fewer days', { ...sound, offerId: 'better', name: { en: 'B' }, reward: { kind: 'percent-off', basisPoints: 3000 }, window: { ...window, weekdays: [1] } }],
  ['a better offer of another group', { ...sound, offerId: 'better', name: { en: 'B' }, reward: { kind: 'percent-off', basisPoints: 3000 }, stackingGroup: 'other' }],
  ['the same offer afterwards', { ...sound, offerId: 'next', window: { fromDay: '2026-04-01', untilDay: '2026-04-30' } }],
])('%s leaves the first one alive', async (_, other) => {
  expect(await check({ items, offers: [sound, other] })).toEqual({ code: 0, found: [] })
})

test('without items, sets and prices are not looked at', async () => {
  expect(await check({ offers: [{ ...sound, condition: quantity({ categoryIds: ['diary'] }), reward: { kind: 'fixed-price', unitCount: 1, priceMinor: 99_999 } }] })).toEqual({ code: 0, found: [] })
})

test('people read the offer, the field and what to do', async () => {
  const { code, out } = await lanewise(['offers', 'check', '--day', '2026-03-02'], { input: JSON.stringify({ items, offers: [sound, { ...sound, offerId: 'free', name: { en: 'Free' }, condition: wine, reward: { kind: 'percent-off', basisPoints: 10_000 } }] }) })
  expect(code).toBe(1)
  expect(out).toEqual(['offers[1] free  gives-away  reward.basisPoints: takes the whole price off. To do: ask for less, or say in the offer what must be bought for it (get-percent-off).', '2 offers, 1 findings'])
})

test.each([
  ['no JSON', [], '{', 'not JSON'],
  ['no offers', [], '{}', 'offers: '],
  ['a day that is none', ['--day', '2026-02-30'], '{"offers":[]}', '--day takes a day'],
])('%s ends with exit code 2', async (_, args, input, says) => {
  const { code, err, out } = await lanewise(['offers', 'check', ...args], { input })
  expect({ code, out }).toEqual({ code: 2, out: [] })
  expect(err.join('\n')).toContain(says)
})
