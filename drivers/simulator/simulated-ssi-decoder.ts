import { openSsiReader, ssiNakCause, ssiOpcode, ssiSource, ssiStatus, writeSsiPacket, type SsiPacket } from '../scanner/ssi-packet.ts'

export interface SsiDecoderParts {
  send(bytes: Buffer): void
  /** Changes a packet on its way out: a damaged byte, a wrong checksum. */
  readonly onItsWay: (packet: Buffer) => Buffer
  /** An acknowledgement from the lane arrives, or is lost. */
  hears(): boolean
  /** How long it waits for an answer before it sends again; Zebra's leave the factory with 2000. */
  readonly answerTimeoutMs: number
}

/** A Zebra scanner's end of SSI. */
export interface SimulatedSsiDecoder {
  /** Bytes from the lane. */
  receive(bytes: Buffer): void
  scan(codeType: number, text: string): void
  /** Without power it forgets that it should talk in packets, and every scan it still had to send. */
  losePower(): void
  readonly talksInPackets: boolean
  readonly beeps: readonly number[]
  /** Packets sent once more for want of an answer, or because the lane asked for them. */
  readonly retransmitCount: number
  /** Codes given up after three sendings. */
  readonly lostCount: number
}

const maxDataByteCount = 250
const maxSendCount = 3
const maxWaitingCount = 1000
const packetsParameter = 0xee

interface Sending {
  /** The packets of one code that are still to be acknowledged, the present one first. */
  readonly packets: readonly { readonly status: number; readonly data: Buffer }[]
  readonly sentCount: number
}

/** As it comes from the factory it sends text; the lane asks for packets. */
export function openSimulatedSsiDecoder({ send, onItsWay, hears, answerTimeoutMs }: SsiDecoderParts): SimulatedSsiDecoder {
  const reader = openSsiReader(ssiSource.host)
  const beeps: number[] = []
  let waiting: Sending[] = []
  let timer: NodeJS.Timeout | undefined
  let talksInPackets = false
  let retransmitCount = 0
  let lostCount = 0

  const reply = (opcode: number, data?: Buffer): void => send(writeSsiPacket({ opcode, source: ssiSource.decoder, ...(data ? { data } : {}) }))

  function sendFirst(): void {
    clearTimeout(timer)
    const [first] = waiting
    const packet = first?.packets[0]
    if (!first || !packet) return
    if (first.sentCount >= maxSendCount) return giveUpFirst()
    if (first.sentCount > 0) retransmitCount++
    const status = packet.status | (first.sentCount > 0 ? ssiStatus.retransmit : 0)
    waiting[0] = { ...first, sentCount: first.sentCount + 1 }
    timer = setTimeout(sendFirst, answerTimeoutMs)
    send(onItsWay(writeSsiPacket({ opcode: ssiOpcode.decodeData, source: ssiSource.decoder, status, data: packet.data })))
  }

  function giveUpFirst(): void {
    lostCount++
    waiting.shift()
    sendFirst()
  }

  function acknowledged(): void {
    const [first] = waiting
    if (!first || first.sentCount === 0 || !hears()) return
    const packets = first.packets.slice(1)
    if (packets.length > 0) waiting[0] = { packets, sentCount: 0 }
    else waiting.shift()
    sendFirst()
  }

  function obey({ opcode, data }: SsiPacket): void {
    if (opcode === ssiOpcode.ack) return acknowledged()
    if (opcode === ssiOpcode.nak) return data[0] === ssiNakCause.resend ? sendFirst() : giveUpFirst()
    if (opcode === ssiOpcode.setParameters) takeParameters(data.subarray(1))
    else if (opcode === ssiOpcode.beep) beeps.push(data[0] ?? 0)
    else return reply(ssiOpcode.nak, Buffer.from([ssiNakCause.denied]))
    reply(ssiOpcode.ack)
  }

  /** Pairs of a parameter's number and its value. */
  function takeParameters(pairs: Buffer): void {
    for (let at = 0; at + 1 < pairs.length; at += 2) if (pairs[at] === packetsParameter) talksInPackets = pairs[at + 1] === 1
  }

  function packetsOf(codeType: number, text: string): Sending['packets'] {
    const bytes = Buffer.from(text, 'latin1')
    const count = Math.max(Math.ceil(bytes.length / maxDataByteCount), 1)
    return Array.from({ length: count }, (_, index) => ({
      status: index < count - 1 ? ssiStatus.continued : 0,
      data: Buffer.concat([Buffer.from([codeType]), bytes.subarray(index * maxDataByteCount, (index + 1) * maxDataByteCount)]),
    }))
  }

  return {
    receive(bytes) {
      for (const event of reader.take(bytes)) {
        if (event.kind === 'packet') obey(event.packet)
        else if (event.kind === 'bad-checksum') reply(ssiOpcode.nak, Buffer.from([ssiNakCause.resend]))
      }
    },
    scan(codeType, text) {
      if (!talksInPackets) return send(Buffer.from(text, 'latin1'))
      if (waiting.length >= maxWaitingCount) return
      waiting.push({ packets: packetsOf(codeType, text), sentCount: 0 })
      if (waiting.length === 1) sendFirst()
    },
    losePower() {
      clearTimeout(timer)
      waiting = []
      talksInPackets = false
    },
    get talksInPackets() {
      return talksInPackets
    },
    beeps,
    get retransmitCount() {
      return retransmitCount
    },
    get lostCount() {
      return lostCount
    },
  }
}
