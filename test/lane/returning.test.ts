import { describe, expect, it } from 'vitest'
import type { LaneCommand } from '../../src/contract/lane-commands.ts'
import type { SaleId } from '../../src/domain/ids.ts'
import type { SaleReturned } from '../../src/domain/sale/sale-returned.ts'
import { writeOwnCode } from '../../src/domain/barcode/own-codes.ts'
import { renderText } from '../../src/domain/receipt/render-text.ts'
import { customerView } from '../../src/contract/customer-view.ts'
import { showCustomer } from '../../src/lane/show-customer.ts'
import { codes, listCode, openShop, payCash, restarted } from '../support/lane-shop.ts'
import type { TestLane } from '../support/lane.ts'
import { playedTime } from '../support/played-time.ts'

const receiptCode = (laneNumber: number, receiptNumber: number): string => writeOwnCode('27RRRRRRRRRRC', { R: `${String(laneNumber).padStart(2, '0')}${String(receiptNumber).padStart(8, '0')}` })

/** Ana buys three packs of pasta, three for two on her list, and a coffee at 20 % off: 2 × 1.25 + 3.99. */
function soldToAna(): TestLane {
  const lane = openShop()
  for (const text of [listCode, codes.pasta, codes.pasta, codes.pasta, codes.coffee]) lane.scan(text)
  payCash(lane, 649)
  return lane
}

const returned = (lane: TestLane): SaleReturned[] => {
  const sale = lane.store.journal.completedSale()
  return sale ? lane.store.journal.returnsOf(sale.fact.saleId) : []
}
const returning = (lane: TestLane) => lane.lane.view().returning
const printerReady = ({ devices }: TestLane): void => devices.send({ type: 'state', device: 'printer', role: 'printer', state: 'ready' })
const give = (lane: TestLane): void => void expect(lane.ask({ name: 'giveBack', tender: 'cash' })).toEqual({ kind: 'ok' })
const drawerPulses = (lane: TestLane): number => lane.store.journal.recordsAfter(0, 1000).filter(({ body }) => body.includes('"reason":"cash-return"')).length

