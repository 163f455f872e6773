/** What the customer or the cashier should know while a payment runs, as codes the screen can word. */
export type ProgressCode = 'insert-card' | 'enter-pin' | 'wrong-pin' | 'remove-card' | 'approved' | 'declined' | 'not-accepted' | 'undoing' | 'wait'

const byCode: ReadonlyMap<number, ProgressCode> = new Map<number, ProgressCode>([
  [0x01, 'enter-pin'], [0x02, 'enter-pin'], [0x05, 'undoing'], [0x0a, 'insert-card'], [0x0b, 'remove-card'], [0x15, 'wrong-pin'], [0x1b, 'approved'], [0x1c, 'approved'], [0x1d, 'declined'],
  ...[0x03, 0x07, 0x08, 0x09, 0x0c, 0x10, 0x13, 0x14, 0x16, 0x18, 0x19].map((code) => [code, 'not-accepted'] as const),
])
/** The same again with "please remove the card". */
const removeCardBit = 0x40

/** @param status first byte of an intermediate status (04 FF) */
export function progressCode(status: number): ProgressCode {
  const known = byCode.get(status)
  if (known) return known
  return status >= removeCardBit && status < removeCardBit + 0x20 ? 'remove-card' : 'wait'
}
