import type { DeviceConfig } from '../../src/contract/config.ts'
import { assertNever } from '../../src/domain/assert.ts'
import { columnsOf, isWide } from '../../src/domain/receipt/columns-of.ts'
import { encodeNarrow, encodeWide, nearestOf, takesNoColumn } from '../printer/encode-character.ts'

type DisplayConfig = Extract<DeviceConfig, { role: 'line-display' }>
export type DisplayGlass = Pick<DisplayConfig, 'protocol' | 'columnCount' | 'codePage'>

const ESC = 0x1b
const US = 0x1f
const clear = 0x0c
const carriageReturn = Buffer.from('\r')

/** `ESC t n` of the Epson displays; Chinese ones have no other page. CD5220 displays are set up by switches. */
const pageNumbers = { cp437: 0, cp850: 2, cp1252: 16, cp858: 19, gb18030: undefined }

/** Puts a display into the state the lines below count on: empty, cursor off, nothing scrolls. */
export function encodeStart({ protocol, codePage }: DisplayGlass): Buffer {
  const page = pageNumbers[codePage]
  switch (protocol) {
    case 'epson':
      return Buffer.from([ESC, 0x40, clear, US, 0x01, US, 0x43, 0x00, ...(page === undefined ? [] : [ESC, 0x74, page])])
    case 'cd5220':
      return Buffer.from([ESC, 0x40, clear, ESC, 0x11, ESC, 0x5f, 0x00])
    default:
      return assertNever(protocol, 'display protocol')
  }
}

/**
 * Both lines, each filled to the last column: what stood there before is written over.
 * Text that is too long is cut; what the display lacks becomes a question mark, two for a wide character.
 */
export function encodeLines(upper: string, lower: string, glass: DisplayGlass): Buffer {
  switch (glass.protocol) {
    case 'epson':
      return Buffer.concat([Buffer.from([US, 0x24, 0x01, 0x01]), encodeLine(upper, glass.columnCount, glass), Buffer.from([US, 0x24, 0x01, 0x02]), encodeLine(lower, glass.columnCount, glass)])
    case 'cd5220':
      // This display knows lines of twenty columns only.
      return Buffer.concat([Buffer.from([ESC, 0x51, 0x41]), encodeLine(upper, 20, glass), carriageReturn, Buffer.from([ESC, 0x51, 0x42]), encodeLine(lower, 20, glass), carriageReturn])
    default:
      return assertNever(glass.protocol, 'display protocol')
  }
}

function encodeLine(text: string, columnCount: number, { codePage }: DisplayGlass): Buffer {
  const parts: Buffer[] = []
  let left = columnCount
  for (const character of text.normalize('NFC')) {
    const width = columnsOf(character)
    if (width > left) break
    parts.push(encodeCharacter(character, codePage))
    left -= width
  }
  return Buffer.concat([...parts, Buffer.alloc(left, ' ')])
}

function encodeCharacter(character: string, codePage: DisplayConfig['codePage']): Buffer {
  if (isWide(character)) return (codePage === 'gb18030' ? encodeWide(character) : undefined) ?? Buffer.from('??')
  if (takesNoColumn(character)) return Buffer.alloc(0)
  // A Chinese display has ASCII alone beside its wide characters.
  const page = codePage === 'gb18030' ? 'ascii' : codePage
  return encodeNarrow(character, page) ?? encodeNarrow(nearestOf(character), page) ?? Buffer.from('?')
}
