import { gs1Date } from '../gs1-date.ts'

/** Six digits year, month, day; day 00 is the last of the month. */
export function dayOrMonth(piece: string): string | undefined {
  return gs1Date(piece) === undefined ? 'no such day' : undefined
}

/** Six digits year, month, day. */
export function day(piece: string): string | undefined {
  return piece.endsWith('00') ? 'no such day' : dayOrMonth(piece)
}

/** Eight digits with the century: a date of birth. */
export function dayWithCentury(piece: string): string | undefined {
  // The calendar repeats every 400 years, and 2000 to 2099 stand for their likes in it; the leap days of 1900 and 2100 do not exist.
  if (!/^\d{8}$/.test(piece)) return 'no such day'
  const isShortCentury = Number(piece.slice(0, 4)) % 100 === 0 && Number(piece.slice(0, 4)) % 400 !== 0
  return isShortCentury && piece.endsWith('0229') ? 'no such day' : day(piece.slice(2))
}

export function hourAndMinute(piece: string): string | undefined {
  return /^([01]\d|2[0-3])[0-5]\d$/.test(piece) ? undefined : 'no such time'
}

export function hour(piece: string): string | undefined {
  return /^([01]\d|2[0-3])$/.test(piece) ? undefined : 'no such hour'
}

export function minute(piece: string): string | undefined {
  return /^[0-5]\d$/.test(piece) ? undefined : 'no such minute'
}

export function second(piece: string): string | undefined {
  return /^[0-5]\d$/.test(piece) ? undefined : 'no such second'
}
