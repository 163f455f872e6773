import { beforeEach, describe, expect, test } from 'vitest'
import type { CardPayment, DeviceOrder, DeviceOutcome } from '../../src/contract/devices.ts'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { readRecord } from '../../src/crm/ingest/read-record.ts'
import type { TestLane } from '../support/lane.ts'
import { codes, openShop, restarted } from '../support/lane-shop.ts'

let lane: TestLane
beforeEach(() => {
  lane = openShop()
  terminalIs('ready')
  lane.devices.send({ type: 'terminal-trace', device: 'terminal', traceNumber: 469 })
})

function terminalIs(state: 'ready' | 'away' | 'needs-care', trouble?: string): void {
  lane.devices.send({ type: 'state', device: 'terminal', role: 'payment-terminal', state, ...(trouble === undefined ? {} : { trouble }) })
}

const orders = <Type extends DeviceOrder['type']>(type: Type): Extract<DeviceOrder, { type: Type }>[] => lane.devices.orders.filter((order): order is Extract<DeviceOrder, { type: Type }> => order.type === type)
const payment = (amountMinor: number): CardPayment => ({ amountMinor, terminalId: '52500042', traceNumber: 470, terminalReceipt: 12, cardName: 'Visa Credit', maskedPan: '************1111', authorisation: '000470', slip: ['    CARD PAYMENT', 'APPROVED'] })
const answer = (order: DeviceOrder | undefined, outcome: Omit<DeviceOutcome, 'type' | 'orderId'>): void => lane.devices.send({ type: 'outcome', orderId: order?.orderId ?? '', ...outcome })
const openTender = (): void => {
  lane.scan(codes.coffee)
  lane.ask({ name: 'openTender' })
}
const payByCard = (amountMinor = 499): ReturnType<TestLane['ask']> => lane.ask({ name: 'payByCard', amountMinor })
const tendering = (): Extract<LaneView['sale'], { kind: 'tendering' }> => {
  const { sale } = lane.lane.view()
  if (sale.kind !== 'tendering') throw new Error(`the sale is ${sale.kind}`)
  return sale
}
const kinds = (): string[] => lane.store.journal.recordsAfter(0, 200).map((record) => JSON.parse(record.body).fact.kind as string)
const shown = (): LaneView['sale']['kind'] => lane.lane.view().sale.kind

