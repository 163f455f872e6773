import { z } from 'zod'
import { shoppingList } from '../../contract/feed.ts'
import { nextTier } from '../../contract/loyalty.ts'
import { noLedger, readLedgers, readNewestEntries, readPurchases, readRedemptions } from '../store/ledger-rows.ts'
import { newestLists, type ListRow } from '../store/list-rows.ts'
import { findMember } from '../store/member-rows.ts'
import type { Connection } from '../store/open-database.ts'
import { memberLoyalty, type LoyaltyAsked } from './member-loyalty.ts'

/** The most entries of each kind an account shows, newest first. */
const shownRows = 1000

const minor = z.number().int()

export const memberList = z.object({ listId: z.string(), number: z.string(), fromDay: z.string(), untilDay: z.string(), lines: shoppingList.shape.lines })
export type MemberList = z.infer<typeof memberList>

/** Everything the CRM knows of a member, for head office and for herself. */
export const memberAccount = z.object({
  memberId: z.string(), firstName: z.string(), lastName: z.string(), phone: z.string(), cardNumber: z.string(), memberSince: z.string(), tier: z.string(), language: z.string().optional(),
  birthDate: z.string().optional(), paidUntilDay: z.string().optional(),
  /** What can be spent, less what is owed. */
  pointsBalance: minor,
  /** By state, as the ledger reads today. */
  points: z.object({ pending: minor, active: minor, spent: minor, expired: minor, negative: minor, expiring: z.object({ untilDay: z.string(), points: minor }).optional() }),
  /** What the next tier takes, and how long this one holds by itself. */
  nextTier: nextTier.optional(), tierUntilDay: z.string().optional(),
  ledger: z.array(z.object({ journalId: z.string(), number: minor, points: minor, reason: z.string(), day: z.string(), saleId: z.string(), at: z.string() })),
  history: z.array(z.object({ purchaseId: z.string(), lineNumber: minor, day: z.string(), itemId: z.string(), unitCount: minor, netMinor: minor })),
  redemptions: z.array(z.object({ couponCode: z.string(), offerId: z.string(), storeId: z.string(), saleId: z.string(), amountMinor: minor, singleUse: z.boolean(), redeemedAt: z.string() })),
  list: memberList.optional(),
})
export type MemberAccount = z.infer<typeof memberAccount>

export async function readAccount(connection: Connection, memberId: string, { rules, today }: Pick<LoyaltyAsked, 'rules' | 'today'>): Promise<MemberAccount | undefined> {
  const member = await findMember(connection, memberId)
  if (!member) return undefined
  const history = await readPurchases(connection, [memberId], '0001-01-01')
  const ledger = (await readLedgers(connection, [memberId])).get(memberId) ?? noLedger
  const { standing: { balance, ...points }, ...loyalty } = memberLoyalty({ tier: member.tier, ledger, purchases: history, rules, today })
  return memberAccount.parse({
    ...member,
    tier: loyalty.tier, nextTier: loyalty.nextTier, tierUntilDay: loyalty.tierUntilDay,
    pointsBalance: balance,
    points,
    ledger: await readNewestEntries(connection, memberId, shownRows),
    history: history.toReversed().slice(0, shownRows),
    redemptions: await readRedemptions(connection, memberId, shownRows),
    list: await readList(connection, memberId),
  })
}

/** The newest list of a member, whether or not it still runs. */
export async function readList(connection: Connection, memberId: string): Promise<MemberList | undefined> {
  const row = (await newestLists(connection, [memberId])).get(memberId)
  return row && memberList.parse(listOf(row))
}

function listOf({ lines, ...list }: ListRow): unknown {
  return { ...list, lines: JSON.parse(lines) as unknown }
}
