import type { Elements } from '../element-string.ts'
import { identifiers } from './find-identifier.ts'

/**
 * Which elements lack a companion that GS1 wants, or stand beside one they must not: "AI 21 needs 01, 03 or 8006".
 *
 * GS1 means these rules for all symbols on an item together, and a lane sees one symbol at a time. A lane
 * therefore reports what is broken here and sells the item all the same: a lot without its GTIN sells
 * nothing anyway, and a GTIN stays right whatever stands beside it.
 */
export function brokenAssociations(elements: Elements): string[] {
  const broken: string[] = []
  for (const ai of elements.keys()) {
    const { needs, excludes = [] } = identifiers.get(ai) ?? {}
    if (needs !== undefined && !needs.some((group) => group.split('+').every((one) => holds(elements, one)))) broken.push(`AI ${ai} needs ${inWords(needs)}`)
    for (const other of excludes) {
      if (holds(elements, other, ai)) broken.push(`AI ${ai} does not go with ${other}`)
    }
  }
  return broken
}

/** True when an identifier of that pattern is there, other than `itself`. */
function holds(elements: Elements, pattern: string, itself?: string): boolean {
  const at = pattern.indexOf('n')
  if (at < 0) return elements.has(pattern)
  for (const ai of elements.keys()) {
    if (ai !== itself && ai.length === pattern.length && ai.startsWith(pattern.slice(0, at))) return true
  }
  return false
}

function inWords(groups: readonly string[]): string {
  return groups.length === 1 ? `${groups[0]}` : `${groups.slice(0, -1).join(', ')} or ${groups.at(-1)}`
}
