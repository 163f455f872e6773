import type { Io } from '../../io.ts'
import { readLines } from '../../read-input.ts'

/** Rows of a CSV file with a heading, by column name. Cells may stand in quotes; no cell holds a line end. */
export async function* readTable(file: string, io: Io): AsyncGenerator<Readonly<Record<string, string>>> {
  let columns: readonly string[] | undefined
  for await (const { text } of readLines(file, io)) {
    if (columns === undefined) columns = cellsOf(text)
    else if (text !== '') yield rowOf(columns, cellsOf(text))
  }
}

function rowOf(columns: readonly string[], cells: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',')
  return Array.from(`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain)
}

/** Turns the escapes of C, which the vectors are written with, into characters: `\x1D`, `\"`, `\\`. */
export function unescapeC(text: string): string {
  return text.replace(/\\(?:x([0-9A-Fa-f]{2})|(.))/g, (_, hex: string | undefined, character: string | undefined) => (hex === undefined ? (character ?? '') : String.fromCharCode(parseInt(hex, 16))))
}
