/**
 * Reads ESC/POS as a printer would, written from the command tables alone and sharing nothing with the encoders or
 * the simulated printer: what the encoders believe about a command is worth nothing here.
 */

/** High halves of the single-byte code pages, from 0x80. */
const codePages: Readonly<Record<number, string>> = {
  0: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  16: '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
  17: 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀рстуфхцчшщъыьэюяЁёЄєЇїЎў°∙·√№¤■\u00a0',
  18: 'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
}

export interface PaperText {
  readonly kind: 'text'
  /** One character a cell, the second cell of a wide one empty; as printed, blanks included. */
  readonly cells: readonly string[]
  readonly strong: boolean
  readonly large: boolean
  readonly align: number
}

export type PaperLine =
  | PaperText
  | { readonly kind: 'barcode'; readonly system: 'ean-13' | 'code-128' | 'gs1-128'; readonly data: string }
  | { readonly kind: 'qr'; readonly data: string }
  /** Bands printed one under the other are one picture; a row as bits, '1' black. */
  | { readonly kind: 'picture'; readonly rows: readonly string[] }
  | { readonly kind: 'feed'; readonly lineCount: number }
  | { readonly kind: 'cut' }

export interface Paper {
  readonly lines: readonly PaperLine[]
  /** Everything a printer would stumble over: unknown commands, too long lines, broken barcodes, text left without an end. */
  readonly problems: readonly string[]
  /** What a printer would obey at once, wherever it stands: DLE EOT, DLE ENQ, DLE DC4. */
  readonly realTime: readonly string[]
  /** Pulses to a drawer. */
  readonly kicks: number
}

