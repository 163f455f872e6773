import type { ReceiptBlock } from './receipt-document.ts'

/**
 * A customer's card slip as the terminal wrote it, line by line.
 *
 * Terminals set their lines with blanks for a paper of their own width: what stands apart becomes left and right of this
 * paper, what is set in becomes its middle.
 */
export function slipBlocks(lines: readonly string[]): ReceiptBlock[] {
  return lines.length === 0 ? [] : [{ kind: 'rule' }, ...lines.map(slipLine)]
}

function slipLine(line: string): ReceiptBlock {
  const apart = /^(\S.*?) {2,}(\S.*)$/.exec(line.trimEnd())
  if (apart) return { kind: 'row', left: apart[1] ?? '', right: apart[2] ?? '' }
  return { kind: 'text', text: line.trim(), align: /^ {2,}\S/.test(line) ? 'centre' : 'left' }
}
