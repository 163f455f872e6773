import type { BusinessTime } from '../business-day/business-time.ts'
import type { OfferWindow } from './offer.ts'

/** Whether an offer counts at a moment, and if not, why. Hours that end before they begin run past midnight. */
export function windowState(window: OfferWindow, time: BusinessTime): 'open' | 'not-yet' | 'expired' | 'not-now' {
  if (time.day < window.fromDay) return 'not-yet'
  if (time.day > window.untilDay) return 'expired'
  if (window.weekdays && !window.weekdays.includes(time.weekday)) return 'not-now'
  return !window.minutes || inHours(window.minutes, time.minuteOfDay) ? 'open' : 'not-now'
}

function inHours({ from, until }: { readonly from: number; readonly until: number }, minuteOfDay: number): boolean {
  if (from <= until) return minuteOfDay >= from && minuteOfDay < until
  return minuteOfDay >= from || minuteOfDay < until
}
