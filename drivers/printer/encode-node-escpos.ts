import { Printer } from '@node-escpos/core'
import type { ReceiptLine } from '../../src/domain/receipt/lay-out-receipt.ts'
import { assertNever } from '../../src/domain/assert.ts'
import { encodeBarcode, encodeQr } from './encode-barcode.ts'
import { encodePicture } from './encode-picture.ts'
import { chineseOff, encodeText } from './encode-text.ts'
import type { PrinterProfile } from './profiles.ts'

type LibraryPrinter = Printer<[]>

/**
 * Writes a laid-out receipt through the `@node-escpos/core` library, for shops whose printers are set up around it.
 *
 * The library styles, feeds and cuts; characters, barcodes and pictures are ours, because its own break in version 0.6:
 * Chinese text overflows the columns, a Code 128 under 16 characters goes out without its length, and a QR code
 * is sent in the dialect of one maker's clone.
 * @throws Unprintable when a barcode's data does not fit its symbology
 */
export function encodeNodeEscpos(lines: readonly ReceiptLine[], profile: PrinterProfile): Buffer {
  const printer = openLibraryPrinter(profile)
  printer.hardware('init').setCharacterCodeTable(profile.codePages[0].number)
  if (profile.wideCharacters !== 'none') printer.raw(chineseOff)
  for (const line of lines) encodeLine(printer, line, profile)
  return printer.buffer.flush()
}

/** The library writes to an adapter of its own; ours never is asked, since the bytes are taken from its buffer. */
function openLibraryPrinter(profile: PrinterProfile): LibraryPrinter {
  const noAdapter = {} as unknown as ConstructorParameters<typeof Printer<[]>>[0]
  return new Printer<[]>(noAdapter, { encoding: profile.codePages[0].name, width: profile.columnCount })
}

function encodeLine(printer: LibraryPrinter, line: ReceiptLine, profile: PrinterProfile): void {
  switch (line.kind) {
    case 'text':
      printer.style(line.strong ? 'b' : 'normal').size(line.large ? 2 : 1, line.large ? 2 : 1)
      printer.raw(encodeText(line.text, profile)).newLine()
      return
    case 'barcode':
      printer.raw(encodeBarcode(line, profile))
      return
    case 'qr':
      printer.raw(encodeQr(line.data, profile))
      return
    case 'picture':
      printer.raw(encodePicture(line))
      return
    case 'feed':
      printer.feed(line.lineCount)
      return
    case 'cut':
      if (profile.hasCutter) printer.cut(true)
      else printer.raw(Buffer.from(profile.cut))
      return
    default:
      assertNever(line, 'receipt line')
  }
}
