import { assertNever } from '../../domain/assert.ts'
import type { PointsPart } from '../../domain/loyalty/points-part.ts'

/** One reason for points in a few words that are the same every time: `base 14`, `rate Fresh 6`, `cap -3`. */
export function pointsWords(part: PointsPart): string {
  return `${labelOf(part)} ${part.points}`
}

function labelOf(part: PointsPart): string {
  switch (part.kind) {
    case 'base':
    case 'tier':
    case 'membership':
    case 'birthday':
    case 'cap':
    case 'paid-in-points':
      return part.kind
    case 'rate':
    case 'bonus':
      return `${part.kind} ${part.name.en}`
    case 'multiplier':
    case 'bonus-offer':
      return `${part.kind} ${part.offerId}`
    default:
      return assertNever(part, 'part of the points')
  }
}
