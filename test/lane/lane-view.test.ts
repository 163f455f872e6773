import { afterEach, describe, expect, test } from 'vitest'
import { writeOwnCode } from '../../src/domain/barcode/own-codes.ts'
import type { ItemId, ListId, OfferId } from '../../src/domain/ids.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import type { ShoppingList } from '../../src/domain/shopping-list/shopping-list.ts'
import { cardKey, openTestLane, type TestLane } from '../support/lane.ts'
import { aMember, anItem } from '../support/sale.ts'

const codes = { yoghurt: '9521234500018', coffee: '9521234500025', pasta: '9521234500032', wine: '9521234500049' }
const prices = { yoghurt: 189, coffee: 499, pasta: 125, wine: 649 }
const items = (['yoghurt', 'coffee', 'pasta', 'wine'] as const).map((id) => ({
  key: id,
  body: anItem({ itemId: id as ItemId, gtins: [`0${codes[id]}`], name: { en: id, zh: `${id}中` }, categoryId: id, priceMinor: prices[id], ...(id === 'wine' ? { ageYears: 18 } : {}) }),
}))

const offer = (id: string, more: Pick<Offer, 'activation' | 'condition' | 'reward'> & Partial<Offer>): Offer => ({
  offerId: id as OfferId,
  name: { en: id },
  window: { fromDay: '2026-01-01', untilDay: '2026-12-31' },
  limits: {},
  stackingGroup: 'items',
  funding: { by: 'store', supplierShareBasisPoints: 0, reducesTaxBase: true },
  ...more,
})
const coffeeOffer = offer('coffee-20', { activation: { kind: 'list' }, condition: { kind: 'quantity', set: { itemIds: ['coffee' as ItemId] }, unitCount: 1 }, reward: { kind: 'percent-off', basisPoints: 2000 } })

const ana = aMember()
const list: ShoppingList = {
  listId: 'l1' as ListId, memberId: ana.memberId, number: '0000012345', fromDay: '2026-11-15', untilDay: '2026-11-29',
  lines: [{ wanted: { kind: 'item', itemId: 'coffee' as ItemId }, name: { en: 'coffee' }, reason: { kind: 'often', timesBought: 4 }, offerIds: [coffeeOffer.offerId] }],
}
const listCode = writeOwnCode('28LLLLLLLLLLC', { L: list.number })
const card = (number: string): string => writeOwnCode('29MMMMMMMMMMC', { M: number })

let lanes: TestLane[] = []
afterEach(() => {
  for (const lane of lanes) lane.end()
  lanes = []
})

const basketOf = ({ lane }: TestLane) => {
  const { sale } = lane.view()
  if (sale.kind === 'idle') throw new Error('no basket on the screen')
  return sale.basket
}

describe('what the screens are told', () => {
  const offAll = offer('all-10', { name: { en: '10% off everything', zh: '全场九折' }, activation: { kind: 'automatic' }, condition: { kind: 'basket', spendMinor: 0 }, reward: { kind: 'basket-percent-off', basisPoints: 1000 }, stackingGroup: 'basket' })
  const openWith = (member = ana): TestLane => {
    const lane = openTestLane({ items, lists: [{ key: list.listId, body: list }], offers: [coffeeOffer, offAll].map((body) => ({ key: body.offerId, body })), members: [{ key: member.memberId, body: { ...member, keys: [cardKey('0000004821')] } }] })
    lanes.push(lane)
    return lane
  }

  test('an offer off the whole basket is told once with its sum, and under no line', () => {
    const lane = openWith()
    for (const code of [listCode, codes.coffee, codes.yoghurt]) lane.scan(code)
    const { lines, basketDiscounts, totals } = basketOf(lane)
    expect(lines.map(({ discounts }) => discounts.map(({ offerId, amountMinor }) => [offerId, amountMinor]))).toEqual([[['coffee-20', 100]], []])
    expect(basketDiscounts).toEqual([{ offerId: 'all-10', name: offAll.name, armedBy: 'automatic', amountMinor: 59 }])
    expect(totals.discountMinor).toBe(159)
  })

  test('names come in every language they have, in lines, questions and answers', () => {
    const lane = openWith()
    for (const code of [codes.yoghurt, codes.wine]) lane.scan(code)
    expect(basketOf(lane).lines[0]?.name).toEqual({ en: 'yoghurt', zh: 'yoghurt中' })
    expect(lane.lane.view().message).toMatchObject({ code: 'age-check', data: { name: { en: 'wine', zh: 'wine中' } } })
    expect(lane.ask({ name: 'findItems', words: 'past' })).toMatchObject({ kind: 'ok', body: { items: [{ name: { en: 'pasta', zh: 'pasta中' } }] } })
  })

  test.each([[undefined], ['zh' as const]])('the language a member has set is told with her: %s', (language) => {
    const lane = openWith(aMember(language === undefined ? {} : { language }))
    lane.scan(card('0000004821'))
    expect(basketOf(lane).member?.language).toBe(language)
  })

  test('an item past its date is named in both languages, and is not sold', () => {
    const lane = openWith()
    const expired = { en: 'coffee', zh: 'coffee中' }
    expect(lane.scan(`]d2010${codes.coffee}17261101`)).toMatchObject({ kind: 'refused', refusal: { refused: 'item-expired', date: '2026-11-01', name: expired } })
    expect(lane.lane.view()).toMatchObject({ sale: { kind: 'idle' }, message: { level: 'warn', data: { name: expired } } })
  })
})
