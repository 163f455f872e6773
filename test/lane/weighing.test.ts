import { describe, expect, test } from 'vitest'
import type { DeviceMessage, DeviceOrder } from '../../src/contract/devices.ts'
import type { ItemId } from '../../src/domain/ids.ts'
import type { TestLane } from '../support/lane.ts'
import { basketOf, codes, openShop, payCash, restarted, rows } from '../support/lane-shop.ts'
import { anItem } from '../support/sale.ts'

const apples = anItem({ itemId: 'apples' as ItemId, gtins: ['09521234500117'], plu: '00012', soldBy: 'weight', priceMinor: 229, tareGrams: 5, name: { en: 'apples', zh: '苹果' } })
const withApples = { items: [...(rows.items ?? []), { key: apples.itemId, body: apples }] }
const bananasPlu = '11'
const applesPlu = '12'
const applesCode = '9521234500117'

/** The small shop with a scale that is plugged in and answers. */
function openShopWithScale(): TestLane {
  const lane = openShop({ rows: withApples })
  scaleState(lane, 'ready')
  return lane
}

const scaleState = (lane: TestLane, state: 'ready' | 'away', trouble?: string): void =>
  lane.devices.send({ type: 'state', device: 'scale', role: 'scale', state, ...(trouble === undefined ? {} : { trouble }) })
const key = (lane: TestLane, text: string): ReturnType<TestLane['ask']> => lane.ask({ name: 'keyCode', text })
const weighOrders = (lane: TestLane): Extract<DeviceOrder, { type: 'weigh' }>[] => lane.devices.orders.filter((order) => order.type === 'weigh')
const newestOrderId = (lane: TestLane): string => weighOrders(lane).at(-1)?.orderId ?? ''
const weighed = (lane: TestLane, grams: number, orderId = newestOrderId(lane)): void => lane.devices.send({ type: 'outcome', orderId, outcome: 'done', weighed: { grams } })
const failed = (lane: TestLane, detail: string, outcome: 'failed' | 'unknown' = 'failed'): void => lane.devices.send({ type: 'outcome', orderId: newestOrderId(lane), outcome, detail })
const shownLines = (lane: TestLane): string[] => basketOf(lane).lines.map(({ name, quantity, grossMinor, state }) => `${name.en} ${quantity.kind === 'weight' ? `${quantity.grams} g` : quantity.count} ${grossMinor}${state === 'sold' ? '' : ` ${state}`}`)
const message = (lane: TestLane): string | undefined => lane.lane.view().message?.code
const storedBodies = (lane: TestLane): string => lane.store.journal.recordsAfter(0, 100).map((record) => record.body).join('\n')

describe('an item sold by weight', () => {
  test.each([
    ['keyed by its number', (lane: TestLane) => key(lane, applesPlu)],
    ['scanned', (lane: TestLane) => lane.scan(applesCode)],
  ])('%s waits for the scale, and its line comes with the weight', (_how, name) => {
    const lane = openShopWithScale()
    expect(name(lane)).toMatchObject({ kind: 'ok' })
    expect(lane.lane.view()).toMatchObject({
      sale: { kind: 'idle' },
      message: { level: 'info', code: 'weigh-item', data: { name: { en: 'apples', zh: '苹果' }, priceMinor: 229 } },
      weighing: { name: { en: 'apples' }, pricePerKgMinor: 229, tareGrams: 5, state: 'waiting' },
    })
    expect(weighOrders(lane)).toMatchObject([{ device: 'scale', pricePerKgMinor: 229, tareGrams: 5, name: 'apples' }])
    weighed(lane, 750)
    expect(shownLines(lane)).toEqual(['apples 750 g 172'])
    expect(lane.lane.view().weighing).toBeUndefined()
    expect(message(lane)).toBeUndefined()
    expect(lane.notices.at(-1)).toMatchObject({ name: 'sound', body: 'item' })
    expect(storedBodies(lane)).toContain('"entry":"weighed"')
  })

  test.each([
    ['114.5 cents are 115', 500, 229, 115],
    ['0.169 cents are none', 1, 169, 0],
    ['0.5 cents are one', 1, 500, 1],
  ])('is rounded half up once, at the line: %s', (_what, grams, priceMinor, grossMinor) => {
    const cheap = { ...apples, prices: [{ fromDay: '2026-01-01', priceMinor }] }
    const lane = openShop({ rows: { items: [{ key: cheap.itemId, body: cheap }] } })
    scaleState(lane, 'ready')
    key(lane, applesPlu)
    weighed(lane, grams)
    expect(basketOf(lane).lines[0]?.grossMinor).toBe(grossMinor)
  })

  test('stands on the receipt with its net weight and the price of a kilogram', () => {
    const lane = openShopWithScale()
    lane.devices.send({ type: 'state', device: 'printer', role: 'printer', state: 'ready' })
    key(lane, applesPlu)
    weighed(lane, 750)
    payCash(lane, 500)
    const print = lane.devices.orders.find((order) => order.type === 'print')
    expect(JSON.stringify(print)).toContain('0.750 kg × 2.29/kg')
  })

  test.each([
    ['no scale', (): TestLane => openShop({ rows: withApples })],
    ['a scale that is away', (): TestLane => {
      const lane = openShopWithScale()
      scaleState(lane, 'away', 'unplugged')
      return lane
    }],
  ])('is refused as before on a lane with %s', (_what, open) => {
    const lane = open()
    expect(key(lane, applesPlu)).toMatchObject({ kind: 'refused', refusal: { refused: 'needs-weight' } })
    expect(weighOrders(lane)).toEqual([])
  })

  test('is refused at once where its line would be, and the scale is left alone', () => {
    const lane = openShopWithScale()
    lane.scan(codes.coffee)
    lane.ask({ name: 'openTender' })
    lane.ask({ name: 'takeCash', givenMinor: 100 })
    expect(key(lane, applesPlu)).toMatchObject({ kind: 'refused', refusal: { refused: 'sale-being-paid' } })
    expect(weighOrders(lane)).toEqual([])
  })

  test('asked for twice by the same press sent again is weighed once', () => {
    const lane = openShopWithScale()
    const press = { id: crypto.randomUUID(), body: { name: 'keyCode' as const, text: applesPlu } }
    lane.lane.handle(press)
    lane.lane.handle(press)
    weighed(lane, 750)
    lane.lane.handle(press)
    expect(weighOrders(lane)).toHaveLength(1)
    expect(shownLines(lane)).toEqual(['apples 750 g 172'])
  })

  test('is told what the scale waits for', () => {
    const lane = openShopWithScale()
    key(lane, applesPlu)
    const progress = (code: string, orderId = newestOrderId(lane)): DeviceMessage => ({ type: 'weigh-progress', device: 'scale', orderId, code })
    lane.devices.send(progress('in-motion'))
    lane.devices.send(progress('under-zero', 'an older order'))
    expect(lane.lane.view().weighing?.hint).toBe('in-motion')
  })
})

