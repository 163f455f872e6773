import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeOwnCode } from '../../src/domain/barcode/own-codes.ts'
import { cardKey, type TestLane } from '../support/lane.ts'
import { ana, basketOf, card, codes, listCode, offers, oldListCode, openShop, payCash } from '../support/lane-shop.ts'

describe('one scan of the list', () => {
  test('redeems every special at once, whatever the order of scanning', () => {
    const basket = [codes.coffee, codes.pasta, codes.pasta, codes.pasta, codes.yoghurt, listCode]
    fc.assert(
      fc.property(fc.shuffledSubarray(basket, { minLength: basket.length }), (order) => {
        const lane = openShop()
        for (const code of order) expect(lane.scan(code)).toEqual({ kind: 'ok' })
        expect(basketOf(lane).totals).toMatchObject({ grossMinor: 1063, discountMinor: 225, dueMinor: 838 })
        expect(basketOf(lane).member?.list).toMatchObject({ lineCount: 3, doneCount: 3 })
      }),
      { seed: 7, numRuns: 20 },
    )
  })

  test('shows what is still unclaimed, and why', () => {
    const lane = openShop()
    for (const code of [listCode, codes.pasta]) lane.scan(code)
    expect(basketOf(lane).member?.list?.lines.map(({ name, inBasket, offers: armed }) => ({ name: name.en, inBasket, state: armed[0]?.state }))).toEqual([
      { name: 'coffee', inBasket: false, state: expect.objectContaining({ kind: 'armed' }) },
      { name: 'pasta', inBasket: true, state: expect.objectContaining({ kind: 'not-met', missingUnits: 2 }) },
      { name: 'yoghurt', inBasket: false, state: undefined },
    ])
  })

  test('an expired list still finds the member, and her new list is used', () => {
    const lane = openShop()
    lane.scan(oldListCode)
    expect(basketOf(lane).member?.list?.lineCount).toBe(3)
    expect(lane.lane.view().message).toMatchObject({ code: 'list-expired', data: { date: '2026-11-14' } })
  })

  test("another member's list is refused, and hers stays", () => {
    const lane = openShop()
    lane.scan(card('0000004822'))
    expect(lane.scan(listCode)).toMatchObject({ kind: 'refused', refusal: { refused: 'list-other-member', name: 'Bo K.' } })
    expect(basketOf(lane).member?.displayName).toBe('Bo K.')
  })

  test('voiding the item takes its special back', () => {
    const lane = openShop()
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
    const lane = openShop()
    identify(lane)
    expect(basketOf(lane).member).toMatchObject({ displayName: 'Ana F.', firstName: 'Ana', pointsBalance: 100 })
  })

  test('an unknown card says so, and the sale goes on', () => {
    const lane = openShop()
    lane.scan(codes.yoghurt)
    expect(lane.scan(card('0000009999'))).toMatchObject({ kind: 'refused', refusal: { refused: 'member-unknown' } })
    expect(lane.scan(codes.yoghurt)).toEqual({ kind: 'ok' })
    expect(basketOf(lane).totals.dueMinor).toBe(378)
  })

  test('has the last synced balance plus what this lane has moved since', () => {
    const lane = openShop()
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
    const lane = openShop()
    const pan = '4111111111111111'
    lane.devices.send({ type: 'payment-card-rejected', device: 'msr' })
    expect(lane.scan(pan)).toMatchObject({ kind: 'refused', refusal: { refused: 'payment-card-rejected' } })
    expect(lane.ask({ name: 'keyCode', text: pan })).toMatchObject({ kind: 'refused' })
    lane.devices.send({ type: 'swiped', device: 'msr', text: `${pan}=30122010000000000` })
    expect(JSON.stringify([lane.lane.view(), lane.notices])).not.toContain('411111')
    for (const file of readdirSync(lane.dataDir)) expect(readFileSync(join(lane.dataDir, file)).includes('411111'), file).toBe(false)
  })
})

describe('weighed items', () => {
  test.each([
    ['a weight label', writeOwnCode('22IIIIIWWWWWC', { I: '00011', W: '01142' }), 193],
    ['a price label', writeOwnCode('21IIIIIPPPPPC', { I: '00011', P: '00287' }), 287],
  ])('are sold by %s', (_what, code, grossMinor) => {
    const lane = openShop()
    expect(lane.scan(code)).toEqual({ kind: 'ok' })
    expect(basketOf(lane).totals.grossMinor).toBe(grossMinor)
  })
})

test('the same command sent twice counts once', () => {
  const lane = openShop()
  const call = { id: crypto.randomUUID(), body: { name: 'scan', text: codes.coffee } as const }
  expect([lane.lane.handle(call), lane.lane.handle(call)]).toEqual([{ kind: 'ok' }, { kind: 'ok' }])
  expect(basketOf(lane).lines.length).toBe(1)
})

test('an offer that changes in mid-sale counts from the next sale', () => {
  const lane = openShop()
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
  const lane = openShop()
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
