import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { writeOwnCode } from '../../src/domain/barcode/own-codes.ts'
import type { Item } from '../../src/domain/catalog/item.ts'
import type { ItemId, ListId, MemberId, OfferId } from '../../src/domain/ids.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import type { ShoppingList } from '../../src/domain/shopping-list/shopping-list.ts'
import { cardKey, openTestLane, phoneKey, type Rows, type TestLane } from '../support/lane.ts'
import { aMember, anItem } from '../support/sale.ts'

const codes = { yoghurt: '9521234500018', coffee: '9521234500025', pasta: '9521234500032', wine: '9521234500049', unknown: '9521234599999' }
const item = (id: keyof typeof codes, priceMinor: number, more: Partial<Item> = {}): Item => anItem({ itemId: id as ItemId, gtins: [`0${codes[id]}`], name: { en: id, zh: `${id}中` }, categoryId: id, priceMinor, ...more })
const bananas = anItem({ itemId: 'bananas' as ItemId, gtins: [], plu: '00011', soldBy: 'weight', priceMinor: 169, categoryId: 'fruit' })

const offer = (id: string, more: Partial<Offer>): Offer => ({
  offerId: id as OfferId,
  name: { en: id },
  activation: { kind: 'list' },
  window: { fromDay: '2026-01-01', untilDay: '2026-12-31' },
  condition: { kind: 'quantity', set: {}, unitCount: 1 },
  reward: { kind: 'percent-off', basisPoints: 2000 },
  limits: {},
  stackingGroup: 'items',
  funding: { by: 'store', supplierShareBasisPoints: 0, reducesTaxBase: true },
  ...more,
})
const reference = '9529999000019'
const offers = [
  offer('coffee-20', { condition: { kind: 'quantity', set: { itemIds: ['coffee' as ItemId] }, unitCount: 1 } }),
  offer('pasta-3-for-2', { condition: { kind: 'quantity', set: { itemIds: ['pasta' as ItemId] }, unitCount: 3 }, reward: { kind: 'n-for-m', takeCount: 3, payCount: 2 } }),
  offer('next-wine', { activation: { kind: 'coupon', reference, singleUse: true }, condition: { kind: 'quantity', set: { itemIds: ['wine' as ItemId] }, unitCount: 1 }, reward: { kind: 'amount-off', amountMinor: 100, per: 'once' } }),
]
const ana = aMember({ nextVisit: [{ offerId: 'next-wine', score: 1, reason: 'due-soon' }] })
const bo = aMember({ memberId: 'm2' as MemberId, displayName: 'Bo K.' })
const line = (id: string, ...offerIds: string[]): ShoppingList['lines'][number] => ({ wanted: { kind: 'item', itemId: id as ItemId }, name: { en: id }, reason: { kind: 'often', timesBought: 4 }, offerIds: offerIds as OfferId[] })
const list: ShoppingList = { listId: 'l1' as ListId, memberId: ana.memberId, number: '0000012345', fromDay: '2026-11-15', untilDay: '2026-11-29', lines: [line('coffee', 'coffee-20'), line('pasta', 'pasta-3-for-2'), line('yoghurt')] }
const oldList: ShoppingList = { ...list, listId: 'l0' as ListId, number: '0000012344', fromDay: '2026-11-01', untilDay: '2026-11-14' }
const listCode = writeOwnCode('28LLLLLLLLLLC', { L: list.number })
const oldListCode = writeOwnCode('28LLLLLLLLLLC', { L: oldList.number })
const card = (number: string): string => writeOwnCode('29MMMMMMMMMMC', { M: number })

const rows: Rows = {
  items: [item('yoghurt', 189), item('coffee', 499), item('pasta', 125), item('wine', 649, { ageYears: 18 }), bananas].map((body) => ({ key: body.itemId, body })),
  offers: offers.map((body) => ({ key: body.offerId, body })),
  members: [
    { key: ana.memberId, body: { ...ana, keys: [cardKey('0000004821'), phoneKey('912000001')] } },
    { key: bo.memberId, body: { ...bo, keys: [cardKey('0000004822')] } },
  ],
  lists: [list, oldList].map((body) => ({ key: body.listId, body })),
}

let lanes: TestLane[] = []
const open = (more: Parameters<typeof openTestLane>[1] = {}): TestLane => {
  const lane = openTestLane(rows, more)
  lanes.push(lane)
  return lane
}
afterEach(() => {
  for (const lane of lanes) lane.end()
  lanes = []
})

