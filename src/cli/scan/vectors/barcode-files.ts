import type { Identified, Unreadable } from '../../../domain/barcode/identified.ts'
import { identify } from '../../../domain/barcode/identify.ts'
import type { Io } from '../../io.ts'
import { readTable } from './read-table.ts'
import { openTally, type VectorGroup } from './vector-group.ts'

/**
 * Real barcodes with a word on each whether its check digit is right, read as a store without patterns of
 * its own reads them: the good ones as their GTIN, once with the symbology that a scanner names and once
 * without; the others as no item.
 */
export async function checkBarcodeFile(name: string, file: string, io: Io): Promise<VectorGroup[]> {
  const named = openTally(`${name}: good codes, symbology named`)
  const unnamed = openTally(`${name}: good codes, symbology not named`)
  const bad = openTally(`${name}: bad codes refused`)
  for await (const { gtin = '', check_ok: checkOk = '1' } of readTable(file, io)) {
    if (checkOk !== '1') {
      bad.check([undefined, ...aimsOf(gtin)].some((aim) => gtinOf(read(gtin, aim)) !== undefined) ? `${gtin} sells an item` : undefined)
      continue
    }
    for (const aim of aimsOf(gtin)) named.check(wrongWith(gtin, aim))
    unnamed.check(wrongWith(gtin, undefined))
  }
  return [named, unnamed, bad].map((tally) => tally.group()).filter(({ count }) => count > 0)
}

/** Symbologies that carry so many digits. */
function aimsOf(digits: string): readonly string[] {
  return { 8: [']E4', ']XC'], 12: [']E0', ']Xg'], 13: [']E0', ']X9'], 14: [']I1'] }[digits.length] ?? []
}

function read(digits: string, aim: string | undefined): Identified | Unreadable {
  return identify(digits, { aim, source: 'scanner', ownCodes: [] })
}

function gtinOf(outcome: Identified | Unreadable): string | undefined {
  return 'kind' in outcome && outcome.kind === 'item' ? outcome.gtin : undefined
}

function wrongWith(digits: string, aim: string | undefined): string | undefined {
  const outcome = read(digits, aim)
  return gtinOf(outcome) === digits.padStart(14, '0') ? undefined : `${aim ?? ''}${digits}: ${JSON.stringify(outcome)}`
}
