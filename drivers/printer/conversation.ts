import type { Cancel, Timers } from '../timers.ts'
import type { Wire } from '../wire/wire.ts'
import { blockedBy, unknownCondition, withAutomatic, withRealTime, type PrinterCondition, type StatusNumber } from './condition.ts'
import { confirmationBy, type Question } from './confirmation.ts'
import type { Confirm } from './profiles.ts'
import { openStatusReader, type StatusAnswer } from './status-bytes.ts'

/**
 * - `confirmed`: the printer has said that it worked through all of it.
 * - `watched`: it cannot say so; it took every byte, and was well over the whole time the work takes.
 * - `unconfirmed`: bytes may have reached the printer, and nothing more is known.
 */
export type Delivery = 'confirmed' | 'watched' | 'away' | 'unconfirmed'

/** Questions and answers with one printer. One of the three calls at a time: the printer driver sees to that. */
export interface Conversation {
  /** Asks all four real-time questions. False when not all were answered in time: then nobody listens there. */
  askStatus(timeoutMs: number): Promise<boolean>
  /** Waits until the printer owes no answer from earlier work, so that the next answer is to the next question. */
  settle(timeoutMs: number): Promise<boolean>
  /**
   * Writes, then waits for the printer to say that it has worked through all of it. Needs `settle` before.
   * @param workMs how long the work takes at most, for a printer that can only be watched
   */
  deliver(bytes: Buffer, timeoutMs: number, workMs: number): Promise<Delivery>
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
  readonly confirm: Confirm
  /** Called at every answer that tells the printer's condition. */
  readonly onCondition: (condition: PrinterCondition) => void
}

const statusNumbers: readonly StatusNumber[] = [1, 2, 3, 4]
const askAll = Buffer.from(statusNumbers.flatMap((n) => [0x10, 0x04, n]))
/** A printer that still owes an older answer sends it in front of ours, in one go. */
const quietMs = 150
/** Well, idle and asked for so long without a word: it does not know the question. */
const mutePatienceMs = 1400
const watchEveryMs = 400
const askEveryMs = 1000

/** A wait that is always over: answered, timed out, or ended with the link. */
interface Wait {
  end(answered: boolean): void
}

