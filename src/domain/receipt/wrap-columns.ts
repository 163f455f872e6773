import { assert } from '../assert.ts'
import { columnsOf, isWide } from './columns-of.ts'

/**
 * Breaks a text into lines of at most `columnCount` display columns: at spaces, between wide
 * characters, and inside a word only when the word alone is longer than a line.
 * Runs of spaces become one; no line begins or ends with one.
 *
 * @param columnCount at least 2, so that every character fits
 * @returns at least one line, the only one empty for an empty text
 */
export function wrapColumns(text: string, columnCount: number): string[] {
  assert(columnCount >= 2, `${columnCount} columns cannot hold a wide character`)
  const lines: string[] = []
  let line = ''
  for (const word of wordsOf(text)) {
    const longer = line + (word.spaced && line !== '' ? ' ' : '') + word.text
    if (columnsOf(longer) <= columnCount) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    const parts = splitWord(word.text, columnCount)
    lines.push(...parts.slice(0, -1))
    line = parts.at(-1) ?? ''
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line]
}

/** What must stay together, and whether a space stood before it. */
interface Word {
  readonly text: string
  readonly spaced: boolean
}

/** A character with the marks that sit on it. */
const clusterPattern = /\P{M}\p{M}*|\p{M}+/gu

function wordsOf(text: string): Word[] {
  return text.split(' ').filter((part) => part !== '').flatMap((part) => breakable(part).map((piece, index) => ({ text: piece, spaced: index === 0 })))
}

/** A wide character stands alone, narrow ones keep together. */
function breakable(part: string): string[] {
  const pieces: string[] = []
  let narrow = ''
  for (const cluster of part.match(clusterPattern) ?? []) {
    if (!isWide(cluster)) {
      narrow += cluster
      continue
    }
    if (narrow !== '') pieces.push(narrow)
    pieces.push(cluster)
    narrow = ''
  }
  return narrow === '' ? pieces : [...pieces, narrow]
}

function splitWord(word: string, columnCount: number): string[] {
  const parts: string[] = []
  let part = ''
  for (const cluster of word.match(clusterPattern) ?? []) {
    if (columnsOf(part + cluster) > columnCount) {
      parts.push(part)
      part = ''
    }
    part += cluster
  }
  return [...parts, part]
}
