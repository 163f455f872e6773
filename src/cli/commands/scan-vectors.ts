import { existsSync } from 'node:fs'
import path from 'node:path'
import { exitCode, Trouble, type Command } from '../command.ts'
import type { Io } from '../io.ts'
import { readOptions } from '../read-options.ts'
import { checkBarcodeFile } from '../scan/vectors/barcode-files.ts'
import { checkDictionary } from '../scan/vectors/dictionary-vectors.ts'
import { checkLinters } from '../scan/vectors/linter-vectors.ts'
import { checkScanData } from '../scan/vectors/scan-data-vectors.ts'
import type { VectorGroup } from '../scan/vectors/vector-group.ts'

const usage = `usage: lanewise scan vectors DIR [--json]

Reads public test vectors and real barcodes as a lane reads them, and says how many of how many come out right.
What is not there is left out. DIR holds

  vectors/gs1_scandata_vectors.csv     what scanners send, taken or refused
  vectors/gs1_linter_vectors.csv       single rules of GS1: PASS must be taken, FAIL refused
  vectors/gs1-syntax-dictionary.txt    every application identifier with its rules
  barcodes/*.csv, *.csv.gz             column gtin, and check_ok where some are wrong

  --json   one JSON object: groups, count, wrongCount

Exit codes: 0 all right · 1 some came out wrong, or nothing was there · 2 wrong usage`

/** Wrong ones that are written out for each group. */
const shownCount = 5

const barcodeFiles = ['hr_supermarket_products.csv.gz', 'off_names_sample.csv.gz', 'open_prices_spreads.csv']

async function checkAll(folder: string, io: Io): Promise<VectorGroup[]> {
  const groups: VectorGroup[] = []
  const inFolder = async (file: string, check: (file: string) => Promise<VectorGroup | VectorGroup[]>): Promise<void> => {
    const whole = path.join(folder, file)
    if (existsSync(path.resolve(io.folder, whole))) groups.push(...[await check(whole)].flat())
  }
  await inFolder('vectors/gs1_scandata_vectors.csv', (file) => checkScanData(file, io))
  await inFolder('vectors/gs1-syntax-dictionary.txt', (file) => checkDictionary(file, io))
  await inFolder('vectors/gs1_linter_vectors.csv', (file) => checkLinters(file, io))
  for (const name of barcodeFiles) await inFolder(`barcodes/${name}`, (file) => checkBarcodeFile(name, file, io))
  return groups
}

function rowOf({ name, count, wrong, leftOut }: VectorGroup, width: number): string[] {
  const right = count - wrong.length
  const shown = wrong.slice(0, shownCount).map((trouble) => `    wrong: ${trouble}`)
  const more = wrong.length > shownCount ? [`    and ${wrong.length - shownCount} more`] : []
  return [`${name.padEnd(width)}  ${String(right).padStart(6)} of ${String(count).padStart(6)}`, ...shown, ...more, ...leftOut.map(({ count: many, why }) => `    left out ${many}: ${why}`)]
}

function table(groups: readonly VectorGroup[], count: number, wrongCount: number): string[] {
  const width = Math.max(...groups.map(({ name }) => name.length))
  return [...groups.flatMap((group) => rowOf(group, width)), `${'all'.padEnd(width)}  ${String(count - wrongCount).padStart(6)} of ${String(count).padStart(6)}`]
}

export const scanVectors: Command = {
  usage,
  async run(args, io) {
    const { values, positionals: [folder = ''] } = readOptions(args, { json: { type: 'boolean' } }, { min: 1, max: 1 })
    const groups = await checkAll(folder, io)
    if (groups.length === 0) throw new Trouble(`there are no vectors in ${folder}: see lanewise scan vectors --help for their names`)
    const count = groups.reduce((sum, group) => sum + group.count, 0)
    const wrongCount = groups.reduce((sum, group) => sum + group.wrong.length, 0)
    for (const line of values.json ? [JSON.stringify({ groups, count, wrongCount })] : table(groups, count, wrongCount)) io.out(line)
    return wrongCount === 0 ? exitCode.ok : exitCode.foundTrouble
  },
}
