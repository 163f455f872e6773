import type { Cancel, Timers } from '../timers.ts'
import type { Wire, WriteOutcome } from '../wire/wire.ts'
import { openApduReader } from './apdu-reader.ts'
import type { Apdu } from './apdu.ts'
import { abortFromTill, acknowledgement, command, notKnown } from './commands.ts'
import { readPrintBlock, readPrintLine, type PrintedText } from './print-text.ts'
import { readStatusInformation, type StatusInformation } from './status-information.ts'

/** What the terminal said between a command and its end. */
export interface Heard {
  /** The last status information. */
  readonly status: StatusInformation | undefined
  readonly printed: readonly PrintedText[]
}

/** How a command ended. Only `lost` leaves it open whether the terminal acted. */
export type CommandEnd =
  | { readonly kind: 'completed'; readonly heard: Heard }
  | { readonly kind: 'aborted'; readonly resultCode: number; readonly heard: Heard }
  /** The terminal did not take the command. */
  | { readonly kind: 'refused'; readonly code: number }
  /** Not one byte left. */
  | { readonly kind: 'away' }
  | { readonly kind: 'lost'; readonly why: 'cut' | 'no-answer' | 'timed-out' | 'noise' }

/** Commands and answers with one terminal, over links that come and go. One command at a time: the driver sees to that. */
export interface Conversation {
  run(bytes: Buffer, timeoutMs: number, onProgress?: (status: number) => void): Promise<CommandEnd>
  /** Asks the running command to stop; it still ends by itself. False when there is none, or the link is gone. */
  abort(): Promise<boolean>
  /** For the wire's owner: bytes came, a link began, the link ended. */
  take(bytes: Buffer): void
  begin(): void
  end(): void
}

interface Parts {
  readonly wire: Wire
  readonly timers: Timers
  /** A status information that belongs to no command of ours. */
  readonly onUnasked: (status: StatusInformation) => void
}

/** The protocol's T3: so long the other side may take to acknowledge a message, and so long one message may be under way. */
const acknowledgeMs = 5_000
/** More text than any slip or report has. */
const maxPrintedCount = 400
/** Classes of an acknowledgement; what follows 84 is why not, 00 for none. */
const positive = 0x80
const negative = 0x84

interface Running {
  status: StatusInformation | undefined
  readonly printed: PrintedText[]
  readonly onProgress: (status: number) => void
  readonly finish: (end: CommandEnd) => void
}

export function openConversation({ wire, timers, onUnasked }: Parts): Conversation {
  let reader = openApduReader()
  let running: Running | undefined
  /** Our messages that the terminal has not acknowledged, oldest first. */
  let unacknowledged: ('command' | 'abort')[] = []
  let cancelPart: Cancel = () => undefined

  function run(bytes: Buffer, timeoutMs: number, onProgress: (status: number) => void = () => undefined): Promise<CommandEnd> {
    return new Promise((resolve) => {
      const cancels = [
        timers.after(Math.min(acknowledgeMs, timeoutMs), () => unacknowledged.includes('command') && lose('no-answer')),
        timers.after(timeoutMs, () => lose('timed-out')),
      ]
      const finish = (end: CommandEnd): void => {
        for (const cancel of cancels) cancel()
        running = undefined
        resolve(end)
      }
      const mine: Running = { status: undefined, printed: [], onProgress, finish }
      running = mine
      unacknowledged = ['command']
      void wire.write(bytes).then((written) => running === mine && settleWrite(written))
    })
  }

  function settleWrite(written: WriteOutcome): void {
    if (written === 'away') running?.finish({ kind: 'away' })
    if (written === 'cut') running?.finish({ kind: 'lost', why: 'cut' })
  }

  /** Nothing on this link can be trusted any more: a late answer would be taken for the next command's. */
  function lose(why: 'no-answer' | 'timed-out' | 'noise'): void {
    running?.finish({ kind: 'lost', why })
    wire.reset('no-answer', why === 'noise' ? 'the terminal sent bytes that are no message' : 'the terminal does not answer')
  }

  function hear(apdu: Apdu): void {
    const messageClass = apdu.command >> 8
    if (messageClass === positive || messageClass === negative) return hearAcknowledgement(apdu.command)
    const known = hearMessage(apdu)
    apdu.data.fill(0)
    void wire.write(known ? acknowledgement : notKnown)
    if (known && apdu.command === command.completion) running?.finish({ kind: 'completed', heard: heardBy(running) })
  }

  function hearAcknowledgement(code: number): void {
    const reason = code & 0xff
    const isRefused = code >> 8 === negative && reason !== 0
    if (unacknowledged.shift() === 'command' && isRefused) running?.finish({ kind: 'refused', code: reason })
  }

  /** @returns false for a message this till does not know */
  function hearMessage({ command: name, data }: Apdu): boolean {
    switch (name) {
      case command.intermediateStatus:
        running?.onProgress(data[0] ?? 0xff)
        return true
      case command.statusInformation:
        hearStatus(readStatusInformation(data))
        return true
      case command.printLine:
      case command.printBlock:
        if (running && running.printed.length < maxPrintedCount) running.printed.push(name === command.printLine ? readPrintLine(data) : readPrintBlock(data))
        return true
      case command.abort:
        running?.finish({ kind: 'aborted', resultCode: data[0] ?? 0xff, heard: heardBy(running) })
        return true
      case command.completion:
        return true
      default:
        return false
    }
  }

  function hearStatus(status: StatusInformation): void {
    if (running) running.status = status
    else onUnasked(status)
  }

  return {
    run,
    async abort() {
      if (!running || unacknowledged.includes('command')) return false
      unacknowledged.push('abort')
      return (await wire.write(abortFromTill)) === 'sent'
    },
    take(bytes) {
      cancelPart()
      for (const apdu of reader.take(bytes)) {
        if (apdu === 'noise') return lose('noise')
        hear(apdu)
      }
      if (reader.isMidMessage) cancelPart = timers.after(acknowledgeMs, () => lose('no-answer'))
    },
    begin() {
      reader = openApduReader()
      unacknowledged = []
    },
    end() {
      cancelPart()
      running?.finish({ kind: 'lost', why: 'cut' })
    },
  }
}

function heardBy({ status, printed }: Running): Heard {
  return { status, printed }
}
