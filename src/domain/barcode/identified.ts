/** A code as a lane understands it. Routing is by kind, never by guess. */
export type Identified =
  /**
   * Any GTIN, as GTIN-14. Lot and expiry come along when the code carried them, and so do the net weight
   * (AI 310n) and the price to pay (AI 392n, major units as `parseMinor` reads them: "2.99").
   */
  | { readonly kind: 'item'; readonly gtin: string; readonly lot?: string | undefined; readonly expiresOn?: string | undefined; readonly grams?: number | undefined; readonly price?: string | undefined }
  /** In-store label of a weighed item: five-digit item number with a price … */
  | { readonly kind: 'price-label'; readonly plu: string; readonly priceMinor: number }
  /** … or with a weight. */
  | { readonly kind: 'weight-label'; readonly plu: string; readonly grams: number }
  /** Item number keyed by hand, one to five digits. */
  | { readonly kind: 'plu'; readonly plu: string }
  /** Club card: the digits of the member number. */
  | { readonly kind: 'member-card'; readonly number: string }
  | { readonly kind: 'phone'; readonly number: string }
  /** The barcode of a personal shopping list. */
  | { readonly kind: 'list'; readonly number: string }
  /** Global Coupon Number (AI 255): 13 digits, serial, and the expiry date (AI 17) when given. */
  | { readonly kind: 'coupon'; readonly reference: string; readonly serial: string; readonly expiresOn?: string | undefined }
  | { readonly kind: 'receipt'; readonly number: string }
  | { readonly kind: 'badge'; readonly number: string }

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
    | 'unknown-format'
  /** The code as far as it may be shown, at most 64 characters, control characters escaped; empty for payment cards. */
  readonly shown: string
  /** Which part is wrong, for people who set up codes: an AI, a pattern, a position. */
  readonly detail?: string | undefined
}

/**
 * Layout of the retailer's own codes, as one digit string.
 * Literal digits must match; runs of letters carry values:
 * `I` item number, `P` price, `W` weight in grams, `V` price verifier, `C` check digit,
 * `M` member number, `L` list number, `R` receipt number, `B` badge, `N` anything.
 * Example: `21IIIIIPPPPPC`.
 */
export interface OwnCode {
  readonly kind: 'price-label' | 'weight-label' | 'member-card' | 'list' | 'receipt' | 'badge'
  readonly pattern: string
}

/** Where the text came from: a code typed by hand may be a short item number, a scanned one may not. */
export type CodeSource = 'scanner' | 'card-reader' | 'keyed'
