import { assertNever } from '../../src/domain/assert.ts'
import type { ReceiptLine } from '../../src/domain/receipt/lay-out-receipt.ts'

const dotsPerMillimetre = 8
const lineDots = 34
/** Bars with their digits, and a QR code of usual size with the paper around it. */
const barcodeDots = 160
const qrDots = 300
/** From the last line to the blade. */
const cutDots = 160

/** Millimetres of paper a receipt takes, rather too many than too few. */
export function paperMillimetres(lines: readonly ReceiptLine[]): number {
  return lines.reduce((dots, line) => dots + dotsOf(line), 0) / dotsPerMillimetre
}

function dotsOf(line: ReceiptLine): number {
  switch (line.kind) {
    case 'text':
      return line.large ? 2 * lineDots : lineDots
    case 'barcode':
      return barcodeDots
    case 'qr':
      return qrDots
    case 'picture':
      return line.heightDots
    case 'feed':
      return line.lineCount * lineDots
    case 'cut':
      return cutDots
    default:
      return assertNever(line, 'receipt line')
  }
}
