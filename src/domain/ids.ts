/** Ids are made once, at the edge, and never reused. Each has its own type so that no two can be swapped. */
type Id<Name extends string> = string & { readonly __id: Name }

/** UUID of one sale, made by the lane that opened it. */
export type SaleId = Id<'Sale'>
/** Position of a line within its sale, `"1"`, `"2"`, …: never reused after a void. */
export type LineId = Id<'Line'>
/** Retailer's item key; many codes may lead to one item. */
export type ItemId = Id<'Item'>
export type MemberId = Id<'Member'>
export type OfferId = Id<'Offer'>
export type ListId = Id<'List'>
export type TaxClassId = Id<'TaxClass'>
/** UUID of one append-only file of facts. A new disk is a new journal. */
export type JournalId = Id<'Journal'>
/** UUID made by whoever asks; the same id asked twice gets the first answer. */
export type CommandId = Id<'Command'>
export type TenderId = Id<'Tender'>
/** UUID of one try to move money at a card terminal; the terminal's order has the same. */
export type PaymentId = Id<'Payment'>
export type CashierId = Id<'Cashier'>
/** A Global Coupon Number with its serial, as one digit string (AI 255, 14 to 25 digits). */
export type CouponCode = Id<'CouponCode'>