describe('while an item waits for the scale', () => {
  test('other items are rung up, and its line comes when its weight does', () => {
    const lane = openShopWithScale()
    key(lane, applesPlu)
    lane.scan(codes.coffee)
    expect(message(lane)).toBe('weigh-item')
    weighed(lane, 1000)
    expect(shownLines(lane)).toEqual(['coffee 1 499', 'apples 1000 g 229'])
  })

  test('another item by weight takes its place, and the strip says that the first one was not weighed', () => {
    const lane = openShopWithScale()
    key(lane, applesPlu)
    const first = newestOrderId(lane)
    key(lane, bananasPlu)
    expect(lane.lane.view().message).toMatchObject({ level: 'warn', code: 'not-weighed', data: { name: { en: 'apples' } } })
    lane.devices.send({ type: 'outcome', orderId: first, outcome: 'failed', detail: 'replaced' })
    weighed(lane, 900, first)
    expect(lane.lane.view().sale.kind).toBe('idle')
    weighed(lane, 1000)
    expect(basketOf(lane).lines.map((line) => line.grossMinor)).toEqual([169])
  })

  test.each<['openTender' | 'suspendSale']>([['openTender'], ['suspendSale']])('%s waits for it', (name) => {
    const lane = openShopWithScale()
    lane.scan(codes.coffee)
    key(lane, applesPlu)
    expect(lane.ask({ name })).toMatchObject({ kind: 'refused', refusal: { refused: 'weighing-open' } })
    expect(message(lane)).toBe('weighing-open')
    weighed(lane, 1000)
    expect(lane.ask({ name })).toMatchObject({ kind: 'ok' })
  })

  test('no money is taken on a payment screen that was open before', () => {
    const lane = openShopWithScale()
    lane.scan(codes.coffee)
    lane.ask({ name: 'openTender' })
    key(lane, applesPlu)
    expect(lane.ask({ name: 'takeCash', givenMinor: 1000 })).toMatchObject({ kind: 'refused', refusal: { refused: 'weighing-open' } })
    weighed(lane, 1000)
    expect(lane.ask({ name: 'takeCash', givenMinor: 1000 })).toMatchObject({ kind: 'ok' })
    expect(lane.lane.view().sale).toMatchObject({ kind: 'done', changeMinor: 272 })
  })

  test.each<[string, 'cancelWeighing' | 'undoLast']>([['Esc', 'cancelWeighing'], ['Undo', 'undoLast']])('%s gives it up, and leaves the lines before it', (_key, name) => {
    const lane = openShopWithScale()
    lane.scan(codes.coffee)
    key(lane, applesPlu)
    lane.ask({ name })
    weighed(lane, 750)
    expect(shownLines(lane)).toEqual(['coffee 1 499'])
    expect(lane.lane.view().weighing).toBeUndefined()
  })

  test('a sale that is voided takes it along: its weight does not land in the next one', () => {
    const lane = openShopWithScale()
    lane.scan(codes.coffee)
    key(lane, applesPlu)
    const orderId = newestOrderId(lane)
    lane.ask({ name: 'voidSale' })
    lane.scan(codes.pasta)
    weighed(lane, 750, orderId)
    expect(shownLines(lane)).toEqual(['pasta 1 125'])
  })

  test('a sale that is recalled meanwhile does not get it', () => {
    const lane = openShopWithScale()
    lane.scan(codes.coffee)
    lane.ask({ name: 'suspendSale' })
    key(lane, applesPlu)
    lane.ask({ name: 'recallSale', saleId: lane.lane.view().suspended[0]?.saleId ?? '' })
    weighed(lane, 750)
    expect(shownLines(lane)).toEqual(['coffee 1 499'])
  })

  test('a lane that stops has written nothing of it, and an answer to the one before is nobody’s', () => {
    let lane = openShopWithScale()
    lane.scan(codes.coffee)
    key(lane, applesPlu)
    const orderId = newestOrderId(lane)
    expect(storedBodies(lane)).not.toContain('apples')
    lane = restarted(lane)
    expect(lane.lane.view().weighing).toBeUndefined()
    scaleState(lane, 'ready')
    weighed(lane, 750, orderId)
    expect(shownLines(lane)).toEqual(['coffee 1 499'])
    key(lane, applesPlu)
    weighed(lane, 750)
    expect(shownLines(lane)).toEqual(['coffee 1 499', 'apples 750 g 172'])
  })
})

