import type { DeviceConfig } from '../../src/contract/config.ts'
import type { DeviceTrouble } from '../../src/contract/device-troubles.ts'
import type { DeviceOrder } from '../../src/contract/devices.ts'
import { openStateTeller, outcomeOf, refuse, type Driver, type Send } from '../driver.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Wire } from '../wire/wire.ts'
import { moneyResult, paymentOf, type Result } from './card-payment.ts'
import { authorisation, diagnosis, endOfDay, laneConfigByte, logOff, refund, registration, repeatReceipt, reversal, statusEnquiry, terminalConfigByte } from './commands.ts'
import { openConversation, type CommandEnd } from './conversation.ts'
import { findPayment } from './find-payment.ts'
import { openOutcomeMemory } from './outcome-memory.ts'
import { progressCode } from './progress-code.ts'
import { resultDetail, type ResultDetail } from './result-detail.ts'
import type { StatusInformation } from './status-information.ts'

type TerminalConfig = Extract<DeviceConfig, { role: 'payment-terminal' }>
type MoneyOrder = Extract<DeviceOrder, { type: 'pay' | 'reverse-payment' | 'refund-card' }>
type StatusOrder = Extract<DeviceOrder, { type: 'payment-status' }>
type ServiceOrder = Extract<DeviceOrder, { type: 'terminal-service' }>

interface Parts {
  readonly config: TerminalConfig
  readonly wire: Wire
  readonly timers: Timers
  readonly send: Send
}

/** Registration and questions: no person is waited for. */
const questionTimeoutMs = 20_000
/** A terminal that is busy or will not be registered is asked again. */
const retryMs = 2_000
/** Before an order's time is up the terminal is asked to stop, so that it can still say how the payment ended. */
const abortReserveMs = 15_000
const maxReportLineCount = 400

/**
 * A payment terminal that speaks ZVT.
 *
 * It is `ready` when it is registered, at rest, and its newest transaction is known. A payment is sent once and never
 * again: when its end is lost, the order is `unknown`, and only questions follow. No card number leaves here unmasked.
 */
