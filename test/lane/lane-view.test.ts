import { describe, expect, test } from 'vitest'
import { cardKey, type TestLane } from '../support/lane.ts'
import { ana, basketOf, card, codes, listCode, offer, offers, openShop } from '../support/lane-shop.ts'
import { aMember } from '../support/sale.ts'

describe('what the screens are told', () => {
  const offAll = offer('all-10', { name: { en: '10% off everything', zh: '全场九折' }, activation: { kind: 'automatic' }, condition: { kind: 'basket', spendMinor: 0 }, reward: { kind: 'basket-percent-off', basisPoints: 1000 }, stackingGroup: 'basket' })
  const openWith = (member = ana): TestLane =>
    openShop({ rows: { offers: [...offers, offAll].map((body) => ({ key: body.offerId, body })), members: [{ key: member.memberId, body: { ...member, keys: [cardKey('0000004821')] } }] } })

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