const basketOf = ({ lane }: TestLane) => {
  const { sale } = lane.view()
  if (sale.kind === 'idle') throw new Error('no basket on the screen')
  return sale.basket
}
const payCash = (lane: TestLane, givenMinor: number): void => {
  expect(lane.ask({ name: 'openTender' })).toMatchObject({ kind: 'ok' })
  expect(lane.ask({ name: 'takeCash', givenMinor })).toMatchObject({ kind: 'ok' })
}

describe('one scan of the list', () => {
  test('redeems every special at once, whatever the order of scanning', () => {
    const basket = [codes.coffee, codes.pasta, codes.pasta, codes.pasta, codes.yoghurt, listCode]
    fc.assert(
      fc.property(fc.shuffledSubarray(basket, { minLength: basket.length }), (order) => {
        const lane = open()
        for (const code of order) expect(lane.scan(code)).toEqual({ kind: 'ok' })
        expect(basketOf(lane).totals).toMatchObject({ grossMinor: 1063, discountMinor: 225, dueMinor: 838 })
        expect(basketOf(lane).member?.list).toMatchObject({ lineCount: 3, doneCount: 3 })
      }),
      { seed: 7, numRuns: 20 },
    )
  })

  test('shows what is still unclaimed, and why', () => {
    const lane = open()
    for (const code of [listCode, codes.pasta]) lane.scan(code)
    expect(basketOf(lane).member?.list?.lines.map(({ name, inBasket, offers: armed }) => ({ name: name.en, inBasket, state: armed[0]?.state }))).toEqual([
      { name: 'coffee', inBasket: false, state: expect.objectContaining({ kind: 'armed' }) },
      { name: 'pasta', inBasket: true, state: expect.objectContaining({ kind: 'not-met', missingUnits: 2 }) },
      { name: 'yoghurt', inBasket: false, state: undefined },
    ])
  })

  test('an expired list still finds the member, and her new list is used', () => {
    const lane = open()
    lane.scan(oldListCode)
    expect(basketOf(lane).member?.list?.lineCount).toBe(3)
    expect(lane.lane.view().message).toMatchObject({ code: 'list-expired', data: { date: '2026-11-14' } })
  })

  test("another member's list is refused, and hers stays", () => {
    const lane = open()
    lane.scan(card('0000004822'))
    expect(lane.scan(listCode)).toMatchObject({ kind: 'refused', refusal: { refused: 'list-other-member', name: 'Bo K.' } })
    expect(basketOf(lane).member?.displayName).toBe('Bo K.')
  })

  test('voiding the item takes its special back', () => {
    const lane = open()
    for (const code of [listCode, codes.coffee]) lane.scan(code)
    lane.ask({ name: 'undoLast' })
    expect(basketOf(lane).totals).toMatchObject({ grossMinor: 0, discountMinor: 0 })
  })
})

describe('the member', () => {
  test.each([
    ['the barcode of her card', (lane: TestLane) => lane.scan(card('0000004821'))],
    ['her phone number, however it is written', (lane: TestLane) => lane.ask({ name: 'findMember', phone: '912 000 001' })],
    ['her card in the reader', (lane: TestLane) => lane.devices.send({ type: 'swiped', device: 'msr', text: card('0000004821') })],
  ])('is found by %s', (_how, identify) => {
    const lane = open()
    identify(lane)
    expect(basketOf(lane).member).toMatchObject({ displayName: 'Ana F.', firstName: 'Ana', pointsBalance: 100 })
  })

  test('an unknown card says so, and the sale goes on', () => {
    const lane = open()
    lane.scan(codes.yoghurt)
    expect(lane.scan(card('0000009999'))).toMatchObject({ kind: 'refused', refusal: { refused: 'member-unknown' } })
    expect(lane.scan(codes.yoghurt)).toEqual({ kind: 'ok' })
    expect(basketOf(lane).totals.dueMinor).toBe(378)
  })

  test('has the last synced balance plus what this lane has moved since', () => {
    const lane = open()
    for (const _sale of [1, 2]) {
      lane.scan(card('0000004821'))
      lane.scan(codes.coffee)
      payCash(lane, 400)
    }
    lane.scan(card('0000004821'))
    expect(basketOf(lane).member?.pointsBalance).toBe(100 + 3 + 3)
    const journalId = lane.store.identity.journalId
    const firstSale = lane.store.journal.completedSale(1)?.number ?? 0
    const synced = { ...ana, pointsSynced: 103, pointsThrough: { [journalId]: firstSale }, keys: [cardKey('0000004821')] }
    lane.store.replica.storePage({ topic: 'members', changes: [{ change: 9, key: ana.memberId, body: synced }], next: 9, complete: true })
    lane.ask({ name: 'voidSale' })
    lane.scan(card('0000004821'))
    expect(basketOf(lane).member?.pointsBalance).toBe(103 + 3)
  })

  test('is never asked for by a payment card: it is refused and no digit of it is kept', () => {
    const lane = open()
    const pan = '4111111111111111'
    lane.devices.send({ type: 'payment-card-rejected', device: 'msr' })
    expect(lane.scan(pan)).toMatchObject({ kind: 'refused', refusal: { refused: 'payment-card-rejected' } })
    expect(lane.ask({ name: 'keyCode', text: pan })).toMatchObject({ kind: 'refused' })
    lane.devices.send({ type: 'swiped', device: 'msr', text: `${pan}=30122010000000000` })
    expect(JSON.stringify([lane.lane.view(), lane.notices])).not.toContain('411111')
    for (const file of readdirSync(lane.dataDir)) expect(readFileSync(join(lane.dataDir, file)).includes('411111'), file).toBe(false)
  })
})

