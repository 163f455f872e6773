import type { EntryMethod, Quantity } from '../basket/line.ts'
import type { Item } from '../catalog/item.ts'
import type { CashierId, LineId, PaymentId, SaleId, TenderId } from '../ids.ts'
import type { LoyaltyRules } from '../loyalty/loyalty-rules.ts'
import type { CashRounding } from '../money/cash-rounding.ts'
import type { Offer } from '../offers/offer.ts'
import type { PricedBasket } from '../offers/priced-basket.ts'
import type { BusinessTime } from '../business-day/business-time.ts'
import type { CardReceipt, IdentifiedBy, PresentedCoupon, SaleCompleted, TenderKind } from './facts.ts'
import type { HistoryPlace, PricedWith } from './priced-with.ts'
import type { SaleTerms } from './sale-terms.ts'
import type { AttachedMember } from './sale.ts'

/** What someone wants of the sale, with everything that had to be looked up already in it. */
export type SaleCommand =
  | { readonly kind: 'add-item'; readonly item: Item; readonly gtin: string; readonly quantity: Quantity; readonly entry: EntryMethod; readonly labelPriceMinor?: number | undefined; /** Where the lane's items stood when this one was looked up. */ readonly itemsAt?: HistoryPlace | undefined }
  | { readonly kind: 'void-line'; readonly lineId: LineId }
  | { readonly kind: 'undo-last' }
  | { readonly kind: 'answer-age'; readonly lineId: LineId; readonly oldEnough: boolean }
  | ({ readonly kind: 'attach-member'; readonly identifiedBy: IdentifiedBy } & AttachedMember)
  | { readonly kind: 'detach-member' }
  | { readonly kind: 'present-coupon'; readonly coupon: PresentedCoupon }
  /** So many rewards of an offer for points; zero gives it up. */
  | { readonly kind: 'take-offer'; readonly offer: Pick<Offer, 'offerId' | 'name' | 'pointsPrice'>; readonly rewardCount: number }
  | { readonly kind: 'open-tender' }
  | { readonly kind: 'leave-tender' }
  | { readonly kind: 'take-tender'; readonly tenderKind: Exclude<TenderKind, 'card'>; readonly amountMinor: number }
  /** `reversal` when a terminal is there to give a card tender back. */
  | { readonly kind: 'return-tender'; readonly tenderId: TenderId; readonly reversal?: PaymentTry | undefined }
  | ({ readonly kind: 'ask-payment'; readonly amountMinor: number } & PaymentTry)
  /** What the terminal says of the open payment or reversal. */
  | { readonly kind: 'end-payment'; readonly paymentId: PaymentId; readonly end: PaymentEnd }
  /** A person has looked at the terminal: does the card payment stand? */
  | { readonly kind: 'settle-payment'; readonly paid: boolean }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'void-sale' }

/** What the terminal is asked under, and its newest trace number before. */
export interface PaymentTry {
  readonly paymentId: PaymentId
  readonly afterTrace?: number | undefined
}

/** `made`: money was taken, or given back where that was asked. */
export type PaymentEnd =
  | { readonly kind: 'made'; readonly card: CardReceipt }
  | { readonly kind: 'not-made'; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string }

/** The world as the rules may see it: time and ids arrive as arguments, so any sale can be replayed. */
export interface Given {
  /** ISO 8601 UTC with milliseconds. */
  readonly at: string
  readonly time: BusinessTime
  readonly cashierId: CashierId
  /** Used when the command opens a sale. */
  readonly newSaleId: SaleId
  /** Used when the command takes a tender. */
  readonly newTenderId: TenderId
  /** The basket as it stands, priced; used by tendering. */
  readonly priced: PricedBasket
  /** What it was priced with; goes into the sale's fact. */
  readonly pricedWith?: PricedWith | undefined
  /** What whoever brings goods back is refunded by; goes into the fact of a sale that this command completes. */
  readonly terms?: SaleTerms | undefined
  /** How this store rounds what is paid in cash; absent where it does not. */
  readonly cashRounding?: CashRounding | undefined
  /** Used when the sale completes. */
  readonly receiptNumber: number
  /** The member's points before this sale, as the lane knows them; zero without a member. */
  readonly pointsBalance: number
  /** Those of them that cannot be spent yet; none unless told. */
  readonly pointsPending?: number | undefined
  /** What points are worth here, and when. Nothing unless told. */
  readonly loyalty?: LoyaltyRules | undefined
  /** No sale earns more; see the earn rules. */
  readonly mostPointsPerSale?: number | undefined
  /** Chosen from the basket as it stands; issued if this command completes the sale. */
  readonly nextVisit?: Pick<SaleCompleted, 'issued' | 'heldOut' | 'chosenFrom'> | undefined
}

/** The shop says no. The screen owns the wording. */
export type SaleRefusal =
  | { readonly refused: 'no-sale-open' }
  | { readonly refused: 'sale-being-paid' }
  | { readonly refused: 'not-being-paid' }
  | { readonly refused: 'item-has-no-price'; readonly itemId: string; readonly day: string }
  | { readonly refused: 'quantity-out-of-range'; readonly count: number }
  | { readonly refused: 'needs-weight' }
  | { readonly refused: 'line-not-found' }
  | { readonly refused: 'nothing-to-undo' }
  | { readonly refused: 'age-not-asked' }
  | { readonly refused: 'member-already-attached'; readonly displayName: string }
  | { readonly refused: 'no-member' }
  | { readonly refused: 'coupon-already-presented' }
  | { readonly refused: 'age-pending'; readonly lineId: LineId }
  | { readonly refused: 'basket-empty' }
  | { readonly refused: 'amount-not-positive' }
  | { readonly refused: 'card-over-due'; readonly dueMinor: number }
  | { readonly refused: 'points-not-taken' }
  | { readonly refused: 'points-too-few-for-offer'; readonly count: number }
  | { readonly refused: 'points-in-steps'; readonly stepMinor: number }
  | { readonly refused: 'points-too-few'; readonly mostMinor: number }
  | { readonly refused: 'tender-taken' }
  | { readonly refused: 'tender-not-found' }
  | { readonly refused: 'payment-open' }
  | { readonly refused: 'payment-unknown' }
  | { readonly refused: 'payment-not-open' }
  | { readonly refused: 'terminal-away' }
