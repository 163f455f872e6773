import { deviceMessage, type DeviceMessage } from '../../src/contract/devices.ts'
import type { Driver, Send } from '../../drivers/driver.ts'
import type { Timers } from '../../drivers/timers.ts'
import type { Wire } from '../../drivers/wire/wire.ts'
import { openPlayedWire } from '../support/drivers-played-wire.ts'
import { testPaymentCards } from '../support/drivers.ts'
import { Broken, type FuzzedParser } from './fuzz-target.ts'

interface Opening {
  readonly wire: Wire
  readonly timers: Timers
  readonly send: Send
}

interface FuzzedDriver {
  readonly open: (parts: Opening) => Driver
  readonly reportDescriptor?: Buffer | undefined
  /** Orders given once the wire is open, so that answers mean something. */
  readonly begin?: (driver: Driver) => void
  /** What else no message may be; unless given, that it holds a payment card's digits anywhere. */
  readonly check?: (message: DeviceMessage) => void
}

/** Timers that fall due at the end of a stream; a driver that sets one for ever is stopped after so many. */
const maxTimerCount = 12
const longSilenceMs = 60_000

/**
 * A whole driver on a wire that the fuzz run plays. Everything it says must fit the contract, and no text of it may
 * hold the number of a payment card.
 */
export function openFuzzedDriver({ open, reportDescriptor, begin, check = (message) => checkNoCard(JSON.stringify(message)) }: FuzzedDriver): FuzzedParser {
  const time = openFuzzTime()
  const played = openPlayedWire()
  const driver = open({ wire: played.wire, timers: time.timers, send: (message) => checkMessage(message, check) })
  played.open(reportDescriptor && Buffer.from(reportDescriptor))
  begin?.(driver)
  return {
    take: (bytes) => played.bring(bytes),
    settle,
    end() {
      time.pass()
      played.end()
    },
  }
}

/** As many turns as a driver's chain of promises is long. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve()
}

function checkMessage(message: DeviceMessage, check: (message: DeviceMessage) => void): void {
  const parsed = deviceMessage.safeParse(message)
  if (!parsed.success) throw new Broken(`a message outside the contract: ${parsed.error.message}`)
  check(message)
}

/** @throws Broken when text holds the number of a payment card the schemes publish for tests, wherever in it */
function checkNoCard(text: string): void {
  if (testPaymentCards.some((number) => text.includes(number))) throw new Broken('digits of a payment card are out')
}

/**
 * The same for a code, which begins like a card as often as not: only one that is a card's number and nothing else is
 * one, and a number of 13 or 14 digits is an article's.
 * @throws Broken
 */
export function checkNotCard(code: string): void {
  const digits = code.replace(/[\s.-]/g, '')
  if (digits.length > 14 && testPaymentCards.includes(digits)) throw new Broken('digits of a payment card are out')
}

function openFuzzTime(): { readonly timers: Timers; pass(): void } {
  let nowMs = 0
  let due: { readonly atMs: number; readonly run: () => void }[] = []
  return {
    timers: {
      nowMs: () => nowMs,
      after(delayMs, run) {
        const timer = { atMs: nowMs + delayMs, run }
        due.push(timer)
        return () => void (due = due.filter((other) => other !== timer))
      },
    },
    pass() {
      for (let count = 0; count < maxTimerCount && due.length > 0; count++) {
        const next = due.reduce((first, timer) => (timer.atMs < first.atMs ? timer : first))
        if (next.atMs > longSilenceMs) return
        due = due.filter((timer) => timer !== next)
        nowMs = Math.max(nowMs, next.atMs)
        next.run()
      }
    },
  }
}
