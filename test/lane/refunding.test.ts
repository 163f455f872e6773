import { beforeEach, describe, expect, it } from 'vitest'
import type { CardPayment, DeviceOrder, DeviceOutcome } from '../../src/contract/devices.ts'
import type { SaleReturned } from '../../src/domain/sale/sale-returned.ts'
import { codes, openShop, restarted } from '../support/lane-shop.ts'
import type { TestLane } from '../support/lane.ts'

let lane: TestLane

/** A coffee for 4.99, paid by card at the lane's terminal; all of it comes back. */
beforeEach(() => {
  lane = openShop()
  terminalIsReady()
  lane.scan(codes.coffee)
  lane.ask({ name: 'openTender' })
  lane.ask({ name: 'payByCard', amountMinor: 499 })
  answer('pay', { outcome: 'done', payment: payment() })
  lane.ask({ name: 'voidLastSale' })
})

function terminalIsReady(traceNumber = 469): void {
  lane.devices.send({ type: 'state', device: 'terminal', role: 'payment-terminal', state: 'ready' })
  lane.devices.send({ type: 'terminal-trace', device: 'terminal', traceNumber })
}

const payment = (): CardPayment => ({ amountMinor: 499, terminalId: '52500042', traceNumber: 470, terminalReceipt: 12, cardName: 'Visa Credit', maskedPan: '************1111' })
const orders = (type: DeviceOrder['type']): DeviceOrder[] => lane.devices.orders.filter((order) => order.type === type)
const answer = (type: DeviceOrder['type'], outcome: Omit<DeviceOutcome, 'type' | 'orderId'>): void => lane.devices.send({ type: 'outcome', orderId: orders(type).at(-1)?.orderId ?? '', ...outcome })
const refund = (): ReturnType<TestLane['ask']> => lane.ask({ name: 'giveBack', tender: 'card' })
const returned = (): SaleReturned[] => {
  const sale = lane.store.journal.completedSale()
  return sale ? lane.store.journal.returnsOf(sale.fact.saleId) : []
}
const kinds = (): string[] => lane.store.journal.recordsAfter(0, 200).map((record) => JSON.parse(record.body).fact.kind as string)
const shownPayment = () => lane.lane.view().returning?.payment

describe('money of a return that goes back to its card', () => {
  it('is in the journal before the terminal is asked, and the return with what the terminal said after it', () => {
    refund()
    expect(orders('refund-card')).toMatchObject([{ amountMinor: 499 }])
    expect([kinds().at(-1), returned()]).toEqual(['refund-asked', []])
    expect(shownPayment()).toMatchObject({ direction: 'give-back', state: 'running', amountMinor: 499 })
    answer('refund-card', { outcome: 'done', payment: payment() })
    expect(kinds().slice(-4, -1)).toEqual(['refund-ended', 'sale-returned', 'print-asked'])
    expect(returned()).toMatchObject([{ tenders: [{ tenderKind: 'card', amountMinor: 499, card: { cardName: 'Visa Credit' } }] }])
    expect(lane.lane.view().returning).toMatchObject({ finished: { receiptNumber: 2 } })
  })

  it('that the terminal refuses is not given: nothing has come back, and cash is possible then', () => {
    refund()
    answer('refund-card', { outcome: 'failed', detail: 'declined' })
    expect(lane.lane.view().message?.code).toBe('card-not-refunded')
    expect(returned()).toEqual([])
    lane.ask({ name: 'giveBack', tender: 'cash' })
    expect(returned()).toMatchObject([{ tenders: [{ tenderKind: 'cash', amountMinor: 499 }] }])
  })

  it('is never asked for twice: while it runs, nothing else happens to the return', () => {
    refund()
    for (const body of [{ name: 'giveBack', tender: 'card' }, { name: 'giveBack', tender: 'cash' }, { name: 'leaveReturn' }, { name: 'returnEverything' }] as const) expect(lane.ask(body)).toMatchObject({ kind: 'refused', refusal: { refused: 'payment-open' } })
    expect(lane.scan(codes.coffee)).toMatchObject({ kind: 'refused' })
    expect(orders('refund-card')).toHaveLength(1)
  })

  it.each<[string, Omit<DeviceOutcome, 'type' | 'orderId'>, number]>([
    ['made', { outcome: 'done', payment: payment() }, 1],
    ['not made', { outcome: 'done' }, 0],
  ])('of unknown end is asked about, and is %s when the terminal says so', (_, status, returnCount) => {
    refund()
    answer('refund-card', { outcome: 'unknown', detail: 'no-answer' })
    expect(orders('payment-status')).toMatchObject([{ amountMinor: 499, afterTrace: 469 }])
    answer('payment-status', status)
    expect(returned()).toHaveLength(returnCount)
    expect(shownPayment()).toBeUndefined()
  })

  it.each([[true, 0], [false, 1]] as const)('that nobody can tell is settled by the cashier, and the journal says so (the payment stands: %s)', (paid, returnCount) => {
    refund()
    answer('refund-card', { outcome: 'unknown', detail: 'no-answer' })
    answer('payment-status', { outcome: 'unknown', detail: 'cannot-tell' })
    expect(lane.ask({ name: 'settlePayment', paid })).toEqual({ kind: 'ok' })
    expect(returned()).toHaveLength(returnCount)
    expect(lane.store.journal.recordsAfter(0, 200).map(({ body }) => JSON.parse(body).fact).find(({ kind }) => kind === 'refund-ended')).toMatchObject({ settledBy: 'maria' })
  })

  it('survives a lane that stops while the terminal is at it: the return is there again, is asked about, and ends once', () => {
    refund()
    lane = restarted(lane)
    expect(shownPayment()).toMatchObject({ direction: 'give-back', state: 'waiting' })
    expect(orders('refund-card')).toEqual([])
    terminalIsReady(470)
    answer('payment-status', { outcome: 'done', payment: payment() })
    expect(returned()).toMatchObject([{ receiptNumber: 2, dueBackMinor: 499, tenders: [{ tenderKind: 'card' }] }])
    lane = restarted(lane)
    expect(lane.lane.view().returning).toBeUndefined()
    expect(returned()).toHaveLength(1)
  })

  it('is given by a terminal that is there, and only what came from a card', () => {
    lane.devices.send({ type: 'state', device: 'terminal', role: 'payment-terminal', state: 'away' })
    expect(refund()).toMatchObject({ refusal: { refused: 'terminal-away' } })
    lane.ask({ name: 'giveBack', tender: 'cash' })
    lane.scan(codes.pasta)
    lane.ask({ name: 'openTender' })
    lane.ask({ name: 'takeCash', givenMinor: 125 })
    lane.ask({ name: 'voidLastSale' })
    expect(refund()).toMatchObject({ refusal: { refused: 'not-paid-by-card' } })
  })
})
