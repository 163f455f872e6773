import type { BusinessTime } from '../domain/business-day/business-time.ts'
import { addDays, weekdayOf } from '../domain/business-day/business-time.ts'

/** The store's own wall clock. */
export interface StoreTime {
  businessTime(at: string): BusinessTime
  /** "2026-11-22 14:32" as it stands on the receipt. */
  localTime(at: string): string
}

/**
 * @param timeZone        IANA name, "Europe/Lisbon"
 * @param dayChangeMinute wall-clock minute at which a new trading day begins
 * @throws RangeError when the time zone is unknown
 */
export function openStoreTime({ timeZone, dayChangeMinute }: { readonly timeZone: string; readonly dayChangeMinute: number }): StoreTime {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const write = (at: string): string => {
    const parts = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
    return `${parts['year']}-${parts['month']}-${parts['day']} ${parts['hour']}:${parts['minute']}`
  }
  // One scan asks several times within its minute, and writing a time out by zone is slow.
  let minute = ''
  let written = ''
  const localTime = (at: string): string => {
    if (at.slice(0, 16) !== minute) {
      written = write(at)
      minute = at.slice(0, 16)
    }
    return written
  }
  return {
    localTime,
    businessTime(at) {
      const [date = '', time = '00:00'] = localTime(at).split(' ')
      const minuteOfDay = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
      const day = minuteOfDay < dayChangeMinute ? addDays(date, -1) : date
      return { day, weekday: weekdayOf(day), minuteOfDay }
    },
  }
}
