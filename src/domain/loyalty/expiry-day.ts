/** The last day of the month so many months after a day's. */
export function monthEndAfter(day: string, months: number): string {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) + months, 0)).toISOString().slice(0, 10)
}

/** The same day so many months on; the month's last where it has no such day. */
export function monthsAfter(day: string, months: number): string {
  const end = monthEndAfter(day, months)
  const dayOfMonth = day.slice(8)
  return dayOfMonth < end.slice(8) ? `${end.slice(0, 8)}${dayOfMonth}` : end
}
