import type { ContentRule } from './value-part.ts'

/** The piece must match as a whole. */
function mustBe(form: RegExp, wrong: string): ContentRule {
  return (piece) => (form.test(piece) ? undefined : wrong)
}

/** Kind of carrier of a health-care identification: 01 to 10 from GS1, 80 to 99 for company use. */
export const mediaType = mustBe(/^(0[1-9]|10|[89]\d)$/, 'no such media type')

/** ISO/IEC 5218: not known, male, female, not applicable. */
export const biologicalSex = mustBe(/^[0129]$/, 'no such code for the biological sex')

/** Rolls wound with the face out, face in, or undefined. */
export const windingDirection = mustBe(/^[019]$/, 'no such winding direction')

export const yesOrNo = mustBe(/^[01]$/, 'neither 0 nor 1')

export const onlyZeros = mustBe(/^0+$/, 'not zero')

export const notZero = mustBe(/^(?=\d*[1-9])\d+$/, 'zero')

export const noLeadingZero = mustBe(/^([1-9]\d*)?$/, 'a leading zero')

/** Minus sign of a temperature. */
export const minusSign = mustBe(/^-+$/, 'not a minus sign')

export const hasNonDigit = mustBe(/\D/, 'digits only, where something else is needed')

/** Index of the importer in an EU tobacco identifier: one web-safe base64 character. */
export const importerIndex = mustBe(/^[\w-]$/, 'no importer index')

/** Percent signs must stand in front of two hexadecimal digits. */
export const percentEncoded = mustBe(/^([^%]|%[0-9A-Fa-f]{2})*$/, 'a percent sign without its two digits')

/** Ten digits: degrees north of the south pole, times ten million. */
export const latitude = mustBe(/^(0\d{9}|1[0-7]\d{8}|1800000000)$/, 'no such latitude')

/** Ten digits: degrees east, times ten million. */
export const longitude = mustBe(/^([0-2]\d{9}|3[0-5]\d{8}|3600000000)$/, 'no such longitude')

/** Shortest prefix that GS1 gives to a company. Which prefixes are given, only GS1's register knows. */
export const companyPrefixFirst = mustBe(/^\d{4}/, 'too short for a company prefix')

/** The same behind the indicator or extension digit. */
export const companyPrefixSecond = mustBe(/^.\d{4}/, 'too short for a company prefix')

/** Which piece of how many, in digits of the same number: "0103". */
export function pieceOfTotal(piece: string): string | undefined {
  if (!/^(\d\d)+$/.test(piece)) return 'no piece of a total'
  const half = piece.length / 2
  return isPosition(Number(piece.slice(0, half)), Number(piece.slice(half))) ? undefined : 'no such piece of the total'
}

/** Position in a sequence with a slash: "1/3". */
export function positionOfTotal(piece: string): string | undefined {
  const match = /^([1-9]\d*)\/([1-9]\d*)$/.exec(piece)
  return match && isPosition(Number(match[1]), Number(match[2])) ? undefined : 'no such position'
}

function isPosition(position: number, total: number): boolean {
  return position > 0 && position <= total
}
