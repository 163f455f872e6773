import type { ViewTender } from '../../src/contract/lane-view.ts'
import { assertNever } from '../../src/domain/assert.ts'
import type { WordKey } from '../wording/dictionaries.ts'

/** What money of a kind is called. */
export function tenderWord(kind: ViewTender['tenderKind']): WordKey {
  switch (kind) {
    case 'cash':
      return 'cash'
    case 'card':
    case 'card-confirmed':
      return 'card'
    case 'points':
      return 'points'
    default:
      return assertNever(kind, 'tender')
  }
}
