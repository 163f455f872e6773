import { daysBetween } from '../business-day/business-time.ts'

/**
 * Whether a day lies so near a birthday, over the turn of the year as well.
 * @param birthday `MM-DD`; 29 February is kept on 28 February in a common year
 */
export function isNearBirthday(birthday: string, day: string, { daysBefore, daysAfter }: { readonly daysBefore: number; readonly daysAfter: number }): boolean {
  const year = Number(day.slice(0, 4))
  return [year - 1, year, year + 1].some((each) => {
    const since = daysBetween(birthdayIn(each, birthday), day)
    return since >= -daysBefore && since <= daysAfter
  })
}

function birthdayIn(year: number, birthday: string): string {
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
  return `${String(year).padStart(4, '0')}-${birthday === '02-29' && !isLeap ? '02-28' : birthday}`
}
