import type { Currency } from '../../src/domain/money/money.ts'
import { worded } from '../../src/domain/wording.ts'
import type { Language, Wording } from '../../src/domain/wording.ts'
import { displayMoney } from '../parts/display-money.ts'

export type GapData = Readonly<Record<string, string | number | Wording>>

/**
 * Fills `{gaps}` of a sentence. A gap ending in `Minor` is money in minor units; one named `date`, or ending in
 * `Date` or `On`, is a `YYYY-MM-DD`; a name is said in the sentence's language; other numbers are grouped. A gap without data is left empty, never shown as a brace.
 */
export function fillGaps(sentence: string, data: GapData, language: Language, currency: Currency): string {
  return sentence.replace(/\{(\w+)\}/g, (_gap, name: string) => {
    const value = data[name]
    if (value === undefined) return ''
    if (typeof value === 'object') return worded(value, language)
    if (name.endsWith('Minor') && typeof value === 'number') return displayMoney(value, currency)
    if (/^date$|Date$|On$/.test(name)) return displayDate(String(value), language)
    return typeof value === 'number' ? value.toLocaleString('en') : value
  }).trim()
}

/** "9 Jan 2027" or "2027年1月9日", never broken over two lines; text that is no date is shown as it came. */
function displayDate(day: string, language: Language): string {
  const at = Date.parse(`${day.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(at)) return day
  return new Date(at).toLocaleDateString(language === 'zh' ? 'zh-CN' : 'en-GB', { day: 'numeric', month: language === 'zh' ? 'long' : 'short', year: 'numeric', timeZone: 'UTC' }).replaceAll(' ', '\u00a0')
}
