import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerChallenge, remainderOf, rotateLeft } from '../../../drivers/scale/dialog-06-checksums.ts'
import { openDialog06 } from '../../../drivers/scale/dialog-06.ts'
import type { ScaleTask } from '../../../drivers/scale/dialect.ts'
import { bytesOf, findingsOf, sentBy, weighTask } from '../../support/drivers-scale.ts'

const secret = { correction: 0, polynomial: 0x1021 }
const notYet = (detail: string): object => ({ kind: 'not-yet', detail })
const ack = '\x06'
const nak = '\x15'
const askResult = '\x04\x05'
const askStatus = '\x04\x0208\x03'
const price = '\x04\x0201\x1b000229\x1b\x03'
const result = (weight: string, { unit = '3', unitPrice = '000229' } = {}): string => `\x0202\x1b${unit}\x1b${weight}\x1b${unitPrice}\x1b000172\x03`

/** Plays the scale's part, and keeps what the till says. */
function conversation(task: ScaleTask = weighTask): { say(text: string): void; readonly said: string[]; readonly findings: object[]; begin(task: ScaleTask): void } {
  const dialect = openDialog06({ secret, random16: () => 0x1234 })
  const said: string[] = []
  const findings: object[] = []
  const begin = (next: ScaleTask): void => void said.push(...sentBy(dialect.begin(next)))
  begin(task)
  return {
    said, findings, begin,
    say(text) {
      const steps = dialect.take(bytesOf(text))
      said.push(...sentBy(steps))
      for (const step of steps) if (step.kind === 'found') findings.push(step.finding)
    },
  }
}

describe('a Dialog 06 weighing', () => {
  it('is price, acknowledgement, request, result, and the end', () => {
    const scale = conversation()
    scale.say(ack)
    scale.say(result('00750'))
    expect(scale.said).toEqual([price, askResult, '\x04'])
    expect(scale.findings).toEqual([{ kind: 'weight', grams: 750, isNet: true }])
  })

  it('names the tare, which the scale takes off', () => {
    expect(conversation({ kind: 'weigh', pricePerKgMinor: 229, tareGrams: 12 }).said).toEqual(['\x04\x0203\x1b000229\x1b0012\x03'])
  })

  it.each([
    ['20', 'in-motion'], ['21', 'same-weight'], ['22', 'in-motion'], ['30', 'at-zero'], ['31', 'under-zero'], ['32', 'over-capacity'],
    ['01', 'bad-answer'], ['02', 'bad-answer'], ['10', 'bad-answer'], ['11', 'bad-answer'], ['12', 'bad-answer'], ['13', 'bad-answer'], ['00', 'bad-answer'], ['99', 'bad-answer'],
  ])('that is refused is asked after: status %s is %s', (code, detail) => {
    const scale = conversation()
    scale.say(ack)
    scale.say(nak)
    scale.say(`\x0209\x1b${code}\x03`)
    expect(scale.said).toEqual([price, askResult, askStatus, '\x04'])
    expect(scale.findings).toEqual([notYet(detail)])
  })

  it.each([['20', askResult], ['22', askResult], ['30', price], ['21', price]])('goes on after status %s where the scale wants it', (code, next) => {
    const scale = conversation()
    for (const text of [ack, nak, `\x0209\x1b${code}\x03`]) scale.say(text)
    scale.begin(weighTask)
    expect(scale.said.at(-1)).toBe(next)
  })

  it('of the next item never takes up the price of the one before', () => {
    const scale = conversation()
    for (const text of [ack, nak, '\x0209\x1b20\x03']) scale.say(text)
    scale.begin({ kind: 'weigh', pricePerKgMinor: 169, tareGrams: 0 })
    expect(scale.said.at(-1)).toBe('\x04\x0201\x1b000169\x1b\x03')
  })

  it.each([
    ['another price than was sent', result('00750', { unitPrice: '000169' })],
    ['pounds and eighths of an ounce', result('00750', { unit: '0' })],
    ['a digit missing', result('0750')],
    ['a byte of another parity', result('0\xb0750')],
  ])('is not believed with %s', (_what, text) => {
    const scale = conversation()
    scale.say(ack)
    scale.say(text)
    expect(scale.findings).toEqual([notYet('bad-answer')])
  })

  it.each([['1', '00220', 998], ['2', '02200', 998], ['3', '00998', 998]])('reads unit %s', (unit, weight, grams) => {
    const scale = conversation()
    scale.say(ack)
    scale.say(result(weight, { unit }))
    expect(scale.findings).toEqual([{ kind: 'weight', grams, isNet: true }])
  })

  it('reads records byte by byte, and leaves noise between them alone', () => {
    const scale = conversation()
    for (const byte of `~U${ack}\0\x7f${result('00750')}\0`) scale.say(byte)
    expect(scale.findings).toEqual([{ kind: 'weight', grams: 750, isNet: true }])
  })

  it('does not take a result that comes before its price was acknowledged: it answers an older question', () => {
    const scale = conversation()
    scale.say(result('00500'))
    scale.say(ack)
    scale.say(result('00750'))
    expect(scale.findings).toEqual([{ kind: 'weight', grams: 750, isNet: true }])
  })

  it('between orders is only asked whether it is there', () => {
    const scale = conversation({ kind: 'look' })
    scale.say('\x0209\x1b30\x03')
    expect([scale.said, scale.findings]).toEqual([[askStatus, '\x04'], [{ kind: 'alive' }]])
  })

  it('has no command for zero', () => {
    expect(openDialog06({ secret, random16: () => 0 }).begin({ kind: 'zero' })).toBeUndefined()
  })
})

