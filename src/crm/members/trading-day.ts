import type { StoreSettings } from '../../contract/feed.ts'

/**
 * The trading day of a moment: the store's own date, which begins at its day change and not at midnight.
 * Before the settings are known it is the UTC date.
 * @param at ISO time
 */
export function tradingDay(at: string, settings: Pick<StoreSettings, 'timeZone' | 'dayChangeMinute'> | undefined): string {
  if (!settings) return at.slice(0, 10)
  const shifted = new Date(Date.parse(at) - settings.dayChangeMinute * 60_000)
  const parts = new Intl.DateTimeFormat('en', { timeZone: settings.timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(shifted)
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}
