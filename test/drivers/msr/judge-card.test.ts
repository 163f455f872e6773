import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holdsPaymentCard, isPaymentCardCode } from '../../../drivers/msr/holds-payment-card.ts'
import { judgeCard } from '../../../drivers/msr/judge-card.ts'
import { readTracks } from '../../../drivers/msr/read-tracks.ts'
import { writeTrack } from '../../../drivers/simulator/card-reports.ts'
import { looksLikePaymentCard } from '../../../src/contract/payment-card.ts'
import { testPaymentCards } from '../../support/drivers.ts'

const allow = ['29MMMMMMMMMMC', '634004NNNNNNNNNNNC', '9521MMMM', '04UUUUUUUUUUUU', '08UUUUUU']
const judge = (text: string, patterns: readonly string[] = allow): object => judgeCard(readTracks(Buffer.from(text, 'latin1')), patterns)
const own = (text: string): object => ({ kind: 'own-card', text })

describe("the retailer's own cards", () => {
  const table: { title: string; text: string; expected: object }[] = [
    { title: 'a bare number passes', text: '2900000048218', expected: own('2900000048218') },
    { title: 'track 1 passes', text: '%2900000048218?', expected: own('2900000048218') },
    { title: 'track 1 with a format letter and a name passes', text: '%B2900000048218^CLUB MEMBER^?', expected: own('2900000048218') },
    { title: 'track 2 passes without its sentinels', text: ';2900000048218?', expected: own('2900000048218') },
    { title: 'track 2 with something of its own behind the number passes', text: ';2900000048218=4912?', expected: own('2900000048218') },
    { title: 'track 3 passes', text: '+2900000048218?', expected: own('2900000048218') },
    { title: 'the other sentinel of track 3 passes', text: '!2900000048218?', expected: own('2900000048218') },
    { title: 'track 2 passes with its check character', text: writeTrack(2, '2900000048218', true), expected: own('2900000048218') },
    { title: 'all tracks with their check characters pass', text: [writeTrack(1, '2900000048218', true), writeTrack(2, '2900000048218', true), writeTrack(3, '2900000048218', true)].join(''), expected: own('2900000048218') },
    { title: 'track 2 counts more than track 1', text: '%95211234?;2900000048218?', expected: own('2900000048218') },
    { title: 'track 1 without a number does no harm', text: '%CLUB MEMBER?;2900000048218?', expected: own('2900000048218') },
    { title: 'one track that could not be read does no harm', text: '%E?;2900000048218?', expected: own('2900000048218') },
    { title: 'a second track with the sentinel of track 2 is track 3', text: ';E?;2900000048218?', expected: own('2900000048218') },
    { title: 'a track without its end passes when nothing is missing', text: ';2900000048218', expected: own('2900000048218') },
    { title: 'a wrong check digit is refused', text: '2900000048217', expected: { kind: 'foreign-card' } },
    { title: 'a longer number that begins like an own one is refused', text: '29000000482180', expected: { kind: 'foreign-card' } },
    { title: 'half a number is refused', text: ';29000000', expected: { kind: 'foreign-card' } },
    { title: 'a card of another shop is told apart from noise', text: '7701234567890', expected: { kind: 'foreign-card' } },
    { title: 'letters are refused', text: 'GIFT2900000048218', expected: { kind: 'foreign-card' } },
    { title: 'a track with nothing of ours is a foreign card', text: '%CLUB MEMBER?', expected: { kind: 'foreign-card' } },
    { title: 'bytes that are no text are noise', text: '\u0001\u00ff290', expected: { kind: 'noise' } },
    { title: 'a wrong check character is a damaged reading', text: `${writeTrack(2, '2900000048218', true).slice(0, -1)}5`, expected: { kind: 'damaged' } },
    { title: 'a card none of whose tracks could be read is a damaged reading', text: '%E?;E?', expected: { kind: 'damaged' } },
  ]
  for (const { title, text, expected } of table) it(title, () => expect(judge(text)).toEqual(expected))

  it.each([
    ['04A23B1C5D6E80', '04A23B1C5D6E80'],
    ['04a23b1c5d6e80', '04A23B1C5D6E80'],
    ['04:A2:3B:1C:5D:6E:80', '04A23B1C5D6E80'],
    ['04 a2 3b 1c 5d 6e 80', '04A23B1C5D6E80'],
    ['08-11-22-33', '08112233'],
  ])('a UID passes however its bytes are set apart: %s', (text, uid) => expect(judge(text)).toEqual(own(uid)))

  it.each(['04A23B1C5D6E8', '04:A23B1C5D6E80', '05A23B1C5D6E80', '04A23B1C5D6E8G', '0411', '04:A2:3B:1C:5D:6E-80'])('no other text is a UID: %s', (text) => expect(judge(text)).toEqual({ kind: 'foreign-card' }))

  it('a range of its own under ISO 7812 passes although it looks like a payment card, unless the track is laid out as a bank’s', () => {
    const number = '634004123456790080'
    expect(holdsPaymentCard(Buffer.from(number))).toBe(true)
    expect(judge(number)).toEqual(own(number))
    expect(judge(`;${number}?`)).toEqual(own(number))
    expect(judge(`;${number}=4912?`)).toEqual(own(number))
    expect(judge(`;${number}=49122010000?`)).toEqual({ kind: 'payment-card' })
    expect(judge(`%B${number}^DOE/JANE^49122010000?`)).toEqual({ kind: 'payment-card' })
    expect(judge(number, ['6NNNNNNNNNNNNNNNNN'])).toEqual({ kind: 'payment-card' })
  })
})

