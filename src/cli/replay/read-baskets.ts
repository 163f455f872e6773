import type { Currency } from '../../domain/money/money.ts'
import { UsageError } from '../command.ts'
import type { Io } from '../io.ts'
import { readLines } from '../read-input.ts'
import { readReplayBasket, type ReplayBasket } from './replay-basket.ts'

/** One thing sold in a replay file: its code and its price from each day on. */
export interface ReplayProduct {
  readonly product: string
  readonly gtin: string
  /** In minor units, oldest first; the first one holds since ever. */
  readonly prices: { readonly fromDay: string; readonly priceMinor: number }[]
  /** The latest day it was sold on. */
  lastDay: string
}

export interface ReplayFile {
  readonly baskets: readonly ReplayBasket[]
  /** By GTIN. */
  readonly products: ReadonlyMap<string, ReplayProduct>
  /** Households that carry a card. */
  readonly households: ReadonlySet<string>
  /** Lines left out, each told to `io.err` by number. */
  readonly badLineCount: number
}

const dawn = '0001-01-01'

/** More would not fit into one run's memory. */
const maxBasketCount = 1_000_000

/**
 * Reads a replay file; a malformed line is named by its number and left out.
 * @param mayBeScanned why a code cannot be sold as an item, or undefined when it can
 * @throws UsageError when the file cannot be read or holds no basket
 */
export async function readBaskets(file: string, options: { readonly io: Io; readonly currency: Currency; readonly mayBeScanned: (gtin: string) => string | undefined }): Promise<ReplayFile> {
  const { io, currency, mayBeScanned } = options
  const baskets: ReplayBasket[] = []
  const products = new Map<string, ReplayProduct>()
  const households = new Set<string>()
  const lineOf = new Map<string, number>()
  let badLineCount = 0
  for await (const { number, text } of readLines(file, io)) {
    if (text.trim() === '') continue
    const basket = readReplayBasket(text, currency)
    const wrong = 'wrong' in basket ? basket.wrong : (twice(basket, lineOf) ?? unsellable(basket, mayBeScanned) ?? priceClash(basket, products))
    if ('wrong' in basket || wrong !== undefined) {
      badLineCount += 1
      io.err(`line ${number}: ${wrong}; left out`)
      continue
    }
    if (baskets.length === maxBasketCount) throw new UsageError(`${file} holds more than ${maxBasketCount} baskets: cut it into several files`)
    lineOf.set(basket.basketId, number)
    baskets.push(basket)
    if (basket.household !== undefined) households.add(basket.household)
    takePrices(basket, products)
  }
  if (baskets.length === 0) throw new UsageError(`${file} holds no basket that can be read`)
  return { baskets, products, households, badLineCount }
}

function twice({ basketId }: ReplayBasket, lineOf: ReadonlyMap<string, number>): string | undefined {
  const line = lineOf.get(basketId)
  return line === undefined ? undefined : `basket: ${basketId} is on line ${line} already`
}

function unsellable({ lines }: ReplayBasket, mayBeScanned: (gtin: string) => string | undefined): string | undefined {
  for (const [index, { gtin }] of lines.entries()) {
    const why = mayBeScanned(gtin)
    if (why !== undefined) return `lines[${index}].gtin: ${gtin} ${why}`
  }
  return undefined
}

/** A catalogue has one price a day, and days that have been sold are settled. */
function priceClash({ at, lines }: ReplayBasket, products: ReadonlyMap<string, ReplayProduct>): string | undefined {
  const day = at.slice(0, 10)
  const inBasket = new Map<string, number>()
  for (const [index, { gtin, unitPriceMinor }] of lines.entries()) {
    const settled = inBasket.get(gtin) ?? settledPrice(products.get(gtin), day)
    if (settled !== undefined && settled !== unitPriceMinor) return `lines[${index}].price: ${gtin} was sold at another price on ${day} or a later day`
    inBasket.set(gtin, unitPriceMinor)
  }
  return undefined
}

/** The price a day's sales have fixed already, or undefined while the product has not been seen on that day or later. */
function settledPrice(product: ReplayProduct | undefined, day: string): number | undefined {
  if (!product || day > product.lastDay) return undefined
  return product.prices.findLast(({ fromDay }) => fromDay <= day)?.priceMinor
}

function takePrices({ at, lines }: ReplayBasket, products: Map<string, ReplayProduct>): void {
  const day = at.slice(0, 10)
  for (const { product, gtin, unitPriceMinor } of lines) {
    const known = products.get(gtin)
    if (!known) products.set(gtin, { product, gtin, prices: [{ fromDay: dawn, priceMinor: unitPriceMinor }], lastDay: day })
    else {
      if (known.prices.at(-1)?.priceMinor !== unitPriceMinor && day > known.lastDay) known.prices.push({ fromDay: day, priceMinor: unitPriceMinor })
      if (day > known.lastDay) known.lastDay = day
    }
  }
}
