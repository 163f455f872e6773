/** FNC1 inside data for Code 128. */
export const FNC1 = '\x1d'

/** One Code 128 symbol takes 11 modules; start, check and stop together 35. */
const symbolModules = 11
const frameModules = 35
/** Light margins left and right. */
const quietModules = 20

export interface Code128 {
  /** Data for `GS k 73`: code set selections `{B` and `{C`, FNC1 as `{1`, a brace doubled. */
  readonly bytes: Buffer
  /** Width on paper in modules, light margins included. */
  readonly moduleCount: number
}

/**
 * Encodes printable ASCII and FNC1: digits in pairs (set C) from four in a row on, all else in set B.
 *
 * A pair is one raw byte, and printers look for real-time commands even inside a barcode: 10 04, 10 05 and 10 14
 * would be taken for DLE EOT, DLE ENQ and DLE DC4 (one opens the drawer). Such a pair goes in set B.
 */
export function encodeCode128(data: string): Code128 {
  const bytes: number[] = []
  let symbolCount = 0
  let set: 'B' | 'C' | undefined
  let at = 0

  const put = (...symbol: number[]): void => {
    bytes.push(...symbol)
    symbolCount++
  }
  const select = (wanted: 'B' | 'C'): void => {
    if (set === wanted) return
    bytes.push(0x7b, wanted.charCodeAt(0))
    // The first selection is the start symbol, which the frame counts.
    if (set !== undefined) symbolCount++
    set = wanted
  }
  const putPlain = (): void => {
    select('B')
    const code = data.charCodeAt(at++)
    put(...(code === 0x7b ? [0x7b, 0x7b] : [code]))
  }

  while (at < data.length) {
    if (data[at] === FNC1) {
      if (set === undefined) select(digitsFrom(data, at + 1) >= 2 ? 'C' : 'B')
      put(0x7b, 0x31)
      at++
      continue
    }
    const digitCount = digitsFrom(data, at)
    const pair = Number(data.slice(at, at + 2))
    const wouldCommand = bytes.at(-1) === 0x10 && [0x04, 0x05, 0x14].includes(pair)
    if (wouldCommand) {
      putPlain()
      putPlain()
    } else if (digitCount >= (set === 'C' ? 2 : 4) && !(set === 'B' && digitCount % 2 === 1)) {
      select('C')
      put(pair)
      at += 2
    } else {
      putPlain()
    }
  }
  return { bytes: Buffer.from(bytes), moduleCount: symbolCount * symbolModules + frameModules + quietModules }
}

function digitsFrom(data: string, from: number): number {
  let at = from
  while (at < data.length && /\d/.test(data.charAt(at))) at++
  return at - from
}
