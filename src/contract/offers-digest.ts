import { createHash } from 'node:crypto'

/** Enough to tell two books apart by accident or neglect; nobody gains by forging one. */
const digestLength = 16

/**
 * A short name for the content of a book of offers.
 * @param rows the feed's rows that are in force, in any order; `body` is the feed's own JSON text
 */
export function offersDigest(rows: readonly { readonly key: string; readonly body: string }[]): string {
  const hash = createHash('sha256')
  for (const { key, body } of rows.toSorted((a, b) => (a.key < b.key ? -1 : 1))) hash.update(`${key}\0${body}\n`)
  return hash.digest('hex').slice(0, digestLength)
}