describe('a code that cannot be sold', () => {
  test.each([
    ['an unknown code', codes.unknown, 'unknown-code'],
    ['a wrong check digit', '9521234500019', 'unreadable'],
    ['half a code', '95212345', 'unreadable'],
    ['two codes glued together', codes.yoghurt + codes.coffee, 'unreadable'],
    ['ten kilobytes', '9'.repeat(10_240), 'unreadable'],
    ['binary noise', '\u0001\u0002\u007f', 'unreadable'],
    ['a forged list', writeOwnCode('28LLLLLLLLLLC', { L: '7777777777' }), 'list-unknown'],
  ])('%s gets a message, and the next scan goes on', (_what, code, refused) => {
    const lane = open()
    lane.scan(codes.yoghurt)
    expect(lane.scan(code)).toMatchObject({ kind: 'refused', refusal: { refused } })
    expect(lane.lane.view().message).toMatchObject({ level: 'warn', code: refused })
    lane.scan(codes.yoghurt)
    expect(basketOf(lane).lines.length).toBe(2)
    expect(lane.lane.view().message).toBeUndefined()
  })

  test('an unknown code stays counted until the sale ends', () => {
    const lane = open()
    lane.scan(codes.yoghurt)
    lane.scan(codes.unknown)
    lane.scan(codes.yoghurt)
    expect(lane.lane.view().unknownCount).toBe(1)
    payCash(lane, 500)
    expect(lane.lane.view().unknownCount).toBe(0)
  })
})

describe('weighed items', () => {
  test.each([
    ['a weight label', writeOwnCode('22IIIIIWWWWWC', { I: '00011', W: '01142' }), 193],
    ['a price label', writeOwnCode('21IIIIIPPPPPC', { I: '00011', P: '00287' }), 287],
  ])('are sold by %s', (_what, code, grossMinor) => {
    const lane = open()
    expect(lane.scan(code)).toEqual({ kind: 'ok' })
    expect(basketOf(lane).totals.grossMinor).toBe(grossMinor)
  })
})

describe('a restart', () => {
  test('brings the same basket back after every step of a sale', () => {
    let lane = open()
    const steps: ((lane: TestLane) => void)[] = [
      (at) => at.scan(codes.coffee),
      (at) => at.scan(listCode),
      (at) => at.scan(codes.pasta),
      (at) => at.ask({ name: 'setNextQuantity', unitCount: 2 }) && at.scan(codes.pasta),
      (at) => at.scan(codes.yoghurt),
      (at) => at.ask({ name: 'undoLast' }),
      (at) => at.ask({ name: 'openTender' }),
      (at) => at.ask({ name: 'takeCash', givenMinor: 100 }),
    ]
    for (const step of steps) {
      step(lane)
      const before = lane.lane.view()
      lane = lane.restart()
      lanes.push(lane)
      const { sale, businessDay } = { ...lane.lane.view(), businessDay: lane.lane.view().lane.businessDay }
      expect(sale).toEqual(before.sale)
      expect(businessDay).toBe(before.lane.businessDay)
    }
    lanes = [lane]
  })

  test('keeps suspended sales, and a recalled one carries on', () => {
    let lane = open()
    lane.scan(codes.coffee)
    lane.ask({ name: 'suspendSale' })
    lane.scan(codes.pasta)
    payCash(lane, 125)
    lane = lane.restart()
    lanes = [lane]
    const [parked] = lane.lane.view().suspended
    expect(parked).toMatchObject({ unitCount: 1, dueMinor: 499 })
    lane.ask({ name: 'recallSale', saleId: parked?.saleId ?? '' })
    lane.scan(codes.coffee)
    expect(basketOf(lane).totals.dueMinor).toBe(998)
    expect(lane.lane.view().suspended).toEqual([])
  })
})

