import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildList, buildListFrom } from '../../src/analytics/build-list.ts'
import { prepareCatalogue } from '../../src/analytics/catalogue.ts'
import type { Purchase } from '../../src/analytics/purchase.ts'
import { addDays, daysBetween } from '../../src/domain/business-day/business-time.ts'
import { bought, boughtEvery, itemId, shelfItem, shelfOffer, today } from '../support/analytics-shelf.ts'

const items = ['milk-whole', 'milk-oat', 'bread-rye', 'bread-white', 'coffee-ground', 'tea-green', 'soap-hand'].map((id) => shelfItem(id, id.startsWith('soap') ? { departmentId: 'care' } : {}))

function listOf(history: readonly Purchase[], changes: Partial<Parameters<typeof buildList>[0]> = {}): ReturnType<typeof buildList> {
  return buildList({ history, today, items, offers: [], lineCount: 5, ...changes })
}

function idsOf(list: ReturnType<typeof buildList>): string[] {
  return list.map((line) => (line.wanted.kind === 'item' ? line.wanted.itemId : line.wanted.categoryId))
}

describe('buildList', () => {
  it('says how often the member buys what is due, and when she last did', () => {
    const [first] = listOf(boughtEvery('milk-whole', 9, { times: 6, lastDays: 8 }))
    expect(first).toEqual({ wanted: { kind: 'item', itemId: 'milk-whole' }, name: { en: 'milk-whole' }, aisle: undefined, reason: { kind: 'due', everyDays: 9, lastDays: 8 }, offerIds: [] })
  })

  it('puts what is due before what was bought yesterday, though that is bought more often', () => {
    const history = [...boughtEvery('coffee-ground', 14, { times: 8, lastDays: 13 }), ...boughtEvery('bread-rye', 8, { times: 14, lastDays: 1 })]
    expect(idsOf(listOf(history)).slice(0, 2)).toEqual(['coffee-ground', 'bread-rye'])
  })

  it.each([
    ['bought once: nothing is known of its rhythm', bought('milk-whole', [40]), { kind: 'often', timesBought: 1 }],
    ['bought twice: still no rhythm', bought('milk-whole', [40, 10]), { kind: 'often', timesBought: 2 }],
    ['half of its interval has passed', boughtEvery('milk-whole', 10, { times: 5, lastDays: 5 }), { kind: 'often', timesBought: 5 }],
    ['six tenths have passed', boughtEvery('milk-whole', 10, { times: 5, lastDays: 6 }), { kind: 'due', everyDays: 10, lastDays: 6 }],
    ['overdue', boughtEvery('milk-whole', 10, { times: 5, lastDays: 38 }), { kind: 'due', everyDays: 10, lastDays: 38 }],
    ['given up long ago', boughtEvery('milk-whole', 10, { times: 5, lastDays: 90 }), { kind: 'often', timesBought: 5 }],
    ['bought today', boughtEvery('milk-whole', 10, { times: 5, lastDays: 0 }), { kind: 'often', timesBought: 5 }],
    ['one holiday does not change a rhythm', bought('milk-whole', [80, 73, 66, 36, 29, 22, 15, 7]), { kind: 'due', everyDays: 7, lastDays: 7 }],
    ['two receipts of one day are one purchase', bought('milk-whole', [30, 20, 20, 10]), { kind: 'due', everyDays: 10, lastDays: 10 }],
  ])('%s', (_, history, reason) => {
    expect(listOf(history)[0]?.reason).toEqual(reason)
  })

  it('does not call due what was bought twice over last time', () => {
    const history = [...boughtEvery('milk-whole', 10, { times: 6, lastDays: 19 }), ...bought('milk-whole', [9], 2)]
    expect(listOf(history)[0]?.reason).toEqual({ kind: 'often', timesBought: 7 })
  })

  it('keeps one line in five for something new from the shelves she knows', () => {
    const history = [...boughtEvery('milk-whole', 7, { times: 9, lastDays: 6 }), ...boughtEvery('bread-rye', 7, { times: 8, lastDays: 6 }), ...boughtEvery('bread-white', 7, { times: 7, lastDays: 6 }), ...boughtEvery('coffee-ground', 7, { times: 6, lastDays: 6 }), ...boughtEvery('tea-green', 7, { times: 5, lastDays: 6 })]
    const list = listOf(history)
    expect(idsOf(list)).toEqual(['milk-whole', 'bread-rye', 'bread-white', 'coffee-ground', 'milk-oat'])
    expect(list.map((line) => line.reason.kind)).toEqual(['due', 'due', 'due', 'due', 'discovery'])
  })

  it('prefers a new thing with an offer to a closer one without', () => {
    const offers = [shelfOffer('tea-week', { condition: { kind: 'quantity', set: { categoryIds: ['tea'] }, unitCount: 1 } })]
    const history = [...boughtEvery('milk-whole', 7, { times: 9, lastDays: 6 }), ...boughtEvery('bread-rye', 7, { times: 8, lastDays: 6 })]
    const list = listOf(history, { offers, lineCount: 3 })
    expect(list.at(-1)).toMatchObject({ wanted: { itemId: 'tea-green' }, reason: { kind: 'discovery' }, offerIds: ['tea-week'] })
  })

  it('gives a member without history only things with an offer, on half a list', () => {
    const offers = [shelfOffer('all-breads', { condition: { kind: 'quantity', set: { itemIds: [itemId('bread-rye'), itemId('bread-white')] }, unitCount: 1 } })]
    expect(idsOf(listOf([], { offers }))).toEqual(['bread-rye'])
    expect(listOf([])).toEqual([])
  })

  it('suggests nothing age-restricted and nothing that may not be discounted', () => {
    const shelf = [shelfItem('wine-red', { ageYears: 18 }), shelfItem('wine-white'), shelfItem('formula-first', { discountable: false })]
    const list = listOf(boughtEvery('wine-white', 7, { times: 4, lastDays: 7 }), { items: shelf })
    expect(idsOf(list)).toEqual(['wine-white'])
  })

  it('leaves out what the store no longer sells or has no price for today', () => {
    const shelf = [shelfItem('milk-whole', { prices: [{ fromDay: addDays(today, 1), priceMinor: 200 }] })]
    const history = [...boughtEvery('milk-whole', 7, { times: 4, lastDays: 7 }), ...boughtEvery('cider-dry', 7, { times: 4, lastDays: 7 })]
    expect(listOf(history, { items: shelf })).toEqual([])
  })

  it('takes no notice of purchases after the day of the list', () => {
    const history = boughtEvery('milk-whole', 7, { times: 6, lastDays: 7 })
    expect(listOf([...history, ...bought('milk-whole', [-2]), ...bought('bread-rye', [-1])], { lineCount: 1 })).toEqual(listOf(history, { lineCount: 1 }))
  })

  describe('offers', () => {
    const history = boughtEvery('milk-whole', 7, { times: 6, lastDays: 7 })
    const set = { itemIds: [itemId('milk-whole')] }
    const branded = shelfItem('milk-whole', { brand: 'Clover', supplierId: 'clover-dairies', tags: ['fresh'] })

    it.each([
      ['by item', { itemIds: [itemId('milk-whole')] }, true],
      ['by category', { categoryIds: ['milk'] }, true],
      ['by department', { departmentIds: ['food'] }, true],
      ['by brand', { brands: ['Clover'] }, true],
      ['by supplier', { supplierIds: ['clover-dairies'] }, true],
      ['by tag', { tags: ['fresh'] }, true],
      ['but not where it is excepted', { categoryIds: ['milk'], exceptItemIds: [itemId('milk-whole')] }, false],
      ['but not another item', { itemIds: [itemId('milk-oat')] }, false],
      ['but not with an offer for everything: that says nothing of this line', {}, false],
    ])('arms an offer for a line %s', (_, offerSet, armed) => {
      const offers = [shelfOffer('it', { condition: { kind: 'quantity', set: offerSet, unitCount: 1 } })]
      expect(listOf(history, { items: [branded], offers })[0]?.offerIds).toEqual(armed ? ['it'] : [])
    })

    it('arms list offers alone, in order of their ids', () => {
      const condition = { kind: 'quantity', set, unitCount: 1 } as const
      const offers = [shelfOffer('z', { condition }), shelfOffer('a', { condition: { kind: 'spend', set, spendMinor: 500 } }), shelfOffer('m', { condition, activation: { kind: 'member' } }), shelfOffer('b', { condition: { kind: 'basket', spendMinor: 500 } })]
      expect(listOf(history, { offers })[0]?.offerIds).toEqual(['a', 'z'])
    })

    it.each([
      ['today is its last day', -20, 0, true],
      ['it ended yesterday', -20, -1, false],
      ['it begins on the last day of the list', 13, 40, true],
      ['it begins after the list has ended', 14, 40, false],
    ])('%s', (_, from, until, armed) => {
      const offers = [shelfOffer('it', { condition: { kind: 'quantity', set, unitCount: 1 }, window: { fromDay: addDays(today, from), untilDay: addDays(today, until) } })]
      expect(listOf(history, { offers })[0]?.offerIds).toEqual(armed ? ['it'] : [])
    })
  })

  it('breaks ties by item id, whatever the order of history and items', () => {
    const history = ['bread-white', 'milk-oat', 'bread-rye'].flatMap((id) => boughtEvery(id, 7, { times: 4, lastDays: 7 }))
    const expected = ['bread-rye', 'bread-white', 'milk-oat']
    expect(idsOf(listOf(history)).slice(0, 3)).toEqual(expected)
    expect(idsOf(listOf([...history].reverse(), { items: [...items].reverse() })).slice(0, 3)).toEqual(expected)
  })
})