/** @param columnCount of font A on the paper */
export function readPaper(bytes: Uint8Array, columnCount: number): Paper {
  const lines: PaperLine[] = []
  const problems: string[] = []
  let [page, chinese, strong, size, align, kicks] = [0, false, false, 0, 0, 0]
  let cells: string[] = []
  let [sizes, strengths]: [Set<number>, Set<boolean>] = [new Set(), new Set()]
  let qrData: string | undefined
  let at = 0

  const next = (): number => {
    const byte = bytes[at++]
    if (byte === undefined) problems.push('the bytes end inside a command')
    return byte ?? 0
  }
  const take = (count: number): Uint8Array => {
    if (at + count > bytes.length) problems.push('the bytes end inside data')
    at += count
    return bytes.subarray(at - count, at)
  }
  const print = (character: string, width: number): void => {
    cells.push(character, ...Array.from({ length: width - 1 }, () => ''))
    sizes.add(size)
    strengths.add(strong)
  }
  const endLine = (): void => {
    if (sizes.size > 1 || strengths.size > 1) problems.push(`one line in two styles: ${cells.join('')}`)
    const large = sizes.has(0x11)
    if (sizes.size === 1 && !large && !sizes.has(0)) problems.push(`a size nobody asked for: ${[...sizes][0]}`)
    if (cells.length * (large ? 2 : 1) > columnCount) problems.push(`longer than the paper: ${cells.join('')}`)
    lines.push({ kind: 'text', cells, strong: strengths.has(true), large, align })
    ;[cells, sizes, strengths] = [[], new Set(), new Set()]
  }
  const block = (line: PaperLine): void => {
    if (cells.length > 0) problems.push(`${line.kind} in the middle of a line`)
    lines.push(line)
  }

  function escape(): void {
    const command = next()
    if (command === 0x40) [page, chinese, strong, size, align] = [0, false, false, 0, 0]
    else if (command === 0x45) strong = (next() & 1) === 1
    else if (command === 0x61) align = next()
    else if (command === 0x74) selectPage(next())
    else if (command === 0x64) block({ kind: 'feed', lineCount: next() })
    else if (command === 0x70) {
      take(3)
      kicks++
    } else if (command === 0x2d || command === 0x34) {
      if (next() !== 0) problems.push('underlined or italic, which nobody asked for')
    } else problems.push(`ESC ${command.toString(16)}`)
  }

  function selectPage(number: number): void {
    if (codePages[number] === undefined) problems.push(`code page ${number}`)
    page = number
  }

  function group(): void {
    const command = next()
    if (command === 0x21) size = next()
    else if (command === 0x68 || command === 0x77 || command === 0x48) next()
    else if (command === 0x6b) barcode()
    else if (command === 0x28) longFunction()
    else if (command === 0x76) raster()
    else if (command === 0x56) {
      if (next() >= 65) next()
      block({ kind: 'cut' })
    } else problems.push(`GS ${command.toString(16)}`)
  }

  function barcode(): void {
    const system = next()
    const data = take(next())
    const text = Buffer.from(data).toString('latin1')
    if (system === 67 && /^\d{13}$/.test(text)) block({ kind: 'barcode', system: 'ean-13', data: text })
    else if (system === 73) block(code128(data, problems))
    else if (system === 74) block({ kind: 'barcode', system: 'gs1-128', data: text.replace(/[()]/g, '').replaceAll('{1', '\x1d') })
    else problems.push(`barcode ${system}: ${text}`)
  }

  function longFunction(): void {
    const family = next()
    const parameters = take(next() + 256 * next())
    const [symbol, fn] = parameters
    if (family !== 0x6b || symbol !== 0x31) problems.push(`GS ( ${family.toString(16)}`)
    else if (fn === 0x50) qrData = Buffer.from(parameters.subarray(3)).toString('utf8')
    else if (fn === 0x51) {
      if (qrData === undefined) problems.push('a QR code without data')
      block({ kind: 'qr', data: qrData ?? '' })
    } else if (fn !== 0x41 && fn !== 0x43 && fn !== 0x45) problems.push(`QR function ${fn}`)
  }

  function raster(): void {
    if (next() !== 0x30 || next() !== 0) problems.push('a raster of another kind')
    const rowByteCount = next() + 256 * next()
    const rowCount = next() + 256 * next()
    if (rowByteCount * 8 > columnCount * 12) problems.push('a picture wider than the paper')
    const rows = Array.from({ length: rowCount }, () => Array.from(take(rowByteCount), (byte) => byte.toString(2).padStart(8, '0')).join(''))
    const last = lines.at(-1)
    if (last?.kind === 'picture' && last.rows[0]?.length === rows[0]?.length) lines[lines.length - 1] = { kind: 'picture', rows: [...last.rows, ...rows] }
    else block({ kind: 'picture', rows })
  }

  while (at < bytes.length) {
    const byte = next()
    if (byte === 0x1b) escape()
    else if (byte === 0x1d) group()
    else if (byte === 0x1c) {
      const command = next()
      if (command === 0x26 || command === 0x2e) chinese = command === 0x26
      else problems.push(`FS ${command.toString(16)}`)
    } else if (byte === 0x0a) endLine()
    else if (byte < 0x20 || byte === 0x7f) problems.push(`control character ${byte.toString(16)}`)
    else if (byte < 0x80) print(String.fromCharCode(byte), 1)
    else if (chinese) print(new TextDecoder('gb18030').decode(Uint8Array.of(byte, next())), 2)
    else print(Array.from(codePages[page] ?? '')[byte - 0x80] ?? '\ufffd', 1)
  }
  if (cells.length > 0) problems.push(`text without an end of line: ${cells.join('')}`)
  if (chinese) problems.push('Chinese left on')
  return { lines, problems, realTime: realTimeCommandsIn(bytes), kicks }
}

/** A printer's receiver finds these before anything else looks at the bytes. */
function realTimeCommandsIn(bytes: Uint8Array): string[] {
  return Array.from(bytes, (byte, index) => (byte === 0x10 && [0x04, 0x05, 0x14].includes(bytes[index + 1] ?? 0) ? `at ${index}: 10 ${(bytes[index + 1] ?? 0).toString(16)}` : '')).filter((found) => found !== '')
}

/** `{A`, `{B` and `{C` choose the set, `{1` is FNC1, `{{` a brace; a byte of set C is two digits. */
function code128(data: Uint8Array, problems: string[]): PaperLine {
  let [text, set, at] = ['', '', 0]
  while (at < data.length) {
    const byte = data[at++] ?? 0
    if (byte === 0x7b) {
      const mark = String.fromCharCode(data[at++] ?? 0)
      if ('ABC'.includes(mark)) set = mark
      else if (mark === '1') text += '\x1d'
      else if (mark === '{' && set === 'B') text += '{'
      else problems.push(`Code 128 mark ${mark}`)
    } else if (set === 'C' && byte < 100) text += String(byte).padStart(2, '0')
    else if ((set === 'A' && byte < 96) || (set === 'B' && byte >= 32 && byte < 128)) text += String.fromCharCode(byte)
    else problems.push(`Code 128 byte ${byte} in set ${set || 'none'}`)
  }
  return text.startsWith('\x1d') ? { kind: 'barcode', system: 'gs1-128', data: text.slice(1) } : { kind: 'barcode', system: 'code-128', data: text }
}
