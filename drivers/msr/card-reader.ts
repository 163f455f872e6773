import type { DeviceConfig } from '../../src/contract/config.ts'
import { assertNever } from '../../src/domain/assert.ts'
import { openStateTeller, refuse, type Driver, type Send } from '../driver.ts'
import { openFramer, type Frame } from '../scanner/frame.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Wire } from '../wire/wire.ts'
import { judgeCard } from './judge-card.ts'

type CardReaderConfig = Extract<DeviceConfig, { role: 'card-reader' }>

interface Parts {
  readonly config: CardReaderConfig
  readonly wire: Wire
  readonly timers: Timers
  readonly send: Send
}

const staleMs = 2000
/** One card may come as several tracks, each refused: the lane hears of it once. */
const sameCardMs = 1000

/**
 * A magstripe or NFC reader that sends text over serial: tracks with their sentinels, or a bare number.
 * Every buffer that held a card is wiped before the next byte is looked at.
 */
export function openCardReader({ config, wire, timers, send }: Parts): Driver {
  const device = config.name
  const teller = openStateTeller(send, device, 'card-reader')
  const framer = openFramer(config.framing.end)
  const silenceMs = config.framing.end === 'silence' ? config.framing.silenceMs : staleMs
  let cancelSilence: Cancel = () => undefined
  let rejectedAtMs = Number.NEGATIVE_INFINITY

  function reject(): void {
    const isSameCard = timers.nowMs() - rejectedAtMs < sameCardMs
    rejectedAtMs = timers.nowMs()
    if (!isSameCard) send({ type: 'payment-card-rejected', device })
  }

  function tell(frame: Frame): void {
    if (frame.kind === 'garbled') return send({ type: 'garbled', device, reason: frame.reason })
    const judgement = judgeCard(frame.bytes, { allow: config.allow, prefix: config.framing.prefix })
    frame.bytes.fill(0)
    switch (judgement.kind) {
      case 'own-card':
        return send({ type: 'swiped', device, text: judgement.digits })
      case 'payment-card':
        return reject()
      case 'noise':
        return send({ type: 'garbled', device, reason: 'noise' })
      case 'nothing':
        return
      default:
        return assertNever(judgement, 'judgement of a card')
    }
  }

  wire.onBytes((bytes) => {
    cancelSilence()
    const frames = framer.take(bytes)
    bytes.fill(0)
    frames.forEach(tell)
    if (framer.isMidReading) cancelSilence = timers.after(silenceMs, () => framer.silence().forEach(tell))
  })
  wire.onState((state) => {
    cancelSilence()
    framer.cutOff().forEach(tell)
    if (state.open) teller.tell('ready')
    else teller.tell('away', state.trouble, state.detail)
  })

  return {
    order: (order) => refuse(send, order, 'unsupported'),
    async close() {
      cancelSilence()
      await wire.close()
    },
  }
}
