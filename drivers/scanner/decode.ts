import type { GarbledReason } from './frame.ts'

export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly aim?: string | undefined }
  | { readonly kind: 'garbled'; readonly reason: GarbledReason }

const GS = 0x1d
const aimPattern = /^\][A-Za-z][0-9A-Za-z]/

/**
 * Turns one framed reading into text.
 * @param prefix text in front of every reading, set up in the device; a reading without it is kept as it is
 * @returns the text with the AIM symbology identifier ("]E0") taken off and told apart, or noise where a byte is
 *          neither printable ASCII nor GS
 */
export function decode(bytes: Buffer, prefix: string): Decoded {
  if (!bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === GS)) return { kind: 'garbled', reason: 'noise' }
  const whole = bytes.toString('latin1')
  const code = whole.startsWith(prefix) ? whole.slice(prefix.length) : whole
  const aim = aimPattern.exec(code)?.[0]
  const text = code.slice(aim?.length ?? 0)
  if (text.length === 0) return { kind: 'garbled', reason: 'noise' }
  return { kind: 'text', text, aim }
}
