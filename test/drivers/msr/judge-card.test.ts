import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holdsPaymentCard } from '../../../drivers/msr/holds-payment-card.ts'
import { judgeCard } from '../../../drivers/msr/judge-card.ts'
import { looksLikePaymentCard } from '../../../src/contract/payment-card.ts'
import { testPaymentCards } from '../../support/drivers.ts'

const allow = ['29MMMMMMMMMMC', '634004NNNNNNNNNNNC', '9521MMMM']
const judge = (text: string, rules: { allow?: string[]; prefix?: string } = {}): object => judgeCard(Buffer.from(text, 'latin1'), { allow, prefix: '', ...rules })

describe("the retailer's own cards", () => {
  const table: { title: string; text: string; expected: object }[] = [
    { title: 'a bare number passes', text: '2900000048218', expected: { kind: 'own-card', digits: '2900000048218' } },
    { title: 'track 2 passes without its sentinels', text: ';2900000048218?', expected: { kind: 'own-card', digits: '2900000048218' } },
    { title: 'the byte that checks track 2 does no harm', text: ';2900000048218?8', expected: { kind: 'own-card', digits: '2900000048218' } },
    { title: 'track 1 beside it does no harm', text: '%CLUB MEMBER?;2900000048218?', expected: { kind: 'own-card', digits: '2900000048218' } },
    { title: 'track 1 alone waits for track 2', text: '%CLUB MEMBER?', expected: { kind: 'nothing' } },
    { title: 'a wrong check digit is refused', text: '2900000048217', expected: { kind: 'noise' } },
    { title: 'a longer number that begins like an own one is refused', text: '29000000482180', expected: { kind: 'noise' } },
    { title: 'a card of another shop is refused', text: '7701234567890', expected: { kind: 'noise' } },
    { title: 'letters are refused', text: 'GIFT2900000048218', expected: { kind: 'noise' } },
  ]
  for (const { title, text, expected } of table) it(title, () => expect(judge(text)).toEqual(expected))

  it('a prefix set up in the reader is taken off', () => {
    expect(judge('C:9521', { allow: ['9521'], prefix: 'C:' })).toEqual({ kind: 'own-card', digits: '9521' })
  })

  it('a range of its own under ISO 7812 passes although it looks like a payment card', () => {
    const number = '634004123456790080'
    expect(holdsPaymentCard(Buffer.from(number))).toBe(true)
    expect(judge(number)).toEqual({ kind: 'own-card', digits: number })
    expect(judge(number, { allow: ['6NNNNNNNNNNNNNNNNN'] })).toEqual({ kind: 'payment-card' })
  })
})

describe.each(testPaymentCards)('payment card %s', (number) => {
  const disguises = {
    'as a bare number': number,
    'with spaces': number.replace(/(.{4})/g, '$1 ').trim(),
    'with dashes': number.replace(/(.{4})/g, '$1-'),
    'on track 2': `;${number}=25121011000012300000?`,
    'on track 1': `%B${number}^DOE/JANE^25121011000012300000?`,
    'on both tracks': `%B${number}^DOE/JANE^2512101?;${number}=2512101?`,
    'on track 1 beside an own card': `%B${number}^DOE/JANE^2512101?;2900000048218?`,
    'behind a label': `CARD ${number}`,
  }
  it.each(Object.entries(disguises))('is refused %s', (_, text) => {
    expect(judge(text)).toEqual({ kind: 'payment-card' })
    expect(judge(text, { allow: [number.replace(/\d/g, 'N')] })).toEqual({ kind: 'payment-card' })
  })
})

describe('any bytes', () => {
  const digits = fc.stringMatching(/^[0-9]{10,20}$/)
  const texts = fc.oneof(
    fc.string({ maxLength: 60 }),
    digits,
    fc.constantFrom(...testPaymentCards),
    fc.tuple(fc.constantFrom('', ';', '%B', 'x', ' '), fc.oneof(digits, fc.constantFrom(...testPaymentCards)), fc.constantFrom('', '=2512101?', '^DOE/J^2512?', 'D2512', '?')).map((parts) => parts.join('')),
  )

  it('leave as digits only when they fit an allowed pattern, whatever else they are', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const judgement = judgeCard(Buffer.from(text, 'latin1'), { allow, prefix: '' })
        if (judgement.kind === 'own-card') expect(judgement.digits).toMatch(/^(29\d{11}|634004\d{12}|9521\d{4})$/)
      }),
      { seed: 24, numRuns: 3000 },
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
})
