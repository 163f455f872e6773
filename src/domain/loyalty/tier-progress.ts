import type { Wording } from '../wording.ts'
import type { Member } from './member.ts'
import type { LoyaltyRules } from './loyalty-rules.ts'

/** How far the next tier is once this sale is paid. */
export interface TierProgress {
  readonly name: Wording
  readonly by: 'spend' | 'visits'
  /** Minor units, or visits; zero where this sale reaches it. */
  readonly missing: number
}

/** What head office last said is missing, less this sale. It says so itself when the sale has come up. */
export function tierProgress({ nextTier }: Pick<Member, 'nextTier'>, { tiers }: LoyaltyRules, netMinor: number): TierProgress | undefined {
  if (!nextTier) return undefined
  const { tier, by, missing } = nextTier
  const name = tierName({ tiers }, tier)
  return { name, by, missing: Math.max(0, missing - (by === 'spend' ? netMinor : Math.min(1, netMinor))) }
}

/** A tier that was given by hand has no name but its own. */
export function tierName({ tiers }: Pick<LoyaltyRules, 'tiers'>, tier: string): Wording {
  return tiers?.steps.find((step) => step.tier === tier)?.name ?? { en: tier }
}
