import { mkdirSync } from 'node:fs'
import type { OfferId } from '../../../src/domain/ids.ts'
import type { Offer } from '../../../src/domain/offers/offer.ts'
import { openTestLane, standingClock, type TestLane } from '../../support/lane.ts'
import { codes, rows } from '../../support/small-shop.ts'

const dayMs = 86_400_000
const startMs = Date.parse('2026-11-10T10:00:00.000Z')
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Ends with the second trading day. */
const lastOfferDay = dayOf(startMs + dayMs)
const endedOffer: Offer = {
  offerId: 'ended' as OfferId, name: { en: 'A cent off' }, activation: { kind: 'automatic' }, window: { fromDay: '2000-01-01', untilDay: lastOfferDay },
  condition: { kind: 'basket', spendMinor: 1 }, reward: { kind: 'basket-amount-off', amountMinor: 1 }, limits: {}, stackingGroup: 'clock', funding: { by: 'store', supplierShareBasisPoints: 0, reducesTaxBase: true },
}

/** Three trading days in order; on the third the clock jumps in mid-sale, the lane sells on, starts again, and the clock is put right. */
export function jumpClock(dataDir: string, { jumpMs, random }: { readonly jumpMs: number; readonly random: (below: number) => number }): { readonly saleCount: number; readonly violations: string[] } {
  mkdirSync(dataDir)
  const clock = standingClock(new Date(startMs).toISOString())
  const set = (ms: number): void => void (clock.at = new Date(ms).toISOString())
  let lane = openTestLane({ ...rows, offers: [{ key: 'ended', body: endedOffer }] }, { laneNumber: 3, dataDir, clock })
  const violations: string[] = []
  const sells = (count: number): void => {
    for (let done = 0; done < count; done += 1) {
      lane.scan(codes.yoghurt)
      violations.push(...pay(lane))
    }
  }
  sells(1)
  if (lane.store.journal.completedSale()?.fact.priced.totals.discountMinor !== 1) violations.push('the offer is not given while it counts')
  for (const day of [1, 2]) {
    set(startMs + day * dayMs + random(8 * 3_600_000))
    sells(1 + random(3))
  }
  const nowMs = Date.parse(clock.at)
  lane.scan(codes.coffee)
  set(nowMs + jumpMs)
  lane.scan(codes.pasta)
  violations.push(...pay(lane))
  const open = lane.store.journal.completedSale()?.fact
  if (open?.businessDay !== dayOf(nowMs)) violations.push(`the open sale is of ${open?.businessDay} now`)
  if (open?.pricedWith?.time.day !== dayOf(nowMs)) violations.push(`the open sale was priced for ${open?.pricedWith?.time.day}`)
  if (random(2) === 0) lane = lane.restart()
  sells(1 + random(3))
  if (jumpMs < 0 && dayOf(nowMs + jumpMs) <= lastOfferDay && lane.store.journal.completedSale()?.fact.priced.totals.discountMinor !== 0) violations.push('an expired offer came back')
  const after = lane.store.journal.completedSale()?.fact.businessDay
  if (jumpMs < 0 && after !== dayOf(nowMs)) violations.push(`the trading day went back to ${after}`)
  set(nowMs + 60_000)
  sells(1)
  const right = lane.store.journal.completedSale()?.fact.businessDay
  if (right !== dayOf(nowMs)) violations.push(`the lane stays on ${right} when the clock is right again`)
  violations.push(...checkOrder(lane))
  const saleCount = lane.store.own.lastReceiptNumber()
  lane.store.close()
  return { saleCount, violations }
}

function pay({ ask, lane }: TestLane): string[] {
  ask({ name: 'openTender' })
  const { sale } = lane.view()
  if (sale.kind !== 'tendering') return [`nothing can be sold: the sale is ${sale.kind}`]
  const { kind } = ask({ name: 'takeCash', givenMinor: sale.basket.totals.dueMinor })
  return kind === 'ok' ? [] : [`the money is not taken: ${kind}`]
}

/** Numbers and receipts go up one by one, whatever the clock said. */
function checkOrder({ store }: TestLane): string[] {
  const records = store.journal.recordsAfter(0, 10_000)
  const isInOrder = records.every(({ number, previousHash }, index) => number === index + 1 && (index === 0 || previousHash === records[index - 1]?.hash))
  const receipts = records.flatMap(({ body }) => (JSON.parse(body) as { fact: { kind: string; receiptNumber?: number } }).fact).flatMap((fact) => (fact.kind === 'sale-completed' ? [fact.receiptNumber] : []))
  return [...(isInOrder ? [] : ['records are out of order']), ...(receipts.every((number, index) => number === index + 1) ? [] : [`receipts are out of order: ${receipts.join()}`])]
}
