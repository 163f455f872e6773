import type { ReceiptLine } from '../../src/domain/receipt/lay-out-receipt.ts'
import { assertNever } from '../../src/domain/assert.ts'
import { encodeBarcode, encodeQr } from './encode-barcode.ts'
import { encodePicture } from './encode-picture.ts'
import { chineseOff, encodeText, selectPage } from './encode-text.ts'
import type { PrinterProfile } from './profiles.ts'

const ESC = 0x1b
const GS = 0x1d
const lineFeed = Buffer.from('\n')
const strongOn = Buffer.from([ESC, 0x45, 0x01])
const strongOff = Buffer.from([ESC, 0x45, 0x00])
/** Double width and height. */
const largeOn = Buffer.from([GS, 0x21, 0x11])
const largeOff = Buffer.from([GS, 0x21, 0x00])

/**
 * Writes a laid-out receipt in ESC/POS.
 * Starts from `ESC @`, so that nothing of an earlier receipt (a size, a code page, half a command) remains.
 * @throws Unprintable when a barcode's data does not fit its symbology
 */
export function encodeEscpos(lines: readonly ReceiptLine[], profile: PrinterProfile): Buffer {
  return Buffer.concat([begin(profile), ...lines.map((line) => encodeLine(line, profile))])
}

function begin(profile: PrinterProfile): Buffer {
  const initialise = Buffer.from([ESC, 0x40])
  const codePage = selectPage(profile.codePages[0])
  // Chinese printers wake up with two-byte characters on, and would read half of every é as one.
  return Buffer.concat(profile.wideCharacters === 'none' ? [initialise, codePage] : [initialise, chineseOff, codePage])
}

function encodeLine(line: ReceiptLine, profile: PrinterProfile): Buffer {
  switch (line.kind) {
    case 'text':
      return encodeTextLine(line, profile)
    case 'barcode':
      return encodeBarcode(line, profile)
    case 'qr':
      return encodeQr(line.data, profile)
    case 'picture':
      return encodePicture(line)
    case 'feed':
      return Buffer.from([ESC, 0x64, line.lineCount])
    case 'cut':
      return Buffer.from(profile.cut)
    default:
      return assertNever(line, 'receipt line')
  }
}

function encodeTextLine(line: Extract<ReceiptLine, { kind: 'text' }>, profile: PrinterProfile): Buffer {
  const styles = [...(line.strong ? [strongOn] : []), ...(line.large ? [largeOn] : [])]
  const plain = [...(line.large ? [largeOff] : []), ...(line.strong ? [strongOff] : [])]
  return Buffer.concat([...styles, encodeText(line.text, profile), ...plain, lineFeed])
}
