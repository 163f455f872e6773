import type { Line } from '../basket/line.ts'
import type { CashierId, CouponCode, ItemId, LineId, ListId, MemberId, OfferId, PaymentId, SaleId, TenderId } from '../ids.ts'
import type { Member, NextVisitCandidate } from '../loyalty/member.ts'
import type { PointsPart } from '../loyalty/points-part.ts'
import type { TierProgress } from '../loyalty/tier-progress.ts'
import type { PricedBasket } from '../offers/priced-basket.ts'
import type { ShoppingList } from '../shopping-list/shopping-list.ts'
import type { Wording } from '../wording.ts'
import type { HistoryPlace, PricedWith, ToldAt } from './priced-with.ts'
import type { Basket } from './sale.ts'
import type { SaleReturned } from './sale-returned.ts'
import type { SaleTerms } from './sale-terms.ts'

/** `card` was taken by a terminal that told the lane so; `card-confirmed` was seen approved by the cashier; `points` are the member's own. */
export type TenderKind = 'cash' | 'card' | 'card-confirmed' | 'points'

/** What the terminal told of a card payment. The card number only as it is masked there. */
export interface CardReceipt {
  readonly cardName: string
  readonly maskedPan: string
  readonly terminalId: string
  readonly traceNumber: number
  readonly terminalReceipt: number
  readonly authorisation?: string | undefined
  /** The customer's slip, where the terminal leaves printing to the lane. */
  readonly slip?: readonly string[] | undefined
}

/** Money taken. A cash amount may exceed what is due; the rest is change. */
export interface Tender {
  readonly tenderId: TenderId
  readonly tenderKind: TenderKind
  readonly amountMinor: number
  /** With `card`. */
  readonly card?: CardReceipt | undefined
  /** With `points`: how many. */
  readonly points?: number | undefined
}

/** How the member was identified. */
export type IdentifiedBy = 'card' | 'phone' | 'list'

/** A coupon the customer handed over, found genuine at the lane. */
export interface PresentedCoupon {
  readonly couponCode: CouponCode
  readonly offerId: OfferId
  readonly name: Wording
  readonly singleUse: boolean
  /** Taken although not every lane of the store could be asked whether it has it: where it was used twice, this one comes second. */
  readonly unasked?: boolean | undefined
}

/** A coupon that earned its reward in this sale. */
export interface RedeemedCoupon {
  readonly couponCode: CouponCode
  readonly offerId: OfferId
  readonly amountMinor: number
  readonly singleUse: boolean
  /** See `PresentedCoupon`. */
  readonly unasked?: boolean | undefined
}

/** The next-visit offer issued with this receipt. */
export interface IssuedCoupon {
  readonly couponCode: CouponCode
  readonly offerId: OfferId
  readonly name: Wording
  /** Last day it can be redeemed, `YYYY-MM-DD`. */
  readonly expiresOn: string
  readonly reason: string
  /** Where it is another than the offer itself. */
  readonly campaignId?: string | undefined
}

/** A coupon that was not given, because the customer is of those in whom it is measured what giving it brings. */
export interface HeldOut {
  readonly offerId: OfferId
  readonly campaignId: string
  readonly reason: string
}

/** What the lane knew when it chose the next-visit offer; with the sale and the offers of then, it can be chosen again. */
export interface ChosenFrom {
  readonly candidates: readonly NextVisitCandidate[]
  /** Offers whose coupon she had been given and had not used. */
  readonly unusedOfferIds: readonly OfferId[]
  /** Offers of which this lane had given out all it may. */
  readonly usedUpOfferIds: readonly OfferId[]
}

/** A line of the list that was not bought, with the offers that stayed unclaimed. */
export interface UnclaimedListLine {
  readonly name: Wording
  readonly itemId?: ItemId | undefined
  readonly categoryId?: string | undefined
  readonly offerIds: readonly OfferId[]
}

/** What a sale did to its member's points. */
export interface SalePoints {
  readonly earned: number
  /** Why; they add up to `earned`. */
  readonly parts?: readonly PointsPart[] | undefined
  /** Paid with. */
  readonly spent?: number | undefined
  /** What could be spent before and after, as this lane knew it. */
  readonly balanceBefore: number
  readonly balanceAfter: number
  /** First day on which the earned ones can be spent, where that is not at once, and all that wait like them. */
  readonly pending?: { readonly fromDay: string; readonly points: number } | undefined
  readonly nextTier?: TierProgress | undefined
}

