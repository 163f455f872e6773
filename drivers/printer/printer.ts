import type { DeviceConfig } from '../../src/contract/config.ts'
import type { DeviceTrouble } from '../../src/contract/device-troubles.ts'
import type { DeviceOrder, DeviceOutcome } from '../../src/contract/devices.ts'
import { layOutReceipt, type ReceiptLine } from '../../src/domain/receipt/lay-out-receipt.ts'
import { openStateTeller, outcomeOf, refuse, type Driver, type Send } from '../driver.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Wire } from '../wire/wire.ts'
import { blockedBy, troubleIn, type PrinterCondition } from './condition.ts'
import { Unprintable } from './unprintable.ts'
import { openConversation, type Conversation, type Delivery } from './conversation.ts'
import { paperMillimetres } from './paper-length.ts'
import { profiles, type PrinterProfile } from './profiles.ts'

type PrinterConfig = Extract<DeviceConfig, { role: 'printer' }>
type PrintOrder = Extract<DeviceOrder, { type: 'print' }>

/** Turns a laid-out receipt into the printer's bytes. */
export type Encode = (lines: readonly ReceiptLine[], profile: PrinterProfile) => Buffer | Promise<Buffer>

interface Parts {
  readonly config: PrinterConfig
  readonly wire: Wire
  readonly timers: Timers
  readonly send: Send
  readonly encode: Encode
}

export interface Result {
  readonly outcome: DeviceOutcome['outcome']
  readonly detail?: string | undefined
}

/** What the printer is to a drawer that hangs on it. */
export interface PrinterHost {
  /**
   * Runs a piece of work when its turn comes and the printer has just answered all its questions.
   * Fails at once when the printer is away, and before a byte when it does not answer.
   */
  run(timeoutMs: number, work: (conversation: Conversation, leftMs: () => number) => Promise<Result>): Promise<Result>
  /** `trouble` undefined: it answers and can print; `away`: nobody is there. Called at every answer. */
  onStatus(listener: (status: PrinterStatus) => void): void
}

export type PrinterStatus = { readonly kind: 'away'; readonly trouble: DeviceTrouble } | { readonly kind: 'answering'; readonly condition: PrinterCondition }

const statusTimeoutMs = 1500
const settleTimeoutMs = 3000
/** Between orders: short, so that an order does not wait behind it. */
const idleSettleTimeoutMs = 500
const pollMs = 1000
/** Work waiting behind the one in hand; more is refused. */
const maxWaitingCount = 8
/** So many unanswered rounds, and the link is taken for dead. */
const maxSilentRounds = 3

/**
 * A receipt printer on any wire.
 *
 * Before every receipt the printer is asked how it is: with the cover open or no paper the order fails before a
 * byte. After the last byte it says when it has worked through them: only then the order is `done`; what that is worth
 * with a printer that cannot say so stands at Confirm. A link that ends in between, or silence, is `unknown`. Paper that
 * is changed in time lets the printer go on where it was, and the receipt is `done`. Nothing is ever sent twice or kept
 * for a printer that is away.
 */
