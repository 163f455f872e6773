import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import { issueCoupon } from '../../../src/contract/coupon-code.ts'
import type { UnaskedTerms } from '../../../src/domain/offers/offer.ts'
import { couponSecret, type TestLane } from '../../support/lane.ts'
import { codes, offers, rows } from '../../support/small-shop.ts'
import { openStoreLanes, type StoreLanes, type StoreLanesParts } from '../../support/store-lanes.ts'

/** One redemption, as head office will hear of it. */
export interface Used {
  readonly journalId: string
  readonly number: number
  readonly redeemedAt: string
  readonly unasked: boolean
}

/** A store whose customers bring one coupon to several lanes. */
export interface CouponStore {
  readonly store: StoreLanes
  /** The code of a coupon nobody has used. */
  newCoupon(): string
  /**
   * One coupon at each of these lanes, at moments up to `withinMs` apart; every sale is paid.
   * @returns who redeemed it
   */
  bring(laneIndexes: readonly number[], withinMs: number): Used[]
}

export function openCouponStore(count: number, { unasked, seed, ...parts }: Partial<StoreLanesParts> & { readonly unasked: UnaskedTerms; readonly seed: number }): CouponStore {
  const own = offers.map((body) => ({ key: body.offerId, body: body.offerId === 'next-wine' ? { ...body, unasked } : body }))
  const store = openStoreLanes({ count, rows: { ...rows, offers: own }, seed, ...parts })
  const draw = seededRandom(seed * 31)
  let couponCount = 0
  const newCoupon = (): string => {
    couponCount += 1
    const code = issueCoupon({ secret: couponSecret, reference: '9529999000019', laneNumber: 1 + Math.floor(couponCount / 9_000), sequence: 1 + (couponCount % 9_000), expiresOn: '2026-12-13' })
    return `\u001d17261213255${code?.couponCode ?? ''}`
  }
  return {
    store,
    newCoupon,
    bring(laneIndexes, withinMs) {
      const coupon = newCoupon()
      const lanes = laneIndexes.flatMap((index) => store.lanes[index] ?? [])
      for (const lane of lanes) ringUpWine(lane)
      for (const lane of lanes) store.time.after(draw(withinMs + 1), () => void lane.scan(coupon))
      store.time.pass(withinMs + 200)
      for (const lane of lanes) pay(lane)
      store.time.pass(50)
      return lanes.flatMap(usedBy)
    },
  }
}

export function ringUpWine(lane: TestLane): void {
  lane.scan(codes.wine)
  lane.ask({ name: 'answerAge', lineId: '1', oldEnough: true })
}

export function pay(lane: TestLane): void {
  lane.ask({ name: 'openTender' })
  lane.ask({ name: 'takeCash', givenMinor: 649 })
}

export function usedBy(lane: TestLane): Used[] {
  const newest = lane.store.journal.completedSale()
  return newest?.fact.redeemed.map(({ unasked = false }) => ({ journalId: lane.store.identity.journalId, number: newest.number, redeemedAt: newest.fact.completedAt, unasked })) ?? []
}
