import { z } from 'zod'
import { storeSettings } from '../../contract/feed.ts'
import type { OwnCode } from '../../domain/barcode/identified.ts'
import { identify } from '../../domain/barcode/identify.ts'
import { demoOwnCodes } from '../../domain/barcode/own-codes.ts'
import { exitCode, UsageError, type Command } from '../command.ts'
import type { Io } from '../io.ts'
import { readJson, readLines } from '../read-input.ts'
import { oneOf, readOptions } from '../read-options.ts'

const usage = `usage: lanewise scan parse [CODE …] [--aim ID] [--source SOURCE] [--own-codes FILE] [--json]

Says what a lane makes of each code: one JSON object a line, in order.
Without CODE, codes are read from standard input, one a line.

  \\x1d          stands for the separator GS, \\\\ for a backslash, \\xHH for any byte
  ]C1 …         in front of a code is its AIM symbology identifier
  --aim ID      the identifier for codes that carry none, as in ]E0
  --source      scanner (default), card-reader or keyed: a keyed code may be a short item number
  --own-codes   JSON list of the store's own code patterns: [{"kind":"weight-label","pattern":"22IIIIIWWWWWC"}]
                (default: the demo store's)
  --json        accepted for symmetry: the answer is always JSON

Exit codes: 0 every code was understood · 1 some were not · 2 wrong usage`

/**
 * Turns the written form of a code into the characters a scanner sends.
 * @returns undefined when a backslash stands before something that means nothing
 */
export function unescapeCode(written: string): string | undefined {
  if (/\\(?!x[0-9a-fA-F]{2}|\\)/.test(written)) return undefined
  return written.replace(/\\x([0-9a-fA-F]{2})|\\\\/g, (_, hex?: string) => (hex === undefined ? '\\' : String.fromCharCode(Number.parseInt(hex, 16))))
}

/** Takes the symbology identifier off the front, as a scanner driver does. */
function takeAim(text: string): { readonly text: string; readonly aim?: string } {
  return /^\][A-Za-z][0-9A-Za-z]/.test(text) ? { aim: text.slice(0, 3), text: text.slice(3) } : { text }
}

async function* codes(words: readonly string[], io: Io): AsyncGenerator<string> {
  if (words.length > 0) yield* words
  else for await (const { text } of readLines('-', io)) if (text !== '') yield text
}

async function ownCodesFrom(file: string | undefined, io: Io): Promise<readonly OwnCode[]> {
  return file === undefined ? demoOwnCodes : readJson(file, z.array(storeSettings.shape.ownCodes.element), io)
}

export const scanParse: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = readOptions(args, { aim: { type: 'string' }, source: { type: 'string', default: 'scanner' }, 'own-codes': { type: 'string' }, json: { type: 'boolean' } }, { min: 0, max: 10_000 })
    const source = oneOf(values.source, '--source', ['scanner', 'card-reader', 'keyed'])
    if (values.aim !== undefined && !/^\][A-Za-z][0-9A-Za-z]$/.test(values.aim)) throw new UsageError(`--aim takes "]", a letter and a digit or letter, as in ]E0, not "${values.aim}"`)
    const ownCodes = await ownCodesFrom(values['own-codes'], io)
    let worst: number = exitCode.ok
    for await (const written of codes(positionals, io)) {
      const raw = unescapeCode(written)
      if (raw === undefined) throw new UsageError(`"${written.slice(0, 64)}" has a backslash before something that is no escape; write \\x1d for GS and \\\\ for a backslash`)
      const { text, aim = values.aim } = takeAim(raw)
      const identified = identify(text, { aim, source, ownCodes })
      if ('unreadable' in identified) worst = exitCode.foundTrouble
      io.out(JSON.stringify(identified))
    }
    return worst
  },
}
