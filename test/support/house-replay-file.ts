import { checkDigit } from '../../src/domain/barcode/check-digit.ts'

interface WrittenBasket {
  readonly ts: string
  readonly basket: string
  readonly household?: number
  readonly lines: readonly { readonly p: string; readonly gtin: string; readonly qty: number; readonly price: number }[]
}

/** What a replay of these baskets must come to, added up from the file alone. */
export interface Expected {
  readonly baskets: number
  readonly lines: number
  readonly grossMinor: number
}

/** Products of our own: half under prefix 952, half under 21, which other stores keep for labels. One is free. */
const products = Array.from({ length: 40 }, (_, index) => {
  const digits = `${index % 2 === 0 ? '9521234' : '2100001'}${String(index).padStart(5, '0')}`
  return { p: `P${index}`, gtin: digits + checkDigit(digits), price: index === 7 ? 0 : (index * 37 + 19) / 100 }
})

/** The same baskets every time, some of households with a card, some with several of a kind. */
export function inventBaskets(count: number): WrittenBasket[] {
  return Array.from({ length: count }, (_, index) => {
    const lines = Array.from({ length: 1 + (index % 9) }, (_, place) => {
      const product = products[(index * 7 + place * 5) % products.length]
      if (!product) throw new Error('no such product')
      return { ...product, qty: (index + place) % 11 === 0 ? 3 : 1 }
    })
    const minute = String(index % 60).padStart(2, '0')
    return { ts: `2016-03-0${1 + Math.floor(index / 60)} 1${index % 3}:${minute}:00`, basket: `B${index}`, ...(index % 4 === 0 ? {} : { household: 100 + (index % 13) }), lines }
  })
}

/** Adds the file up without any of the code under test. */
export function addUp(baskets: readonly WrittenBasket[]): Expected {
  const lines = baskets.flatMap((basket) => basket.lines)
  return { baskets: baskets.length, lines: lines.length, grossMinor: lines.reduce((sum, { qty, price }) => sum + qty * Math.round(price * 100), 0) }
}

export function writeLines(rows: readonly unknown[]): string {
  return rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('')
}