/** Everything head office needs of a finished sale, in one fact. */
export interface SaleCompleted {
  readonly kind: 'sale-completed'
  readonly saleId: SaleId
  /** Counts up by one per journal, from 1, without gaps. */
  readonly receiptNumber: number
  readonly openedAt: string
  readonly completedAt: string
  readonly businessDay: string
  readonly cashierId: CashierId
  /** Lines that were sold; voided ones are in their own facts. */
  readonly lines: readonly Line[]
  readonly priced: PricedBasket
  /** Absent in facts from before head office priced sales again. */
  readonly pricedWith?: PricedWith | undefined
  /** Absent in facts from before goods could be brought back. */
  readonly terms?: SaleTerms | undefined
  readonly tenders: readonly Tender[]
  readonly changeMinor: number
  /** What cash rounding made the customer pay more than was due, or less: tenders less change are `dueMinor` and this. Absent where nothing was rounded. */
  readonly roundingMinor?: number | undefined
  readonly member?: { readonly memberId: MemberId; readonly displayName: string; readonly cardLast4: string; readonly identifiedBy: IdentifiedBy } | undefined
  /** Balance before and after, as this lane knew it. Absent without a member. */
  readonly points?: SalePoints | undefined
  readonly redeemed: readonly RedeemedCoupon[]
  readonly issued?: IssuedCoupon | undefined
  readonly heldOut?: HeldOut | undefined
  /** Absent in facts from before it was kept. */
  readonly chosenFrom?: ChosenFrom | undefined
  readonly list?: { readonly listId: ListId; readonly lineCount: number; readonly unclaimed: readonly UnclaimedListLine[] } | undefined
}

