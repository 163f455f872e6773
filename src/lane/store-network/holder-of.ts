import type { CouponCode, MemberId } from '../../domain/ids.ts'
import { pointsIn, type Basket, type Sale } from '../../domain/sale/sale.ts'
import type { LaneState } from '../lane-state.ts'
import type { LaneStore } from '../store/open-lane-store.ts'
import type { Holder } from './open-claims.ts'

/** What lanes ask each other about: a single-use coupon, or the points of a member. */
export type Scarce = { readonly coupon: CouponCode } | { readonly pointsOf: MemberId }

export function nameOf(scarce: Scarce): string {
  return 'coupon' in scarce ? `coupon:${scarce.coupon}` : `points:${scarce.pointsOf}`
}

/** A lane has what is in its open and parked sales, and what it has sold; both are in its journal. */
export function holderOf(state: Pick<LaneState, 'sale' | 'suspended'>, { own }: Pick<LaneStore, 'own'>): Holder {
  return {
    isSpent: (name) => name.startsWith('coupon:') && own.couponSpent(name.slice('coupon:'.length) as CouponCode),
    isHeld: (name) => heldBy(state.sale).includes(name) || [...state.suspended.values()].some(({ basket }) => heldIn(basket).includes(name)),
  }
}

function heldBy(sale: Sale): string[] {
  if (sale.kind !== 'open' && sale.kind !== 'tendering') return []
  const { attached } = sale.basket
  const paysWithPoints = sale.kind === 'tendering' && pointsIn(sale.tenders) > 0
  return [...heldIn(sale.basket), ...(paysWithPoints && attached ? [nameOf({ pointsOf: attached.member.memberId })] : [])]
}

function heldIn({ coupons, attached, taken = [] }: Basket): string[] {
  const single = coupons.filter(({ singleUse }) => singleUse).map(({ couponCode }) => nameOf({ coupon: couponCode }))
  return [...single, ...(attached && taken.length > 0 ? [nameOf({ pointsOf: attached.member.memberId })] : [])]
}
