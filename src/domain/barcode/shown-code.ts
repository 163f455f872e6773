import { holdsCardNumber } from './payment-card.ts'

const longestShown = 64

/**
 * A code as people may see it: at most 64 characters, control characters as `\x1d`.
 * Empty when what would be shown may hold the number of a payment card.
 */
export function shownCode(text: string): string {
  // Twice as far as is shown, so that a card number is seen even when only its beginning would be shown.
  if (holdsCardNumber(text.slice(0, longestShown * 2))) return ''
  let shown = ''
  for (const character of text.slice(0, longestShown)) {
    const piece = /\p{C}/u.test(character) ? `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}` : character
    if (shown.length + piece.length > longestShown) break
    shown += piece
  }
  return shown
}
