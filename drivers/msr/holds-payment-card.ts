/**
 * Tells whether bytes from a card reader hold a payment card, without ever making text of them:
 * a string cannot be wiped, a buffer can.
 *
 * Stricter than `looksLikePaymentCard` in the contract, which it agrees with wherever that one says yes:
 * any run of 12 to 19 digits (spaces, points and dashes between them do not count) in a scheme's range, either
 * with a right Luhn digit or followed by a track's separator, and anything shaped like track 1 of a bank card.
 */
export function holdsPaymentCard(bytes: Buffer): boolean {
  return isTrack1(bytes) || numbersIn(bytes, isSeparator).some((number) => isCardNumber(bytes, number)) || numbersIn(bytes, () => false).some((number) => isCardNumber(bytes, number))
}

/**
 * Tells whether bytes are laid out as a bank lays out a track: a number in a scheme's range, and behind its separator
 * (on track 1 behind the name) expiry and service code, seven digits. A retailer's own card has no service code.
 * Source: ISO/IEC 7813
 */
export function holdsBankTrack(bytes: Buffer): boolean {
  const numbers = numbersIn(bytes, () => false)
  return numbers.some((number, index) => {
    if (!isOfScheme(bytes, number) || !trackSeparators.includes(number.next)) return false
    const behind = numbers[index + 1]
    return behind !== undefined && behind.digitsAt.length >= 7
  })
}

/** One run of digits: where its digits stand, and the byte behind it. */
interface NumberPlace {
  readonly digitsAt: readonly number[]
  readonly next: number
}

const zero = 0x30
const trackSeparators: readonly number[] = [0x3d, 0x44, 0x64, 0x5e] // = D d ^

/** Runs of digits, passing over bytes that `isBetween` allows inside a number. */
function numbersIn(bytes: Buffer, isBetween: (byte: number) => boolean): NumberPlace[] {
  const numbers: NumberPlace[] = []
  let digitsAt: number[] = []
  for (let at = 0; at <= bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (isDigit(byte)) digitsAt.push(at)
    else if (digitsAt.length > 0 && !isBetween(byte)) {
      numbers.push({ digitsAt, next: byte })
      digitsAt = []
    }
  }
  return numbers
}

function isCardNumber(bytes: Buffer, number: NumberPlace): boolean {
  if (!isOfScheme(bytes, number)) return false
  return trackSeparators.includes(number.next) || passesLuhn(number.digitsAt.length, (index) => digitOf(bytes, number, index))
}

/** 12 to 19 digits in a range in which payment schemes issue cards. */
function isOfScheme(bytes: Buffer, number: NumberPlace): boolean {
  if (number.digitsAt.length < 12 || number.digitsAt.length > 19) return false
  const digit = (index: number): number => digitOf(bytes, number, index)
  const firstFour = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
  return (digit(0) >= 3 && digit(0) <= 6) || (firstFour >= 2221 && firstFour <= 2720)
}

function digitOf(bytes: Buffer, { digitsAt }: NumberPlace, index: number): number {
  return (bytes[digitsAt[index] ?? 0] ?? zero) - zero
}

/** ISO/IEC 7812-1. */
function passesLuhn(length: number, digit: (index: number) => number): boolean {
  let sum = 0
  for (let fromRight = 0; fromRight < length; fromRight++) {
    const value = digit(length - 1 - fromRight) * (fromRight % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

/** ISO/IEC 7813 track 1, format B: the letter, 12 to 19 digits, and a caret before the holder's name. */
function isTrack1(bytes: Buffer): boolean {
  return numbersIn(bytes, () => false).some(({ digitsAt, next }) => {
    const before = bytes[(digitsAt[0] ?? 0) - 1]
    return next === 0x5e && digitsAt.length >= 12 && digitsAt.length <= 19 && (before === 0x42 || before === 0x62)
  })
}

function isSeparator(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x2e || byte === 0x2d
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= 0x39
}
