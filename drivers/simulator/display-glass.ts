import iconv from 'iconv-lite'
import type { DisplayGlass } from '../line-display/encode-lines.ts'

/** What stands on a display of two lines, worked out byte by byte as the display does. */
export interface SimulatedGlass {
  write(bytes: Buffer): void
  /** Both lines, as wide as the glass. */
  readonly lines: readonly [string, string]
  readonly isCursorOn: boolean
  /** Bytes the display does not understand, as hex: a mistake of ours. */
  readonly unknown: readonly string[]
}

const keptUnknownCount = 100
/** Parameter bytes behind the two that begin a command. */
const parameterCounts: Readonly<Record<string, number>> = { '1b40': 0, '1b74': 1, '1b11': 0, '1b5f': 1, '1b2a': 1, '1b6c': 2, '1f01': 0, '1f02': 0, '1f03': 0, '1f24': 2, '1f43': 1, '1f58': 1, '1f72': 1, '1b3d': 1 }
const pageNames: Readonly<Record<number, string>> = { 0: 'cp437', 2: 'cp850', 16: 'cp1252', 19: 'cp858' }

/**
 * Source: command lists of the Epson DM-D series and of the CD5220. A Chinese character fills two cells.
 */
export function openGlass({ columnCount, codePage }: DisplayGlass): SimulatedGlass {
  const chinese = codePage === 'gb18030'
  let cells: string[] = []
  let at = 0
  let page = 'cp437'
  let isCursorOn = true
  let held = Buffer.alloc(0)
  const unknown: string[] = []
  const clear = (): void => {
    cells = Array.from({ length: 2 * columnCount }, () => ' ')
    at = 0
  }

  /** The second cell of a wide character is empty. */
  function put(text: string, width: number): void {
    if (at % columnCount > columnCount - width) return
    for (let index = 0; index < width; index++) cells[at + index] = index === 0 ? text : ''
    at = (at + width) % (2 * columnCount)
  }

  function moveTo(column: number, row: number): void {
    if (column >= 1 && column <= columnCount && (row === 1 || row === 2)) at = (row - 1) * columnCount + column - 1
  }

  function obey(name: string, p0: number, p1: number): void {
    if (name === '1b40') {
      clear()
      page = 'cp437'
      isCursorOn = true
    } else if (name === '1b74') page = pageNames[p0] ?? 'cp437'
    else if (name === '1f24' || name === '1b6c') moveTo(p0, p1)
    else if (name === '1f43' || name === '1b5f') isCursorOn = p0 !== 0
  }

  /** `ESC Q A` and `ESC Q B`, text, CR: a whole line. Zero while the CR has not come. */
  function stringMode(): number {
    const end = held.indexOf(0x0d)
    if (end < 0) return 0
    moveTo(1, held[2] === 0x41 ? 1 : 2)
    let rest = held.subarray(3, end)
    while (rest.length > 0) rest = rest.subarray(character(rest))
    return end + 1
  }

  /** @returns bytes used, zero for half a character */
  function character(bytes: Buffer): number {
    const [first = 0] = bytes
    if (chinese && first >= 0x80) {
      if (bytes.length < 2) return 0
      put(iconv.decode(bytes.subarray(0, 2), 'gb18030'), 2)
      return 2
    }
    put(iconv.decode(bytes.subarray(0, 1), page), 1)
    return 1
  }

  function step(): number {
    const [first = 0, second] = held
    if (first === 0x0c) clear()
    else if (first === 0x0b) at = 0
    else if (first === 0x18) cells.fill(' ', at - (at % columnCount), at - (at % columnCount) + columnCount)
    if (first === 0x0c || first === 0x0b || first === 0x18) return 1
    if (first !== 0x1b && first !== 0x1f) return first < 0x20 ? notUnderstood(1) : character(held)
    if (second === undefined) return 0
    if (first === 0x1b && second === 0x51) return held.length < 3 ? 0 : stringMode()
    const name = held.subarray(0, 2).toString('hex')
    const parameterCount = parameterCounts[name]
    if (parameterCount === undefined) return notUnderstood(2)
    if (held.length < 2 + parameterCount) return 0
    obey(name, held[2] ?? 0, held[3] ?? 0)
    return 2 + parameterCount
  }

  function notUnderstood(byteCount: number): number {
    if (unknown.length < keptUnknownCount) unknown.push(held.subarray(0, byteCount).toString('hex'))
    return byteCount
  }

  clear()
  return {
    write(bytes) {
      held = Buffer.concat([held, bytes])
      for (let used = -1; used !== 0 && held.length > 0; held = held.subarray(used)) used = step()
    },
    get lines(): readonly [string, string] {
      return [cells.slice(0, columnCount).join(''), cells.slice(columnCount).join('')]
    },
    get isCursorOn() {
      return isCursorOn
    },
    unknown,
  }
}
