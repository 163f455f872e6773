/** Reads a run of digits piece by piece. After the first piece that is wrong all others are empty. */
export interface DigitReader {
  /** The next `count` digits. */
  take(count: number, what: string): string
  /** One digit out of `allowed`. */
  takeOneOf(allowed: string, what: string): string
  /** One digit that says how many follow: `plus` more than itself, itself being out of `allowed`. */
  takeSized(allowed: string, plus: number, what: string): string
  /** Leaves what comes next where it is when it is not `digit`. @returns whether it was taken */
  skip(digit: string): boolean
  /** Says that the piece just read cannot be; where it began is added, counted from 1. */
  refuse(what: string): void
  /** What is wrong with the run, called when all has been read: nothing may be left. */
  end(): string | undefined
}

/** @param digits anything: what is no digit is found wrong */
export function openDigitReader(digits: string): DigitReader {
  let at = 0
  let pieceAt = 0
  let wrong = /\D/.test(digits) ? 'not all digits' : undefined

  function take(count: number, what: string): string {
    const piece = digits.slice(at, at + count)
    pieceAt = at
    if (piece.length < count) refuse(`${what} is cut short`)
    if (wrong !== undefined) return ''
    at += count
    return piece
  }
  function takeOneOf(allowed: string, what: string): string {
    const piece = take(1, what)
    if (!allowed.includes(piece)) refuse(`${what} cannot be ${piece}`)
    return wrong === undefined ? piece : ''
  }
  function refuse(what: string): void {
    wrong ??= `${what}, at digit ${pieceAt + 1}`
  }
  return {
    take,
    takeOneOf,
    takeSized(allowed, plus, what) {
      const size = takeOneOf(allowed, `the length of ${what}`)
      return wrong === undefined ? take(Number(size) + plus, what) : ''
    },
    skip(digit) {
      const isNext = wrong === undefined && digits[at] === digit
      if (isNext) at += 1
      return isNext
    },
    refuse,
    end: () => wrong ?? (at < digits.length ? `${digits.length - at} digits too many, from digit ${at + 1}` : undefined),
  }
}