describe('a challenge', () => {
  const challenge = '\x0211\x1b247\x03'
  const proof = `\x04\x0210\x1b${answerChallenge(0x47, 0x1234, secret)}\x03`

  it('is answered, and the weighing then begun again', () => {
    const scale = conversation()
    for (const text of [challenge, ack, '\x0211\x1b1\x03', ack, result('00750')]) scale.say(text)
    expect(scale.said).toEqual([price, proof, askResult, price, askResult, '\x04'])
    expect(scale.findings).toEqual([{ kind: 'weight', grams: 750, isNet: true }])
  })

  it('without a secret is a trouble that asking again does not mend', () => {
    const bare = openDialog06({ secret: undefined, random16: () => 0 })
    bare.begin(weighTask)
    expect(findingsOf(bare, bytesOf(challenge))).toEqual([{ kind: 'never', detail: 'needs-secret' }])
  })

  it('and everything after it may come twice', () => {
    const scale = conversation()
    for (const text of [challenge, ack, '\x0211\x1b1\x03', ack, nak, '\x0209\x1b20\x03']) scale.say(text + text)
    expect(scale.said).toEqual([price, proof, askResult, price, askResult, askStatus, '\x04'])
    expect(scale.findings).toEqual([notYet('in-motion')])
  })

  it('failed once may be the line, failed twice is a wrong secret', () => {
    const scale = conversation()
    for (let round = 0; round < 2; round++) {
      if (round > 0) scale.begin(weighTask)
      for (const text of [challenge, ack, '\x0211\x1b0\x03']) scale.say(text)
    }
    expect(scale.findings).toEqual([notYet('wrong-secret'), { kind: 'never', detail: 'wrong-secret' }])
  })

  it('passed in between starts the count again', () => {
    const scale = conversation()
    for (const verdict of ['0', '1', '0']) {
      if (scale.findings.length > 0) scale.begin(weighTask)
      for (const text of [challenge, ack, `\x0211\x1b${verdict}\x03`]) scale.say(text)
    }
    expect(scale.findings.every((finding) => JSON.stringify(finding) === JSON.stringify(notYet('wrong-secret')))).toBe(true)
  })

  it('turns checksum and proof as the scale’s random byte says', () => {
    // CRC-16 with the polynomial 1021 and nothing to begin with: 0001 leaves 1021, as in its published tables; 3132 is "12".
    expect([remainderOf(0x0001, secret), remainderOf(0x3132, secret)]).toEqual([0x1021, 0x20b5])
    expect([rotateLeft(0x1234, 4), rotateLeft(0x1234, 0), rotateLeft(0x8001, 1)]).toEqual([0x2341, 0x1234, 0x0003])
    const plain = answerChallenge(0x00, 0x0001, secret)
    expect([plain, answerChallenge(0x40, 0x0001, secret), answerChallenge(0x04, 0x0001, secret)]).toEqual(['00011021', '00101021', '00011102'])
  })
})

it('noise makes no weight and holds no memory', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
    const dialect = openDialog06({ secret, random16: () => 1 })
    dialect.begin(weighTask)
    for (const finding of findingsOf(dialect, bytesOf(Array.from(noise)))) expect(finding.kind).not.toBe('weight')
  }), { seed: 6, numRuns: 500 })
})
