import type { Language } from '../wording.ts'

/** Black dots on white. */
export interface Picture {
  readonly widthDots: number
  readonly heightDots: number
  /** Base64 of the rows from the top, each padded to whole bytes, leftmost dot in the highest bit, a set bit black. */
  readonly dots: string
}

/** One thing on the paper, before it becomes dots, text or a picture. */
export type ReceiptBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly align: 'left' | 'centre'; readonly strong?: boolean | undefined }
  /** Name on the left (wraps), amount on the right (never wraps). `indent` in columns. */
  | { readonly kind: 'row'; readonly left: string; readonly right: string; readonly indent?: number | undefined; readonly strong?: boolean | undefined; readonly large?: boolean | undefined }
  | { readonly kind: 'rule' }
  | { readonly kind: 'feed'; readonly lineCount: number }
  /** GS1-128: `elements` with AIs in parentheses, "(17)261231(255)9521234…"; Code 128: plain text; EAN-13: 13 digits. */
  | { readonly kind: 'barcode'; readonly symbology: 'gs1-128' | 'code-128' | 'ean-13'; readonly data: string }
  | { readonly kind: 'qr'; readonly data: string }
  | ({ readonly kind: 'picture' } & Picture)
  | { readonly kind: 'cut' }

/** One receipt, the same for printer, text and screen. */
export interface ReceiptDocument {
  readonly language: Language
  /** True from the second printing on; the word COPY is already in the blocks. */
  readonly copy: boolean
  readonly blocks: readonly ReceiptBlock[]
}