export function openPrinter({ config, wire, timers, send, encode }: Parts): Driver & PrinterHost {
  const device = config.name
  const profile = profiles[config.profile]
  const teller = openStateTeller(send, device, 'printer')
  const conversation = openConversation({ wire, timers, confirm: config.confirm ?? profile.confirm, onCondition: tellCondition })
  const statusListeners: ((status: PrinterStatus) => void)[] = []
  let answering = false
  let silentRounds = 0
  let waitingCount = 0
  let turn: Promise<unknown> = Promise.resolve()
  let cancelPoll: Cancel = () => undefined
  let closed = false

  function tellStatus(status: PrinterStatus): void {
    for (const listener of statusListeners) listener(status)
  }

  function tellCondition(condition: PrinterCondition): void {
    answering = true
    silentRounds = 0
    const trouble = troubleIn(condition)
    teller.tell(trouble === undefined ? 'ready' : 'needs-care', trouble)
    tellStatus({ kind: 'answering', condition })
  }

  function tellAway(trouble: DeviceTrouble, detail: string): void {
    answering = false
    teller.tell('away', trouble, detail)
    tellStatus({ kind: 'away', trouble })
  }

  async function checkAnswering(timeoutMs: number): Promise<boolean> {
    if (await conversation.askStatus(timeoutMs)) return true
    if (!wire.isOpen) return false
    silentRounds++
    // Once may be a busy machine.
    if (silentRounds > 1) tellAway('no-answer', 'the printer does not answer')
    if (silentRounds >= maxSilentRounds) {
      silentRounds = 0
      wire.reset('no-answer', 'the printer does not answer')
    }
    return false
  }

  /** One after another: the printer's answers carry no name. */
  function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function pollLater(): void {
    cancelPoll()
    if (closed) return
    cancelPoll = timers.after(pollMs, () => void inTurn(poll).finally(pollLater))
  }

  async function poll(): Promise<void> {
    if (closed || !wire.isOpen || waitingCount > 0) return
    const answered = await checkAnswering(statusTimeoutMs)
    if (answered && blockedBy(conversation.condition) === undefined) await conversation.settle(idleSettleTimeoutMs)
  }

  const run: PrinterHost['run'] = async (timeoutMs, work) => {
    if (!wire.isOpen || !answering) return { outcome: 'failed', detail: teller.trouble ?? 'away' }
    if (waitingCount >= maxWaitingCount) return { outcome: 'failed', detail: 'busy' }
    const deadlineMs = timers.nowMs() + timeoutMs
    const leftMs = (): number => Math.max(deadlineMs - timers.nowMs(), 0)
    let hasBegun = false
    waitingCount++
    try {
      const tooLate = (): Result => (hasBegun ? { outcome: 'unknown', detail: 'timed-out' } : { outcome: 'failed', detail: 'busy' })
      return await within(leftMs(), tooLate, inTurn(async () => {
        if (leftMs() === 0) return { outcome: 'failed', detail: 'busy' }
        hasBegun = true
        if (!(await checkAnswering(Math.min(statusTimeoutMs, leftMs())))) return { outcome: 'failed', detail: wire.isOpen ? 'no-answer' : 'away' }
        return work(conversation, leftMs)
      }))
    } finally {
      waitingCount--
    }
  }

  /** Work that waits its turn past its deadline has sent nothing, and will send nothing: it looks at the clock first. */
  function within(timeoutMs: number, tooLate: () => Result, work: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const cancel = timers.after(timeoutMs + 50, () => resolve(tooLate()))
      work.then(resolve, reject).finally(cancel)
    })
  }

  async function print(order: PrintOrder): Promise<Result> {
    const lines = layOutReceipt(order.document, profile.columnCount)
    const bytes = await encoded(lines, profile, encode)
    if (bytes === undefined) return { outcome: 'failed', detail: 'unprintable' }
    const workMs = (paperMillimetres(lines) / profile.millimetresPerSecond) * 1000
    return run(order.timeoutMs, async (printer, leftMs) => {
      const blocked = blockedBy(printer.condition)
      if (blocked !== undefined) return { outcome: 'failed', detail: blocked }
      if (!(await printer.settle(Math.min(settleTimeoutMs, leftMs())))) return { outcome: 'failed', detail: 'busy' }
      return resultOf(await printer.deliver(bytes, leftMs(), workMs))
    })
  }

  wire.onBytes((bytes) => conversation.take(bytes))
  wire.onState((state) => {
    if (!state.open) {
      conversation.end()
      return tellAway(state.trouble, state.detail)
    }
    conversation.begin()
    void inTurn(poll)
  })
  pollLater()

  return {
    order(order) {
      if (order.type !== 'print') return refuse(send, order, 'unsupported')
      void print(order).then(({ outcome, detail }) => send(outcomeOf(order, outcome, detail)))
    },
    run,
    onStatus: (listener) => void statusListeners.push(listener),
    async close() {
      closed = true
      cancelPoll()
      conversation.end()
      await wire.close()
    },
  }
}

/** What became of work that was given to the printer whole. */
export function resultOf(delivery: Delivery): Result {
  if (delivery === 'confirmed') return { outcome: 'done' }
  if (delivery === 'watched') return { outcome: 'done', detail: 'watched' }
  return delivery === 'away' ? { outcome: 'failed', detail: 'away' } : { outcome: 'unknown', detail: 'unconfirmed' }
}

/** Undefined when a barcode's data does not fit its symbology: such a receipt never prints, however often it is tried. */
async function encoded(lines: readonly ReceiptLine[], profile: PrinterProfile, encode: Encode): Promise<Buffer | undefined> {
  try {
    return await encode(lines, profile)
  } catch (error) {
    if (error instanceof Unprintable) return undefined
    throw error
  }
}
