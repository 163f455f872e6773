import { writeSsiPacket, ssiOpcode, ssiSource } from '../../../drivers/scanner/ssi-packet.ts'
import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import { openTestScanner } from '../../support/drivers-open-scanner.ts'

/** How each kind of scanner sends a text: its configuration, and the bytes of one reading. */
const speeches = [
  { name: 'serial', settings: {}, bytes: (text: string) => Buffer.from(`${text}\r`) },
  { name: 'framed', settings: { framing: { end: 'etx' } }, bytes: (text: string) => Buffer.from(`\x02${text}\x03`) },
  { name: 'ssi', settings: { protocol: 'ssi', beep: 'ssi' }, bytes: (text: string) => writeSsiPacket({ opcode: ssiOpcode.decodeData, source: ssiSource.decoder, data: Buffer.from(`\x0b${text}`) }) },
] as const

/** Pulls the cable at every byte of a code, plugs it in again and scans the next: only that one may arrive, and nobody may be left thinking that the first one did. */
export async function cutEveryCode(seed: number): Promise<{ readonly cutCount: number; readonly violations: readonly string[] }> {
  const random = seededRandom(seed)
  const violations: string[] = []
  let cutCount = 0
  for (const { name, settings, bytes } of speeches) {
    const [lost, next] = [code(random), code(random)]
    const whole = bytes(lost)
    for (let at = 1; at < whole.length; at += 1) {
      const scanner = openTestScanner(settings)
      scanner.open()
      scanner.bring(Buffer.from(whole.subarray(0, at)))
      scanner.end()
      scanner.open()
      scanner.bring(bytes(next))
      const readings = scanner.readings().map((reading) => reading.replace(/^\]..?/, ''))
      await scanner.close()
      cutCount += 1
      // Of an opening mark alone nobody can know that a code was meant.
      const mustSay = name === 'serial' || (name === 'framed' && at > 1) ? '<cut-off>,' : ''
      if (readings.filter((reading) => !reading.startsWith('<')).join() !== next) violations.push(`${name} cut at byte ${at}: ${readings.join()} arrived instead of ${next}`)
      else if (mustSay !== '' && readings.join() !== `${mustSay}${next}`) violations.push(`${name} cut at byte ${at}: nobody is told that half a code was lost`)
    }
  }
  return { cutCount, violations }
}

function code(random: (limit: number) => number): string {
  return `952${Array.from({ length: 10 }, () => random(10)).join('')}`
}
