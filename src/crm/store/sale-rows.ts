import type { PointsEntry } from '../../domain/loyalty/points-entry.ts'
import { insertRows, type Columns } from './insert-rows.ts'
import type { Connection } from './open-database.ts'

export interface SaleRow {
  readonly storeId: string
  readonly saleId: string
  readonly journalId: string
  readonly number: number
  readonly laneNumber: number
  readonly receiptNumber: number
  readonly openedAt: string
  readonly completedAt: string
  readonly businessDay: string
  readonly cashierId: string
  readonly memberId: string | undefined
  readonly lineCount: number
  readonly unitCount: number
  readonly grossMinor: number
  readonly discountMinor: number
  readonly netMinor: number
  readonly taxAddedMinor: number
  readonly dueMinor: number
  readonly changeMinor: number
  readonly pointsEarned: number
}

export interface PointsEntryRow {
  readonly memberId: string
  readonly journalId: string
  readonly number: number
  /** Above zero when they are added, below when they are taken away. */
  readonly points: number
  readonly reason: PointsEntry['kind']
  readonly saleId: string
  /** Trading date. */
  readonly day: string
  readonly at: string
}

export interface PurchaseLineRow {
  readonly memberId: string
  readonly purchaseId: string
  /** Of goods that came back: the sale they were bought in. Units and money are below zero then. */
  readonly ofPurchaseId?: string | undefined
  readonly lineNumber: number
  readonly day: string
  readonly itemId: string
  /** Unknown for purchases from before Lanewise: looked up in the catalogue when read. */
  readonly categoryId: string | undefined
  readonly unitCount: number
  readonly netMinor: number
}

export interface CouponRedemptionRow {
  readonly couponCode: string
  readonly storeId: string
  readonly saleId: string
  readonly journalId: string
  readonly number: number
  readonly offerId: string
  readonly memberId: string | undefined
  readonly amountMinor: number
  readonly singleUse: boolean
  readonly redeemedAt: string
  /** Taken without asking every lane of the store. */
  readonly unasked: boolean
}

export interface CouponIssuedRow {
  readonly couponCode: string
  readonly offerId: string
  readonly memberId: string | undefined
  readonly storeId: string
  readonly saleId: string
  readonly journalId: string
  readonly number: number
  readonly issuedAt: string
  readonly expiresOn: string
  readonly reason: string
  readonly campaignId: string | undefined
  readonly day: string
}

const saleColumns: Columns<SaleRow> = {
  storeId: 'text', saleId: 'text', journalId: 'text', number: 'bigint', laneNumber: 'bigint', receiptNumber: 'bigint', openedAt: 'timestamptz', completedAt: 'timestamptz',
  businessDay: 'date', cashierId: 'text', memberId: 'text', lineCount: 'bigint', unitCount: 'bigint', grossMinor: 'bigint', discountMinor: 'bigint', netMinor: 'bigint',
  taxAddedMinor: 'bigint', dueMinor: 'bigint', changeMinor: 'bigint', pointsEarned: 'bigint',
}
const pointsColumns: Columns<PointsEntryRow> = { memberId: 'text', journalId: 'text', number: 'bigint', points: 'bigint', reason: 'text', saleId: 'text', day: 'date', at: 'timestamptz' }
const purchaseColumns: Columns<PurchaseLineRow> = { memberId: 'text', purchaseId: 'text', ofPurchaseId: 'text', lineNumber: 'bigint', day: 'date', itemId: 'text', categoryId: 'text', unitCount: 'bigint', netMinor: 'bigint' }
const redemptionColumns: Columns<CouponRedemptionRow> = {
  couponCode: 'text', storeId: 'text', saleId: 'text', journalId: 'text', number: 'bigint', offerId: 'text', memberId: 'text', amountMinor: 'bigint', singleUse: 'boolean', redeemedAt: 'timestamptz', unasked: 'boolean',
}
const issuedColumns: Columns<CouponIssuedRow> = {
  couponCode: 'text', offerId: 'text', memberId: 'text', storeId: 'text', saleId: 'text', journalId: 'text', number: 'bigint', issuedAt: 'timestamptz', expiresOn: 'date', reason: 'text', campaignId: 'text', day: 'date',
}

/** @returns numbers of the records whose sale is new; a sale id that is there already is left alone */
export async function insertSales(connection: Connection, rows: readonly SaleRow[]): Promise<Set<number>> {
  const inserted = await insertRows<SaleRow, { number: number }>(connection, { table: 'sale', columns: saleColumns, ending: 'on conflict do nothing returning number' }, rows)
  return new Set(inserted.map((row) => row.number))
}

export async function insertPoints(connection: Connection, rows: readonly PointsEntryRow[]): Promise<void> {
  await insertRows(connection, { table: 'points_entry', columns: pointsColumns }, rows)
}

/** Lines that are there already stay as they are, so an import may be repeated. */
export async function insertPurchases(connection: Connection, rows: readonly PurchaseLineRow[]): Promise<void> {
  await insertRows(connection, { table: 'purchase_line', columns: purchaseColumns }, rows)
}

export async function insertRedemptions(connection: Connection, rows: readonly CouponRedemptionRow[]): Promise<void> {
  await insertRows(connection, { table: 'coupon_redemption', columns: redemptionColumns }, rows)
}

export async function insertIssued(connection: Connection, rows: readonly CouponIssuedRow[]): Promise<void> {
  await insertRows(connection, { table: 'coupon_issued', columns: issuedColumns }, rows)
}
