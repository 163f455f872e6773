import { describe, expect, it } from 'vitest'
import { openSsiConversation, type SsiConversation, type SsiTurn } from '../../../drivers/scanner/ssi-conversation.ts'
import { ssiNakCause, ssiOpcode, ssiSource, ssiStatus, writeSsiPacket } from '../../../drivers/scanner/ssi-packet.ts'

const { retransmit, continued } = ssiStatus
const packet = (text: string, status = 0, type = 0x0b): Buffer => writeSsiPacket({ opcode: ssiOpcode.decodeData, source: ssiSource.decoder, status, data: Buffer.concat([Buffer.from([type]), Buffer.from(text, 'latin1')]) })
const fromScanner = (opcode: number, data?: Buffer): Buffer => writeSsiPacket({ opcode, source: ssiSource.decoder, ...(data ? { data } : {}) })

function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy[6] = (copy[6] ?? 0) ^ 0x10
  return copy
}

/** What was understood, and what was answered: `+` for an acknowledgement, `-` for "send again". */
function shown({ heard, replies }: SsiTurn): string {
  const said = heard.map((one) => (one.kind === 'code' ? one.bytes.toString('latin1') : one.kind === 'garbled' ? `<${one.reason}>` : one.isYes ? 'yes' : 'no'))
  const answered = replies.map((reply) => (reply[1] === ssiOpcode.ack ? '+' : '-'))
  return [...said, ...answered].join(' ')
}

function talk(conversation: SsiConversation, ...packets: readonly Buffer[]): string[] {
  return packets.map((bytes) => shown(conversation.take(bytes)))
}

const table: { title: string; packets: Buffer[]; expected: string[] }[] = [
  { title: 'a scan is told and acknowledged', packets: [packet('5901234123457')], expected: ['5901234123457 +'] },
  { title: 'the same code scanned twice is two scans', packets: [packet('59'), packet('59')], expected: ['59 +', '59 +'] },
  { title: 'sent again because our acknowledgement was lost, it is the same scan', packets: [packet('59'), packet('59', retransmit), packet('59', retransmit)], expected: ['59 +', '+', '+'] },
  { title: 'sent again with another code in it, it is another scan', packets: [packet('59'), packet('40', retransmit)], expected: ['59 +', '40 +'] },
  { title: 'damaged, it is asked for again, and told once', packets: [damaged(packet('59')), packet('59', retransmit)], expected: ['<checksum> -', '59 +'] },
  { title: 'the second of two equal scans, damaged the first time, is still a scan', packets: [packet('59'), damaged(packet('59')), packet('59', retransmit)], expected: ['59 +', '<checksum> -', '59 +'] },
  { title: 'a repetition that is damaged and repeated once more is still the first scan', packets: [packet('59'), damaged(packet('59', retransmit)), packet('59', retransmit)], expected: ['59 +', '<checksum> -', '+'] },
  { title: 'a long code in several packets is one code', packets: [packet('aaa', continued), packet('bbb', continued), packet('cc')], expected: ['+', '+', 'aaabbbcc +'] },
  { title: 'two equal packets of a long code are both part of it', packets: [packet('aaa', continued), packet('aaa', continued), packet('a')], expected: ['+', '+', 'aaaaaaa +'] },
  { title: 'a packet of a long code, repeated for a lost acknowledgement, is part of it once', packets: [packet('aaa', continued), packet('aaa', continued | retransmit), packet('b')], expected: ['+', '+', 'aaab +'] },
  { title: 'another kind of code in the middle of a long one means that the rest was lost', packets: [packet('aaa', continued, 0x1c), packet('59')], expected: ['+', '<cut-off> 59 +'] },
  { title: 'an empty code is acknowledged and nothing else', packets: [packet('')], expected: ['+'] },
  { title: 'events and revisions are acknowledged and nothing else', packets: [fromScanner(0xf6, Buffer.from([1])), fromScanner(0xa4)], expected: ['+', '+'] },
  { title: "the scanner's own answers are not answered", packets: [fromScanner(ssiOpcode.ack), fromScanner(ssiOpcode.nak, Buffer.from([ssiNakCause.denied]))], expected: ['yes', 'no'] },
]

describe('talking SSI with a scanner', () => {
  for (const { title, packets, expected } of table) it(title, () => expect(talk(openSsiConversation(), ...packets)).toEqual(expected))

  it('half a packet before a pause is cut off, and its repetition is told', () => {
    const conversation = openSsiConversation()
    expect(talk(conversation, packet('59'), packet('59').subarray(0, 8))).toEqual(['59 +', ''])
    expect(conversation.isMidPacket).toBe(true)
    expect(shown(conversation.pause())).toBe('<cut-off>')
    expect(talk(conversation, packet('59', retransmit))).toEqual(['59 +'])
  })

  it('an unplug in mid-code sends no half code', () => {
    const conversation = openSsiConversation()
    talk(conversation, packet('aaa', continued))
    expect(conversation.isMidCode).toBe(true)
    expect(shown(conversation.cutOff())).toBe('<cut-off>')
    expect(talk(conversation, packet('59'))).toEqual(['59 +'])
  })

  it('an endless code is refused once, and the next one is read', () => {
    const conversation = openSsiConversation()
    const said = talk(conversation, ...Array.from({ length: 60 }, () => packet('x'.repeat(250), continued)), packet('end'), packet('59'))
    expect(said.filter((line) => line !== '+')).toEqual(['<too-long> +', '59 +'])
  })

  it('an endless row of empty packets fills nothing', () => {
    const conversation = openSsiConversation()
    for (let count = 0; count < 1000; count++) conversation.take(packet('', continued))
    expect(talk(conversation, packet('59'))).toEqual(['59 +'])
  })
})
