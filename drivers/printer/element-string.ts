import { FNC1 } from './code-128.ts'
import { Unprintable } from './unprintable.ts'

/** AIs whose first two digits tell their length; all others end with FNC1 unless they are last. GS1 General Specifications 7.8.5. */
const predefinedLength = new Set(['00', '01', '02', '03', '04', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '31', '32', '33', '34', '35', '36', '41'])

/**
 * Writes "(17)261231(255)9521234…" as a scanner will send it: no parentheses, FNC1 behind elements of variable length.
 * @throws Unprintable when the text is not a row of "(AI)value" elements
 */
export function elementString(elements: string): string {
  const parts = Array.from(elements.matchAll(/\((\d{2,4})\)([^()]+)/g))
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== elements) throw new Unprintable('the elements of a GS1-128 are written as (AI)value')
  return parts.map(([, ai = '', value = ''], index) => ai + value + (index < parts.length - 1 && !predefinedLength.has(ai.slice(0, 2)) ? FNC1 : '')).join('')
}
