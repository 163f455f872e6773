import { assertNever } from '../../domain/assert.ts'
import { layOutReceipt } from '../../domain/receipt/lay-out-receipt.ts'
import type { ReceiptDocument } from '../../domain/receipt/receipt-document.ts'
import { renderText } from '../../domain/receipt/render-text.ts'
import { documentOf } from '../../lane/receipts.ts'
import { renderSvg } from '../../lane/receipt/render-svg.ts'
import { loadShop } from '../../lane/shop.ts'
import type { LaneStore } from '../../lane/store/open-lane-store.ts'
import { encodeEscpos } from '../../../drivers/printer/encode-escpos.ts'
import { profiles } from '../../../drivers/printer/profiles.ts'
import { exitCode, Trouble, type Command } from '../command.ts'
import { demoLaneFile } from '../demo-shop.ts'
import type { Io } from '../io.ts'
import { laneDataOptions, laneDataUsage, readLaneConfig, withLaneStore } from '../lane-data.ts'
import { oneOf, readOptions, wholeNumber } from '../read-options.ts'

const usage = `usage: lanewise receipt render [--data DIR | --config FILE] [--sale N|last] [--format FORMAT] [options]

Writes a completed sale's receipt, worked out again from the lane's journal. It carries the word COPY
unless the journal says that no paper ever came out.

  --sale N       receipt number, or last (default)
  --format       text (default), svg or escpos: the bytes for a printer
  --profile      printer that escpos is for: epson-80mm (default), epson-58mm, gb18030-80mm, gb18030-58mm,
                 citizen-80mm, star-80mm, plain-80mm, plain-58mm
  --columns N    width of text, 16 to 120 (default 48)
  --language     en or zh (default: the lane's, else the store's)
${laneDataUsage}
  --json         the receipt document as one JSON object instead

Exit codes: 0 written · 1 there is no such sale, or no lane · 2 wrong usage`

interface Chosen {
  readonly receiptNumber: number | undefined
  readonly language: 'en' | 'zh' | undefined
  readonly cashierName: string | undefined
}

/** @throws Trouble when the sale or the store's settings are not there */
function documentFrom(store: LaneStore, { receiptNumber, language, cashierName }: Chosen): ReceiptDocument {
  const sale = store.journal.withReceipt(receiptNumber)
  if (!sale) throw new Trouble(receiptNumber === undefined ? 'this lane has completed no sale yet' : whyNot(store, receiptNumber))
  const shop = loadShop(store.replica)
  if (!shop) throw new Trouble("this lane has no store settings yet: they come from head office; see lanewise sync status")
  const { fact } = sale
  const seller = { laneNumber: store.identity.laneNumber, cashierName: cashierName ?? fact.cashierId, language: language ?? shop.settings.language }
  const copy = store.own.prints(fact.saleId).some((print) => print.outcome !== 'failed')
  return documentOf(fact, shop, seller, copy)
}

function whyNot({ journal, own }: LaneStore, receiptNumber: number): string {
  if (receiptNumber > 0 && receiptNumber <= (journal.start().receiptNumber ?? 0)) return `receipt ${receiptNumber} is no longer on this lane, which keeps sales for 90 days; head office has it`
  return `there is no receipt ${receiptNumber}; the last one is ${own.lastReceiptNumber()}`
}

function write(document: ReceiptDocument, format: 'text' | 'svg' | 'escpos', options: { readonly columnCount: number; readonly profile: keyof typeof profiles }, io: Io): void {
  switch (format) {
    case 'text':
      return io.bytes(Buffer.from(renderText(document, options.columnCount)))
    case 'svg':
      return io.out(renderSvg(document))
    case 'escpos': {
      const profile = profiles[options.profile]
      return io.bytes(encodeEscpos(layOutReceipt(document, profile.columnCount), profile))
    }
    default:
      return assertNever(format, 'receipt format')
  }
}

export const receiptRender: Command = {
  usage,
  async run(args, io) {
    const options = { ...laneDataOptions, sale: { type: 'string', default: 'last' }, format: { type: 'string', default: 'text' }, profile: { type: 'string', default: 'epson-80mm' }, columns: { type: 'string', default: '48' }, language: { type: 'string' }, json: { type: 'boolean' } } as const
    const { values } = readOptions(args, options, { min: 0, max: 0 })
    const format = oneOf(values.format, '--format', ['text', 'svg', 'escpos'])
    const profile = oneOf(values.profile, '--profile', ['epson-80mm', 'epson-58mm', 'gb18030-80mm', 'gb18030-58mm', 'citizen-80mm', 'star-80mm', 'plain-80mm', 'plain-58mm'])
    const columnCount = wholeNumber(values.columns, '--columns', { min: 16, max: 120 })
    const receiptNumber = values.sale === 'last' ? undefined : wholeNumber(values.sale, '--sale', { min: 1, max: Number.MAX_SAFE_INTEGER })
    const configFile = values.config ?? (values.data === undefined ? demoLaneFile(io) : undefined)
    const config = configFile === undefined ? undefined : await readLaneConfig(configFile, io)
    const language = values.language === undefined ? config?.language : oneOf(values.language, '--language', ['en', 'zh'])
    const document = await withLaneStore(values, io, (store) => documentFrom(store, { receiptNumber, language, cashierName: config?.cashier.name }))
    if (values.json) io.out(JSON.stringify(document))
    else write(document, format, { columnCount, profile }, io)
    return exitCode.ok
  },
}
