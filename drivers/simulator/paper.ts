import { decodeEscpos, firstModes, type EscposEvent, type EscposModes } from './decode-escpos.ts'

export type PrintedLine =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'barcode'; readonly symbology: 'ean-13' | 'code-128' | 'gs1-128'; readonly data: string }
  | { readonly kind: 'qr'; readonly data: string }
  | { readonly kind: 'picture'; readonly widthDots: number; readonly heightDots: number }

/** One piece of paper. `cut` is false for one that ended in the middle. */
export interface PrintedReceipt {
  readonly lines: readonly PrintedLine[]
  readonly cut: boolean
}

/** What the paper cannot do by itself. */
type Mechanics = Extract<EscposEvent, { kind: 'kick' | 'answer-in-order' | 'process-id' | 'automatic-status' | 'initialise' }>

export interface Paper {
  /**
   * Works through one command from the front of `bytes`.
   * @returns how many bytes it took, zero when the command is not complete
   */
  step(bytes: Buffer): number
  /** Whole receipts and torn ones, oldest first, the last hundred. */
  readonly receipts: readonly PrintedReceipt[]
  /** Bytes that no printer understands, as hex: a mistake of ours. */
  readonly unknown: readonly string[]
  /** The receipt ends here, cut or not. */
  tear(): void
  /** What hangs out and is not cut. */
  readonly hanging: PrintedReceipt
  /** The mains plug was pulled: modes and the line in hand are gone, what is printed stays. */
  reset(): void
  /** Lines fed since the start. */
  readonly lineCount: number
}

const keptReceiptCount = 100
const keptUnknownCount = 100

export function openPaper(onMechanics: (event: Mechanics) => void): Paper {
  let modes: EscposModes = firstModes
  let line = ''
  let lines: PrintedLine[] = []
  let qrData = ''
  let lineCount = 0
  const receipts: PrintedReceipt[] = []
  const unknown: string[] = []

  function endLine(): void {
    lineCount++
    lines.push({ kind: 'text', text: line })
    line = ''
  }

  function endReceipt(cut: boolean): void {
    if (line !== '') endLine()
    if (lines.length > 0) receipts.push({ lines, cut })
    lines = []
    receipts.splice(0, Math.max(receipts.length - keptReceiptCount, 0))
  }

  function act(event: EscposEvent): void {
    if (event.kind === 'character') line += event.text
    else if (event.kind === 'line-end') endLine()
    else if (event.kind === 'feed') for (let count = 0; count < event.lineCount; count++) endLine()
    else if (event.kind === 'barcode' || event.kind === 'picture') lines.push(event)
    else if (event.kind === 'qr-store') qrData = event.data
    else if (event.kind === 'qr-print') lines.push({ kind: 'qr', data: qrData })
    else if (event.kind === 'cut') endReceipt(true)
    else if (event.kind === 'modes') modes = { ...modes, ...event.modes }
    else if (event.kind === 'unknown') void (unknown.length < keptUnknownCount && unknown.push(event.hex))
    else if (event.kind !== 'style') {
      if (event.kind === 'initialise') {
        endReceipt(false)
        modes = firstModes
      }
      onMechanics(event)
    }
  }

  return {
    step(bytes) {
      const decoded = decodeEscpos(bytes, modes)
      if (!decoded) return 0
      act(decoded.event)
      return decoded.usedByteCount
    },
    receipts,
    unknown,
    tear: () => endReceipt(false),
    get hanging() {
      return { lines: [...lines, ...(line === '' ? [] : [{ kind: 'text' as const, text: line }])], cut: false }
    },
    reset() {
      line = ''
      qrData = ''
      modes = firstModes
    },
    get lineCount() {
      return lineCount
    },
  }
}

/** A receipt as a person reads it; codes and pictures between brackets. */
export function receiptText(receipt: PrintedReceipt): string {
  return [...receipt.lines.map(lineText), ...(receipt.cut ? [] : ['~~~ torn ~~~'])].join('\n')
}

function lineText(line: PrintedLine): string {
  if (line.kind === 'text') return line.text.trimEnd()
  if (line.kind === 'picture') return `[picture ${line.widthDots} x ${line.heightDots}]`
  return `[${line.kind === 'qr' ? 'qr' : line.symbology} ${line.data.replaceAll('\x1d', '<FNC1>')}]`
}