describe('an item the scale could not weigh', () => {
  test.each([
    ['in-motion', 'in-motion'],
    ['at-zero', 'at-zero'],
    ['needs-secret', 'needs-secret'],
    ['unplugged', 'no-answer'],
    ['timed-out', 'no-answer'],
  ])('is not sold, and the strip says why: %s', (detail, reason) => {
    const lane = openShopWithScale()
    key(lane, applesPlu)
    failed(lane, detail, detail === 'timed-out' ? 'unknown' : 'failed')
    expect(lane.lane.view()).toMatchObject({ sale: { kind: 'idle' }, message: { level: 'warn', code: 'weigh-failed', data: { name: { en: 'apples' }, reason } }, weighing: { state: 'failed', hint: reason } })
    expect(lane.notices.at(-1)).toMatchObject({ name: 'sound', body: 'warn' })
  })

  test.each([
    ['by Enter', (lane: TestLane) => lane.ask({ name: 'weighAgain' })],
    ['by keying it again', (lane: TestLane) => key(lane, applesPlu)],
  ])('can be tried again %s', (_how, again) => {
    const lane = openShopWithScale()
    key(lane, applesPlu)
    failed(lane, 'in-motion')
    again(lane)
    expect(lane.lane.view()).toMatchObject({ message: { code: 'weigh-item' }, weighing: { state: 'waiting' } })
    weighed(lane, 750)
    expect(shownLines(lane)).toEqual(['apples 750 g 172'])
    lane.ask({ name: 'weighAgain' })
    expect(weighOrders(lane)).toHaveLength(2)
  })

  test.each([
    ['Esc', (lane: TestLane) => lane.ask({ name: 'cancelWeighing' })],
    ['taking the message off', (lane: TestLane) => lane.ask({ name: 'clearMessage' })],
    ['ringing up something else', (lane: TestLane) => lane.scan(codes.coffee)],
  ])('is forgotten by %s, and payment does not wait for it', (_how, forget) => {
    const lane = openShopWithScale()
    lane.scan(codes.coffee)
    key(lane, applesPlu)
    failed(lane, 'in-motion')
    forget(lane)
    expect(lane.lane.view().weighing).toBeUndefined()
    expect(message(lane)).toBeUndefined()
    lane.ask({ name: 'weighAgain' })
    expect(weighOrders(lane)).toHaveLength(1)
    expect(lane.ask({ name: 'openTender' })).toMatchObject({ kind: 'ok' })
  })

  test('because the disk took nothing can be tried again', () => {
    const lane = openShopWithScale()
    key(lane, applesPlu)
    const append = lane.store.journal.append
    Object.assign(lane.store.journal, { append: () => { throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }) } })
    weighed(lane, 750)
    expect(lane.lane.view()).toMatchObject({ message: { level: 'stop', code: 'storage-failed' }, weighing: { state: 'failed' } })
    Object.assign(lane.store.journal, { append })
    lane.ask({ name: 'weighAgain' })
    weighed(lane, 750)
    expect(shownLines(lane)).toEqual(['apples 750 g 172'])
  })
})

describe('the empty scale', () => {
  test.each([
    ['done', undefined, 'scale-zeroed'],
    ['failed', 'unsupported', 'scale-not-zeroed'],
  ] as const)('set to zero says how it went: %s', (outcome, detail, code) => {
    const lane = openShopWithScale()
    lane.ask({ name: 'zeroScale' })
    const order = lane.devices.orders.find(({ type }) => type === 'zero-scale')
    lane.devices.send({ type: 'outcome', orderId: order?.orderId ?? '', outcome, ...(detail === undefined ? {} : { detail }) })
    expect(message(lane)).toBe(code)
  })
})
