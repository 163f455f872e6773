import type { Elements } from './element-string.ts'
import type { ManufacturerCoupon } from './manufacturer-coupon.ts'
import type { PositiveOffer } from './positive-offer.ts'

/** A code as a lane understands it. Routing is by kind, never by guess. */
export type Identified =
  | IdentifiedItem
  /** In-store label of a weighed item: five-digit item number with a price … */
  | { readonly kind: 'price-label'; readonly plu: string; readonly priceMinor: number }
  /** … or with a weight. */
  | { readonly kind: 'weight-label'; readonly plu: string; readonly grams: number }
  /** Item number keyed by hand, one to five digits. */
  | { readonly kind: 'plu'; readonly plu: string }
  /** Club card: the digits of the member number. */
  | { readonly kind: 'member-card'; /** Digits, or hexadecimal capitals of a UID. */ readonly number: string }
  | { readonly kind: 'phone'; readonly number: string }
  /** The barcode of a personal shopping list. */
  | { readonly kind: 'list'; readonly number: string }
  | IdentifiedCoupon
  /** North American coupon of a manufacturer (AI 8110), and its digits as they are billed. */
  | { readonly kind: 'manufacturer-coupon'; readonly digits: string; readonly coupon: ManufacturerCoupon }
  /** Serialised coupon of the Positive Offer File (AI 8112). */
  | { readonly kind: 'positive-offer-coupon'; readonly coupon: PositiveOffer }
  | { readonly kind: 'receipt'; readonly number: string }
  | { readonly kind: 'badge'; readonly number: string }
  /** Two or five digits beside a magazine or book, sent after its code: they sell nothing. */
  | { readonly kind: 'add-on'; readonly digits: string }
  /** Right by GS1's rules, and nothing a lane handles: a pallet, a place, a document. `names` says which key, or that there is none. */
  | { readonly kind: 'not-for-sale'; readonly names: NamedByGs1 }

/**
 * Any GTIN, as GTIN-14, and what else the code said of the item in hand.
 * Days are `YYYY-MM-DD`.
 */
export interface IdentifiedItem {
  readonly kind: 'item'
  readonly gtin: string
  readonly lot?: string | undefined
  readonly serial?: string | undefined
  /** Use by: not sold after this day. */
  readonly expiresOn?: string | undefined
  readonly bestBefore?: string | undefined
  readonly sellBy?: string | undefined
  /** Net weight. */
  readonly grams?: number | undefined
  /** Price to pay in major units, as `parseMinor` reads them: "2.99". */
  readonly price?: string | undefined
  /** Issue of a magazine, or price of a book as its publisher coded it: two or five digits. */
  readonly addOn?: string | undefined
}

/** Global Coupon Number (AI 255): 13 digits, serial, the expiry date (AI 17) and what it is worth, when given. */
export interface IdentifiedCoupon {
  readonly kind: 'coupon'
  readonly reference: string
  readonly serial: string
  readonly expiresOn?: string | undefined
  /** Major units: "2.99". */
  readonly amount?: string | undefined
  /** "12.5" */
  readonly percent?: string | undefined
  readonly points?: number | undefined
}

/** What a key of GS1 stands for. */
export type NamedByGs1 = 'pallet' | 'pallet-content' | 'made-to-order' | 'piece' | 'document' | 'consignment' | 'place' | 'asset' | 'part' | 'model' | 'provider' | 'nothing'

/** Why a code could not be understood. Nothing of the code is repeated where it may be a payment card. */
export interface Unreadable {
  readonly unreadable:
    | 'empty'
    | 'too-long'
    | 'noise'
    | 'check-digit'
    | 'incomplete'
    | 'several-codes'
    | 'element-string'
    | 'verifier-digit'
    | 'payment-card'
    | 'compressed-link'
    | 'unknown-format'
  /** The code as far as it may be shown, at most 64 characters, control characters escaped; empty for payment cards. */
  readonly shown: string
  /** Which part is wrong, for people who set up codes: an AI, a pattern, a position. */
  readonly detail?: string | undefined
}

/** Why a code was not understood, before anything of it is shown. */
export type Trouble = Pick<Unreadable, 'unreadable' | 'detail'>

/** What was read, before anything of it is shown. */
export interface Reading {
  readonly outcome: Identified | Trouble
  readonly elements?: Elements
  readonly warnings?: readonly string[]
}

/**
 * Layout of the retailer's own codes, as one digit string.
 * Literal digits must match; runs of letters carry values:
 * `I` item number, `P` price, `W` weight in grams, `V` price verifier, `C` check digit,
 * `M` member number, `L` list number, `R` receipt number, `B` badge, `N` anything,
 * `U` hexadecimal digits of a contactless card's UID, in capitals: they are its member's number.
 * Example: `21IIIIIPPPPPC`.
 */
export interface OwnCode {
  readonly kind: 'price-label' | 'weight-label' | 'member-card' | 'list' | 'receipt' | 'badge'
  readonly pattern: string
}

/** Where the text came from: a code typed by hand may be a short item number, a scanned one may not. */
export type CodeSource = 'scanner' | 'card-reader' | 'keyed'
