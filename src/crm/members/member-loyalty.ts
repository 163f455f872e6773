import type { LoyaltyRules } from '../../domain/loyalty/loyalty-rules.ts'
import type { NextTier, SyncedPoints } from '../../domain/loyalty/member.ts'
import { pointsStanding, syncedPoints, type PointsStanding } from '../../domain/loyalty/points-standing.ts'
import { tierOn, type Visit } from '../../domain/loyalty/tier-on.ts'
import { groupBy } from '../group-by.ts'
import type { MemberLedger } from '../store/ledger-rows.ts'
import type { PurchaseLineRow } from '../store/sale-rows.ts'

/** A member's points and tier as the facts make them on one day. */
export interface MemberLoyalty {
  readonly standing: PointsStanding
  /** What a lane needs to go on reading. */
  readonly points: SyncedPoints
  readonly through: MemberLedger['through']
  readonly tier: string
  readonly nextTier?: NextTier | undefined
  /** Last day on which the tier holds by itself. */
  readonly tierUntilDay?: string | undefined
}

export interface LoyaltyAsked {
  /** Given by hand; stays where the store has no rules for tiers, or none for this one. */
  readonly tier: string
  readonly ledger: MemberLedger
  /** As far back as the tiers look. */
  readonly purchases: readonly PurchaseLineRow[]
  readonly rules: LoyaltyRules
  readonly today: string
}

/** Works points and tier out from the facts. A lane whose day has begun earlier than head office's is not a day behind. */
export function memberLoyalty({ tier, ledger, purchases, rules, today }: LoyaltyAsked): MemberLoyalty {
  const { entries, through } = ledger
  const day = lastOf([today, ...entries.map((entry) => entry.day), ...purchases.map((line) => line.day)])
  const read = { entries, rules, day: lastOf([today, ...entries.map((entry) => entry.day)]) }
  return { standing: pointsStanding(read), points: syncedPoints(read), through, ...tierOf(tier, purchases, { rules, today: day }) }
}

function tierOf(given: string, purchases: readonly PurchaseLineRow[], { rules: { tiers }, today }: Pick<LoyaltyAsked, 'rules' | 'today'>): Pick<MemberLoyalty, 'tier' | 'nextTier' | 'tierUntilDay'> {
  if (!tiers?.steps.some((step) => step.tier === given)) return { tier: given }
  const { tier, next, untilDay } = tierOn(tiers, visitsOf(purchases), today)
  return { tier, nextTier: next, tierUntilDay: untilDay }
}

/** What came back belongs to the visit in which it was bought. */
function visitsOf(purchases: readonly PurchaseLineRow[]): Visit[] {
  const lines = [...groupBy(purchases, (line) => line.ofPurchaseId ?? line.purchaseId).values()]
  return lines.map((own) => ({ day: own[0]?.day ?? '', netMinor: own.reduce((sum, { netMinor }) => sum + netMinor, 0) }))
}

function lastOf(days: readonly string[]): string {
  return days.reduce((last, day) => (day > last ? day : last), '')
}