export function openConversation({ wire, timers, confirm, onCondition }: Parts): Conversation {
  const confirmation = confirmationBy(confirm)
  let condition = unknownCondition
  let readAnswers = openStatusReader()
  let round: number[] = []
  let mayOwe = false
  let cancelRound: Cancel = () => undefined
  let settled = false
  let isSettling = false
  let hasConfirmed = false
  let muteMs = 0
  let statusWait: Wait | undefined
  let orderWait: Wait | undefined
  let question: Question | undefined
  let onAnswer: () => void = () => undefined

  /** A clone may not know the question its family knows. It still prints: then it is watched, until it answers after all. */
  const isMute = (): boolean => confirm === 'watched' || (!hasConfirmed && muteMs >= mutePatienceMs)

  function hear(answer: StatusAnswer): void {
    if (answer.kind === confirmation.kind) hasConfirmed = true
    if (question?.isAnsweredBy(answer) === true) onAnswer()
    if (answer.kind === 'in-order' || answer.kind === 'process-id') return
    if (answer.kind === 'real-time') return hearRound(answer.byte)
    condition = withAutomatic(condition, answer.bytes)
    conditionHeard()
  }

  /**
   * Which question a real-time answer belongs to is known from the order alone. After a round that was not answered in time
   * its late answers may still come: then everything is heard out, and the last four are the newest round's.
   */
  function hearRound(byte: number): void {
    if (!statusWait) return
    round.push(byte)
    cancelRound()
    if (round.length < statusNumbers.length) return
    if (!mayOwe) return endRound()
    cancelRound = timers.after(quietMs, endRound)
  }

  function endRound(): void {
    mayOwe = false
    condition = statusNumbers.reduce((known, n, index) => withRealTime(known, n, round.at(index - statusNumbers.length) ?? 0), condition)
    statusWait?.end(true)
    conditionHeard()
  }

  function conditionHeard(): void {
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
    round = []
    const answered = waitFor(timeoutMs, (wait) => (statusWait = wait))
    if ((await writeWithin(askAll, timeoutMs)) !== 'sent') statusWait?.end(false)
    const isAnswered = await answered
    cancelRound()
    if (!isAnswered) mayOwe = true
    return isAnswered
  }

  async function settle(timeoutMs: number): Promise<boolean> {
    if (settled || isMute()) return true
    const begunMs = timers.nowMs()
    question = confirmation.ask()
    isSettling = true
    const answered = waitFor(timeoutMs, (wait) => (orderWait = wait))
    let cancelQuiet: Cancel = () => undefined
    onAnswer = () => {
      cancelQuiet()
      cancelQuiet = timers.after(quietMs, () => orderWait?.end(true))
    }
    if ((await writeWithin(question?.bytes ?? Buffer.alloc(0), timeoutMs)) !== 'sent') orderWait?.end(false)
    settled = await answered
    isSettling = false
    cancelQuiet()
    stopAsking()
    if (!settled && wire.isOpen && blockedBy(condition) === undefined) muteMs += timers.nowMs() - begunMs
    return settled || isMute()
  }

  async function deliver(bytes: Buffer, timeoutMs: number, workMs: number): Promise<Delivery> {
    const deadlineMs = timers.nowMs() + timeoutMs
    if (isMute()) return watch(bytes, deadlineMs, workMs)
    settled = false
    question = confirmation.ask()
    const confirmed = waitFor(timeoutMs, (wait) => (orderWait = wait))
    onAnswer = () => orderWait?.end(true)
    const written = await writeWithin(Buffer.concat([bytes, confirmation.atRest, question?.bytes ?? Buffer.alloc(0)]), timeoutMs)
    if (written !== 'sent') orderWait?.end(false)
    settled = await askUntil(confirmed, deadlineMs)
    stopAsking()
    if (written === 'away') return 'away'
    return settled ? 'confirmed' : 'unconfirmed'
  }

  /** `ESC @` has turned automatic status off: only asking tells in time that somebody must bring paper. */
  async function askUntil(confirmed: Promise<boolean>, deadlineMs: number): Promise<boolean> {
    let isOver = false
    const ended = confirmed.finally(() => (isOver = true))
    for (;;) {
      await Promise.race([ended, pause(askEveryMs)])
      if (isOver || !wire.isOpen) return ended
      await askStatus(Math.max(Math.min(askEveryMs, deadlineMs - timers.nowMs()), 1))
    }
  }

  function pause(durationMs: number): Promise<void> {
    return new Promise((resume) => void timers.after(durationMs, resume))
  }

  /** Looks again and again until the work must be over. */
  async function watch(bytes: Buffer, deadlineMs: number, workMs: number): Promise<Delivery> {
    const leftMs = (): number => deadlineMs - timers.nowMs()
    const written = await writeWithin(Buffer.concat([bytes, confirmation.atRest]), Math.max(leftMs(), 1))
    if (written !== 'sent') return written === 'away' ? 'away' : 'unconfirmed'
    const doneAtMs = timers.nowMs() + workMs
    for (;;) {
      const isWell = (await askStatus(Math.max(Math.min(watchEveryMs * 3, leftMs()), 1))) && blockedBy(condition) === undefined
      if (!isWell || leftMs() <= 0) return 'unconfirmed'
      if (timers.nowMs() >= doneAtMs) return 'watched'
      await pause(Math.min(watchEveryMs, doneAtMs - timers.nowMs()))
    }
  }

  function stopAsking(): void {
    question = undefined
    onAnswer = () => undefined
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
      mayOwe = false
      // Lost with the link at worst, and then sent again on the next one.
      void wire.write(confirmation.atRest)
    },
    end() {
      statusWait?.end(false)
      orderWait?.end(false)
    },
  }
}
