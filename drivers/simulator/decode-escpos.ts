import iconv from 'iconv-lite'

/** One thing a printer does. */
export type EscposEvent =
  | { readonly kind: 'character'; readonly text: string }
  | { readonly kind: 'line-end' }
  | { readonly kind: 'feed'; readonly lineCount: number }
  | { readonly kind: 'initialise' }
  | { readonly kind: 'barcode'; readonly symbology: 'ean-13' | 'code-128' | 'gs1-128'; readonly data: string }
  | { readonly kind: 'qr-store'; readonly data: string }
  | { readonly kind: 'qr-print' }
  | { readonly kind: 'picture'; readonly widthDots: number; readonly heightDots: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'kick'; readonly pin: 2 | 5 }
  | { readonly kind: 'answer-in-order'; readonly sensor: number }
  /** `GS ( H`: to be repeated when everything before it is printed. */
  | { readonly kind: 'process-id'; readonly id: string }
  | { readonly kind: 'automatic-status'; readonly on: boolean }
  /** A setting that changes how what follows is read. */
  | { readonly kind: 'modes'; readonly modes: Partial<EscposModes> }
  /** A setting that changes only how it looks. */
  | { readonly kind: 'style' }
  | { readonly kind: 'unknown'; readonly hex: string }

/** How bytes above 7F are read. */
export interface EscposModes {
  readonly chinese: boolean
  readonly codePage: string
}

export const firstModes: EscposModes = { chinese: false, codePage: 'cp437' }

/** An event and how many bytes made it; undefined while the command is not complete. */
export type Decoded = { readonly event: EscposEvent; readonly usedByteCount: number } | undefined

const ESC = 0x1b
const FS = 0x1c
const GS = 0x1d

/** Parameter bytes of commands that only style, by the two bytes that begin them. */
const styleParameterCounts: Readonly<Record<string, number>> = {
  '1b61': 1, '1b45': 1, '1b4d': 1, '1b2d': 1, '1b21': 1, '1b32': 0, '1b33': 1, '1b34': 1, '1b4a': 1, '1b52': 1, '1b20': 1,
  '1d21': 1, '1d68': 1, '1d77': 1, '1d48': 1, '1d66': 1, '1d42': 1, '1d4c': 2, '1d57': 2, '1c21': 1,
}

const codePages: Readonly<Record<number, string>> = { 0: 'cp437', 2: 'cp850', 16: 'cp1252', 17: 'cp866', 18: 'cp852', 19: 'cp858' }

/**
 * Reads one command or character from the front of `bytes`, as a printer would.
 * Real-time commands are taken out before, as in a printer.
 * Source: ESC/POS command reference.
 */
export function decodeEscpos(bytes: Buffer, modes: EscposModes): Decoded {
  const first = bytes[0]
  if (first === undefined) return undefined
  if (first === ESC || first === FS || first === GS) return bytes.length < 2 ? undefined : decodeCommand(bytes)
  if (first === 0x0a) return { event: { kind: 'line-end' }, usedByteCount: 1 }
  if (first < 0x20) return unknown(bytes, 1)
  if (first < 0x80) return { event: { kind: 'character', text: String.fromCharCode(first) }, usedByteCount: 1 }
  if (!modes.chinese) return { event: { kind: 'character', text: iconv.decode(bytes.subarray(0, 1), modes.codePage) }, usedByteCount: 1 }
  return bytes.length < 2 ? undefined : { event: { kind: 'character', text: iconv.decode(bytes.subarray(0, 2), 'gb18030') }, usedByteCount: 2 }
}