describe('a card payment', () => {
  test('is in the journal before the terminal is asked, with the trace number to ask about it by', () => {
    openTender()
    let kindsWhenAsked: string[] = []
    const order = lane.devices.order
    Object.assign(lane.devices, { order: (asked: DeviceOrder) => { kindsWhenAsked = kinds(); order(asked) } })
    payByCard()
    expect(kindsWhenAsked.at(-1)).toBe('payment-asked')
    expect(JSON.parse(lane.store.journal.recordsAfter(0, 200).at(-1)?.body ?? '{}').fact).toMatchObject({ amountMinor: 499, afterTrace: 469, paymentId: orders('pay')[0]?.orderId })
  })

  test('that is approved completes the sale, with the card on the receipt', () => {
    openTender()
    payByCard()
    answer(orders('pay')[0], { outcome: 'done', payment: payment(499) })
    expect(shown()).toBe('done')
    expect(kinds().slice(-5, -1)).toEqual(['payment-ended', 'tender-taken', 'sale-completed', 'print-asked'])
    expect(lane.store.journal.completedSale()?.fact.tenders[0]).toMatchObject({ tenderKind: 'card', card: { cardName: 'Visa Credit', slip: ['    CARD PAYMENT', 'APPROVED'] } })
    expect(lane.lane.view().sale).toMatchObject({ tenders: [{ tenderKind: 'card', card: { name: 'Visa Credit', maskedPan: '************1111' } }] })
  })

  test('shows what the customer does, and what the cashier can', () => {
    openTender()
    payByCard()
    expect(tendering().payment).toMatchObject({ amountMinor: 499, direction: 'take', state: 'running', stopping: false })
    lane.devices.send({ type: 'payment-progress', device: 'terminal', orderId: orders('pay')[0]?.orderId ?? '', code: 'enter-pin' })
    expect(tendering().payment?.hint).toBe('enter-pin')
    lane.ask({ name: 'cancelPayment' })
    expect(orders('abort-payment')).toHaveLength(1)
    expect(tendering().payment?.stopping).toBe(true)
    answer(orders('pay')[0], { outcome: 'failed', detail: 'aborted' })
    expect(tendering().payment).toBeUndefined()
    expect(lane.lane.view().message).toMatchObject({ code: 'card-stopped' })
  })

  test('that is approved although the cashier cancelled is paid', () => {
    openTender()
    payByCard()
    lane.ask({ name: 'cancelPayment' })
    answer(orders('pay')[0], { outcome: 'done', payment: payment(499) })
    expect(shown()).toBe('done')
  })

  test('declined says so, sounds so, and takes nothing; cash is possible then', () => {
    openTender()
    payByCard()
    answer(orders('pay')[0], { outcome: 'failed', detail: 'declined' })
    expect(lane.lane.view().message).toMatchObject({ level: 'warn', code: 'card-declined' })
    expect(lane.notices.flatMap((notice) => (notice.name === 'sound' ? [notice.body] : []))).toContain('declined')
    expect(lane.ask({ name: 'takeCash', givenMinor: 500 })).toEqual({ kind: 'ok' })
  })

  test('of a part, and the rest in cash', () => {
    openTender()
    payByCard(200)
    answer(orders('pay')[0], { outcome: 'done', payment: payment(200) })
    expect(tendering()).toMatchObject({ paidMinor: 200, leftMinor: 299 })
    lane.ask({ name: 'takeCash', givenMinor: 300 })
    expect(lane.lane.view().sale).toMatchObject({ kind: 'done', changeMinor: 1 })
  })

  test('pressed twice under one id is asked for once', () => {
    openTender()
    const call = { id: crypto.randomUUID(), body: { name: 'payByCard', amountMinor: 499 } as const }
    lane.lane.handle(call)
    lane.lane.handle(call)
    payByCard()
    expect(orders('pay')).toHaveLength(1)
  })

  test('is refused while the terminal is away; a card seen approved by the cashier is still taken', () => {
    openTender()
    terminalIs('away', 'unplugged')
    expect(payByCard()).toMatchObject({ kind: 'refused', refusal: { refused: 'terminal-away' } })
    expect(kinds()).not.toContain('payment-asked')
    expect(lane.ask({ name: 'takeCardConfirmed', amountMinor: 499 })).toEqual({ kind: 'ok' })
  })
})

test('while the terminal is at it a scan is refused and the basket stays', () => {
  openTender()
  payByCard()
  expect(lane.scan(codes.pasta)).toMatchObject({ kind: 'refused', refusal: { refused: 'payment-open' } })
  expect(lane.lane.view().message).toMatchObject({ level: 'warn', code: 'payment-open' })
  for (const body of [{ name: 'takeCash', givenMinor: 500 }, { name: 'leaveTender' }, { name: 'voidSale' }, { name: 'suspendSale' }, { name: 'payByCard', amountMinor: 1 }] as const) {
    expect(lane.ask(body), body.name).toMatchObject({ kind: 'refused', refusal: { refused: 'payment-open' } })
  }
  expect(tendering().basket.lines).toHaveLength(1)
})