/** What happened at the lane, in the order it happened. Never changed; a correction is another fact. */
export type Fact =
  /** First fact of every journal. */
  | { readonly kind: 'journal-opened'; readonly storeId: string; readonly laneNumber: number; readonly openedAt: string }
  /**
   * Head office has other facts behind `afterNumber` (an old disk was put back). The chain goes on as it is; from there on
   * it is journal `journalId`, records that are written already included.
   */
  | { readonly kind: 'journal-branched'; readonly journalId: string; readonly ancestorId: string; readonly afterNumber: number; /** Of record `afterNumber`. */ readonly afterHash: string; readonly branchedAt: string }
  /** The void of receipt numbers this journal has no receipts for: another branch of it or an earlier journal of the lane gave them, or nobody can say any more whether it did. */
  | { readonly kind: 'receipts-skipped'; readonly firstNumber: number; readonly lastNumber: number; readonly why: 'other-branch' | 'end-unproven' | 'begun-anew'; readonly skippedAt: string }
  | { readonly kind: 'sale-opened'; readonly saleId: SaleId; readonly openedAt: string; readonly businessDay: string; readonly cashierId: CashierId }
  | { readonly kind: 'line-added'; readonly saleId: SaleId; readonly line: Line; /** Where it differs from that of the line before; see `PricedWith`. */ readonly itemsAt?: HistoryPlace | undefined }
  | { readonly kind: 'line-voided'; readonly saleId: SaleId; readonly lineId: LineId }
  | { readonly kind: 'age-confirmed'; readonly saleId: SaleId; readonly lineId: LineId; readonly bornOnOrBefore: string; readonly cashierId: CashierId }
  | { readonly kind: 'member-attached'; readonly saleId: SaleId; readonly member: Member; readonly list?: ShoppingList | undefined; readonly identifiedBy: IdentifiedBy; readonly toldAt?: ToldAt | undefined }
  | { readonly kind: 'member-detached'; readonly saleId: SaleId }
  | { readonly kind: 'coupon-presented'; readonly saleId: SaleId; readonly coupon: PresentedCoupon }
  /** Taken back before the sale was paid: it stays the customer's. */
  | { readonly kind: 'coupon-withdrawn'; readonly saleId: SaleId; readonly couponCode: CouponCode }
  /** The member takes so many rewards of an offer for points, in place of what she had taken of it; zero gives it up. */
  | { readonly kind: 'offer-taken'; readonly saleId: SaleId; readonly offerId: OfferId; readonly name: Wording; readonly pointsPrice: number; readonly rewardCount: number }
  | { readonly kind: 'tender-opened'; readonly saleId: SaleId }
  | { readonly kind: 'tender-left'; readonly saleId: SaleId }
  | { readonly kind: 'tender-taken'; readonly saleId: SaleId; readonly tender: Tender }
  | { readonly kind: 'tender-returned'; readonly saleId: SaleId; readonly tenderId: TenderId }
  /** Intent: written before the terminal is asked for money. `afterTrace` is its newest trace number before, where it was known: what is asked about later. */
  | { readonly kind: 'payment-asked'; readonly saleId: SaleId; readonly paymentId: PaymentId; readonly amountMinor: number; readonly afterTrace?: number | undefined; readonly askedAt: string }
  /** Nobody can say yet whether money was taken. It is asked about until somebody can. */
  | { readonly kind: 'payment-unknown'; readonly saleId: SaleId; readonly paymentId: PaymentId; readonly detail: string }
  /** Approved comes with the tender in one commit. `settledBy` looked at the terminal, where it could not tell by itself. */
  | { readonly kind: 'payment-ended'; readonly saleId: SaleId; readonly paymentId: PaymentId; readonly outcome: 'approved' | 'not-made'; readonly detail?: string | undefined; readonly settledBy?: CashierId | undefined }
  /** Intent: written before the terminal is asked to give a card tender back whole. */
  | { readonly kind: 'reversal-asked'; readonly saleId: SaleId; readonly paymentId: PaymentId; readonly tenderId: TenderId; readonly amountMinor: number; readonly afterTrace?: number | undefined; readonly askedAt: string }
  | { readonly kind: 'reversal-unknown'; readonly saleId: SaleId; readonly paymentId: PaymentId; readonly detail: string }
  /** Reversed comes with `tender-returned` in one commit. */
  | { readonly kind: 'reversal-ended'; readonly saleId: SaleId; readonly paymentId: PaymentId; readonly outcome: 'reversed' | 'not-made'; readonly detail?: string | undefined; readonly settledBy?: CashierId | undefined }
  /** Intent: written before the terminal is asked to give money of a return back to a card. It holds the return as it is meant. */
  | { readonly kind: 'refund-asked'; readonly saleId: SaleId; readonly paymentId: PaymentId; readonly amountMinor: number; readonly afterTrace?: number | undefined; readonly askedAt: string; readonly returned: SaleReturned }
  | { readonly kind: 'refund-unknown'; readonly saleId: SaleId; readonly paymentId: PaymentId; readonly detail: string }
  /** Refunded comes with the return in one commit. */
  | { readonly kind: 'refund-ended'; readonly saleId: SaleId; readonly paymentId: PaymentId; readonly outcome: 'refunded' | 'not-made'; readonly detail?: string | undefined; readonly settledBy?: CashierId | undefined }
  | { readonly kind: 'sale-suspended'; readonly saleId: SaleId; readonly suspendedAt: string }
  | { readonly kind: 'sale-recalled'; readonly saleId: SaleId; readonly recalledAt: string }
  /** Another lane of the store has a parked sale from here on. Written before it is told what is in it; `askId` is what it asked under. */
  | { readonly kind: 'sale-given-away'; readonly saleId: SaleId; readonly toJournalId: string; readonly toLane: number; readonly askId: string; readonly givenAt: string }
  /** The other half: the sale goes on here, as it stood there. `askId` is that of its other half; facts of earlier lanes have none. */
  | { readonly kind: 'sale-taken-over'; readonly saleId: SaleId; readonly fromJournalId: string; readonly fromLane: number; readonly askId?: string | undefined; readonly takenAt: string; readonly basket: Basket }
  | { readonly kind: 'sale-voided'; readonly saleId: SaleId; readonly voidedAt: string }
  | SaleCompleted
  | SaleReturned
  /** Intent: written before the drawer is pulsed. */
  | { readonly kind: 'drawer-asked'; readonly saleId?: SaleId | undefined; readonly reason: 'cash-sale' | 'cash-return' | 'no-sale' }
  /** Intent: written before the first byte goes to the printer; `copy` from the second time on. */
  | { readonly kind: 'print-asked'; readonly printId: string; readonly saleId: SaleId; readonly copy: boolean }
  | { readonly kind: 'print-ended'; readonly printId: string; readonly saleId: SaleId; readonly outcome: 'printed' | 'failed' | 'unknown'; readonly detail?: string | undefined }
  /** A payment card was held to the member reader. No digit of it is kept anywhere. */
  | { readonly kind: 'payment-card-rejected' }

export type FactOf<Kind extends Fact['kind']> = Extract<Fact, { readonly kind: Kind }>
