/** What a printer says back, one at a time. */
export type StatusAnswer =
  /** To `DLE EOT n`; which n is known only from the order of asking. */
  | { readonly kind: 'real-time'; readonly byte: number }
  /** Automatic status back, pushed at every change: four bytes. */
  | { readonly kind: 'automatic'; readonly bytes: readonly [number, number, number, number] }
  /** To `GS r n`: the printer has worked through everything sent before it. */
  | { readonly kind: 'in-order'; readonly byte: number }
  /** To `GS ( H`: what stood before this id is printed. Four characters. */
  | { readonly kind: 'process-id'; readonly id: string }

/** Bits that never change tell the answers apart, so that one may come in the middle of another. */
const fixedBits = 0x93
const realTimeMark = 0x12
const automaticMark = 0x10
const plainBits = 0x90
/** `37 22 d1 d2 d3 d4 00`, in one piece. */
const blockHeader = 0x37
const processIdBlock = /^7"([ -~]{4})\0$/
const beginsProcessIdBlock = /^7(?:"[ -~]{0,4})?$/

/**
 * Reads the printer's answers. Holds at most six bytes; bytes that are no answer (XON, noise) are passed over.
 * Source: ESC/POS command reference, DLE EOT, GS a, GS r and GS ( H.
 */
export function openStatusReader(): (bytes: Buffer) => StatusAnswer[] {
  let automatic: number[] = []
  let block = ''

  function read(byte: number): StatusAnswer[] {
    if (block !== '' || byte === blockHeader) {
      const begun = block
      block += String.fromCharCode(byte)
      const id = processIdBlock.exec(block)?.[1]
      if (id === undefined && beginsProcessIdBlock.test(block)) return []
      block = ''
      if (id !== undefined) return [{ kind: 'process-id', id }]
      // No block after all: what came behind its header is read for what it is.
      return [...begun.slice(1)].flatMap((held) => readStatus(held.charCodeAt(0))).concat(byte === blockHeader ? [] : readStatus(byte))
    }
    return readStatus(byte)
  }

  function readStatus(byte: number): StatusAnswer[] {
    if ((byte & fixedBits) === realTimeMark) return [{ kind: 'real-time', byte }]
    if ((byte & fixedBits) === automaticMark) {
      automatic = [byte]
      return []
    }
    if ((byte & plainBits) !== 0) return []
    if (automatic.length === 0) return [{ kind: 'in-order', byte }]
    automatic.push(byte)
    const [first = 0, second = 0, third = 0, fourth] = automatic
    if (fourth === undefined) return []
    automatic = []
    return [{ kind: 'automatic', bytes: [first, second, third, fourth] }]
  }

  return (bytes) => Array.from(bytes).flatMap(read)
}
