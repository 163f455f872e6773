import type { DeviceConfig } from '../../src/contract/config.ts'
import type { DeviceOrder } from '../../src/contract/devices.ts'
import { openStateTeller, outcomeOf, refuse, type Driver, type Send } from '../driver.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Wire } from '../wire/wire.ts'
import { readingOf } from './reading.ts'
import { ssiCodeKind } from './ssi-code-type.ts'
import { openSsiConversation, type SsiHeard, type SsiTurn } from './ssi-conversation.ts'
import { ssiOpcode, writeSsiPacket } from './ssi-packet.ts'

interface Parts {
  readonly config: Extract<DeviceConfig, { role: 'scanner' }>
  readonly wire: Wire
  readonly timers: Timers
  readonly send: Send
}

/** A pause so long inside a packet ends it; Zebra's scanners allow the host as much. */
const packetPauseMs = 200
/** The scanner waits up to two seconds, as it leaves the factory, before it repeats a packet of a long code. */
const codePauseMs = 5000
/** So often the scanner is asked to talk in packets, until it answers; and at most so often when it talks plain text again. */
const setUpEveryMs = 1000
/** Without an answer to so many of them, somebody should look. */
const patientSetUpCount = 3

/** No beep for the change; data in packets; acknowledgements. None of it is kept over a power cut: flash memory wears out. */
const setUp = writeSsiPacket({ opcode: ssiOpcode.setParameters, data: Buffer.from([0xff, 0xee, 0x01, 0x9f, 0x01]) })
/** Three short low beeps. */
const notOnFileBeep = writeSsiPacket({ opcode: ssiOpcode.beep, data: Buffer.from([0x07]) })

/**
 * A Zebra scanner that talks SSI over a serial port. It is ready once it has answered: an open port alone says
 * nothing of a scanner at the other end of it.
 */
export function openSsiScanner({ config, wire, timers, send }: Parts): Driver {
  const device = config.name
  const teller = openStateTeller(send, device, 'scanner')
  let conversation = openSsiConversation()
  let cancelPause: Cancel = () => undefined
  let cancelSetUp: Cancel = () => undefined
  let setUpAtMs = Number.NEGATIVE_INFINITY
  let openQuestion: 'set-up' | { readonly order: DeviceOrder; readonly cancel: Cancel } | undefined

  function tell(turn: SsiTurn): void {
    for (const bytes of turn.replies) void wire.write(bytes)
    for (const one of turn.heard) tellOne(one)
    cancelPause()
    if (conversation.isMidPacket) cancelPause = timers.after(packetPauseMs, () => tell(conversation.pause()))
    else if (conversation.isMidCode) cancelPause = timers.after(codePauseMs, () => tell(conversation.cutOff()))
  }

  function tellOne(heard: SsiHeard): void {
    if (heard.kind === 'answer') return answered(heard.isYes)
    if (heard.kind === 'garbled') {
      send(readingOf(config, heard))
      // A scanner that was without power has forgotten that it should talk in packets.
      if (heard.reason === 'noise' && openQuestion === undefined && timers.nowMs() - setUpAtMs >= setUpEveryMs) askForPackets()
      return
    }
    teller.tell('ready')
    send(readingOf(config, { kind: 'frame', bytes: heard.bytes }, ssiCodeKind(heard.codeType)))
  }

  function answered(isYes: boolean): void {
    const question = openQuestion
    openQuestion = undefined
    cancelSetUp()
    teller.tell('ready')
    if (question === undefined || question === 'set-up') return
    question.cancel()
    send(outcomeOf(question.order, isYes ? 'done' : 'failed', isYes ? undefined : 'refused'))
  }

  /** Asks again until the scanner answers, or sends codes and does not care to answer. */
  function askForPackets(askedCount = 1): void {
    setUpAtMs = timers.nowMs()
    openQuestion ??= 'set-up'
    void wire.write(setUp)
    cancelSetUp()
    cancelSetUp = timers.after(setUpEveryMs, () => {
      if (askedCount < patientSetUpCount) return askForPackets(askedCount + 1)
      if (teller.state === 'ready') return giveUpQuestion('no-answer')
      teller.tell('needs-care', 'no-answer', 'the port is open and no scanner answers in SSI packets')
      askForPackets(askedCount)
    })
  }

  function giveUpQuestion(detail: string): void {
    const question = openQuestion
    openQuestion = undefined
    if (question === undefined || question === 'set-up') return
    question.cancel()
    send(outcomeOf(question.order, 'unknown', detail))
  }

  wire.onBytes((bytes) => {
    const turn = conversation.take(bytes)
    bytes.fill(0)
    tell(turn)
  })
  wire.onState((state) => {
    tell(conversation.cutOff())
    cancelSetUp()
    giveUpQuestion('cut')
    if (state.open) {
      conversation = openSsiConversation()
      askForPackets()
    } else {
      teller.tell('away', state.trouble, state.detail)
    }
  })

  return {
    order(order) {
      if (order.type !== 'not-on-file' || config.beep !== 'ssi') return refuse(send, order, 'unsupported')
      if (!wire.isOpen) return refuse(send, order, 'away')
      // The scanner does not say which of two questions it has answered.
      if (openQuestion !== undefined) return refuse(send, order, 'busy')
      openQuestion = { order, cancel: timers.after(order.timeoutMs, () => giveUpQuestion('no-answer')) }
      void wire.write(notOnFileBeep)
    },
    async close() {
      cancelPause()
      cancelSetUp()
      giveUpQuestion('closed')
      await wire.close()
    },
  }
}
