import type { SaleRefusal } from '../../src/domain/sale/commands.ts'
import type { DeviceTrouble } from '../../src/contract/device-troubles.ts'
import type { SyncTrouble } from '../../src/contract/sync-troubles.ts'
import type { DeviceRole } from '../../src/contract/devices.ts'
import type { Unreadable } from '../../src/domain/barcode/identified.ts'

/** What the lane says of its own accord. */
type LaneMessageCode =
  | 'offer-not-found'
  | 'unknown-code' | 'unreadable' | 'member-unknown' | 'member-attached' | 'list-unknown' | 'list-expired' | 'list-other-member'
  | 'coupon-expired' | 'coupon-forged' | 'coupon-spent' | 'coupon-unknown' | 'coupon-presented' | 'coupon-withdrawn' | 'coupon-not-taken' | 'coupon-needs-clearing' | 'coupon-other-retailer' | 'coupon-not-yet' | 'coupon-for-cashier' | 'coupon-of-store' | 'coupon-contradicts' | 'coupon-too-intricate' | 'not-for-sale' | 'add-on-read' | 'payment-card-rejected' | 'foreign-card'
  | 'item-expired' | 'item-has-no-tax' | 'receipt-scanned' | 'badge-scanned' | 'device-lost' | 'garbled' | 'print-failed' | 'print-unknown' | 'paper-out' | 'paper-near-end' | 'drawer-open'
  | 'suspended' | 'recalled' | 'age-check' | 'offline' | 'fault' | 'display-only-looks'
  | 'drawer-failed' | 'storage-failed' | 'storage-low' | 'second-copy-failed' | 'database-rebuilt' | 'records-taken-back' | 'lane-not-set-up' | 'no-receipt-yet' | 'sale-not-found' | 'sale-open' | 'phone-unreadable'

/** What the lane says of the card terminal. */
type PaymentMessageCode = 'card-declined' | 'card-stopped' | 'card-unreadable' | 'card-expired' | 'card-over-limit' | 'card-not-made' | 'card-not-given-back' | 'card-not-refunded' | 'terminal-busy' | 'payment-being-checked'

/** What the lane says of an item that goes over the scale. */
type WeighingMessageCode = 'weigh-item' | 'weigh-failed' | 'not-weighed' | 'weighing-open' | 'scale-zeroed' | 'scale-not-zeroed'

/** What the lane says of goods that come back. */
type ReturnMessageCode = 'return-open' | 'no-return-open' | 'receipt-of-other-lane' | 'receipt-unknown' | 'receipt-of-return' | 'receipt-taken-out' | 'return-too-old' | 'not-on-receipt' | 'all-back-already' | 'more-than-sold' | 'nothing-chosen' | 'not-paid-by-card'

/** What asking the other lanes of the store comes to. */
type StoreNetworkMessageCode = 'coupon-asking' | 'coupon-at-other-lane' | 'coupon-spent-at-lane' | 'coupon-lanes-silent' | 'points-asking' | 'points-at-other-lane' | 'lanes-being-asked' | 'lanes-answered-late' | 'sale-asking' | 'sale-lane-silent'

/** What the screen itself has to say. */
type ScreenMessageCode = 'lane-not-answering' | 'scan-cut-off' | 'scanned-twice' | 'quantity-first' | 'nothing-suspended' | 'return-how' | 'age-check-line' | 'member-without-list' | 'unknown-message'

export type MessageCode = LaneMessageCode | SyncTrouble | PaymentMessageCode | SaleRefusal['refused'] | WeighingMessageCode | ReturnMessageCode | StoreNetworkMessageCode | ScreenMessageCode

export type Words = Readonly<Record<string, string>>
/** Title and what to do, for every code: a new refusal in the rules fails the type check until it is worded. */
export type Messages = Readonly<Record<MessageCode, { readonly title: string; readonly detail: string }>>

/** Why a code or a reading was no good, or why the disk took nothing. */
export type Reasons = Readonly<Record<Unreadable['unreadable'] | 'cut-off' | 'checksum' | StorageCode | ScaleCode, string>>
type StorageCode = 'newer-version' | 'in-use' | 'read-only' | 'full' | 'damaged' | 'not-found' | 'io'
/** What keeps the scale from a weight, worded as what to do. */
type ScaleCode = 'in-motion' | 'at-zero' | 'under-zero' | 'over-capacity' | 'needs-zero' | 'same-weight' | 'below-tare' | 'needs-secret' | 'wrong-secret' | 'bad-answer' | 'scale-fault' | 'no-answer' | 'unsupported'
/** `away` and `needs-care` are said of a device that names no trouble. */
type TroubleCode = DeviceTrouble | 'away' | 'needs-care'

/** What is wrong with a device with what puts it right, and how to go on without it. */
export interface DeviceWords {
  readonly troubles: Readonly<Record<TroubleCode, { readonly word: string; readonly advice: string }>>
  readonly fallbacks: Readonly<Record<DeviceRole, string>>
}

/** One language, complete. */
export interface Dictionary<Word extends string> {
  readonly words: Readonly<Record<Word, string>>
  readonly messages: Messages
  readonly reasons: Reasons
  readonly devices: DeviceWords
}