describe('an answer that is lost', () => {
  const lose = (): void => {
    openTender()
    payByCard()
    terminalIs('away', 'unplugged')
    answer(orders('pay')[0], { outcome: 'unknown', detail: 'cut' })
  }

  test('is never asked for again, only asked about, when the terminal is back', () => {
    lose()
    expect(tendering().payment).toMatchObject({ state: 'waiting', hint: 'unplugged' })
    expect(lane.lane.view().message).toBeUndefined()
    expect(orders('payment-status')).toEqual([])
    terminalIs('ready')
    expect(orders('payment-status')).toMatchObject([{ paymentId: orders('pay')[0]?.orderId, amountMinor: 499, afterTrace: 469 }])
    expect(tendering().payment?.state).toBe('checking')
    answer(orders('payment-status')[0], { outcome: 'done', payment: payment(499) })
    expect(shown()).toBe('done')
    expect(orders('pay')).toHaveLength(1)
  })

  test('is asked about at once where the terminal is still there', () => {
    openTender()
    payByCard()
    answer(orders('pay')[0], { outcome: 'unknown', detail: 'amount-differs' })
    expect(orders('payment-status')).toHaveLength(1)
  })

  test('that turns out not made leaves the money to be taken another way', () => {
    lose()
    terminalIs('ready')
    answer(orders('payment-status')[0], { outcome: 'done' })
    expect(tendering().payment).toBeUndefined()
    expect(lane.lane.view().message?.code).toBe('card-not-made')
    expect(lane.ask({ name: 'takeCash', givenMinor: 500 })).toEqual({ kind: 'ok' })
  })

  test.each(['failed', 'unknown'] as const)('stays unknown when the question itself is %s, and the next one is asked later', (outcome) => {
    const waits: (() => void)[] = []
    Object.assign(lane.clock, { after: (_delayMs: number, call: () => void) => { waits.push(call); return () => {} } })
    lose()
    terminalIs('ready')
    answer(orders('payment-status')[0], { outcome, detail: 'busy' })
    expect(tendering().payment).toMatchObject({ state: 'waiting', hint: 'busy' })
    for (const wait of waits.splice(0)) wait()
    expect(orders('payment-status')).toHaveLength(2)
  })

  test('that the terminal cannot tell either is settled by the cashier, who is written down', () => {
    lose()
    terminalIs('ready')
    expect(lane.ask({ name: 'settlePayment', paid: true })).toMatchObject({ kind: 'refused', refusal: { refused: 'payment-being-checked' } })
    answer(orders('payment-status')[0], { outcome: 'unknown', detail: 'cannot-tell' })
    expect(tendering().payment?.state).toBe('cannot-tell')
    lane.ask({ name: 'checkPayment' })
    answer(orders('payment-status')[1], { outcome: 'unknown', detail: 'cannot-tell' })
    expect(lane.ask({ name: 'settlePayment', paid: true })).toEqual({ kind: 'ok' })
    expect(shown()).toBe('done')
    expect(lane.store.journal.recordsAfter(0, 200).map((record) => JSON.parse(record.body).fact).find((fact) => fact.kind === 'payment-ended')).toMatchObject({ outcome: 'approved', settledBy: 'maria' })
    expect(lane.store.journal.completedSale()?.fact.tenders[0]?.tenderKind).toBe('card-confirmed')
  })

  test('and comes after the cashier has settled it changes nothing', () => {
    lose()
    lane.ask({ name: 'settlePayment', paid: false })
    answer(orders('pay')[0], { outcome: 'done', payment: payment(499) })
    expect(tendering()).toMatchObject({ paidMinor: 0, leftMinor: 499 })
  })
})

describe('a lane that stops while the terminal is at it', () => {
  test('asks about the payment when it is up again, and never for it', () => {
    openTender()
    payByCard()
    const paymentId = orders('pay')[0]?.orderId
    lane = restarted(lane)
    expect(tendering().payment).toMatchObject({ state: 'waiting', amountMinor: 499 })
    expect(kinds().at(-1)).toBe('payment-unknown')
    expect(lane.scan(codes.pasta)).toMatchObject({ kind: 'refused', refusal: { refused: 'payment-unknown' } })
    terminalIs('ready')
    expect(orders('pay')).toEqual([])
    expect(orders('payment-status')).toMatchObject([{ paymentId, amountMinor: 499, afterTrace: 469 }])
    answer(orders('payment-status')[0], { outcome: 'done', payment: payment(499) })
    expect(shown()).toBe('done')
  })

  test('stopped again before it knew, it says so once and asks again', () => {
    openTender()
    payByCard()
    lane = restarted(lane)
    lane = restarted(lane)
    expect(kinds().filter((kind) => kind === 'payment-unknown')).toHaveLength(1)
    terminalIs('ready')
    expect(orders('payment-status')).toHaveLength(1)
  })
})

