import type { Line } from '../basket/line.ts'
import type { CashierId, PaymentId, SaleId, TenderId } from '../ids.ts'
import type { Member } from '../loyalty/member.ts'
import type { TakenOffer } from '../loyalty/take-for-points.ts'
import type { ShoppingList } from '../shopping-list/shopping-list.ts'
import type { IdentifiedBy, PresentedCoupon, SaleCompleted, Tender } from './facts.ts'
import type { HistoryPlace, ToldAt } from './priced-with.ts'

/** The member at the lane, with her list where she has one. */
export interface AttachedMember {
  readonly member: Member
  readonly list?: ShoppingList | undefined
  readonly identifiedBy: IdentifiedBy
  readonly toldAt?: ToldAt | undefined
}

/** A presented coupon, and how many lines had been rung up before it: what comes undone first is what came last. */
export interface BasketCoupon extends PresentedCoupon {
  readonly lineCount?: number | undefined
}

/** What an unfinished sale holds, whether it is being scanned, paid or parked. */
export interface Basket {
  readonly saleId: SaleId
  readonly openedAt: string
  readonly businessDay: string
  readonly cashierId: CashierId
  /** In the order they came, voided ones included. */
  readonly lines: readonly Line[]
  /** Where the lane's items stood at the first line, and wherever they had moved to by a later one. */
  readonly itemsAt?: readonly HistoryPlace[] | undefined
  readonly attached?: AttachedMember | undefined
  readonly coupons: readonly BasketCoupon[]
  /** Offers the member has taken for points. */
  readonly taken?: readonly TakenOffer[] | undefined
}

/** Money that a terminal was asked to take or to give back, and whose end is not written down yet. Nothing else happens to the sale meanwhile. */
export interface OpenPayment {
  readonly paymentId: PaymentId
  readonly amountMinor: number
  /** The terminal's newest trace number before. */
  readonly afterTrace?: number | undefined
  readonly askedAt: string
  /** The tender that is given back; none when money is taken. */
  readonly givesBack?: TenderId | undefined
  /** The terminal's answer was lost: it is asked about. */
  readonly isUnknown: boolean
}

export type Sale =
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly basket: Basket }
  | { readonly kind: 'tendering'; readonly basket: Basket; readonly tenders: readonly Tender[]; readonly payment?: OpenPayment | undefined }
  | { readonly kind: 'suspended'; readonly basket: Basket }
  | { readonly kind: 'voided'; readonly basket: Basket }
  | { readonly kind: 'completed'; readonly completed: SaleCompleted }

export const noSale: Sale = { kind: 'none' }

/** Lines that are not voided; one waiting for an age check is among them. */
export function soldLines(basket: Basket): readonly Line[] {
  return basket.lines.filter((line) => line.state !== 'voided')
}

/** Points taken so far. */
export function pointsIn(tenders: readonly Tender[]): number {
  return tenders.reduce((sum, { points = 0 }) => sum + points, 0)
}

/** Money taken so far. */
export function paidMinor(tenders: readonly Tender[]): number {
  return tenders.reduce((sum, tender) => sum + tender.amountMinor, 0)
}
