/**
 * Tells whether bytes from a card reader hold a payment card, without ever making text of them:
 * a string cannot be wiped, a buffer can.
 *
 * Stricter than `looksLikePaymentCard` in the contract, which it agrees with wherever that one says yes:
 * any run of 12 to 19 digits (spaces, points and dashes between them do not count) in a scheme's range, either
 * with a right Luhn digit or followed by a track's separator, and anything shaped like track 1 of a bank card.
 */
export function holdsPaymentCard(bytes: Buffer): boolean {
  return isTrack1(bytes) || isTrack3(bytes) || numbersIn(bytes, isSeparator).some((number) => isCardNumber(bytes, number)) || numbersIn(bytes, () => false).some((number) => isCardNumber(bytes, number))
}

/** Lengths in which the schemes issue or have issued cards, and how those numbers begin. */
const issued: readonly { readonly digitCount: number; readonly begins: (firstTwo: number, inScheme: boolean) => boolean }[] = [
  { digitCount: 13, begins: (firstTwo) => firstTwo >= 40 && firstTwo < 50 },
  { digitCount: 14, begins: (firstTwo) => [30, 36, 38].includes(firstTwo) },
  { digitCount: 15, begins: (firstTwo) => [34, 37].includes(firstTwo) },
  { digitCount: 16, begins: (_, inScheme) => inScheme },
  { digitCount: 17, begins: (firstTwo) => firstTwo >= 50 && firstTwo < 70 },
  { digitCount: 18, begins: (firstTwo) => firstTwo >= 50 && firstTwo < 70 },
  { digitCount: 19, begins: (firstTwo) => firstTwo >= 40 && firstTwo < 70 },
]
/** Letters that a scanner may put in front of a code. */
const maxLabelByteCount = 3
const aimByteCount = 3
const aimFlag = 0x5d

/**
 * Tells whether a scanned code is a payment card, without making text of it: as a whole, with spaces, points and
 * dashes in it, behind an AIM identifier or up to three bytes of a label, or as a track. It says yes wherever `looksLikePaymentCard`
 * of the contract does for such a code; what that one finds behind a longer label is text already.
 */
export function isPaymentCardCode(scanned: Buffer): boolean {
  const bytes = scanned.subarray(scanned[0] === aimFlag ? aimByteCount : 0)
  if (isTrack1(bytes) || isTrack3(bytes) || numbersIn(bytes, () => false).some((number) => isOfScheme(bytes, number) && trackSeparators.includes(number.next))) return true
  const numbers = numbersIn(bytes, isSeparator)
  const [number] = numbers
  if (!number || numbers.length > 1) return false
  const [first = 0] = number.digitsAt
  const last = number.digitsAt.at(-1) ?? 0
  if (first > maxLabelByteCount || bytes.subarray(last + 1).some((byte) => !isSeparator(byte))) return false
  const digit = (index: number): number => digitOf(bytes, number, index)
  const digitCount = number.digitsAt.length
  const isIssued = issued.some((one) => one.digitCount === digitCount && one.begins(digit(0) * 10 + digit(1), isOfScheme(bytes, number)))
  return isIssued && passesLuhn(digitCount, digit) && !(digitCount <= 14 && isGtin(digitCount, digit))
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

/** GS1 General Specifications 7.9.1. */
function isGtin(length: number, digit: (index: number) => number): boolean {
  let sum = 0
  for (let fromRight = 0; fromRight < length; fromRight++) sum += digit(length - 1 - fromRight) * (fromRight % 2 === 0 ? 1 : 3)
  return sum % 10 === 0
}

/** ISO/IEC 7813 track 1, format B: the letter, 12 to 19 digits, and a caret before the holder's name. */
function isTrack1(bytes: Buffer): boolean {
  return numbersIn(bytes, () => false).some(({ digitsAt, next }) => {
    const before = bytes[(digitsAt[0] ?? 0) - 1]
    return next === 0x5e && digitsAt.length >= 12 && digitsAt.length <= 19 && (before === 0x42 || before === 0x62)
  })
}

/** ISO/IEC 4909 track 3 behind its sentinel: two digits for the format, the card number, and a separator. */
function isTrack3(bytes: Buffer): boolean {
  return numbersIn(bytes, () => false).some(({ digitsAt, next }) => {
    const before = bytes[(digitsAt[0] ?? 0) - 1]
    const number = { digitsAt: digitsAt.slice(2), next }
    return (before === 0x2b || before === 0x21) && trackSeparators.includes(next) && isOfScheme(bytes, number)
  })
}

function isSeparator(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x2e || byte === 0x2d
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= 0x39
}
