import { crc32 } from 'node:zlib'
import { maxFrameByteCount, type GarbledReason } from './frame.ts'
import { openSsiReader, ssiNakCause, ssiOpcode, ssiStatus, writeSsiPacket, type SsiEvent, type SsiPacket } from './ssi-packet.ts'

export type SsiHeard =
  /** One whole code; `bytes` are the receiver's. */
  | { readonly kind: 'code'; readonly codeType: number; readonly bytes: Buffer }
  | { readonly kind: 'garbled'; readonly reason: GarbledReason }
  /** The scanner's answer to what we sent last. */
  | { readonly kind: 'answer'; readonly isYes: boolean }

/** What the scanner said, and what to say back at once: it sends everything again that is not acknowledged. */
export interface SsiTurn {
  readonly heard: readonly SsiHeard[]
  readonly replies: readonly Buffer[]
}

export interface SsiConversation {
  take(chunk: Buffer): SsiTurn
  /** A pause in mid-packet: no scanner makes one. */
  pause(): SsiTurn
  /** The wire ended, or the rest of a long code never came. */
  cutOff(): SsiTurn
  readonly isMidPacket: boolean
  /** Some packets of a long code are here, and not the last. */
  readonly isMidCode: boolean
}

const ack = writeSsiPacket({ opcode: ssiOpcode.ack })
const nakResend = writeSsiPacket({ opcode: ssiOpcode.nak, data: Buffer.from([ssiNakCause.resend]) })

/**
 * The host's side of SSI: acknowledges packets, asks again for damaged ones, and puts long codes together.
 *
 * When an acknowledgement is lost, the scanner sends the packet again with the retransmit bit: that is the same scan and
 * is acknowledged, not told. But when the first sending was damaged on the way, the repetition is the first we hear of it,
 * even where it looks like the scan before: the damaged packet's own retransmit bit tells these two apart.
 */
export function openSsiConversation(): SsiConversation {
  const reader = openSsiReader()
  let last: PacketMark | undefined
  let lostNewPacket = false
  let parts: Buffer[] = []
  let byteCount = 0
  let codeType: number | undefined
  let skipping = false

  function forgetCode(): void {
    for (const part of parts) part.fill(0)
    parts = []
    byteCount = 0
    codeType = undefined
    skipping = false
  }

  function cutCode(): SsiHeard[] {
    const wasHalf = parts.length > 0
    forgetCode()
    return wasHalf ? [{ kind: 'garbled', reason: 'cut-off' }] : []
  }

  function takeData(packet: SsiPacket): SsiHeard[] {
    const mark = markOf(packet)
    const isRepeat = (packet.status & ssiStatus.retransmit) !== 0 && !lostNewPacket && last !== undefined && isSame(last, mark)
    lostNewPacket = false
    if (isRepeat) {
      packet.data.fill(0)
      return []
    }
    last = mark
    const [type = 0] = packet.data
    const cut = codeType !== undefined && codeType !== type ? cutCode() : []
    codeType = type
    return [...cut, ...addPart(packet.data.subarray(1), (packet.status & ssiStatus.continued) !== 0)]
  }

  function addPart(part: Buffer, goesOn: boolean): SsiHeard[] {
    if (!skipping && byteCount + part.length > maxFrameByteCount) {
      const type = codeType
      part.fill(0)
      forgetCode()
      skipping = goesOn
      codeType = goesOn ? type : undefined
      return [{ kind: 'garbled', reason: 'too-long' }]
    }
    if (skipping) part.fill(0)
    // An empty one takes no room, and so must not be kept: an endless row of them would.
    else if (part.length > 0) parts.push(part)
    byteCount = skipping ? 0 : byteCount + part.length
    return goesOn ? [] : finish()
  }

  function finish(): SsiHeard[] {
    const type = codeType ?? 0
    const heard: SsiHeard[] = byteCount === 0 ? [] : [{ kind: 'code', codeType: type, bytes: Buffer.concat(parts) }]
    forgetCode()
    return heard
  }

  function lose(status: number | undefined): void {
    if (status !== undefined && (status & ssiStatus.retransmit) === 0) lostNewPacket = true
  }

  function turnOf(event: SsiEvent): SsiTurn {
    if (event.kind === 'noise') return { heard: [{ kind: 'garbled', reason: 'noise' }], replies: [] }
    if (event.kind === 'bad-checksum') {
      lose(event.status)
      return { heard: [{ kind: 'garbled', reason: 'checksum' }], replies: [nakResend] }
    }
    const { opcode } = event.packet
    if (opcode === ssiOpcode.decodeData) return { heard: takeData(event.packet), replies: [ack] }
    if (opcode === ssiOpcode.ack || opcode === ssiOpcode.nak) return { heard: [{ kind: 'answer', isYes: opcode === ssiOpcode.ack }], replies: [] }
    // Events, revisions, settings: nothing for a lane, and sent again until they are acknowledged.
    return { heard: [], replies: [ack] }
  }

  return {
    take(chunk) {
      const turns = reader.take(chunk).map(turnOf)
      return { heard: turns.flatMap((turn) => turn.heard), replies: turns.flatMap((turn) => turn.replies) }
    },
    pause() {
      const { wasHalf, status } = reader.giveUp()
      lose(status)
      return { heard: wasHalf ? [{ kind: 'garbled', reason: 'cut-off' }] : [], replies: [] }
    },
    cutOff() {
      const { wasHalf } = reader.giveUp()
      const heard = cutCode()
      last = undefined
      lostNewPacket = false
      return { heard: heard.length === 0 && wasHalf ? [{ kind: 'garbled', reason: 'cut-off' }] : heard, replies: [] }
    },
    get isMidPacket() {
      return reader.isMidPacket
    },
    get isMidCode() {
      return codeType !== undefined
    },
  }
}

/** By which a packet is known again: a card's digits must not linger for it. */
interface PacketMark {
  readonly goesOn: boolean
  readonly byteCount: number
  readonly crc: number
}

function markOf({ status, data }: SsiPacket): PacketMark {
  return { goesOn: (status & ssiStatus.continued) !== 0, byteCount: data.length, crc: crc32(data) }
}

function isSame(one: PacketMark, other: PacketMark): boolean {
  return one.goesOn === other.goesOn && one.byteCount === other.byteCount && one.crc === other.crc
}
