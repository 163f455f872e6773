/**
 * Reads a date of GS1, six digits year, month, day. Day 00 is the last day of the month.
 * The century is always this one: what a shop scans was neither made nor will it expire in another.
 * @returns `YYYY-MM-DD`, or undefined when there is no such day
 * Source: GS1 General Specifications 3.4
 */
export function gs1Date(digits: string): string | undefined {
  const match = /^(\d\d)(0[1-9]|1[0-2])(\d\d)$/.exec(digits)
  if (!match) return undefined
  const [, year, month, day] = match
  const last = new Date(Date.UTC(2000 + Number(year), Number(month), 0)).getUTCDate()
  if (Number(day) > last) return undefined
  return `20${year}-${month}-${day === '00' ? String(last) : day}`
}