describe('any list', () => {
  const someHistory = fc.array(fc.record({ item: fc.integer({ min: 0, max: 39 }), daysAgo: fc.integer({ min: -5, max: 400 }), unitCount: fc.integer({ min: 1, max: 12 }) }), { maxLength: 120 })
  const shelf = Array.from({ length: 60 }, (_, index) => shelfItem(`c${index % 12}-${index}`, { ...(index % 7 === 0 && { ageYears: 18 }), departmentId: `d${index % 3}` }))
  const offers = Array.from({ length: 10 }, (_, index) => shelfOffer(`o${index}`, { condition: { kind: 'quantity', set: { categoryIds: [`c${index}`] }, unitCount: 1 }, window: { fromDay: addDays(today, index * 3 - 8), untilDay: addDays(today, index * 3) } }))
  const catalogue = prepareCatalogue(shelf, offers)
  const purchasesOf = (drawn: readonly { readonly item: number; readonly daysAgo: number; readonly unitCount: number }[]): Purchase[] =>
    drawn.map(({ item, daysAgo, unitCount }) => ({ day: addDays(today, -daysAgo), saleId: String(daysAgo), itemId: itemId(`c${item % 12}-${item}`), categoryId: `c${item % 12}`, unitCount }))

  it('never has an item twice, nor more lines than asked for', () => {
    fc.assert(fc.property(someHistory, fc.integer({ min: 0, max: 30 }), (drawn, lineCount) => {
      const ids = idsOf(buildListFrom(catalogue, { history: purchasesOf(drawn), today, lineCount }))
      expect(ids.length).toBeLessThanOrEqual(lineCount)
      expect(new Set(ids).size).toBe(ids.length)
    }), { seed: 20_260_331, numRuns: 150 })
  })

  it('gives reasons that the history bears out', () => {
    fc.assert(fc.property(someHistory, (drawn) => {
      const history = purchasesOf(drawn).filter((purchase) => purchase.day <= today)
      for (const line of buildListFrom(catalogue, { history, today, lineCount: 12 })) {
        const days = [...new Set(history.filter((purchase) => line.wanted.kind === 'item' && purchase.itemId === line.wanted.itemId).map((purchase) => purchase.day))].sort()
        const last = days.at(-1) ?? today
        if (line.reason.kind === 'discovery') expect(days).toEqual([])
        else if (line.reason.kind === 'often') expect(line.reason.timesBought).toBe(days.length)
        else {
          expect(days.length).toBeGreaterThanOrEqual(3)
          expect(line.reason.lastDays).toBe(daysBetween(last, today))
          expect(line.reason.lastDays).toBeGreaterThanOrEqual(line.reason.everyDays * 0.6)
        }
      }
    }), { seed: 20_260_401, numRuns: 150 })
  })

  it('arms only offers that can be used while it is good', () => {
    fc.assert(fc.property(someHistory, (drawn) => {
      for (const line of buildListFrom(catalogue, { history: purchasesOf(drawn), today, lineCount: 12 })) {
        for (const offerId of line.offerIds) {
          const window = offers.find((offer) => offer.offerId === offerId)?.window
          expect(window && window.fromDay <= addDays(today, 13) && window.untilDay >= today).toBe(true)
        }
      }
    }), { seed: 20_260_402, numRuns: 100 })
  })

  it('does not depend on the order of the history', () => {
    fc.assert(fc.property(someHistory.chain((drawn) => fc.tuple(fc.constant(drawn), fc.shuffledSubarray(drawn, { minLength: drawn.length }))), ([drawn, shuffled]) => {
      const asked = { today, lineCount: 12 }
      expect(buildListFrom(catalogue, { ...asked, history: purchasesOf(shuffled) })).toEqual(buildListFrom(catalogue, { ...asked, history: purchasesOf(drawn) }))
    }), { seed: 20_260_403, numRuns: 100 })
  })
})
