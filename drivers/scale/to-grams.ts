/** Units a scale may speak. */
export type WeightUnit = 'mg' | 'g' | 'kg' | 'oz' | 'lb'

/** Grams in one unit, as a fraction of whole numbers: the international pound is 453.59237 g, its sixteenth the ounce. */
const gramsIn: Readonly<Record<WeightUnit, { readonly of: bigint; readonly per: bigint }>> = {
  mg: { of: 1n, per: 1000n },
  g: { of: 1n, per: 1n },
  kg: { of: 1000n, per: 1n },
  oz: { of: 28_349_523_125n, per: 1_000_000_000n },
  lb: { of: 45_359_237n, per: 100_000n },
}

/** Digits of the largest weight that is believed, and of a decimal point's place. */
const maxDigitCount = 9
const maxShift = 9

/**
 * A whole number of units, shifted by a power of ten, as whole grams; exact, then rounded half away from zero, once.
 * @param digits   what the scale counted
 * @param exponent power of ten it counts in: -3 for a scale that counts thousandths
 * @returns undefined for numbers no scale in a shop shows
 */
export function toGrams(digits: number, exponent: number, unit: WeightUnit): number | undefined {
  if (!Number.isSafeInteger(digits) || Math.abs(digits) >= 10 ** maxDigitCount || Math.abs(exponent) > maxShift) return undefined
  const { of, per } = gramsIn[unit]
  const up = 10n ** BigInt(Math.max(exponent, 0))
  const down = 10n ** BigInt(Math.max(-exponent, 0))
  const numerator = BigInt(Math.abs(digits)) * of * up
  const denominator = per * down
  const grams = Number((numerator * 2n + denominator) / (denominator * 2n))
  return digits < 0 && grams > 0 ? -grams : grams
}

/** Plain decimal text as the scale wrote it: "01.235" of kilograms is 1235 grams. @returns undefined when it is none */
export function textToGrams(text: string, unit: WeightUnit): number | undefined {
  const match = /^(-?)(\d{1,8})(?:\.(\d{1,8}))?$/.exec(text)
  if (!match) return undefined
  const decimals = match[3] ?? ''
  return toGrams(Number(`${match[1]}${match[2]}${decimals}`), -decimals.length, unit)
}