describe.each(testPaymentCards)('payment card %s', (number) => {
  const bank = '25121011000012300000'
  const disguises = {
    'as a bare number': number,
    'with spaces': number.replace(/(.{4})/g, '$1 ').trim(),
    'with dashes': number.replace(/(.{4})/g, '$1-'),
    'on track 2': `;${number}=${bank}?`,
    'on track 2 with its check character': writeTrack(2, `${number}=${bank}`, true),
    'on track 2 whose check character is wrong': `${writeTrack(2, `${number}=${bank}`)}!`,
    'on track 1': `%B${number}^DOE/JANE^${bank}?`,
    'on track 3': `+${number}=${bank}?`,
    'on track 3 behind its format code': `+01${number}=${bank}?`,
    'behind the end of a track': `;E?${number}`,
    'on track 3 with the sentinel of track 2': `;E?;${number}=${bank}?`,
    'on both tracks': `%B${number}^DOE/JANE^2512101?;${number}=2512101?`,
    'on tracks in the wrong order': `;${number}=2512101?%B${number}^DOE/JANE^2512101?`,
    'on track 1 beside an own card': `%B${number}^DOE/JANE^2512101?;2900000048218?`,
    'behind an own number on its track': `;2900000048218=${number}?`,
    'behind an own number on track 1': `%2900000048218^${number}?`,
    'on track 3 beside own cards': `%2900000048218?;2900000048218?+${number}?`,
    'behind a fourth track': `%E?;E?+E?;${number}?`,
    'behind a label': `CARD ${number}`,
    'behind noise': `\u0001\u0002${number}`,
    'in front of noise': `${number}\u0001\u0002`,
  }
  it.each(Object.entries(disguises))('is refused %s', (_, text) => {
    expect(judge(text)).toEqual({ kind: 'payment-card' })
    expect(judge(text, [number.replace(/\d/g, 'N'), number.replace(/\d/g, 'U'), 'UUUUUUUUUUUUUU'])).toEqual({ kind: 'payment-card' })
  })
})

describe('any bytes', () => {
  const digits = fc.stringMatching(/^[0-9]{10,20}$/)
  const texts = fc.oneof(
    fc.string({ maxLength: 60 }),
    digits,
    fc.constantFrom(...testPaymentCards),
    fc.array(fc.tuple(fc.constantFrom('', ';', '%B', '%', '+', 'x', ' '), fc.oneof(digits, fc.constantFrom(...testPaymentCards, '2900000048218', 'E')), fc.constantFrom('', '=2512101?', '^DOE/J^2512?', 'D2512', '?', '?5')), { minLength: 1, maxLength: 4 }).map((parts) => parts.flat().join('')),
  )

  it('leave as text only when they fit an allowed pattern, whatever else they are', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const judgement = judgeCard(readTracks(Buffer.from(text, 'latin1')), allow)
        if (judgement.kind === 'own-card') expect(judgement.text).toMatch(/^(29\d{11}|634004\d{12}|9521\d{4}|04[0-9A-F]{12}|08[0-9A-F]{6})$/)
      }),
      { seed: 24, numRuns: 5000 },
    )
  })

  it('count as a payment card at the reader wherever the lane would count them as one', () => {
    fc.assert(
      fc.property(texts, (text) => {
        if (looksLikePaymentCard(text)) expect(holdsPaymentCard(Buffer.from(text, 'latin1'))).toBe(true)
      }),
      { seed: 25, numRuns: 5000 },
    )
  })

  it('count as a payment card under the scanner exactly where the lane would count them as one, label or not', () => {
    const codes = fc.tuple(fc.constantFrom('', ']C0', ']X0', 'F'), fc.oneof(texts, fc.tuple(fc.constantFrom('4', '5', '6', '30', '34', '2300'), fc.stringMatching(/^[0-9]{9,17}$/)).map((parts) => parts.join('')), fc.constantFrom(...testPaymentCards).map((number) => number.replace(/(.{4})/g, '$1 '))))
    fc.assert(
      fc.property(codes, ([label, text]) => {
        if (looksLikePaymentCard(text, 'code')) expect(isPaymentCardCode(Buffer.from(label + text, 'latin1'))).toBe(true)
        else if (/^[\d -]*$/.test(text)) expect(isPaymentCardCode(Buffer.from(label + text, 'latin1'))).toBe(false)
      }),
      { seed: 27, numRuns: 20_000 },
    )
  })

  it('all stand in some part that is judged and wiped, but for sentinels, check characters and blanks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.array(fc.constantFrom(...';%+!?E4 '), { maxLength: 40 }), (random, marks) => {
        const bytes = Buffer.concat([Buffer.from(marks.join(''), 'latin1'), random, Buffer.from(marks.reverse().join(''), 'latin1')])
        const before = bytes.filter((byte) => byte >= 0x30 && byte <= 0x39).length
        const sentinelCount = bytes.filter((byte) => byte === 0x3f).length
        for (const part of readTracks(bytes)) part.bytes.fill(0)
        expect(bytes.filter((byte) => byte >= 0x30 && byte <= 0x39).length).toBeLessThanOrEqual(Math.min(before, sentinelCount, 4))
      }),
      { seed: 26, numRuns: 2000 },
    )
  })
})
