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
/** A link that lived this long, or brought anything, was a good one: the next pause is short again. */
const goodLinkMs = 1000

interface Parts {
  readonly openLink: OpenLink
  readonly timers: Timers
  readonly backoff: Backoff
}

/**
 * Keeps one link open, for ever: opens a new one after every failure, with pauses that double up to `mostMs`.
 * Every attempt has its own edition number, so that events of an older link are not mistaken for the present one's.
 */
export function keepOpen({ openLink, timers, backoff }: Parts): Wire {
  let edition = 0
  let link: Link | undefined
  let openedAtMs = 0
  let pauseMs = backoff.firstMs
  let cancel: Cancel = () => undefined
  let closed = false
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
    if (dead) leave(dead)
    if (dead && timers.nowMs() - openedAtMs >= goodLinkMs) pauseMs = backoff.firstMs
    cancel = timers.after(pauseMs, attempt)
    pauseMs = Math.min(pauseMs * 2, backoff.mostMs)
    tell({ open: false, trouble, detail })
  }

  function attempt(): void {
    const mine = ++edition
    const isMine = (): boolean => mine === edition && !closed
    cancel = timers.after(openTimeoutMs, () => fail('no-answer', `did not open within ${openTimeoutMs} ms`))
    openLink({
      bytes(bytes) {
        if (!isMine()) return
        pauseMs = backoff.firstMs
        tellBytes(bytes)
      },
      ended: (trouble, detail) => isMine() && fail(trouble, detail),
    }).then(
      (opened) => (isMine() ? begin(opened) : leave(opened)),
      (error: unknown) => {
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
    try {
      await present.write(bytes)
      return present === link ? 'sent' : 'cut'
    } catch (error) {
      const { trouble, detail } = troubleOf(error)
      if (present === link) fail(trouble === 'failed' ? 'unplugged' : trouble, detail)
      return 'cut'
    }
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
    if (last) await last.close()
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

/** Lets go of a link that has failed. Closing what is already dead may fail as well; that says nothing new. */
function leave(link: Link): void {
  link.close().catch(() => undefined)
}
