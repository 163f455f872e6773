import { describe, expect, it } from 'vitest'
import { closedLines, showCustomer } from '../../src/lane/show-customer.ts'
import { columnsOf } from '../../src/domain/receipt/columns-of.ts'
import type { DeviceOrder } from '../../src/contract/devices.ts'
import { codes, openShop, payCash } from '../support/lane-shop.ts'
import type { TestLane } from '../support/lane.ts'

const glass = { language: 'en', columnCount: 20 } as const

const shown = (lane: TestLane): readonly string[] => {
  const { upper, lower } = showCustomer(lane.lane.view(), glass)
  return [upper, lower]
}

describe('what the customer reads on two lines', () => {
  it('follows the sale: welcome, item, total, change, welcome', () => {
    const lane = openShop()
    expect(shown(lane)).toEqual(['    Test Market', '      Welcome'])
    lane.scan(codes.yoghurt)
    expect(shown(lane)).toEqual(['yoghurt', '                1.89'])
    lane.ask({ name: 'setNextQuantity', unitCount: 3 })
    lane.scan(codes.pasta)
    expect(shown(lane)).toEqual(['pasta', '3 x 1.25        3.75'])
    lane.ask({ name: 'undoLast' })
    expect(shown(lane)).toEqual(['yoghurt', '                1.89'])
    lane.ask({ name: 'openTender' })
    expect(shown(lane)).toEqual(['TOTAL           1.89', ''])
    lane.ask({ name: 'takeCardConfirmed', amountMinor: 100 })
    expect(shown(lane)).toEqual(['TOTAL           1.89', 'To pay          0.89'])
    lane.ask({ name: 'takeCash', givenMinor: 200 })
    expect(shown(lane)).toEqual(['TOTAL           1.89', 'Change          1.11'])
  })

  it('says thank you where there is no change', () => {
    const lane = openShop()
    lane.scan(codes.yoghurt)
    payCash(lane, 189)
    expect(shown(lane)).toEqual(['TOTAL           1.89', '     Thank you'])
  })

  it('in Chinese fits the glass to the column', () => {
    const lane = openShop()
    lane.scan(codes.yoghurt)
    lane.ask({ name: 'openTender' })
    const { upper } = showCustomer(lane.lane.view(), { language: 'zh', columnCount: 20 })
    expect(upper).toBe('合计            1.89')
    expect(columnsOf(upper)).toBe(20)
    expect(closedLines({ language: 'zh', columnCount: 20 })).toEqual({ upper: '    本台暂停服务', lower: '   请到其他收银台' })
  })

  it('cuts a name that is too long, and never an amount', () => {
    const lane = openShop()
    lane.scan(codes.yoghurt)
    const view = lane.lane.view()
    if (view.sale.kind !== 'open') throw new Error('no sale')
    const [line] = view.sale.basket.lines
    if (!line) throw new Error('no line')
    const long = { ...view, sale: { ...view.sale, basket: { ...view.sale.basket, lines: [{ ...line, name: { en: '特级初榨橄榄油特级初榨橄榄油' }, quantity: { kind: 'units' as const, count: 12_345 }, unitPriceMinor: 1_234_567, grossMinor: 1_234_567_890 }] } } }
    expect(showCustomer(long, glass)).toEqual({ upper: '特级初榨橄榄油特级初', lower: '12345 x  12345678.90' })
  })
})

describe('the displays of a lane', () => {
  const shows = (lane: TestLane): Extract<DeviceOrder, { type: 'show-lines' }>[] => lane.devices.orders.filter((order) => order.type === 'show-lines')
  const state = (lane: TestLane, name: string, how: 'ready' | 'away'): void => lane.devices.send({ type: 'state', device: name, role: 'line-display', state: how, ...(how === 'away' ? { trouble: 'unplugged' } : {}) })

  it('get each change once, and all that stands when they come back', () => {
    const lane = openShop()
    state(lane, 'pole', 'ready')
    expect(shows(lane).map((order) => order.lower.trim())).toEqual(['Welcome'])
    lane.scan(codes.yoghurt)
    lane.ask({ name: 'clearMessage' })
    expect(shows(lane).map((order) => order.upper.trim())).toEqual(['Test Market', 'yoghurt'])
    state(lane, 'pole', 'away')
    lane.scan(codes.pasta)
    expect(shows(lane)).toHaveLength(2)
    state(lane, 'pole', 'ready')
    expect(shows(lane).at(-1)?.upper).toBe('pasta')
  })

  it('never hold up a sale that they do not answer', () => {
    const lane = openShop()
    state(lane, 'pole', 'ready')
    for (let count = 0; count < 20; count++) lane.scan(codes.yoghurt)
    payCash(lane, 5000)
    expect(lane.lane.view().sale.kind).toBe('done')
  })

  it('say that the lane is closed', async () => {
    const lane = openShop()
    state(lane, 'pole', 'ready')
    const closing = lane.lane.close()
    const last = shows(lane).at(-1)
    expect(last?.upper.trim()).toBe('Lane closed')
    lane.devices.send({ type: 'outcome', orderId: last?.orderId ?? '', outcome: 'done' })
    await closing
  })
})
