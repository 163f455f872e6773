import type { DeviceConfig } from '../../src/contract/config.ts'
import type { DeviceMessage } from '../../src/contract/devices.ts'
import { assertNever } from '../../src/domain/assert.ts'
import { openStateTeller, refuse, type Driver, type Send } from '../driver.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Wire } from '../wire/wire.ts'
import type { CardReading } from './card-reading.ts'
import { openCardSource, type CardSource } from './card-source.ts'
import type { CardJudgement } from './judge-card.ts'
import { openSwipe } from './swipe.ts'

type CardReaderConfig = Extract<DeviceConfig, { role: 'card-reader' }>

interface Parts {
  readonly config: CardReaderConfig
  readonly wire: Wire
  readonly timers: Timers
  readonly send: Send
}

/** Half a reading that stays half for so long is given up, so that it is never glued to the next one. */
const staleMs = 2000
/** Between the tracks of one swipe a reader pauses for a few milliseconds, and a USB adapter for sixteen. */
const sameSwipeMs = 100
/** The same card again within this time is the same card still: a reader that sends every track, or repeats a UID while the card lies on it. */
const sameCardMs = 1000

/**
 * A magstripe or contactless reader on any wire, in any of its protocols.
 * Every buffer that held a card, the wire's own included, is wiped before the next one is looked at.
 */
export function openCardReader({ config, wire, timers, send }: Parts): Driver {
  const device = config.name
  const teller = openStateTeller(send, device, 'card-reader')
  const swipe = openSwipe(config.allow)
  const once = openOnce(timers)
  const staleAfterMs = config.framing.end === 'silence' ? config.framing.silenceMs : staleMs
  let source: CardSource | undefined
  let cancelQuiet: Cancel = () => undefined

  function tell(judgements: readonly CardJudgement[]): void {
    for (const judgement of judgements) {
      const message = messageOf(device, judgement)
      if (once(message)) send(message)
    }
  }

  function take(readings: readonly CardReading[]): void {
    for (const reading of readings) {
      if (reading.kind === 'garbled') send({ type: 'garbled', device, reason: reading.reason })
      else tell(swipe.add(reading.parts, reading.whole))
    }
  }

  function waitForQuiet(): void {
    const isMidReading = source?.isMidReading ?? false
    if (!isMidReading && !swipe.isOpen) return
    cancelQuiet = timers.after(isMidReading ? staleAfterMs : sameSwipeMs, () => {
      take(source?.silence() ?? [])
      if (isMidReading && swipe.isOpen) waitForQuiet()
      else tell(swipe.end())
    })
  }

  wire.onBytes((bytes) => {
    cancelQuiet()
    take(source?.take(bytes) ?? [])
    bytes.fill(0)
    waitForQuiet()
  })
  wire.onState((state) => {
    cancelQuiet()
    take(source?.cutOff() ?? [])
    tell(swipe.end())
    source = state.open ? openCardSource(config, state.reportDescriptor) : undefined
    if (!state.open) teller.tell('away', state.trouble, state.detail)
    else if (source) teller.tell('ready')
    else teller.tell('needs-care', 'unsupported', `${config.protocol} over ${config.wire.kind} cannot be read here: a HID reader must name its tracks in its report descriptor, or be a MagTek (protocol magtek)`)
  })

  return {
    order: (order) => refuse(send, order, 'unsupported'),
    async close() {
      cancelQuiet()
      await wire.close()
    },
  }
}

function messageOf(device: string, judgement: CardJudgement): DeviceMessage {
  switch (judgement.kind) {
    case 'own-card':
      return { type: 'swiped', device, text: judgement.text }
    case 'payment-card':
      return { type: 'payment-card-rejected', device }
    case 'foreign-card':
      return { type: 'garbled', device, reason: 'foreign-card' }
    case 'damaged':
      return { type: 'garbled', device, reason: 'checksum' }
    case 'noise':
      return { type: 'garbled', device, reason: 'noise' }
    default:
      return assertNever(judgement, 'judgement of a card')
  }
}

/** @returns whether a message is worth telling: not when the same card was told, or would have been, a moment ago */
function openOnce(timers: Timers): (message: DeviceMessage) => boolean {
  const toldAtMs = { 'payment-card-rejected': Number.NEGATIVE_INFINITY, swiped: Number.NEGATIVE_INFINITY }
  let lastText = ''
  return (message) => {
    if (message.type !== 'swiped' && message.type !== 'payment-card-rejected') return true
    const isSame = timers.nowMs() - toldAtMs[message.type] < sameCardMs && (message.type !== 'swiped' || message.text === lastText)
    toldAtMs[message.type] = timers.nowMs()
    if (message.type === 'swiped') lastText = message.text
    return !isSame
  }
}