export function openPaymentTerminal({ config, wire, timers, send }: Parts): Driver {
  const device = config.name
  const withSlip = config.slip === 'lane'
  const teller = openStateTeller(send, device, 'payment-terminal')
  const conversation = openConversation({ wire, timers, onUnasked: learnTrace })
  const outcomes = openOutcomeMemory()
  let isPrepared = false
  let isPaying = false
  let cancelRetry: Cancel = () => undefined
  let turn: Promise<unknown> = Promise.resolve()

  /** One after another: a terminal does one thing at a time. */
  function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function learnTrace(status: StatusInformation): void {
    if (status.traceNumber !== undefined) send({ type: 'terminal-trace', device, traceNumber: status.traceNumber })
  }

  async function prepare(): Promise<void> {
    const configByte = withSlip ? laneConfigByte : terminalConfigByte
    const registered = await conversation.run(registration({ password: config.password, configByte, currency: config.currency }), questionTimeoutMs)
    if (registered.kind !== 'completed') return prepareLater(registered)
    const newest = await conversation.run(repeatReceipt(config.password), questionTimeoutMs)
    if (newest.kind === 'completed' && newest.heard.status) learnTrace(newest.heard.status)
    else if (newest.kind === 'lost' || newest.kind === 'away' || isBusy(newest)) return prepareLater(newest)
    isPrepared = true
    teller.tell('ready')
  }

  /** A link that ended begins anew by itself. */
  function prepareLater(end: CommandEnd): void {
    if (end.kind !== 'refused' && end.kind !== 'aborted') return
    const code = end.kind === 'refused' ? end.code : end.resultCode
    teller.tell('needs-care', isBusy(end) ? 'busy' : careOf(resultDetail(code)), `the terminal answers ${code.toString(16)}`)
    cancelRetry = timers.after(retryMs, () => void inTurn(prepare))
  }

  async function moveMoney(order: MoneyOrder): Promise<Result> {
    if (!isPrepared) return { outcome: 'failed', detail: teller.trouble ?? 'away' }
    if (isPaying) return { outcome: 'failed', detail: 'busy' }
    isPaying = true
    const deadlineMs = timers.nowMs() + order.timeoutMs
    const cancelAbort = timers.after(Math.max(order.timeoutMs - abortReserveMs, order.timeoutMs / 2), () => void conversation.abort())
    try {
      return await inTurn(async () => {
        const end = await conversation.run(bytesFor(order), Math.max(deadlineMs - timers.nowMs(), 1), (status) => send({ type: 'payment-progress', device, orderId: order.orderId, code: progressCode(status) }))
        if ((end.kind === 'completed' || end.kind === 'aborted') && end.heard.status) learnTrace(end.heard.status)
        return reversedBefore(order, end) ?? moneyResult(end, order.amountMinor, withSlip)
      })
    } finally {
      cancelAbort()
      isPaying = false
    }
  }

  function bytesFor(order: MoneyOrder): Buffer {
    if (order.type === 'pay') return authorisation(order.amountMinor)
    return order.type === 'refund-card' ? refund(config.password, order.amountMinor) : reversal(config.password, order.terminalReceipt)
  }

  /** Nothing here charges anything. A terminal that is still at it, or says nothing, leaves it `unknown`. */
  async function tellStatus(order: StatusOrder): Promise<Result> {
    const known = outcomes.settled(order.paymentId)
    if (known) return known.payment ? { outcome: 'done', payment: known.payment } : { outcome: 'done' }
    if (!isPrepared) return { outcome: 'unknown', detail: teller.trouble ?? 'away' }
    return inTurn(async () => {
      const rest = await conversation.run(statusEnquiry(config.password), Math.min(order.timeoutMs, questionTimeoutMs))
      if (rest.kind === 'lost' || rest.kind === 'away' || isBusy(rest)) return { outcome: 'unknown', detail: questionDetail(rest) }
      const newest = await conversation.run(repeatReceipt(config.password), Math.min(order.timeoutMs, questionTimeoutMs))
      if (newest.kind !== 'completed') return { outcome: 'unknown', detail: questionDetail(newest) }
      if (newest.heard.status) learnTrace(newest.heard.status)
      const found = findPayment(newest.heard.status, order)
      if (found.kind === 'cannot-tell') return { outcome: 'unknown', detail: 'cannot-tell' }
      return found.kind === 'made' ? { outcome: 'done', payment: paymentOf(found.status, order.amountMinor) } : { outcome: 'done' }
    })
  }

  async function serve(order: ServiceOrder): Promise<Result> {
    if (!isPrepared) return { outcome: 'failed', detail: teller.trouble ?? 'away' }
    const bytes = { 'end-of-day': endOfDay(config.password), diagnosis, 'repeat-receipt': repeatReceipt(config.password) }[order.service]
    const end = await inTurn(() => conversation.run(bytes, order.timeoutMs))
    if (end.kind === 'lost') return { outcome: 'unknown', detail: end.why }
    if (end.kind !== 'completed') return { outcome: 'failed', detail: questionDetail(end) }
    if (end.heard.status) learnTrace(end.heard.status)
    return { outcome: 'done', lines: end.heard.printed.flatMap(({ lines }) => lines).slice(0, maxReportLineCount) }
  }

  function answer(order: DeviceOrder, work: Promise<Result>): void {
    void work.then(({ outcome, detail, payment, lines }) => {
      const told = { ...outcomeOf(order, outcome, detail), ...(payment ? { payment } : {}), ...(lines ? { lines } : {}) }
      outcomes.keep(order, told)
      send(told)
    })
  }

  function takeMoneyOrder(order: MoneyOrder): void {
    const before = outcomes.asked(order)
    if (before === 'new') answer(order, moveMoney(order))
    else if (before !== 'open') send(before)
  }

  wire.onBytes((bytes) => conversation.take(bytes))
  wire.onState((state) => {
    isPrepared = false
    cancelRetry()
    if (state.open) {
      conversation.begin()
      void inTurn(prepare)
    } else {
      teller.tell('away', state.trouble, state.detail)
      conversation.end()
    }
  })

  return {
    order(order) {
      switch (order.type) {
        case 'pay':
        case 'reverse-payment':
        case 'refund-card':
          return takeMoneyOrder(order)
        case 'payment-status':
          return answer(order, tellStatus(order))
        case 'terminal-service':
          return answer(order, serve(order))
        case 'abort-payment':
          return answer(order, conversation.abort().then((sent) => (sent ? { outcome: 'done' } : { outcome: 'failed', detail: 'no-payment' })))
        default:
          return refuse(send, order, 'unsupported')
      }
    },
    async close() {
      cancelRetry()
      if (isPrepared && !isPaying) await wire.write(logOff)
      isPrepared = false
      conversation.end()
      await wire.close()
    },
  }
}

function isBusy(end: CommandEnd): boolean {
  return (end.kind === 'refused' && resultDetail(end.code) === 'busy') || (end.kind === 'aborted' && resultDetail(end.resultCode) === 'busy')
}

function questionDetail(end: CommandEnd): string {
  if (end.kind === 'lost') return end.why
  if (isBusy(end)) return 'busy'
  return end.kind === 'away' ? 'away' : 'cannot-tell'
}

/** The terminal has done it before: what was wanted is so, and its own numbers are with the first time. */
function reversedBefore(order: MoneyOrder, end: CommandEnd): Result | undefined {
  if (order.type !== 'reverse-payment' || end.kind !== 'aborted' || resultDetail(end.resultCode) !== 'already-reversed') return undefined
  return { outcome: 'done', payment: { amountMinor: order.amountMinor, terminalId: '', traceNumber: 0, terminalReceipt: order.terminalReceipt, cardName: '', maskedPan: '' } }
}

/** What keeps a terminal from being registered, as somebody should see to it. */
function careOf(detail: ResultDetail): DeviceTrouble {
  return detail === 'busy' || detail === 'wrong-currency' || detail === 'terminal-fault' ? detail : 'not-registered'
}
