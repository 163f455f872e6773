import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { lanewise } from '../support/house-run-lanewise.ts'

const milk = { itemId: 'milk', name: 'Milk 1 l', priceMinor: 119, categoryId: 'dairy' }
const time = { day: '2026-03-02', minuteOfDay: 600 }
const dairyOff = {
  offerId: 'dairy-20', name: { en: 'Dairy -20 %' }, activation: { kind: 'automatic' }, window: { fromDay: '2026-03-01', untilDay: '2026-03-31' },
  condition: { kind: 'quantity', set: { categoryIds: ['dairy'] }, unitCount: 1 }, reward: { kind: 'percent-off', basisPoints: 2000 }, limits: {}, stackingGroup: 'main',
  funding: { by: 'store', supplierShareBasisPoints: 0, reducesTaxBase: true },
}
const price = (document: unknown, args: readonly string[] = ['--json']) => lanewise(['price', ...args], { input: JSON.stringify(document) })

test('units and weights are priced to the cent, and an offer says what it did', async () => {
  const grapes = { itemId: 'grapes', priceMinor: 399, soldBy: 'weight' }
  const { code, out } = await price({ time, lines: [{ item: milk, quantity: 3 }, { item: grapes, quantity: { kind: 'weight', grams: 512 } }], offers: [dairyOff] })
  expect(code).toBe(0)
  expect(JSON.parse(out[0] ?? '')).toMatchObject({
    totals: { grossMinor: 561, discountMinor: 72, netMinor: 489, dueMinor: 489, unitCount: 4 },
    outcomes: [{ offerId: 'dairy-20', state: { kind: 'applied', amountMinor: 72 } }],
  })
})

test('without --json people read the same figures and reasons', async () => {
  const later = { ...dairyOff, offerId: 'later', name: { en: 'From April' }, window: { fromDay: '2026-04-01', untilDay: '2026-04-30' } }
  const spend = { ...dairyOff, offerId: 'ten', name: { en: 'Ten off' }, condition: { kind: 'basket', spendMinor: 5000 }, reward: { kind: 'basket-amount-off', amountMinor: 1000 } }
  const { code, out } = await price({ time, lines: [{ item: milk, quantity: 3 }], offers: [dairyOff, later, spend] }, [])
  expect(code).toBe(0)
  const text = out.join('\n')
  for (const part of [/3 x  Milk 1 l +3\.57/, /- Dairy -20 % +-0\.72/, /to pay +2\.85/, 'Dairy -20 %: applied, 0.72 off', 'From April: not counted: not-yet', 'Ten off: 47.15 more to spend']) expect(text).toMatch(part)
})

test('an offer for members counts once a member is named, and points are earned', async () => {
  const membersOnly = { ...dairyOff, activation: { kind: 'member' } }
  const document = { time, lines: [{ item: milk, quantity: 2 }], offers: [membersOnly], earn: { points: 1, perMinor: 100 } }
  expect(JSON.parse((await price(document)).out[0] ?? '')).toMatchObject({ totals: { dueMinor: 238 }, pointsEarned: 0 })
  expect(JSON.parse((await price({ ...document, member: { memberId: 'm1' } })).out[0] ?? '')).toMatchObject({ totals: { dueMinor: 190 }, pointsEarned: 1 })
})

test('a coupon arms its own offer', async () => {
  const couponOffer = { ...dairyOff, activation: { kind: 'coupon', reference: '9521234000018', singleUse: true } }
  const document = { time, lines: [{ item: milk, quantity: 1 }], offers: [couponOffer] }
  expect(JSON.parse((await price(document)).out[0] ?? '')).toMatchObject({ totals: { discountMinor: 0 } })
  const coupons = [{ offerId: 'dairy-20', couponCode: '9521234000018000001' }]
  expect(JSON.parse((await price({ ...document, coupons })).out[0] ?? '')).toMatchObject({ totals: { discountMinor: 24 }, outcomes: [{ couponCode: '9521234000018000001' }] })
})

test('the price on a label counts for a weighed item', async () => {
  const { out } = await price({ time, lines: [{ item: { itemId: 'ham', priceMinor: 2490, soldBy: 'weight' }, labelPriceMinor: 317 }] })
  expect(JSON.parse(out[0] ?? '')).toMatchObject({ totals: { grossMinor: 317 } })
})

test.each([
  ['no JSON', '{', 'standard input: not JSON'],
  ['no lines', { time }, 'lines: '],
  ['a price twice', { time, lines: [{ item: { ...milk, prices: [{ fromDay: '2026-01-01', priceMinor: 1 }] } }] }, 'lines[0].item: give either priceMinor or prices'],
  ['a quantity of nothing', { time, lines: [{ item: milk }, { item: milk, quantity: 0 }] }, 'lines[1].quantity: a whole number of units'],
  ['a misspelt field', { time, lines: [{ item: milk, quantitty: 1 }] }, 'quantitty'],
  ['a day that is none', { time: { day: '2026-02-30' }, lines: [] }, 'time.day'],
  ['a percentage above all', { time, lines: [], offers: [{ ...dairyOff, reward: { kind: 'percent-off', basisPoints: 10_001 } }] }, 'offers[0].reward.basisPoints'],
  ['a tax class nobody has', { time, lines: [{ item: { ...milk, taxClassId: 'x' } }] }, 'lines[0].item.taxClassId: there is no tax class "x"'],
  ['a coupon without its offer', { time, lines: [], coupons: [{ offerId: 'o', couponCode: '1' }] }, 'coupons[0].offerId: there is no coupon offer "o"'],
  ['pieces of a weighed item', { time, lines: [{ item: { itemId: 'ham', priceMinor: 100, soldBy: 'weight' }, quantity: 1 }] }, 'lines[0]: needs-weight'],
])('%s is named by its path', async (_, document, says) => {
  const { code, err, out } = await lanewise(['price', '--json'], { input: typeof document === 'string' ? document : JSON.stringify(document) })
  expect({ code, out }).toEqual({ code: 2, out: [] })
  expect(err.join('\n')).toContain(says)
})

test('the document may come from a file, and a missing one is named', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lanewise-price-'))
  try {
    await writeFile(path.join(folder, 'basket.json'), JSON.stringify({ time, lines: [{ item: milk }] }))
    expect((await lanewise(['price', 'basket.json', '--json'], { folder })).code).toBe(0)
    expect((await lanewise(['price', 'nowhere.json'], { folder })).err.join('\n')).toContain('cannot read nowhere.json: there is no such file')
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the example in the help is a document that can be priced', async () => {
  const { out } = await lanewise(['price', '--help'])
  const help = out.join('\n')
  const example = help.slice(help.indexOf('{'), help.indexOf('\n  }\n') + 4).replace(/"list": {3}a shopping list, "coupons": .*\n/, '')
  expect(await price(JSON.parse(example))).toMatchObject({ code: 0 })
})
