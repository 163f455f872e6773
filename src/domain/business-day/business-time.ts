/**
 * A moment as the store's rules see it: the store's own calendar and wall clock,
 * worked out once at the edge from the lane's clock and the store's time zone.
 */
export interface BusinessTime {
  /** Trading date `YYYY-MM-DD`. After midnight it stays on the day before until the store's day change. */
  readonly day: string
  /** ISO weekday of `day`, Monday 1 to Sunday 7. */
  readonly weekday: number
  /** Minutes since midnight on the store's wall clock, 0 to 1439. */
  readonly minuteOfDay: number
}

/** Whole days from `from` to `until`, both `YYYY-MM-DD`; negative when `until` is earlier. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** The date `dayCount` days after `day`. */
export function addDays(day: string, dayCount: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayCount * 86_400_000).toISOString().slice(0, 10)
}

/** ISO weekday of a date, Monday 1 to Sunday 7. */
export function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

/** The latest birth date that is old enough on `day`: born on or before it. 29 February becomes 28 in a common year. */
export function bornOnOrBefore(day: string, ageYears: number): string {
  const year = Number(day.slice(0, 4)) - ageYears
  const monthDay = day.slice(5)
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
  return `${year}-${monthDay === '02-29' && !leap ? '02-28' : monthDay}`
}
