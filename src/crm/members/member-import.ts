import { z } from 'zod'
import { normalisePhone } from '../../contract/keyed-hash.ts'
import { looksLikePaymentCard } from '../../contract/payment-card.ts'
import { id } from '../../contract/values.ts'
import type { ItemId, MemberId } from '../../domain/ids.ts'
import { markForRefresh, upsertMembers } from '../store/member-rows.ts'
import type { Database } from '../store/open-database.ts'
import { insertPoints, insertPurchases, type PointsEntryRow } from '../store/sale-rows.ts'
import { parseRows } from '../unfit.ts'

/** Neither phone nor club card: a column of an export that must not be here at all. */
const noPaymentCard = 'this is the number of a payment card, which is not taken in'

const name = z.string().trim().max(80)

/** A member as head office knows her. */
export const memberImport = z.object({
  memberId: id<MemberId>(),
  firstName: name.min(1),
  lastName: name,
  phone: z.string().refine((phone) => normalisePhone(phone) !== undefined, 'a phone number has six to fifteen digits').refine((phone) => !looksLikePaymentCard(phone, 'code'), noPaymentCard),
  /** Digits alone, or the hexadecimal capitals of a UID, as the store's card pattern leaves them. */
  cardNumber: z.string().regex(/^[0-9A-F]{4,32}$/, 'a card number is digits alone, or the capitals of a UID').refine((cardNumber) => !looksLikePaymentCard(cardNumber), noPaymentCard),
  /** A date or a year; printed as it is. */
  memberSince: z.string().min(4).max(10),
  tier: z.string().min(1).max(32),
  language: z.enum(['en', 'zh']).optional(),
  /** Only day and month are told to the lanes. */
  birthDate: z.iso.date().optional(),
  /** Last day of a membership that is paid for. */
  paidUntilDay: z.iso.date().optional(),
  /** Points from before Lanewise and the day from which they count: entered once, whatever comes later. */
  openingPoints: z.strictObject({ points: z.number().int().min(1), day: z.iso.date() }).optional(),
})
export type MemberImport = z.infer<typeof memberImport>

/** A purchase from before Lanewise; importing the same `purchaseId` again changes nothing. */
export const purchaseImport = z.object({
  memberId: id<MemberId>(),
  purchaseId: z.string().min(1).max(64),
  day: z.iso.date(),
  lines: z.array(z.object({ itemId: id<ItemId>(), unitCount: z.number().int().min(1), netMinor: z.number().int() })).max(1000),
})
export type PurchaseImport = z.infer<typeof purchaseImport>

/**
 * Enters members, or renews what is known of them; of two rows with one id the later counts.
 * @returns how many members
 * @throws Unfit when a row does not fit; then none is taken
 */
export async function importMembers(database: Database, rows: readonly unknown[]): Promise<number> {
  const byId = new Map(parseRows(memberImport, rows, 'member').map((member) => [member.memberId, { ...member, language: member.language, birthDate: member.birthDate, paidUntilDay: member.paidUntilDay }]))
  await database.transaction(async (connection) => {
    await upsertMembers(connection, [...byId.values()].map(({ openingPoints: _points, ...member }) => member))
    await insertPoints(connection, [...byId.values()].flatMap(openingEntry))
    await markForRefresh(connection, [...byId.keys()])
  })
  return byId.size
}

/** The same entry every time, so that a second import adds nothing. */
function openingEntry({ memberId, openingPoints }: MemberImport): PointsEntryRow[] {
  if (!openingPoints) return []
  const { points, day } = openingPoints
  return [{ memberId, journalId: 'before-lanewise', number: 1, points, reason: 'earned', saleId: 'before-lanewise', day, at: `${day}T00:00:00.000Z` }]
}

/**
 * Enters purchases from before Lanewise.
 * @returns how many purchases were given
 * @throws Unfit when a row does not fit; then none is taken
 */
export async function importPurchases(database: Database, rows: readonly unknown[]): Promise<number> {
  const purchases = parseRows(purchaseImport, rows, 'purchase')
  const lines = purchases.flatMap(({ memberId, purchaseId, day, lines }) => lines.map((line, index) => ({ memberId, purchaseId, lineNumber: index + 1, day, ...line, categoryId: undefined })))
  await database.transaction(async (connection) => {
    await insertPurchases(connection, lines)
    await markForRefresh(connection, [...new Set(purchases.map((purchase) => purchase.memberId))])
  })
  return purchases.length
}
