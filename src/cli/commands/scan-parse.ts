import { z } from 'zod'
import { ownCode } from '../../contract/own-code.ts'
import type { OwnCode } from '../../domain/barcode/identified.ts'
import { demoOwnCodes } from '../../domain/barcode/own-codes.ts'
import { readScan } from '../../domain/barcode/read-scan.ts'
import { exitCode, UsageError, type Command } from '../command.ts'
import type { Io } from '../io.ts'
import { readJson, readLines } from '../read-input.ts'
import { oneOf, readOptions } from '../read-options.ts'
import { describeScan } from '../scan/describe-scan.ts'

const usage = `usage: lanewise scan parse [CODE …] [--aim ID] [--source SOURCE] [--own-codes FILE] [--eight-digits KIND]
                           [--decimals N] [--strict] [--json]

Says what a lane makes of each code: one JSON object a line, in order.
Without CODE, codes are read from standard input, one a line.

  \\x1d          stands for the separator GS, \\\\ for a backslash, \\xHH for any byte
  ]C1 …         in front of a code is its AIM symbology identifier
  --aim ID      the identifier for codes that carry none, as in ]E0
  --source      scanner (default), card-reader or keyed: a keyed code may be a short item number
  --own-codes   JSON list of the store's own code patterns: [{"kind":"weight-label","pattern":"22IIIIIWWWWWC"}]
                (default: the demo store's; none for a store without any)
  --eight-digits ean-8 (default) or upc-e: what eight digits beginning with 0 or 1 are that carry no identifier
  --decimals    decimals of the store's currency, 0, 2 (default) or 3
  --strict      elements that lack a companion GS1 wants, or have one it forbids, are an error (a lane only warns)
  --json        accepted for symmetry: the answer is always JSON

What a line may hold:
  kind          item, price-label, weight-label, plu, member-card, list, coupon, manufacturer-coupon,
                positive-offer-coupon, receipt, badge, add-on, or not-for-sale (right, but no item: see names)
  symbology     ean-13, gs1-128, databar, qr, …; left out when the scanner did not say
  gtin          fourteen digits          plu       item number of a label or keyed by hand
  weight        grams                    price     major units as text, with priceMinor in minor units
  lot, serial   AI 10 and 21             expiry, bestBefore, sellBy   days, from AI 17 (or 7003), 15 and 16
  addOn         digits beside a magazine or book
  member, list, receipt, badge           the number in the code
  coupon        what the coupon says: reference and serial, or the fields of AI 8110 or 8112
  offer         what a manufacturer's coupon is taken for; or notTaken, and the field that says why in detail
  ais           every application identifier with its value as written
  warnings      what is not as GS1 wants it and no reason to refuse an item
  error         why the code was not understood, with detail; shown is the code as far as it may be shown

Exit codes: 0 every code was understood · 1 some were not · 2 wrong usage`

/**
 * Turns the written form of a code into the characters a scanner sends.
 * @returns undefined when a backslash stands before something that means nothing
 */
export function unescapeCode(written: string): string | undefined {
  if (!/^(?:[^\\]|\\\\|\\x[0-9a-fA-F]{2})*$/.test(written)) return undefined
  return written.replace(/\\x([0-9a-fA-F]{2})|\\\\/g, (_, hex?: string) => (hex === undefined ? '\\' : String.fromCharCode(Number.parseInt(hex, 16))))
}

async function* codes(words: readonly string[], io: Io): AsyncGenerator<string> {
  if (words.length > 0) yield* words
  else for await (const { text } of readLines('-', io)) if (text !== '') yield text
}

async function ownCodesFrom(file: string | undefined, io: Io): Promise<readonly OwnCode[]> {
  if (file === 'none') return []
  return file === undefined ? demoOwnCodes : readJson(file, z.array(ownCode), io)
}

/** A code in front of which an identifier stands has it; the others have the one given for all. */
function hasAim(text: string): boolean {
  return /^\][A-Za-z][0-9A-Za-z]/.test(text)
}

const options = { aim: { type: 'string' }, source: { type: 'string', default: 'scanner' }, 'own-codes': { type: 'string' }, 'eight-digits': { type: 'string', default: 'ean-8' }, decimals: { type: 'string', default: '2' }, strict: { type: 'boolean', default: false }, json: { type: 'boolean' } } as const
const decimalsByName = { '0': 0, '2': 2, '3': 3 } as const

export const scanParse: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = readOptions(args, options, { min: 0, max: 10_000 })
    const source = oneOf(values.source, '--source', ['scanner', 'card-reader', 'keyed'])
    const currency = { code: '', symbol: '', decimals: decimalsByName[oneOf(values.decimals, '--decimals', ['0', '2', '3'])] }
    if (values.aim !== undefined && !/^\][A-Za-z][0-9A-Za-z]$/.test(values.aim)) throw new UsageError(`--aim takes "]", a letter and a digit or letter, as in ]E0, not "${values.aim}"`)
    const ownCodes = await ownCodesFrom(values['own-codes'], io)
    const unnamedEightDigits = oneOf(values['eight-digits'], '--eight-digits', ['ean-8', 'upc-e'])
    let worst: number = exitCode.ok
    for await (const written of codes(positionals, io)) {
      const text = unescapeCode(written)
      if (text === undefined) throw new UsageError(`"${written.slice(0, 64)}" has a backslash before something that is no escape; write \\x1d for GS and \\\\ for a backslash`)
      const scan = readScan(text, { aim: hasAim(text) ? undefined : values.aim, source, ownCodes, unnamedEightDigits })
      const described = describeScan(scan, { currency, strict: values.strict })
      if ('error' in described) worst = exitCode.foundTrouble
      io.out(JSON.stringify(described))
    }
    return worst
  },
}
