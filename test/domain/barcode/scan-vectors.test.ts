import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { identify } from '../../../src/domain/barcode/identify.ts'

const vectorFile = new URL('../../../../shared/data/vectors/gs1_scandata_vectors.csv', import.meta.url)

/** One message of a scanner, and the GTIN it must give; no GTIN means that it must sell nothing. */
interface Vector {
  readonly aim: string
  readonly text: string
  readonly gtin: string | undefined
}

/**
 * Reads the public vectors: what scanners send for a symbol, and scan data that must be taken or refused.
 * A separator splits a message over columns; composites come as two messages with a bar between.
 */
function readVectors(csv: string): Vector[] {
  return csv.trim().split('\n').slice(1).flatMap((row) => {
    const [test = '', first = '', ...rest] = row.split(',')
    const refused = test === 'test_testProcessScanData' && first === 'false'
    const columns = test === 'test_testGenerateScanData' ? rest.slice(1) : rest
    const joined = columns[1] === '\\x1D' ? `${columns[0]}\u001d${columns[2] ?? ''}` : (columns[0] ?? '')
    return joined.split('|]').map((message, index) => vectorOf(index === 0 ? message : `]${message}`, refused || index > 0))
  })
}

function vectorOf(message: string, refused: boolean): Vector {
  const aim = /^\][A-Za-z][0-9A-Za-z]/.exec(message)?.[0] ?? ''
  const text = message.slice(aim.length)
  const found = /^\](?:C1|e0|Q3|d2|J1)01(\d{14})|^\]E[04](\d{8}|\d{13})$|\/01\/(\d{14})/.exec(message)
  return { aim, text, gtin: refused ? undefined : (found?.[1] ?? found?.[2] ?? found?.[3])?.padStart(14, '0') }
}

it('public scan vectors give the item they name, or none', (context) => {
  if (!existsSync(vectorFile)) {
    console.log('scan vectors: not there, skipped (../shared/data/vectors/gs1_scandata_vectors.csv)')
    return context.skip()
  }
  const vectors = readVectors(readFileSync(vectorFile, 'utf8'))
  const wrong = vectors.filter(({ aim, text, gtin }) => {
    const outcome = identify(text, { aim: aim === '' ? undefined : aim, source: 'scanner', ownCodes: [] })
    return ('kind' in outcome && outcome.kind === 'item' ? outcome.gtin : undefined) !== gtin
  })
  console.log(`scan vectors: ${vectors.length - wrong.length} of ${vectors.length} right`)
  // GS1 wants 13 digits under ]E0; real scanners may send UPC-A in its own 12, so this one is taken on purpose.
  expect(wrong).toEqual([{ aim: ']E0', text: '123456789012', gtin: undefined }])
})
