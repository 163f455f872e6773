import { insertRows } from './insert-rows.ts'
import type { Connection } from './open-database.ts'

/** What lanes may arm offers by, as head office told them: kept when it changes, for a sale may come up days later. */

export interface TierTold {
  readonly memberId: string
  readonly tier: string
}

export interface ListOfferTold {
  readonly memberId: string
  readonly listId: string
  readonly offerId: string
}

export async function keepTold(connection: Connection, { tiers, listOffers }: { readonly tiers: readonly TierTold[]; readonly listOffers: readonly ListOfferTold[] }): Promise<void> {
  await insertRows(connection, { table: 'member_tier_told', columns: { memberId: 'text', tier: 'text' } }, tiers)
  await insertRows(connection, { table: 'list_offer_told', columns: { memberId: 'text', listId: 'text', offerId: 'text' } }, listOffers)
}

/** Everything that was told of some members. */
export async function readTold(connection: Connection, memberIds: readonly string[]): Promise<{ readonly tiers: readonly TierTold[]; readonly listOffers: readonly ListOfferTold[] }> {
  if (memberIds.length === 0) return { tiers: [], listOffers: [] }
  const tiers = await connection.query<{ member_id: string; tier: string }>('select member_id, tier from member_tier_told where member_id = any($1)', [memberIds])
  const listOffers = await connection.query<{ member_id: string; list_id: string; offer_id: string }>('select member_id, list_id, offer_id from list_offer_told where member_id = any($1)', [memberIds])
  return {
    tiers: tiers.rows.map((row) => ({ memberId: row.member_id, tier: row.tier })),
    listOffers: listOffers.rows.map((row) => ({ memberId: row.member_id, listId: row.list_id, offerId: row.offer_id })),
  }
}
