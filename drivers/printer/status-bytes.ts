/** What a printer says back, one at a time. */
export type StatusAnswer =
  /** To `DLE EOT n`; which n is known only from the order of asking. */
  | { readonly kind: 'real-time'; readonly byte: number }
  /** Automatic status back, pushed at every change: four bytes. */
  | { readonly kind: 'automatic'; readonly bytes: readonly [number, number, number, number] }
  /** To `GS r n`: the printer has worked through everything sent before it. */
  | { readonly kind: 'in-order'; readonly byte: number }

/** Bits that never change tell the answers apart, so that one may come in the middle of another. */
const fixedBits = 0x93
const realTimeMark = 0x12
const automaticMark = 0x10
const plainBits = 0x90

/**
 * Reads the printer's answers. Holds at most three bytes; bytes that are no answer (XON, noise) are passed over.
 * Source: ESC/POS command reference, DLE EOT, GS a and GS r.
 */
export function openStatusReader(): (bytes: Buffer) => StatusAnswer[] {
  let automatic: number[] = []

  function read(byte: number): StatusAnswer | undefined {
    if ((byte & fixedBits) === realTimeMark) return { kind: 'real-time', byte }
    if ((byte & fixedBits) === automaticMark) {
      automatic = [byte]
      return undefined
    }
    if ((byte & plainBits) !== 0) return undefined
    if (automatic.length === 0) return { kind: 'in-order', byte }
    automatic.push(byte)
    const [first = 0, second = 0, third = 0, fourth] = automatic
    if (fourth === undefined) return undefined
    automatic = []
    return { kind: 'automatic', bytes: [first, second, third, fourth] }
  }

  return (bytes) => Array.from(bytes, read).filter((answer) => answer !== undefined)
}
