import type { Tender } from '../sale/facts.ts'
import type { ReceiptBlock } from './receipt-document.ts'
import type { ReceiptWords } from './receipt-words.ts'

/** What a customer needs to find a card payment again, under its amount: the card as it is masked, and the terminal's own numbers. */
export function cardRows({ card }: Pick<Tender, 'card'>, words: ReceiptWords): ReceiptBlock[] {
  if (!card) return []
  const row = (left: string, right: string): ReceiptBlock => ({ kind: 'row', left, right, indent: 2 })
  return [
    row(`${card.cardName} ${card.maskedPan}`.trim(), ''),
    row(words.cardTerminal(card.terminalId), words.cardTrace(padded(card.traceNumber, 6))),
    row(words.cardSlip(padded(card.terminalReceipt, 4)), card.authorisation === undefined ? '' : words.cardAuthorisation(card.authorisation)),
  ]
}

/** The slips that terminals have left to the lane's printer, as they worded them. */
export function slipBlocks(tenders: readonly Pick<Tender, 'card'>[]): ReceiptBlock[] {
  return tenders.flatMap(({ card }) => (card?.slip && card.slip.length > 0 ? [{ kind: 'rule' as const }, ...card.slip.map(slipLine)] : []))
}

/** A terminal sets its lines with blanks, for paper of its own width: what stands apart becomes left and right of ours, what is set in its middle. */
function slipLine(line: string): ReceiptBlock {
  const apart = /^(\S.*?) {2,}(\S.*)$/.exec(line.trimEnd())
  if (apart) return { kind: 'row', left: apart[1] ?? '', right: apart[2] ?? '' }
  return { kind: 'text', text: line.trim() === '' ? ' ' : line.trim(), align: line.startsWith('  ') ? 'centre' : 'left' }
}

function padded(value: number, digitCount: number): string {
  return String(value).padStart(digitCount, '0')
}
