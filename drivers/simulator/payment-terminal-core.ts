import type { Cancel, Timers } from '../timers.ts'
import { openLinkMeter, type LinkDirection } from './link-meter.ts'
import { message, printBlock, printLine, readAmount, registered, statusInformation, terminalId } from './payment-terminal-bytes.ts'
import { noTerminalFaults, type PaymentTerminalFaults } from './payment-terminal-faults.ts'
import { seededRandom } from './seeded-random.ts'
import { openTerminalBook, type TerminalBook, type TerminalEntry } from './terminal-book.ts'
import { openTerminalLine, type TerminalLine, type TerminalLink } from './terminal-line.ts'

/** The terminal without its plug: whoever opens it brings the links. */
export interface PaymentTerminalCore {
  readonly faults: PaymentTerminalFaults
  set(faults: Partial<PaymentTerminalFaults>): void
  /** A till connects; the one before is dropped. */
  attach(link: TerminalLink): { take(bytes: Buffer): void; ended(): void }
  /** Cuts the present or next link once so many more bytes have gone one way. */
  cutLinkAfter(direction: LinkDirection, byteCount: number): void
  /** Drops the till. */
  dropLink(): void
  /** Off and on again: what was going on is lost, the book is not. */
  power(): void
  /** The customer presses the red key. */
  cancel(): void
  /** Somebody takes a payment on the terminal by hand. */
  sellAlone(amountMinor: number): void
  readonly book: TerminalBook
  /** Bytes each way since the start. */
  readonly byteCounts: Readonly<Record<LinkDirection, number>>
  /** What a till asked that no till asks. */
  readonly unknown: readonly string[]
  readonly isAtWork: boolean
}

interface Job {
  /** Until the card is read. */
  isCancelled: boolean
  canStop: boolean
  /** Approved, and nobody has acknowledged it yet. */
  unacknowledged: TerminalEntry | undefined
  wake: () => void
  readonly line: TerminalLine
  /** Commands that came on the same link meanwhile: a terminal works through them in order. */
  readonly next: (() => void)[]
}

const commands = { statusEnquiry: 0x0501, registration: 0x0600, authorisation: 0x0601, logOff: 0x0602, repeatReceipt: 0x0620, reversal: 0x0630, refund: 0x0631, endOfDay: 0x0650, diagnosis: 0x0670, abort: 0x06b0 } as const
const acknowledged = message(0x8000)
const pleaseWait = message(0x849c)
const unknownCommand = message(0x8483)
const progress = (status: number): Buffer => message(0x04ff, [status])
const aborted = (resultCode: number): Buffer => message(0x061e, [resultCode])
const completed = message(0x060f)
const stopped = 0x6c
const progressEveryMs = 1_000
const maxNextCount = 8
const customerTimeoutMs = 90_000
/** Where a payment's data hold the amount, behind the field's number; and the receipt number behind password and field. */
const amountAt = { authorisation: 1, refund: 4 } as const
const receiptNumberAt = 4
const serviceByteAt = 4
/** Behind password and config byte. */
const currencyAt = 4
/** ISO 4217 numeric, euro. */
const currency = 978
const withStatus = 0x02
const withoutPaper = 0x01