test('the same command sent twice counts once', () => {
  const lane = open()
  const call = { id: crypto.randomUUID(), body: { name: 'scan', text: codes.coffee } as const }
  expect([lane.lane.handle(call), lane.lane.handle(call)]).toEqual([{ kind: 'ok' }, { kind: 'ok' }])
  expect(basketOf(lane).lines.length).toBe(1)
})

describe('the next-visit offer', () => {
  const earn = (lane: TestLane): string => {
    lane.scan(card('0000004821'))
    lane.scan(codes.coffee)
    payCash(lane, 400)
    const issued = lane.store.journal.completedSale()?.fact.issued
    expect(issued).toMatchObject({ offerId: 'next-wine', expiresOn: '2026-12-13' })
    return `\u001d17261213255${issued?.couponCode ?? ''}`
  }
  const buyWine = (lane: TestLane, coupon: string) => {
    lane.scan(codes.wine)
    lane.ask({ name: 'answerAge', lineId: '1', oldEnough: true })
    return lane.scan(coupon)
  }

  test('issued on one lane is redeemed on another that has never seen it, without any network', () => {
    const coupon = earn(open({ laneNumber: 7 }))
    const other = open({ laneNumber: 8 })
    expect(buyWine(other, coupon)).toEqual({ kind: 'ok' })
    expect(basketOf(other).totals).toMatchObject({ discountMinor: 100, dueMinor: 549 })
    payCash(other, 549)
    expect(other.store.journal.completedSale()?.fact.redeemed).toMatchObject([{ offerId: 'next-wine', amountMinor: 100, singleUse: true }])
  })

  test('is not redeemed twice on the same lane', () => {
    const lane = open()
    const coupon = earn(lane)
    buyWine(lane, coupon)
    payCash(lane, 549)
    expect(buyWine(lane, coupon)).toMatchObject({ kind: 'refused', refusal: { refused: 'coupon-spent' } })
  })

  test('is refused when forged', () => {
    const lane = open()
    const coupon = earn(lane)
    const forged = coupon.slice(0, -1) + String((Number(coupon.at(-1)) + 1) % 10)
    expect(buyWine(lane, forged)).toMatchObject({ kind: 'refused', refusal: { refused: 'coupon-forged' } })
  })

  test('is refused when expired, also with the date made younger', () => {
    const lane = open()
    const coupon = earn(lane)
    lane.clock.at = '2026-12-14T10:00:00.000Z'
    expect(buyWine(lane, coupon)).toMatchObject({ kind: 'refused', refusal: { refused: 'coupon-expired', date: '2026-12-13' } })
    expect(lane.scan(coupon.replace('17261213', '17261231'))).toMatchObject({ kind: 'refused', refusal: { refused: 'coupon-forged' } })
  })
})

test('an offer that changes in mid-sale counts from the next sale', () => {
  const lane = open()
  lane.scan(listCode)
  lane.scan(codes.coffee)
  const changed = { ...offers[0], reward: { kind: 'percent-off', basisPoints: 5000 } }
  lane.store.replica.storePage({ topic: 'offers', changes: [{ change: 9, key: 'coffee-20', body: changed }], next: 9, complete: true })
  lane.lane.shopChanged()
  expect(basketOf(lane).totals.discountMinor).toBe(100)
  payCash(lane, 399)
  lane.scan(listCode)
  lane.scan(codes.coffee)
  expect(basketOf(lane).totals.discountMinor).toBe(250)
})

test('a disk that refuses leaves the basket as it was and says what to do', () => {
  const lane = open()
  lane.scan(codes.coffee)
  const before = basketOf(lane)
  const append = lane.store.journal.append
  Object.assign(lane.store.journal, { append: () => { throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }) } })
  expect(lane.scan(codes.coffee)).toMatchObject({ kind: 'fault', message: expect.stringContaining('Free some space') })
  expect(basketOf(lane)).toEqual(before)
  expect(lane.lane.view().message).toMatchObject({ level: 'stop', code: 'storage-failed' })
  Object.assign(lane.store.journal, { append })
  lane.scan(codes.coffee)
  expect(basketOf(lane).lines.length).toBe(2)
})
