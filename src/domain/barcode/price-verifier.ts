import { assert } from '../assert.ts'

/** What a digit counts for under each weighting factor, by digit 0 to 9. */
const weights = {
  '2-': [0, 2, 4, 6, 8, 9, 1, 3, 5, 7],
  '3': [0, 3, 6, 9, 2, 5, 8, 1, 4, 7],
  '5+': [0, 5, 1, 6, 2, 7, 3, 8, 4, 9],
  '5-': [0, 5, 9, 4, 8, 3, 7, 2, 6, 1],
} as const
type Weight = keyof typeof weights

const fourDigitWeights: readonly Weight[] = ['2-', '2-', '3', '5-']
const fiveDigitWeights: readonly Weight[] = ['5+', '2-', '5-', '5+', '2-']

/**
 * The digit that guards a price or weight inside an in-store label.
 * @param measure four or five digits
 * Source: GS1 General Specifications 7.9.3 and 7.9.4: "2875" gives 9, "14685" gives 6
 */
export function priceVerifier(measure: string): string {
  assert(/^\d{4,5}$/.test(measure), 'a price verifier guards four or five digits')
  if (measure.length === 4) return String((weightedSum(measure, fourDigitWeights) * 3) % 10)
  const missing = (10 - (weightedSum(measure, fiveDigitWeights) % 10)) % 10
  return String(weights['5-'].findIndex((value) => value === missing))
}

function weightedSum(digits: string, factors: readonly Weight[]): number {
  return factors.reduce((sum, factor, index) => sum + (weights[factor][Number(digits[index])] ?? 0), 0)
}
