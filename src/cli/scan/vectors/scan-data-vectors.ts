import { writeElementString } from '../../../domain/barcode/element-string.ts'
import { readScan } from '../../../domain/barcode/read-scan.ts'
import type { Io } from '../../io.ts'
import { readTable, unescapeC } from './read-table.ts'
import { openTally, type VectorGroup } from './vector-group.ts'

type Row = Readonly<Record<string, string>>

/** What a message of a scanner must come to. */
type Expected = { readonly gtin: string } | 'no item, data only' | 'refused' | { readonly leftOut: string }

/**
 * Vectors of what scanners send for a symbol, and of scan data that must be taken or refused. A separator
 * splits a message over columns; a composite comes as two messages with a bar between.
 */
export async function checkScanData(file: string, io: Io): Promise<VectorGroup> {
  const tally = openTally('scan data: items read, the rest refused')
  for await (const row of readTable(file, io)) {
    for (const [index, message] of messagesOf(row).entries()) {
      const expected = expectedOf(message, { isRefused: isRefused(row), isSecond: index > 0 })
      const wrong = wrongWith(message, expected)
      if (typeof expected === 'object' && 'leftOut' in expected && wrong === undefined) tally.leaveOut(expected.leftOut)
      else tally.check(wrong)
    }
  }
  return tally.group()
}

function isRefused({ test, symbology_or_arg1: first }: Row): boolean {
  return test === 'test_testProcessScanData' && first === 'false'
}

function messagesOf(row: Row): string[] {
  const { test, s1 = '', s2 = '', s3 = '', s4 = '' } = row
  const [first, second, third] = test === 'test_testGenerateScanData' ? [s2, s3, s4] : [s1, s2, s3]
  const joined = second === '\\x1D' ? `${first}${second}${third}` : first
  return unescapeC(joined).split('|]').map((message, index) => (index === 0 ? message : `]${message}`))
}

function expectedOf(message: string, { isRefused, isSecond }: { readonly isRefused: boolean; readonly isSecond: boolean }): Expected {
  // The reference wants thirteen digits under ]E0; scanners may send UPC-A in its own twelve, so it is taken on purpose.
  if (message === ']E0123456789012') return { leftOut: 'a right UPC-A sent in its own twelve digits, which real scanners do and the reference refuses' }
  if (isRefused) return 'refused'
  if (isSecond) return 'no item, data only'
  const found = /^\](?:C1|e0|Q3|d2|J1)01(\d{14})|^\]E[04](\d{8}|\d{13})$|\/01\/(\d{14})/.exec(message)
  const gtin = found?.[1] ?? found?.[2] ?? found?.[3]
  return gtin === undefined ? { leftOut: 'plain text in a two-dimensional code: nothing a lane should read, and it must sell nothing' } : { gtin: gtin.padStart(14, '0') }
}

function wrongWith(message: string, expected: Expected): string | undefined {
  const { outcome, elements, warnings } = readScan(message, { source: 'scanner', ownCodes: [] })
  const gtin = 'kind' in outcome && outcome.kind === 'item' ? outcome.gtin : undefined
  if (expected === 'refused') return 'unreadable' in outcome ? undefined : `${message} was taken`
  if (expected === 'no item, data only') return 'kind' in outcome && outcome.kind === 'not-for-sale' ? undefined : `${message} is not data alone`
  if ('leftOut' in expected) return gtin === undefined || message.startsWith(']E0') ? undefined : `${message} sells an item`
  if (warnings.length > 0) return `${message}: ${warnings.join('; ')}`
  if (elements !== undefined && message.startsWith(`]${message[1]}${message[2]}01`) && writeElementString(elements) !== message.slice(3).replace(/\x1d$/, '')) return `${message}: other elements`
  return gtin === expected.gtin ? undefined : `${message} gives ${gtin}`
}
