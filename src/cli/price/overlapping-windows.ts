import type { OfferWindow } from '../../domain/offers/offer.ts'

const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** True when there is a moment at which both windows are open: some day, some weekday and some minute of both. */
export function overlappingWindows(a: OfferWindow, b: OfferWindow): boolean {
  const daysMeet = a.fromDay <= b.untilDay && b.fromDay <= a.untilDay
  const weekdaysMeet = (a.weekdays ?? everyDay).some((weekday) => (b.weekdays ?? everyDay).includes(weekday))
  const [early, late] = [a.minutes ?? { from: 0, until: 1440 }, b.minutes ?? { from: 0, until: 1440 }]
  return daysMeet && weekdaysMeet && early.from < late.until && late.from < early.until
}
