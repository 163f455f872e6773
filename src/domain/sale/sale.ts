import type { Line } from '../basket/line.ts'
import type { CashierId, SaleId } from '../ids.ts'
import type { Member } from '../loyalty/member.ts'
import type { ShoppingList } from '../shopping-list/shopping-list.ts'
import type { IdentifiedBy, PresentedCoupon, SaleCompleted, Tender } from './facts.ts'

/** The member at the lane, with her list where she has one. */
export interface AttachedMember {
  readonly member: Member
  readonly list?: ShoppingList | undefined
  readonly identifiedBy: IdentifiedBy
}

/** What an unfinished sale holds, whether it is being scanned, paid or parked. */
export interface Basket {
  readonly saleId: SaleId
  readonly openedAt: string
  readonly businessDay: string
  readonly cashierId: CashierId
  /** In the order they came, voided ones included. */
  readonly lines: readonly Line[]
  readonly attached?: AttachedMember | undefined
  readonly coupons: readonly PresentedCoupon[]
}

export type Sale =
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly basket: Basket }
  | { readonly kind: 'tendering'; readonly basket: Basket; readonly tenders: readonly Tender[] }
  | { readonly kind: 'suspended'; readonly basket: Basket }
  | { readonly kind: 'voided'; readonly basket: Basket }
  | { readonly kind: 'completed'; readonly completed: SaleCompleted }

export const noSale: Sale = { kind: 'none' }

/** Lines that are not voided; one waiting for an age check is among them. */
export function soldLines(basket: Basket): readonly Line[] {
  return basket.lines.filter((line) => line.state !== 'voided')
}