function decodeCommand(bytes: Buffer): Decoded {
  const name = bytes.subarray(0, 2).toString('hex')
  const [, , p0 = 0, p1 = 0] = bytes
  const fixed = (parameterCount: number, event: EscposEvent): Decoded => (bytes.length < 2 + parameterCount ? undefined : { event, usedByteCount: 2 + parameterCount })
  const styleParameterCount = styleParameterCounts[name]
  if (styleParameterCount !== undefined) return fixed(styleParameterCount, { kind: 'style' })
  switch (name) {
    case '1b40':
      return fixed(0, { kind: 'initialise' })
    case '1b64':
      return fixed(1, { kind: 'feed', lineCount: p0 })
    case '1b70':
      return fixed(3, { kind: 'kick', pin: (p0 & 1) === 0 ? 2 : 5 })
    case '1b74':
      return fixed(1, { kind: 'modes', modes: { codePage: codePages[p0] ?? 'cp437' } })
    case '1c26':
      return fixed(0, { kind: 'modes', modes: { chinese: true } })
    case '1c2e':
      return fixed(0, { kind: 'modes', modes: { chinese: false } })
    case '1d61':
      return fixed(1, { kind: 'automatic-status', on: p0 !== 0 })
    case '1d72':
      return fixed(1, { kind: 'answer-in-order', sensor: p0 })
    case '1d56':
      return fixed(p0 >= 65 ? 2 : 1, { kind: 'cut' })
    case '1d6b':
      return decodeBarcode(bytes, p0, p1)
    case '1d76':
      return decodeRaster(bytes)
    case '1d28':
      return decodeFunction(bytes)
    default:
      return unknown(bytes, 2)
  }
}

/** `GS k`: system A (below 65) ends with NUL, system B says its length. */
function decodeBarcode(bytes: Buffer, system: number, length: number): Decoded {
  if (bytes.length < 4) return undefined
  const end = system < 65 ? bytes.indexOf(0, 3) : 4 + length
  if (end < 0 || bytes.length < end) return undefined
  const data = bytes.subarray(system < 65 ? 3 : 4, end)
  const usedByteCount = system < 65 ? end + 1 : end
  if (system === 2 || system === 67) return { event: { kind: 'barcode', symbology: 'ean-13', data: data.toString('latin1') }, usedByteCount }
  if (system === 74) return { event: { kind: 'barcode', symbology: 'gs1-128', data: data.toString('latin1').replaceAll('{1', '\x1d').replace(/[()]/g, '') }, usedByteCount }
  const code = system === 73 ? readCode128(data) : undefined
  return code === undefined ? unknown(bytes, usedByteCount) : { event: { kind: 'barcode', ...code }, usedByteCount }
}

/** Code sets B and C, FNC1 kept as GS; undefined where a printer would print nothing. */
function readCode128(data: Buffer): { readonly symbology: 'code-128' | 'gs1-128'; readonly data: string } | undefined {
  let text = ''
  let set = ''
  for (let at = 0; at < data.length; at++) {
    const byte = data[at] ?? 0
    if (byte === 0x7b) {
      const next = String.fromCharCode(data[++at] ?? 0)
      if (next === 'B' || next === 'C') set = next
      else if (next === '1') text += '\x1d'
      else if (next === '{') text += '{'
      else return undefined
    } else if (set === 'B') text += String.fromCharCode(byte)
    else if (set === 'C' && byte < 100) text += String(byte).padStart(2, '0')
    else return undefined
  }
  return text.startsWith('\x1d') ? { symbology: 'gs1-128', data: text.slice(1) } : { symbology: 'code-128', data: text }
}

/** `GS v 0 m xL xH yL yH`: rows of x bytes. */
function decodeRaster(bytes: Buffer): Decoded {
  if (bytes.length < 8) return undefined
  const [rowByteCount, heightDots] = [bytes.readUInt16LE(4), bytes.readUInt16LE(6)]
  const usedByteCount = 8 + rowByteCount * heightDots
  return bytes.length < usedByteCount ? undefined : { event: { kind: 'picture', widthDots: rowByteCount * 8, heightDots }, usedByteCount }
}

/** `GS (`: QR code (function 80 stores, 81 prints) and process id. */
function decodeFunction(bytes: Buffer): Decoded {
  if (bytes.length < 5) return undefined
  const usedByteCount = 5 + bytes.readUInt16LE(3)
  if (bytes.length < usedByteCount) return undefined
  if (bytes[2] === 0x48) return { event: { kind: 'process-id', id: bytes.subarray(7, 11).toString('latin1') }, usedByteCount }
  const fn = bytes[6]
  if (fn === 0x50) return { event: { kind: 'qr-store', data: bytes.subarray(8, usedByteCount).toString('utf8') }, usedByteCount }
  return { event: fn === 0x51 ? { kind: 'qr-print' } : { kind: 'style' }, usedByteCount }
}

function unknown(bytes: Buffer, usedByteCount: number): Decoded {
  return { event: { kind: 'unknown', hex: bytes.subarray(0, usedByteCount).toString('hex') }, usedByteCount }
}
