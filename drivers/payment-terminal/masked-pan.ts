import { looksLikePaymentCard } from '../../src/contract/payment-card.ts'

/** More digits than these in clear, and the terminal has not masked the number as it should. */
const mostFirstDigits = 6
const mostLastDigits = 4

/**
 * The card's number as the terminal masks it: half a byte a digit, `E` a masked one, `F` filling.
 * A terminal that is set up wrongly sends the whole number: then only the last four digits are left here, for it must not get further.
 * @returns digits and asterisks, at most 19
 */
export function readMaskedPan(bytes: Buffer): string {
  const halves = bytes.toString('hex').replace(/[^0-9e].*$/, '')
  return hideDigits(halves.replaceAll('e', '*').slice(0, 19))
}

function hideDigits(pan: string): string {
  const isMasked = new RegExp(`^\\d{0,${mostFirstDigits}}\\*+\\d{0,${mostLastDigits}}$`).test(pan)
  return isMasked ? pan : keepLastDigits(pan)
}

/** A short number is hidden whole: four of five digits would say too much. */
function keepLastDigits(pan: string): string {
  const last = pan.length >= 12 ? pan.slice(-mostLastDigits).replace(/\D/g, '*') : ''
  return '*'.repeat(pan.length - last.length) + last
}

/** A run of digits as people write card numbers: with single blanks, dots or dashes in between. */
const digitRun = /\d(?:[ .-]?\d){11,}/g
const longestPan = 19

/** Hides card numbers in a text that a terminal wants printed or shown. A run longer than any card's number may begin or end in one. */
export function hidePans(text: string): string {
  return text.replace(digitRun, (run) => {
    const digits = run.replace(/\D/g, '')
    return digits.length > longestPan || looksLikePaymentCard(digits) ? run.slice(0, -mostLastDigits).replace(/\d/g, '*') + run.slice(-mostLastDigits) : run
  })
}
