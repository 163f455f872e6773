import type { Cancel, Timers } from '../timers.ts'
import type { Wire } from '../wire/wire.ts'
import { blockedBy, unknownCondition, withAutomatic, withRealTime, type PrinterCondition, type StatusNumber } from './condition.ts'
import { openStatusReader, type StatusAnswer } from './status-bytes.ts'

/** `unconfirmed`: bytes may have reached the printer, and it has not said that it worked through them. */
export type Delivery = 'confirmed' | 'away' | 'unconfirmed'

/** Questions and answers with one printer. One of the three calls at a time: the printer driver sees to that. */
export interface Conversation {
  /** Asks all four real-time questions. False when not all were answered in time: then nobody listens there. */
  askStatus(timeoutMs: number): Promise<boolean>
  /** Waits until the printer owes no answer from earlier work, so that the next answer is to the next question. */
  settle(timeoutMs: number): Promise<boolean>
  /** Writes, then waits for the printer to say that it has worked through all of it. Needs `settle` before. */
  deliver(bytes: Buffer, timeoutMs: number): Promise<Delivery>
  /** Writes a command the printer obeys at once, past everything it holds. */
  command(bytes: Buffer): Promise<Delivery>
  readonly condition: PrinterCondition
  /** For the wire's owner: bytes came, a link began, the link ended. */
  take(bytes: Buffer): void
  begin(): void
  end(): void
}

interface Parts {
  readonly wire: Wire
  readonly timers: Timers
  /** Called at every answer that tells the printer's condition. */
  readonly onCondition: (condition: PrinterCondition) => void
}

const statusNumbers: readonly StatusNumber[] = [1, 2, 3, 4]
const askAll = Buffer.from(statusNumbers.flatMap((n) => [0x10, 0x04, n]))
/** `ESC @` at the beginning of a receipt turns it off, so every delivery turns it on again. */
const automaticStatusOn = Buffer.from([0x1d, 0x61, 0xff])
/** `GS r 1`: answered only after everything sent before it has been worked through. */
const sayWhenDone = Buffer.from([0x1d, 0x72, 0x01])
/** A printer that still owes an older answer sends it in front of ours, in one go. */
const quietMs = 150

/** A wait that is always over: answered, timed out, or ended with the link. */
interface Wait {
  end(answered: boolean): void
}

export function openConversation({ wire, timers, onCondition }: Parts): Conversation {
  let condition = unknownCondition
  let readAnswers = openStatusReader()
  let asked: StatusNumber[] = []
  let settled = false
  let isSettling = false
  let statusWait: Wait | undefined
  let orderWait: Wait | undefined
  let onInOrder: () => void = () => undefined

  function hear(answer: StatusAnswer): void {
    if (answer.kind === 'in-order') return onInOrder()
    if (answer.kind === 'automatic') condition = withAutomatic(condition, answer.bytes)
    else {
      const n = asked.shift()
      if (n === undefined) return
      condition = withRealTime(condition, n, answer.byte)
      // Told when the round is complete: half a round would mix old and new.
      if (asked.length > 0) return
      statusWait?.end(true)
    }
    // A printer that has stopped answers nothing in order until somebody sees to it.
    if (isSettling && blockedBy(condition) !== undefined) orderWait?.end(false)
    onCondition(condition)
  }

  function waitFor(timeoutMs: number, keep: (wait: Wait | undefined) => void): Promise<boolean> {
    return new Promise((resolve) => {
      let cancel: Cancel = () => undefined
      const end = (answered: boolean): void => {
        cancel()
        keep(undefined)
        resolve(answered)
      }
      cancel = timers.after(timeoutMs, () => end(false))
      keep({ end })
    })
  }

  async function askStatus(timeoutMs: number): Promise<boolean> {
    asked = [...statusNumbers]
    const answered = waitFor(timeoutMs, (wait) => (statusWait = wait))
    if ((await writeWithin(askAll, timeoutMs)) !== 'sent') statusWait?.end(false)
    const isAnswered = await answered
    if (!isAnswered) asked = []
    return isAnswered
  }

  async function settle(timeoutMs: number): Promise<boolean> {
    if (settled) return true
    isSettling = true
    const answered = waitFor(timeoutMs, (wait) => (orderWait = wait))
    let cancelQuiet: Cancel = () => undefined
    onInOrder = () => {
      cancelQuiet()
      cancelQuiet = timers.after(quietMs, () => orderWait?.end(true))
    }
    if ((await writeWithin(sayWhenDone, timeoutMs)) !== 'sent') orderWait?.end(false)
    settled = await answered
    isSettling = false
    cancelQuiet()
    onInOrder = () => undefined
    return settled
  }

  async function deliver(bytes: Buffer, timeoutMs: number): Promise<Delivery> {
    const deadlineMs = timers.nowMs() + timeoutMs
    settled = false
    const confirmed = waitFor(timeoutMs, (wait) => (orderWait = wait))
    onInOrder = () => orderWait?.end(true)
    const written = await writeWithin(Buffer.concat([bytes, automaticStatusOn, sayWhenDone]), Math.max(deadlineMs - timers.nowMs(), 1))
    if (written !== 'sent') orderWait?.end(false)
    settled = await confirmed
    onInOrder = () => undefined
    if (written === 'away') return 'away'
    return settled ? 'confirmed' : 'unconfirmed'
  }

  /** A printer that takes no more bytes would hold ours until it does, perhaps an hour later: the link is dropped instead. */
  async function writeWithin(bytes: Buffer, timeoutMs: number): Promise<'sent' | 'away' | 'cut'> {
    const cancel = timers.after(timeoutMs, () => wire.reset('no-answer', 'the printer takes no bytes'))
    try {
      return await wire.write(bytes)
    } finally {
      cancel()
    }
  }

  return {
    askStatus,
    settle,
    deliver,
    async command(bytes) {
      const written = await writeWithin(bytes, 1000)
      return written === 'away' ? 'away' : 'unconfirmed'
    },
    get condition() {
      return condition
    },
    take: (bytes) => readAnswers(bytes).forEach(hear),
    begin() {
      readAnswers = openStatusReader()
      condition = unknownCondition
      settled = false
      asked = []
      // Lost with the link at worst, and then sent again on the next one.
      void wire.write(automaticStatusOn)
    },
    end() {
      statusWait?.end(false)
      orderWait?.end(false)
    },
  }
}
