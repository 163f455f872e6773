import { createHash } from 'node:crypto'
import type { ReplayBasket } from './replay-basket.ts'

/**
 * Deals baskets to lanes: which lane a basket goes to depends on the seed and the basket alone.
 * @returns one list per lane, each in the file's order
 */
export function dealBaskets(baskets: readonly ReplayBasket[], { laneCount, seed }: { readonly laneCount: number; readonly seed: number }): ReplayBasket[][] {
  const hands: ReplayBasket[][] = Array.from({ length: laneCount }, () => [])
  for (const basket of baskets) {
    const lot = createHash('sha256').update(`${seed}\n${basket.basketId}`).digest().readUInt32BE(0)
    hands[lot % laneCount]?.push(basket)
  }
  return hands
}
