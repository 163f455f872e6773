import { describe, expect, it } from 'vitest'
import { ssiNakCause, ssiOpcode, ssiSource, writeSsiPacket } from '../../../drivers/scanner/ssi-packet.ts'
import { openTestScanner, type OpenScanner } from '../../support/drivers-open-scanner.ts'

const ssi = { protocol: 'ssi', beep: 'ssi' }
const yes = writeSsiPacket({ opcode: ssiOpcode.ack, source: ssiSource.decoder })
const no = writeSsiPacket({ opcode: ssiOpcode.nak, source: ssiSource.decoder, data: Buffer.from([ssiNakCause.denied]) })
const code = (text: string): Buffer => writeSsiPacket({ opcode: ssiOpcode.decodeData, source: ssiSource.decoder, data: Buffer.from(`\x0b${text}`) })
const opcodes = (scanner: OpenScanner): string[] => scanner.written.map((packet) => (packet[1] ?? 0).toString(16))

/** Plugged in, and the scanner has agreed to talk in packets. */
function agreed(): OpenScanner {
  const scanner = openTestScanner(ssi)
  scanner.open()
  scanner.bring(Buffer.from(yes))
  return scanner
}

describe('an SSI scanner', () => {
  it('is asked for packets when the port opens, and is ready once it has agreed', () => {
    const scanner = openTestScanner(ssi)
    scanner.open()
    expect(scanner.states()).toEqual(['away connecting'])
    expect(scanner.written.map((packet) => packet.toString('hex'))).toEqual(['09c60400ffee019f01fc9f'])
    scanner.bring(Buffer.from(yes))
    expect(scanner.states()).toEqual(['away connecting', 'ready'])
  })

  it('that does not answer is asked again, and somebody is told to look', async () => {
    const scanner = openTestScanner(ssi)
    scanner.open()
    await scanner.timers.pass(2999)
    expect(scanner.states()).toEqual(['away connecting'])
    await scanner.timers.pass(1)
    expect(scanner.states()).toEqual(['away connecting', 'needs-care no-answer'])
    scanner.bring(Buffer.from(yes))
    await scanner.timers.pass(60_000)
    expect(scanner.states()).toEqual(['away connecting', 'needs-care no-answer', 'ready'])
    expect(opcodes(scanner)).toEqual(['c6', 'c6', 'c6', 'c6'])
  })

  it('that sends codes and cares for no question is asked no more', async () => {
    const scanner = openTestScanner(ssi)
    scanner.open()
    scanner.bring(code('5901234123457'))
    await scanner.timers.pass(60_000)
    expect(scanner.readings()).toEqual([']E05901234123457'])
    expect(scanner.states()).toEqual(['away connecting', 'ready'])
    expect(opcodes(scanner)).toEqual(['c6', 'd0', 'c6', 'c6'])
  })

  it('that was without power talks text again: that is no code, and it is asked for packets once more', async () => {
    const scanner = agreed()
    await scanner.timers.pass(5000)
    scanner.bring(Buffer.from('5901234123457'))
    expect(scanner.readings()).toEqual(['<noise>'])
    expect(opcodes(scanner)).toEqual(['c6', 'c6'])
    await scanner.timers.pass(300)
    expect(scanner.readings()).toEqual(['<noise>'])
  })

  it('lets no payment card through, and keeps none of its bytes', () => {
    const scanner = agreed()
    scanner.bring(code('4111111111111111'))
    expect(scanner.readings()).toEqual(['<payment-card>'])
    expect(scanner.brought.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true)
  })

  it('unplugged in mid-packet sends no half code, and its old bytes are not glued to the next ones', () => {
    const scanner = agreed()
    scanner.bring(code('5901234123457').subarray(0, 9))
    scanner.end()
    scanner.open()
    scanner.bring(Buffer.from(yes))
    scanner.bring(code('4006381333931'))
    expect(scanner.readings()).toEqual(['<cut-off>', ']E04006381333931'])
  })

  describe('told to beep', () => {
    it('has done so when it says yes, and has not when it says no', () => {
      const scanner = agreed()
      scanner.order('one')
      expect(scanner.written.at(-1)?.toString('hex')).toBe('05e6040007ff0a')
      scanner.bring(Buffer.from(yes))
      scanner.order('two')
      scanner.bring(Buffer.from(no))
      expect(scanner.outcomes()).toEqual(['one done', 'two failed refused'])
    })

    it('with a code in between, the code is told and its answer is still waited for', () => {
      const scanner = agreed()
      scanner.order('one')
      scanner.bring(code('59'))
      expect([scanner.readings(), scanner.outcomes()]).toEqual([[']E059'], []])
      scanner.bring(Buffer.from(yes))
      expect(scanner.outcomes()).toEqual(['one done'])
    })

    it('is asked one thing at a time, answers in its time, and fails at once while it is away', async () => {
      const scanner = agreed()
      scanner.order('one', 800)
      scanner.order('two', 800)
      expect(scanner.outcomes()).toEqual(['two failed busy'])
      await scanner.timers.pass(800)
      scanner.order('three')
      scanner.end()
      scanner.order('four')
      expect(scanner.outcomes()).toEqual(['two failed busy', 'one unknown no-answer', 'three unknown cut', 'four failed away'])
    })

    it('is refused where the config says so', () => {
      const scanner = openTestScanner({ protocol: 'ssi' })
      scanner.open()
      scanner.bring(Buffer.from(yes))
      scanner.order('one')
      expect(scanner.outcomes()).toEqual(['one failed unsupported'])
    })
  })
})
