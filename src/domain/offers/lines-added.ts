import type { Line } from '../basket/line.ts'

/**
 * Lines that have come to the end of a basket since it was looked at: what a scan does to it.
 * @returns undefined where anything else has happened to it
 */
export function linesAdded(before: readonly Line[], lines: readonly Line[]): readonly Line[] | undefined {
  return before.every((line, position) => line === lines[position]) ? lines.slice(before.length) : undefined
}
