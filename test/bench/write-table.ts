import type { Table } from './bench.ts'

/** A table for the terminal: text to the left, numbers to the right. */
export function writeTable({ title, columns, rows, notes }: Table): string {
  const cells = rows.map((row) => columns.map((column) => cellOf(row[column] ?? '')))
  const widths = columns.map((column, index) => Math.max(column.length, ...cells.map((row) => row[index]?.length ?? 0)))
  const isText = columns.map((column) => rows.every((row) => typeof row[column] === 'string'))
  const line = (row: readonly string[]): string => row.map((cell, index) => (isText[index] ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join('  ').trimEnd()
  return `${[title, line(columns), ...cells.map(line), ...notes.map((note) => `  ${note}`)].join('\n')}\n`
}

function cellOf(value: string | number): string {
  if (typeof value === 'string') return value
  if (Number.isInteger(value)) return value.toLocaleString('en-GB')
  return value.toLocaleString('en-GB', value < 100 ? { minimumFractionDigits: 3, maximumFractionDigits: 3 } : { maximumFractionDigits: 0 })
}
