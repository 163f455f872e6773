import type { OfferId } from '../ids.ts'
import type { Currency } from '../money/money.ts'
import type { SaleCompleted } from '../sale/facts.ts'
import type { Language, Wording } from '../wording.ts'
import type { Picture } from './receipt-document.ts'

/** A finished sale and what surrounds it on paper. */
export interface ReceiptInput {
  readonly completed: SaleCompleted
  readonly store: { readonly storeName: string; readonly header: readonly string[]; readonly footer: readonly string[]; readonly currency: Currency; readonly logo?: Picture | undefined }
  readonly laneNumber: number
  readonly cashierName: string
  /** Store's wall clock at completion, "2026-11-22 14:32". */
  readonly localTime: string
  /** Thirteen digits, own code of kind `receipt`. */
  readonly receiptCode: string
  readonly language: Language
  /** True from the second printing on. */
  readonly copy: boolean
  /** Element string of the next-visit coupon, "(17)261231(255)9521234500018030001123456"; needed to print its codes. */
  readonly couponBarcode?: string | undefined
  /** Names of offers on list lines that were not bought; the sale itself knows those that were armed. */
  readonly offerName?: ((offerId: OfferId) => Wording | undefined) | undefined
}