test('a disk that refuses the end leaves the payment open, and the end is asked for again', () => {
  openTender()
  payByCard()
  const append = lane.store.journal.append
  Object.assign(lane.store.journal, { append: () => { throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }) } })
  answer(orders('pay')[0], { outcome: 'done', payment: payment(499) })
  expect(tendering().payment?.state).toBe('waiting')
  Object.assign(lane.store.journal, { append })
  lane.ask({ name: 'checkPayment' })
  answer(orders('payment-status')[0], { outcome: 'done', payment: payment(499) })
  expect(shown()).toBe('done')
})

test('head office reads every fact of a card payment', () => {
  openTender()
  payByCard(200)
  answer(orders('pay')[0], { outcome: 'unknown', detail: 'amount-differs' })
  answer(orders('payment-status')[0], { outcome: 'done', payment: payment(200) })
  lane.ask({ name: 'returnTender', tenderId: tendering().tenders[0]?.tenderId ?? '' })
  answer(orders('reverse-payment')[0], { outcome: 'unknown', detail: 'cut' })
  answer(orders('payment-status')[1], { outcome: 'done', payment: payment(200) })
  const read = lane.store.journal.recordsAfter(0, 200).map((record) => readRecord([lane.store.identity.journalId], record))
  expect(read.filter(({ reading }) => reading !== 'read')).toEqual([])
  expect(read.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['payment-asked', 'payment-unknown', 'payment-ended', 'reversal-asked', 'reversal-unknown', 'reversal-ended', 'tender-returned']))
})

describe('a card tender that is given back', () => {
  beforeEach(() => {
    openTender()
    payByCard(200)
    answer(orders('pay')[0], { outcome: 'done', payment: payment(200) })
  })
  const giveBack = (): ReturnType<TestLane['ask']> => lane.ask({ name: 'returnTender', tenderId: tendering().tenders[0]?.tenderId ?? '' })

  test('is given back by the terminal, by the number of its slip', () => {
    giveBack()
    expect(orders('reverse-payment')).toMatchObject([{ terminalReceipt: 12, amountMinor: 200 }])
    expect(tendering().payment).toMatchObject({ direction: 'give-back', state: 'running' })
    expect(lane.ask({ name: 'leaveTender' })).toMatchObject({ kind: 'refused' })
    answer(orders('reverse-payment')[0], { outcome: 'done', payment: payment(200) })
    expect(tendering()).toMatchObject({ tenders: [], leftMinor: 499 })
    expect(lane.ask({ name: 'leaveTender' })).toEqual({ kind: 'ok' })
  })

  test('stays where the terminal did not give it back', () => {
    giveBack()
    answer(orders('reverse-payment')[0], { outcome: 'failed', detail: 'not-possible' })
    expect(tendering()).toMatchObject({ tenders: [{ amountMinor: 200 }], leftMinor: 299 })
    expect(lane.lane.view().message?.code).toBe('card-not-given-back')
  })

  test('and whose end is lost is asked about by the payment it gives back', () => {
    giveBack()
    answer(orders('reverse-payment')[0], { outcome: 'unknown', detail: 'cut' })
    expect(orders('payment-status')).toMatchObject([{ paymentId: orders('reverse-payment')[0]?.orderId, amountMinor: 200, ofTrace: 470 }])
    answer(orders('payment-status')[0], { outcome: 'done' })
    expect(tendering().tenders).toHaveLength(1)
  })

  test('is not given back while the terminal is away, and says so', () => {
    terminalIs('away', 'unplugged')
    expect(giveBack()).toMatchObject({ kind: 'refused', refusal: { refused: 'terminal-away' } })
    expect(tendering().tenders).toHaveLength(1)
  })
})