/** @param seed cards and the first trace number */
export function openPaymentTerminalCore({ timers, seed, firstTrace }: { readonly timers: Timers; readonly seed: number; readonly firstTrace?: number | undefined }): PaymentTerminalCore {
  const random = seededRandom(seed)
  const book = openTerminalBook(firstTrace ?? random(900_000) + 1, random)
  const unknown: string[] = []
  const meter = openLinkMeter(() => line?.drop())
  let faults = noTerminalFaults
  let line: TerminalLine | undefined
  let job: Job | undefined
  let isRegistered = false

  function attach(link: TerminalLink): ReturnType<PaymentTerminalCore['attach']> {
    line?.drop()
    const counted = meter.sending(link)
    const send = (bytes: Buffer): void => void (faults.deaf || counted.send(bytes))
    const mine = openTerminalLine({ link: { ...counted, send }, timers, segments: () => faults.segments, onCommand: (command, data) => hear(mine, command, data), onLost: () => lost(mine) })
    line = mine
    return {
      take(bytes) {
        mine.take(meter.arriving(bytes))
        if (meter.isDue('from-lane')) mine.drop()
      },
      ended: () => mine.lost(),
    }
  }

  function lost(mine: TerminalLine): void {
    if (line === mine) line = undefined
    if (job?.line === mine && job.canStop && faults.whenLinkLost === 'stops') stopJob(job)
  }

  function stopJob(stopping: Job): void {
    stopping.isCancelled = true
    stopping.wake()
  }

  function hear(from: TerminalLine, command: number, data: Buffer): void {
    if (faults.deaf) return
    if (command === commands.abort) return hearAbort(from)
    if (job?.line === from && job.next.length < maxNextCount) return void job.next.push(() => hear(from, command, data))
    if (job && faults.answersAtWork && (command === commands.registration || command === commands.repeatReceipt)) return answerBeside(from, command, data)
    if (job || faults.busy) return from.tell(pleaseWait)
    const work = workFor(command, data)
    if (!work) {
      unknown.push(command.toString(16).padStart(4, '0'))
      return from.tell(unknownCommand)
    }
    from.tell(acknowledged)
    start(from, work)
  }

  function answerBeside(from: TerminalLine, command: number, data: Buffer): void {
    from.tell(acknowledged)
    void workFor(command, data)?.(newJob(from))
  }

  function hearAbort(from: TerminalLine): void {
    if (!job || job.line !== from || !job.canStop) return from.tell(pleaseWait)
    from.tell(acknowledged)
    stopJob(job)
  }

  function start(from: TerminalLine, work: (mine: Job) => Promise<void>): void {
    const mine = newJob(from)
    job = mine
    void work(mine)
      .then(() => from.settled())
      .then(() => {
        if (job !== mine) return
        job = undefined
        for (const again of mine.next) again()
      })
  }

  function newJob(from: TerminalLine): Job {
    return { isCancelled: false, canStop: false, unacknowledged: undefined, wake: () => undefined, line: from, next: [] }
  }

  function workFor(command: number, data: Buffer): ((mine: Job) => Promise<void>) | undefined {
    switch (command) {
      case commands.registration:
        return (mine) => register(mine, data)
      case commands.authorisation:
        return (mine) => pay(mine, readAmount(data.subarray(amountAt.authorisation, amountAt.authorisation + 6)))
      case commands.refund:
        return (mine) => giveMoney(mine, 'refund', readAmount(data.subarray(amountAt.refund, amountAt.refund + 6)))
      case commands.reversal:
        return (mine) => reverse(mine, readAmount(data.subarray(receiptNumberAt, receiptNumberAt + 2)))
      case commands.repeatReceipt:
        return (mine) => repeat(mine, data[serviceByteAt] ?? 0)
      case commands.endOfDay:
        return closeDay
      case commands.diagnosis:
        return (mine) => report(mine, ['DIAGNOSIS', `TID ${terminalId}`, 'HOST OK'])
      case commands.statusEnquiry:
        return async ({ line: to }) => void (await to.say(message(0x060f, [0x00])))
      case commands.logOff:
        return async () => void (isRegistered = false)
      default:
        return undefined
    }
  }

  async function register({ line: to }: Job, data: Buffer): Promise<void> {
    if (data.length >= currencyAt + 2 && readAmount(data.subarray(currencyAt, currencyAt + 2)) !== currency) return void (await to.say(aborted(0x6f)))
    isRegistered = true
    await to.say(registered())
  }

  async function pay(mine: Job, amountMinor: number): Promise<void> {
    const { line: to } = mine
    if (!isRegistered) return void (await to.say(aborted(0x6b)))
    if (faults.answer === 'wrong-currency') return void (await to.say(aborted(0x6f)))
    if (!(await waitForCustomer(mine))) return void (await to.say(aborted(stopped)))
    await to.say(progress(0x04))
    if (job !== mine) return
    if (faults.answer === 'approve') return giveMoney(mine, 'payment', amountMinor)
    await to.say(status(book.add('declined', amountMinor)))
    await to.say(aborted(stopped))
  }

  /** @returns false when somebody stopped it, or nobody came */
  async function waitForCustomer(mine: Job): Promise<boolean> {
    mine.canStop = true
    await mine.line.say(progress(0x0a))
    const beganAtMs = timers.nowMs()
    const waitedMs = (): number => timers.nowMs() - beganAtMs
    while (!mine.isCancelled && waitedMs() < Math.min(faults.slowMs, customerTimeoutMs)) {
      await sleep(mine, Math.min(progressEveryMs, faults.slowMs - waitedMs()))
      if (!mine.isCancelled && waitedMs() < faults.slowMs) await mine.line.say(progress(0x01))
    }
    mine.canStop = false
    return !mine.isCancelled && faults.slowMs < customerTimeoutMs
  }

  function sleep(mine: Job, durationMs: number): Promise<void> {
    return new Promise((resume) => {
      const cancel: Cancel = timers.after(durationMs, resume)
      mine.wake = () => {
        cancel()
        resume()
      }
    })
  }

  /** Once the bank has said yes the money is taken; what follows only tells of it. */
  async function giveMoney(mine: Job, kind: 'payment' | 'refund', amountMinor: number): Promise<void> {
    if (job !== mine) return
    const entry = book.add(kind, amountMinor)
    if (kind === 'payment') mine.unacknowledged = entry
    await tellEntry(mine, entry)
  }

  async function tellEntry(mine: Job, entry: TerminalEntry): Promise<void> {
    const isHeard = await mine.line.say(status(entry))
    if (job !== mine) return
    if (!isHeard) takeBack(mine)
    mine.unacknowledged = undefined
    if (!isHeard) return
    await printSlip(mine.line, entry)
    await mine.line.say(completed)
  }

  function takeBack({ unacknowledged }: Job): void {
    if (unacknowledged && faults.whenUnacknowledged === 'reverses') book.reverse(unacknowledged)
  }

  async function printSlip(to: TerminalLine, entry: TerminalEntry): Promise<void> {
    const shownPan = faults.pan === 'plain' ? entry.card.pan : `************${entry.card.pan.slice(-4)}`
    const lines = ['    CARD PAYMENT', `TID ${terminalId}`, `Receipt ${entry.receiptNumber}`, entry.card.name, shownPan, `EUR ${(entry.amountMinor / 100).toFixed(2)}`, 'APPROVED']
    if (faults.printBy === 'block') await to.say(printBlock(lines, 2))
    if (faults.printBy === 'lines') for (const text of lines) await to.say(printLine(text))
  }

  async function reverse(mine: Job, receiptNumber: number): Promise<void> {
    const payment = book.byReceipt(receiptNumber)
    const entry = payment && book.reverse(payment)
    if (!entry) return void (await mine.line.say(aborted(payment ? 0xb4 : 0xb5)))
    await tellEntry(mine, entry)
  }

  async function repeat({ line: to }: Job, serviceByte: number): Promise<void> {
    if ((serviceByte & withStatus) !== 0) await to.say(status(book.newest))
    if ((serviceByte & withoutPaper) === 0) await printSlip(to, book.newest)
    await to.say(completed)
  }

  async function closeDay(mine: Job): Promise<void> {
    const { paymentCount, chargedMinor } = book.closeDay()
    await report(mine, ['END OF DAY', `Payments ${paymentCount}`, `Total EUR ${(chargedMinor / 100).toFixed(2)}`])
  }

  async function report({ line: to }: Job, lines: readonly string[]): Promise<void> {
    await to.say(printBlock(lines, 3))
    await to.say(completed)
  }

  function status({ kind, ...entry }: TerminalEntry): Buffer {
    return statusInformation({ ...entry, resultCode: kind === 'declined' ? stopped : 0, plainPan: faults.pan === 'plain' })
  }

  return {
    get faults() {
      return faults
    },
    set: (changes) => void (faults = { ...faults, ...changes }),
    attach,
    cutLinkAfter: meter.cutAfter,
    dropLink: () => line?.drop(),
    power() {
      const ended = job
      job = undefined
      isRegistered = false
      if (ended) {
        takeBack(ended)
        stopJob(ended)
      }
      line?.drop()
    },
    cancel: () => void (job?.canStop && stopJob(job)),
    sellAlone: (amountMinor) => void (job ?? book.add('payment', amountMinor)),
    book,
    byteCounts: meter.counts,
    unknown,
    get isAtWork() {
      return job !== undefined
    },
  }
}
