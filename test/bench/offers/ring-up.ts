import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import { assert } from '../../../src/domain/assert.ts'
import { grossOf, type Line } from '../../../src/domain/basket/line.ts'
import type { CashierId, SaleId } from '../../../src/domain/ids.ts'
import { chooseNextVisit } from '../../../src/domain/offers/choose-next-visit.ts'
import type { Basket } from '../../../src/domain/sale/sale.ts'
import { openSaleMemo, priceSale, type SaleMemo } from '../../../src/lane/price-sale.ts'
import type { Shop } from '../../../src/lane/shop.ts'
import type { Replica } from '../../../src/lane/store/replica.ts'
import { cardKey } from '../../support/lane.ts'
import { timed } from '../bench.ts'
import { benchTime, drawBasket, itemAt, lineOf, soldItemAt, type BigShop } from './big-shop.ts'

/** Scans of a basket that are measured: its last fifth. */
export const measuredPart = 0.8
/** Every basket is rung up so often, each time from nothing. */
export const runCount = 3

export interface Timed {
  /** Of all runs. */
  readonly times: readonly number[]
  /** Of every scan the lowest of its runs: what else the machine did meanwhile is mostly left out. */
  readonly lowest: readonly number[]
}

const kinds = ['price', 'look', 'card', 'coupon'] as const
export type RungUp = Readonly<Record<(typeof kinds)[number], Timed>> & {
  /** Offers on average. */
  readonly armed: number
}

export interface RingingUp {
  readonly replica: Replica
  readonly shop: Shop
  readonly big: BigShop
  readonly lineCount: number
  readonly basketCount: number
  /** Members from number 0 on that have a list. */
  readonly listCount: number
  readonly seed: number
}

/** Rings up baskets without a journal: pricing alone, with what a scan looks up, her card at the end, and the coupon. */
export function ringUp({ basketCount, lineCount, listCount, big, seed, ...lane }: RingingUp): RungUp {
  const random = seededRandom(seed + 3)
  const all = kinds.map(() => ({ times: [] as number[], lowest: [] as number[] }))
  let armedCount = 0
  // As many baskets again to warm up: a lane has been selling since the morning.
  for (let round = -basketCount; round < basketCount; round += 1) {
    const drawn = drawBasket(big, random, lineCount)
    const memberNumber = random(listCount)
    const runs = Array.from({ length: runCount }, () => ringUpOnce(drawn, memberNumber, lane))
    if (round < 0) continue
    armedCount += runs[0]?.armed ?? 0
    for (const [index, kind] of kinds.entries()) {
      const own = runs.map((run) => run[kind])
      all[index]?.times.push(...own.flat())
      all[index]?.lowest.push(...(own[0] ?? []).map((_, scan) => Math.min(...own.map((times) => times[scan] ?? Infinity))))
    }
  }
  const [price = nothing, look = nothing, card = nothing, coupon = nothing] = all
  return { price, look, card, coupon, armed: armedCount / basketCount }
}

const nothing: Timed = { times: [], lowest: [] }

type Run = Readonly<Record<(typeof kinds)[number], readonly number[]>> & { readonly armed: number }

function ringUpOnce(drawn: ReturnType<typeof drawBasket>, memberNumber: number, { replica, shop }: Pick<RingingUp, 'replica' | 'shop'>): Run {
  const [price, look]: [number[], number[]] = [[], []]
  const attached = attachedMember(replica, memberNumber)
  const [plain, looking, late] = [openSaleMemo(saleId), openSaleMemo(saleId), openSaleMemo(saleId)]
  const [lines, looked]: [Line[], Line[]] = [[], []]
  let armed = 0
  for (const [position, each] of drawn.entries()) {
    lines.push(lineOf(each, position))
    const basket = { ...emptyBasket, lines: [...lines], attached }
    const priceMs = timed(() => void (armed = priceSale(basket, shop, benchTime, unlimited, plain).outcomes.length))
    const lookMs = timed(() => {
      looked.push(lookUp(replica, each, position))
      priceSale({ ...emptyBasket, lines: [...looked], attached }, shop, benchTime, unlimited, looking)
    })
    priceSale({ ...basket, attached: undefined }, shop, benchTime, unlimited, late)
    if (position < drawn.length * measuredPart) continue
    price.push(priceMs)
    look.push(lookMs)
  }
  const card = timed(() => void priceSale({ ...emptyBasket, lines, attached: attachedMember(replica, memberNumber) }, shop, benchTime, unlimited, late))
  const coupon = timed(() => void chooseCoupon({ ...emptyBasket, lines, attached }, shop, plain))
  return { price, look, card: [card], coupon: [coupon], armed }
}

function lookUp(replica: Replica, { number, unitCount }: { readonly number: number; readonly unitCount: number }, position: number): Line {
  const item = replica.itemByCode(itemAt(number).gtins[0] ?? '')
  assert(item !== undefined, `item ${number} is not on file`)
  const quantity = { kind: 'units', count: unitCount } as const
  return { ...lineOf({ number, unitCount }, position), item: { ...soldItemAt(number), name: item.name }, grossMinor: grossOf(item.prices[0]?.priceMinor ?? 0, quantity) }
}

function attachedMember(replica: Replica, number: number): NonNullable<Basket['attached']> {
  const member = replica.memberByKey(cardKey(cardNumber(number)))
  assert(member !== undefined, `member ${number} is not on file`)
  return { member, list: replica.listOf(member.memberId, benchTime.day), identifiedBy: 'card' }
}

export function cardNumber(number: number): string {
  return String(number).padStart(10, '0')
}

/** At the end of the sale: once, not with every scan. */
function chooseCoupon(basket: Basket, shop: Shop, memo: SaleMemo): unknown {
  const priced = priceSale(basket, shop, benchTime, unlimited, memo)
  return chooseNextVisit({ candidates: [], book: shop.book, lines: basket.lines, priced, minimumDueMinor: 0, day: benchTime.day, unusedOfferIds: new Set(), hasLeft: () => true, drawOf: () => 0 })
}

const saleId = 'bench' as SaleId
const emptyBasket: Basket = { saleId, openedAt: '2026-11-22T10:00:00.000Z', businessDay: benchTime.day, cashierId: 'bench' as CashierId, lines: [], coupons: [] }
const unlimited = (): undefined => undefined
