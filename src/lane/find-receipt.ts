import { identify } from '../domain/barcode/identify.ts'
import type { OwnCode } from '../domain/barcode/identified.ts'
import type { SaleCompleted } from '../domain/sale/facts.ts'
import { soldAgain } from '../domain/sale/sale-terms.ts'
import type { LaneContext } from './lane-context.ts'
import { readReceiptNumber } from './receipts.ts'

type NotFound =
  | { readonly refused: 'lane-not-set-up' | 'no-receipt-yet' | 'receipt-of-return' | 'return-too-old' }
  /** Its sale is in the journal of another lane, which has to take the goods back. */
  | { readonly refused: 'receipt-of-other-lane'; readonly number: number }
  /** Its sale was taken out of the lane's database; see `Retention`. */
  | { readonly refused: 'receipt-taken-out'; readonly number: number }
  | { readonly refused: 'receipt-unknown'; readonly code: string }

/** As a scanner read it, or as a cashier types it: the digits of the barcode, or the number above it. */
export type NamedReceipt = { readonly digits: string } | { readonly typed: string }

/**
 * Finds the sale behind a receipt of this lane, in its own journal: with and without network.
 * @param receipt the newest sale without
 */
export function findReceipt(receipt: NamedReceipt | undefined, { state, store, config }: LaneContext): SaleCompleted | NotFound {
  if (!state.shop) return { refused: 'lane-not-set-up' }
  if (receipt === undefined) return usable(store.journal.completedSale()?.fact) ?? { refused: 'no-receipt-yet' }
  const digits = 'digits' in receipt ? receipt.digits : digitsOf(receipt.typed, state.shop.settings.ownCodes)
  const named = digits === undefined ? { laneNumber: config.laneNumber, receiptNumber: numberOf(receipt) } : readReceiptNumber(digits, store.own.lastReceiptNumber())
  if (named.laneNumber !== config.laneNumber) return { refused: 'receipt-of-other-lane', number: named.laneNumber }
  const found = store.journal.withReceipt(named.receiptNumber)?.fact
  if (found?.kind === 'sale-returned') return { refused: 'receipt-of-return' }
  if (!found && named.receiptNumber > 0 && named.receiptNumber <= (store.journal.start().receiptNumber ?? 0)) return { refused: 'receipt-taken-out', number: named.receiptNumber }
  return usable(found) ?? { refused: 'receipt-unknown', code: 'digits' in receipt ? receipt.digits : receipt.typed }
}

function digitsOf(typed: string, ownCodes: readonly OwnCode[]): string | undefined {
  const identified = identify(typed, { source: 'keyed', ownCodes })
  return 'kind' in identified && identified.kind === 'receipt' ? identified.number : undefined
}

/** Zero is no receipt's number. */
function numberOf(receipt: NamedReceipt): number {
  return 'typed' in receipt && /^\d{1,9}$/.test(receipt.typed) ? Number(receipt.typed) : 0
}

/** A sale from before its terms were kept cannot be worked out exactly, and is not guessed at. */
function usable(completed: SaleCompleted | undefined): SaleCompleted | NotFound | undefined {
  return completed && !soldAgain(completed) ? { refused: 'return-too-old' } : completed
}
