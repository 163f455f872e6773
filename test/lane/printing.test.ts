import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeviceOrder } from '../../src/contract/devices.ts'
import { openTestLane, type TestLane } from '../support/lane.ts'
import { anItem } from '../support/sale.ts'

const yoghurt = anItem()
const rows = { items: [{ key: yoghurt.itemId, body: yoghurt }] }
let lane: TestLane
beforeEach(() => {
  lane = openTestLane(rows)
  ready(lane)
})
afterEach(() => lane.end())

function ready({ devices }: TestLane): void {
  devices.send({ type: 'state', device: 'printer', role: 'printer', state: 'ready' })
  devices.send({ type: 'state', device: 'drawer', role: 'drawer', state: 'ready' })
}

function sell(tender: 'cash' | 'card' = 'cash'): void {
  lane.scan('9521234500018')
  lane.ask({ name: 'openTender' })
  lane.ask(tender === 'cash' ? { name: 'takeCash', givenMinor: 500 } : { name: 'takeCardConfirmed', amountMinor: 189 })
}

const printOrders = (): Extract<DeviceOrder, { type: 'print' }>[] => lane.devices.orders.filter((order) => order.type === 'print')
const drawerCount = (): number => lane.devices.orders.filter((order) => order.type === 'open-drawer').length
const printed = (): string | undefined => {
  const { sale } = lane.lane.view()
  return sale.kind === 'done' ? sale.print : undefined
}
const end = (outcome: 'done' | 'failed' | 'unknown'): void => {
  const order = printOrders().at(-1)
  lane.devices.send({ type: 'outcome', orderId: order?.orderId ?? '', outcome })
}

describe('a completed sale', () => {
  test('prints one original and opens the drawer once for cash', () => {
    sell()
    end('done')
    expect({ prints: printOrders().length, copy: printOrders()[0]?.document.copy, drawer: drawerCount(), shown: printed() }).toEqual({ prints: 1, copy: false, drawer: 1, shown: 'printed' })
  })

  test('leaves the drawer shut for a card', () => {
    sell('card')
    expect(drawerCount()).toBe(0)
  })

  test('is in the journal before the first byte goes to the printer', () => {
    sell()
    expect(lane.store.journal.completedSale()?.fact.receiptNumber).toBe(1)
    expect(lane.store.own.openPrints()).toHaveLength(1)
  })
})

describe('a printer that fails', () => {
  test('before a byte: the receipt is held and printed as an original when the printer is back', () => {
    sell()
    end('failed')
    lane.devices.send({ type: 'state', device: 'printer', role: 'printer', state: 'needs-care', trouble: 'paper-out' })
    expect({ shown: printed(), code: lane.lane.view().message?.code }).toEqual({ shown: 'held', code: 'paper-out' })
    lane.devices.send({ type: 'state', device: 'printer', role: 'printer', state: 'ready' })
    end('done')
    expect({ prints: printOrders().map((order) => order.document.copy), shown: printed() }).toEqual({ prints: [false, false], shown: 'printed' })
  })

  test('and is back with a roll near its end prints what was held, and says that the roll ends', () => {
    sell()
    end('failed')
    lane.devices.send({ type: 'state', device: 'printer', role: 'printer', state: 'away', trouble: 'unplugged' })
    lane.devices.send({ type: 'state', device: 'printer', role: 'printer', state: 'needs-care', trouble: 'paper-near-end' })
    end('done')
    expect({ prints: printOrders().length, shown: printed(), code: lane.lane.view().message?.code }).toEqual({ prints: 2, shown: 'printed', code: 'paper-near-end' })
  })

  test('halfway: nobody knows, and the reprint is marked COPY', () => {
    sell()
    end('unknown')
    expect(lane.lane.view().message?.code).toBe('print-unknown')
    lane.ask({ name: 'reprintReceipt' })
    expect(printOrders().at(-1)?.document.copy).toBe(true)
    expect(JSON.stringify(printOrders().at(-1)?.document.blocks)).toContain('COPY')
  })

  test('a lane that stops while printing does not know either: never a second unmarked original', () => {
    sell()
    lane = lane.restart()
    ready(lane)
    expect(lane.lane.view().message?.code).toBe('print-unknown')
    expect(printOrders()).toEqual([])
    lane.ask({ name: 'reprintReceipt' })
    expect(printOrders().at(-1)?.document.copy).toBe(true)
  })

  test('without any printer the sale is done and the receipt is held', () => {
    lane.end()
    lane = openTestLane(rows)
    sell()
    expect(printed()).toBe('held')
  })
})

test('a reprint of a printed receipt is a copy', () => {
  sell()
  end('done')
  lane.ask({ name: 'reprintReceipt' })
  expect(printOrders().at(-1)?.document.copy).toBe(true)
})

test('opening the drawer without a sale is written down', () => {
  lane.ask({ name: 'openDrawer' })
  expect(drawerCount()).toBe(1)
  expect(lane.store.journal.recordsAfter(0, 10).some((record) => record.body.includes('"reason":"no-sale"'))).toBe(true)
})

test('a drawer that stays open is named as such', () => {
  lane.devices.send({ type: 'state', device: 'drawer', role: 'drawer', state: 'needs-care', trouble: 'open-too-long' })
  expect(lane.lane.view().message?.code).toBe('drawer-open')
})

test('a disk that is full when the printer reports does not stop the lane', () => {
  sell()
  Object.assign(lane.store.journal, { append: () => { throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }) } })
  end('done')
  expect(lane.lane.view().message).toMatchObject({ level: 'stop', code: 'storage-failed' })
})
