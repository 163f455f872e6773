import { countryLetters } from './countries.ts'

/**
 * International bank account number: country, two check digits, account.
 * Source: ISO 13616-1, the check of ISO/IEC 7064 MOD 97-10
 */
export function iban(piece: string): string | undefined {
  if (piece.length < 5 || piece.length > 34) return 'no bank account number'
  if (/[^0-9A-Z]/.test(piece)) return 'a character not allowed in a bank account number'
  if (countryLetters(piece.slice(0, 2)) !== undefined) return 'no such country'
  return rest97(piece.slice(4) + piece.slice(0, 4)) === 1 ? undefined : 'check digits of the bank account number'
}

/** Letters count 10 to 35. */
function rest97(text: string): number {
  let rest = 0
  for (const character of text) {
    const value = parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}
