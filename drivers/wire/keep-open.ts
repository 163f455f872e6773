import type { Cancel, Timers } from '../timers.ts'
import { troubleOf } from './trouble-of.ts'
import type { FeatureOutcome, Link, OpenLink, Wire, WireState, WireTrouble, WriteOutcome } from './wire.ts'

/** First pause after a failure, and the longest; in between it doubles. */
export interface Backoff {
  readonly firstMs: number
  readonly mostMs: number
}

/** A cable plugged in again is ready well within two seconds. */
export const localBackoff: Backoff = { firstMs: 100, mostMs: 1000 }
export const networkBackoff: Backoff = { firstMs: 200, mostMs: 5000 }

/** Opening may hang in a driver of the operating system; after this the attempt is given up. */
const openTimeoutMs = 10_000
/** An opening that hangs keeps a thread of the process; no more than so many are begun before one of them returns. */
const maxHangingCount = 2
/** More than this waiting to leave, and the device takes nothing any more. */
const maxWaitingByteCount = 4 * 1024 * 1024
/** A port that does not close must not hold up those who wait for it. */
const closeTimeoutMs = 2000
/** A link that lived this long, or brought anything, was a good one: the next pause is short again. */
const goodLinkMs = 1000

interface Parts {
  readonly openLink: OpenLink
  readonly timers: Timers
  readonly backoff: Backoff
  /** How long a write of so many bytes may take at most, in milliseconds, on a wire whose device takes them. */
  readonly writeTimeoutMs?: ((byteCount: number) => number) | undefined
}

/** A printer without paper takes nothing until somebody has brought a roll. */
const printerWriteMs = 60_000

/**
 * Keeps one link open, for ever: opens a new one after every failure, with pauses that double up to `mostMs`.
 * Every attempt has its own edition number, so that events of an older link are not mistaken for the present one's.
 */
export function keepOpen({ openLink, timers, backoff, writeTimeoutMs = () => printerWriteMs }: Parts): Wire {
  let edition = 0
  let link: Link | undefined
  let openedAtMs = 0
  let pauseMs = backoff.firstMs
  let cancel: Cancel = () => undefined
  let closed = false
  let hangingCount = 0
  let waitingByteCount = 0
  /** Gives up a write of the present link, each. */
  const unfinished = new Set<() => void>()
  let told: WireState | undefined
  let tellBytes: (bytes: Buffer) => void = () => undefined
  let tellState: (state: WireState) => void = () => undefined

  function tell(state: WireState): void {
    const same = told !== undefined && !told.open && !state.open && told.trouble === state.trouble
    told = state
    if (!same) tellState(state)
  }

  function fail(trouble: WireTrouble, detail: string): void {
    edition++
    cancel()
    const dead = link
    link = undefined
    for (const giveUp of unfinished) giveUp()
    if (dead) void leave(dead)
    if (dead && timers.nowMs() - openedAtMs >= goodLinkMs) pauseMs = backoff.firstMs
    cancel = timers.after(pauseMs, attempt)
    pauseMs = Math.min(pauseMs * 2, backoff.mostMs)
    tell({ open: false, trouble, detail })
  }

  function attempt(): void {
    if (hangingCount >= maxHangingCount) return void (cancel = timers.after(backoff.mostMs, attempt))
    const mine = ++edition
    const isMine = (): boolean => mine === edition && !closed
    hangingCount++
    cancel = timers.after(openTimeoutMs, () => fail('no-answer', `did not open within ${openTimeoutMs} ms`))
    openLink({
      bytes(bytes) {
        if (!isMine()) return
        pauseMs = backoff.firstMs
        tellBytes(bytes)
      },
      ended: (trouble, detail) => isMine() && fail(trouble, detail),
    }).then(
      (opened) => {
        hangingCount--
        if (isMine()) begin(opened)
        else void leave(opened)
      },
      (error: unknown) => {
        hangingCount--
        const { trouble, detail } = troubleOf(error)
        if (isMine()) fail(trouble, detail)
      },
    )
  }

  function begin(opened: Link): void {
    cancel()
    link = opened
    openedAtMs = timers.nowMs()
    tell({ open: true, reportDescriptor: opened.reportDescriptor })
  }

  async function write(bytes: Buffer): Promise<WriteOutcome> {
    const present = link
    if (!present) return 'away'
    if (waitingByteCount + bytes.length > maxWaitingByteCount) {
      fail('no-answer', 'the device takes no bytes')
      return 'away'
    }
    waitingByteCount += bytes.length
    try {
      await writeInTime(present, bytes)
      return present === link ? 'sent' : 'cut'
    } catch (error) {
      const { trouble, detail } = troubleOf(error)
      if (present === link) fail(trouble === 'failed' ? 'unplugged' : trouble, detail)
      return 'cut'
    } finally {
      waitingByteCount -= bytes.length
    }
  }

  /** Settles when the link is given up as well: a driver of the operating system may never say how a write went. */
  function writeInTime(present: Link, bytes: Buffer): Promise<void> {
    return new Promise((sent, failed) => {
      const end = (settle: () => void): void => {
        cancelLate()
        unfinished.delete(giveUp)
        settle()
      }
      const giveUp = (): void => end(() => failed(new Error('disconnected while writing')))
      const cancelLate = timers.after(writeTimeoutMs(bytes.length), () => fail('no-answer', 'the device takes no bytes'))
      unfinished.add(giveUp)
      present.write(bytes).then(() => end(sent), (error: unknown) => end(() => failed(error)))
    })
  }

  async function setFeature(report: Buffer): Promise<FeatureOutcome> {
    if (!link) return 'away'
    if (!link.setFeature) return 'refused'
    return link.setFeature(report).then(() => 'sent', () => 'refused')
  }

  async function getFeature(reportId: number, byteCount: number): Promise<Buffer | undefined> {
    return link?.getFeature?.(reportId, byteCount).catch(() => undefined)
  }

  async function close(): Promise<void> {
    closed = true
    edition++
    cancel()
    const last = link
    link = undefined
    for (const giveUp of unfinished) giveUp()
    if (last) await new Promise<void>((done) => {
      const cancelWait = timers.after(closeTimeoutMs, done)
      void leave(last).then(() => {
        cancelWait()
        done()
      })
    })
  }

  cancel = timers.after(0, attempt)
  return {
    get isOpen() {
      return link !== undefined
    },
    onBytes: (listener) => void (tellBytes = listener),
    onState: (listener) => void (tellState = listener),
    write,
    setFeature,
    getFeature,
    reset: (trouble, detail) => void (link && fail(trouble, detail)),
    close,
  }
}

/** Lets go of a link. Closing what is already dead may fail as well; that says nothing new. */
function leave(link: Link): Promise<void> {
  return link.close().catch(() => undefined)
}