describe('goods that come back', () => {
  it('open by the receipt’s barcode, are chosen by scanning them, and bring back what they cost with the offers that stay', () => {
    const lane = soldToAna()
    expect(lane.scan(receiptCode(7, 1))).toEqual({ kind: 'ok' })
    lane.scan(codes.coffee)
    expect(returning(lane)?.back).toMatchObject({ dueBackMinor: 399, cashMinor: 399, broken: [{ name: { en: 'coffee-20' }, gaveMinor: 100, givesMinor: 0 }], pointsTaken: 4 })
    give(lane)
    expect(returned(lane)).toMatchObject([{ receiptNumber: 2, of: { receiptNumber: 1 }, reason: 'unwanted', refundMinor: 399, dueBackMinor: 399, tenders: [{ tenderKind: 'cash', amountMinor: 399 }], points: { takenBack: 4, givenBack: 0 } }])
  })

  it('of a three for two bring nothing for the first, and the rest for the others: what was paid, to the cent', () => {
    const lane = soldToAna()
    const backs: number[] = []
    for (const _ of [1, 2, 3]) {
      lane.scan(receiptCode(7, 1))
      lane.scan(codes.pasta)
      backs.push(returning(lane)?.back?.dueBackMinor ?? -1)
      give(lane)
    }
    expect(backs).toEqual([0, 125, 125])
    lane.scan(receiptCode(7, 1))
    lane.ask({ name: 'returnEverything' })
    give(lane)
    expect(returned(lane).reduce((sum, { dueBackMinor }) => sum + dueBackMinor, 0)).toBe(649)
    expect(returned(lane).reduce((sum, { points }) => sum + (points?.takenBack ?? 0), 0)).toBe(6)
  })

  it('are not given back twice: a second scan of the receipt shows what is back, and takes no more', () => {
    const lane = soldToAna()
    lane.ask({ name: 'voidLastSale' })
    expect(returning(lane)).toMatchObject({ reason: 'void', back: { dueBackMinor: 649 } })
    give(lane)
    lane.scan(receiptCode(7, 1))
    expect(returning(lane)?.lines.map(({ soldCount, backBefore }) => backBefore / soldCount)).toEqual([1, 1, 1, 1])
    expect(lane.scan(codes.coffee)).toMatchObject({ kind: 'refused', refusal: { refused: 'all-back-already' } })
    expect(lane.ask({ name: 'returnEverything' })).toMatchObject({ refusal: { refused: 'all-back-already' } })
    expect(lane.ask({ name: 'setReturnCount', lineId: '1', unitCount: 1 })).toMatchObject({ refusal: { refused: 'more-than-sold', count: 0 } })
    expect(lane.ask({ name: 'giveBack', tender: 'cash' })).toMatchObject({ refusal: { refused: 'nothing-chosen' } })
  })

  it('give money once, however often the same key press arrives', () => {
    const lane = soldToAna()
    lane.ask({ name: 'voidLastSale' })
    const id = crypto.randomUUID()
    const body: LaneCommand = { name: 'giveBack', tender: 'cash' }
    expect([lane.lane.handle({ id, body }), lane.lane.handle({ id, body })]).toEqual([{ kind: 'ok' }, { kind: 'ok' }])
    expect(returned(lane)).toHaveLength(1)
    expect(drawerPulses(lane)).toBe(1)
  })

  it('survive a lane that stops: before the money nothing has happened, after it everything has', () => {
    const chosen = soldToAna()
    chosen.scan(receiptCode(7, 1))
    chosen.scan(codes.coffee)
    const again = restarted(chosen)
    expect([returning(again), returned(again)]).toEqual([undefined, []])
    printerReady(again)
    again.scan(receiptCode(7, 1))
    again.scan(codes.coffee)
    give(again)
    const after = restarted(again)
    expect(returned(after)).toMatchObject([{ dueBackMinor: 399 }])
    after.scan(receiptCode(7, 1))
    expect(after.scan(codes.coffee)).toMatchObject({ refusal: { refused: 'all-back-already' } })
    printerReady(after)
    // Whether the paper came out nobody knows: the return's receipt is the newest, and printed again it is a copy.
    after.ask({ name: 'reprintReceipt' })
    const [{ saleId } = { saleId: '' as SaleId }] = returned(after)
    expect(after.store.own.prints(saleId).map(({ copy, outcome }) => ({ copy, outcome }))).toEqual([{ copy: false, outcome: 'unknown' }, { copy: true, outcome: undefined }])
  })

  it('take their points with them, as far as the lane can tell', () => {
    const lane = soldToAna()
    lane.ask({ name: 'voidLastSale' })
    give(lane)
    const [{ points } = { points: undefined }] = returned(lane)
    expect(points).toEqual({ takenBack: 6, givenBack: 0, balanceBefore: (points?.balanceAfter ?? 0) + 6, balanceAfter: points?.balanceAfter })
    lane.scan(listCode)
    const { sale } = lane.lane.view()
    expect(sale.kind === 'open' && sale.basket.member?.pointsBalance).toBe(points?.balanceAfter)
  })

  it.each([
    ['of another lane, whose journal has the sale', () => receiptCode(3, 1), { refused: 'receipt-of-other-lane', number: 3 }],
    ['that nobody knows', () => receiptCode(7, 99), { refused: 'receipt-unknown' }],
  ])('are refused with a receipt %s', (_, code, refusal) => {
    const lane = soldToAna()
    expect(lane.scan(code())).toMatchObject({ kind: 'refused', refusal })
    expect(returning(lane)).toBeUndefined()
  })

  it('are refused with a receipt whose sale was taken out of the database in the quiet between two sales, and sent to the office', () => {
    const time = playedTime()
    const lane = openShop({ clock: time })
    for (let sale = 1; sale <= 12; sale += 1) {
      lane.scan(codes.coffee)
      payCash(lane, 499)
      lane.store.upload.setAccepted(lane.store.journal.lastNumber(), time.now())
      time.pass(3_000)
      time.at = new Date(Date.parse(time.at) + 11 * 86_400_000).toISOString()
    }
    expect(lane.ask({ name: 'openReturn', receipt: '1' })).toMatchObject({ refusal: { refused: 'receipt-taken-out', number: 1 } })
    expect(lane.ask({ name: 'openReturn', receipt: '9' })).toEqual({ kind: 'ok' })
  })

  it('are refused with the receipt of a return, and while a sale is open', () => {
    const lane = soldToAna()
    lane.ask({ name: 'voidLastSale' })
    give(lane)
    expect(lane.ask({ name: 'openReturn', receipt: '2' })).toMatchObject({ refusal: { refused: 'receipt-of-return' } })
    lane.scan(codes.coffee)
    expect(lane.ask({ name: 'openReturn', receipt: '1' })).toMatchObject({ refusal: { refused: 'sale-open' } })
    expect(lane.scan(receiptCode(7, 1))).toMatchObject({ refusal: { refused: 'receipt-scanned' } })
  })

  it('wait for nothing else meanwhile: no sale begins, and what is not on the receipt stays outside', () => {
    const lane = soldToAna()
    lane.ask({ name: 'openReturn', receipt: '1' })
    expect(lane.scan(codes.yoghurt)).toMatchObject({ refusal: { refused: 'not-on-receipt' } })
    expect(lane.scan(listCode)).toMatchObject({ refusal: { refused: 'return-open' } })
    expect(lane.lane.view().sale.kind).toBe('idle')
    lane.ask({ name: 'leaveReturn' })
    expect(lane.scan(codes.yoghurt)).toEqual({ kind: 'ok' })
  })

  it('show the customer what goes back to her, and nothing of whoever was served before', () => {
    const lane = soldToAna()
    const glass = { language: 'en', columnCount: 20 } as const
    lane.scan(receiptCode(7, 1))
    expect(showCustomer(lane.lane.view(), glass).upper).toBe('    Test Market')
    lane.scan(codes.coffee)
    expect(showCustomer(lane.lane.view(), glass)).toEqual({ upper: 'Back to you     3.99', lower: '' })
    expect(customerView(lane.lane.view()).returning).toBeUndefined()
    give(lane)
    expect(showCustomer(lane.lane.view(), glass)).toEqual({ upper: 'Back to you     3.99', lower: '     Thank you' })
  })

  it('print a receipt that says what came back and why', () => {
    const lane = soldToAna()
    printerReady(lane)
    lane.scan(receiptCode(7, 1))
    lane.scan(codes.pasta)
    lane.scan(codes.coffee)
    lane.ask({ name: 'setReturnReason', reason: 'damaged' })
    give(lane)
    const printed = lane.devices.orders.flatMap((order) => (order.type === 'print' ? [order.document] : [])).at(-1)
    const lines = printed ? renderText({ ...printed, blocks: printed.blocks }, 40).split('\n') : []
    expect(lines.slice(lines.findIndex((line) => line.includes('RETURN')))).toEqual([
      '                 RETURN',
      'Of receipt 1                  2026-11-22',
      'Damaged',
      '----------------------------------------',
      '1 x pasta                          -0.69',
      '1 x coffee                         -3.30',
      '  Offer now: coffee-20       1.00 > 0.00',
      '  Offer now: pasta-3-for-2   1.25 > 0.00',
      '----------------------------------------',
      'BACK EUR                           -3.99',
      'Cash                               -3.99',
      '----------------------------------------',
      'Tax                  Net     Tax   Gross',
      'B 6%               -3.76   -0.23   -3.99',
      '----------------------------------------',
      'Member Ana F.                Card **4821',
      'Points taken back                     -4',
      'Points balance                       102',
      '----------------------------------------',
      '            [2707000000020]',
      '               Thank you',
      '',
      '- - - - - - - - - - - - - - - - - - - -',
      '',
    ])
  })
})
