import type { Currency } from '../../src/domain/money/money.ts'
import { formatMinor } from '../../src/domain/money/money.ts'

/** "3.78", and a real minus sign in front of money that goes back: "−1.25". No currency sign: it stands at the totals only. */
export function displayMoney(amountMinor: number, currency: Currency): string {
  return formatMinor(amountMinor, currency).replace('-', '−')
}

/** "€66.69"; the sign goes in front of the symbol. */
export function displayPrice(amountMinor: number, currency: Currency): string {
  const plain = formatMinor(Math.abs(amountMinor), currency)
  return `${amountMinor < 0 ? '−' : ''}${currency.symbol}${plain}`
}

/** The parts of a shelf-price: symbol, whole units, and the raised cents with their point (empty for a currency without any). */
export function splitPrice(amountMinor: number, currency: Currency): { readonly symbol: string; readonly whole: string; readonly raised: string } {
  const plain = displayMoney(amountMinor, currency)
  const point = plain.indexOf('.')
  return { symbol: currency.symbol, whole: point < 0 ? plain : plain.slice(0, point), raised: point < 0 ? '' : plain.slice(point) }
}
