import { groupBy } from '../group-by.ts'
import { insertRows } from './insert-rows.ts'
import type { Connection } from './open-database.ts'

/** What one sale gave of one offer. */
export interface OfferUseRow extends OfferSum {
  readonly number: number
  readonly storeId: string
  readonly saleId: string
  readonly memberId: string | undefined
  readonly businessDay: string
}

interface OfferSum {
  readonly offerId: string
  readonly journalId: string
  readonly rewardCount: number
  readonly amountMinor: number
}

/** Enters uses and adds them up by offer and journal. @param rows new ones, each seen once */
export async function insertOfferUses(connection: Connection, rows: readonly OfferUseRow[]): Promise<void> {
  await insertRows(connection, {
    table: 'offer_use',
    columns: { offerId: 'text', journalId: 'text', number: 'bigint', storeId: 'text', saleId: 'text', memberId: 'text', businessDay: 'date', rewardCount: 'bigint', amountMinor: 'bigint' },
  }, rows)
  const sums = [...groupBy(rows, ({ offerId, journalId }) => `${journalId} ${offerId}`).values()].flatMap(([first, ...rest]) => (first ? [rest.reduce<OfferSum>(plus, first)] : []))
  await insertRows<OfferSum>(connection, {
    table: 'offer_used',
    columns: { offerId: 'text', journalId: 'text', rewardCount: 'bigint', amountMinor: 'bigint' },
    ending: 'on conflict (offer_id, journal_id) do update set reward_count = offer_used.reward_count + excluded.reward_count, amount_minor = offer_used.amount_minor + excluded.amount_minor',
  }, sums)
}

function plus(sum: OfferSum, { rewardCount, amountMinor }: OfferUseRow): OfferSum {
  return { ...sum, rewardCount: sum.rewardCount + rewardCount, amountMinor: sum.amountMinor + amountMinor }
}

/** Rewards a member had of an offer on one trading day by one journal. */
export interface MemberUseRow {
  readonly memberId: string
  readonly offerId: string
  readonly journalId: string
  readonly day: string
  readonly rewardCount: number
  /** The highest record number that is included. */
  readonly through: number
}

/** What these members had of these offers, from one snapshot: a lane adds its later facts on top and must not count one twice. */
export async function readMemberUses(connection: Connection, memberIds: readonly string[], offerIds: readonly string[]): Promise<MemberUseRow[]> {
  if (offerIds.length === 0) return []
  const { rows } = await connection.query<{ member_id: string; offer_id: string; journal_id: string; day: string; reward_count: number; through: number }>(
    `select member_id, offer_id, journal_id, business_day as day, sum(reward_count)::bigint as reward_count, max(number) as through
     from offer_use where member_id = any($1) and offer_id = any($2) group by 1, 2, 3, 4 order by 1, 2, 3, 4`, [memberIds, offerIds])
  return rows.map((row) => ({ memberId: row.member_id, offerId: row.offer_id, journalId: row.journal_id, day: row.day, rewardCount: row.reward_count, through: row.through }))
}
