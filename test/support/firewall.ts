import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { memberKey } from '../../src/contract/keyed-hash.ts'
import { testPaymentCards } from './drivers.ts'

const cardFile = new URL('../../../shared/data/vectors/test_card_numbers.csv', import.meta.url)

/** Card numbers that payment companies publish for tests: a list of our own, and one beside the repository where there is one. */
export const paymentCards: readonly string[] = [...new Set([...testPaymentCards, ...numbersOfFile()])]

function numbersOfFile(): string[] {
  if (!existsSync(cardFile)) {
    process.stdout.write('The list of test card numbers is not here; the firewall is tested with its own list alone.\n')
    return []
  }
  return readFileSync(cardFile, 'utf8').trim().split('\n').slice(1).flatMap((row) => row.split(',')[1] ?? [])
}

const bank = '28121010000012300000'

/** A card number as it may be keyed, pasted or scanned: as a whole, in any of these forms, it is refused. */
export function wholeForms(number: string): Readonly<Record<string, string>> {
  const fours = number.match(/.{1,4}/g) ?? []
  return {
    bare: number,
    spaces: fours.join(' '),
    dashes: fours.join('-'),
    points: fours.join('.'),
    'blanks around': ` ${number} `,
    'track 2': `;${number}=${bank}?`,
    'track 2 without sentinels': `${number}=${bank}`,
    'track 1': `%B${number}^DOE/JANE^${bank}?`,
    'both tracks': `%B${number}^DOE/JANE^${bank}?;${number}=${bank}?`,
    'tracks in the wrong order': `;${number}=${bank}?%B${number}^DOE/JANE^${bank}?`,
  }
}

/** A card number among other things: it may be taken for something else, and nothing of it may be kept or shown. */
export function looseForms(number: string): Readonly<Record<string, string>> {
  return {
    'behind a label': `CARD ${number}`,
    'in front of noise': `${number}xyz~`,
    'behind noise': `~#${number}`,
    'in front of its expiry date': `${number}1228`,
    twice: number + number,
    'track 3': `+01${number}=${bank}?`,
    reversed: Array.from(number).reverse().join(''),
    'full-width': Array.from(number, (digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''),
    'in a sentence': `pay with ${number} please`,
  }
}

/** What a card number may be found by in a file, a memory or a message. */
interface Trace {
  readonly number: string
  readonly form: string
  readonly bytes: Buffer
}

/**
 * Traces of card numbers: digits whole, the first and last twelve of them, apart, backwards, in UTF-16, packed
 * two to a byte, and every hash that the program makes of numbers.
 * @param memberSecrets under which a lane hashes what members are found by
 */
export function tracesOf(numbers: readonly string[], memberSecrets: readonly string[] = []): Trace[] {
  return numbers.flatMap((number) => {
    const { spaces = '', dashes = '' } = wholeForms(number)
    const texts: Record<string, string> = {
      digits: number,
      ...(tooPlain(number.slice(0, 12)) ? {} : { 'first twelve': number.slice(0, 12) }),
      ...(tooPlain(number.slice(-12)) ? {} : { 'last twelve': number.slice(-12) }),
      spaces,
      dashes,
      backwards: Array.from(number).reverse().join(''),
      hash: createHash('sha256').update(number).digest('hex'),
      ...Object.fromEntries(memberSecrets.flatMap((secret) => [['card key', memberKey(secret, 'card', number)], ['phone key', memberKey(secret, 'phone', number)]])),
    }
    const asText = Object.entries(texts).map(([form, text]) => ({ number, form, bytes: Buffer.from(text, 'latin1') }))
    return [...asText, { number, form: 'UTF-16', bytes: Buffer.from(number, 'utf16le') }, { number, form: 'packed', bytes: Buffer.from(number.length % 2 === 0 ? number : `${number}f`, 'hex') }]
  })
}

/** Runs of one digit stand in all kinds of numbers. */
function tooPlain(digits: string): boolean {
  return /(\d)\1{7}/.test(digits)
}

/** @returns the traces that are in `place`, each as "4111… as digits" */
export function findTraces(place: Buffer | string, traces: readonly Trace[]): string[] {
  const bytes = typeof place === 'string' ? Buffer.from(place) : place
  return traces.filter((trace) => bytes.includes(trace.bytes)).map(({ number, form }) => `${number} as ${form}`)
}
