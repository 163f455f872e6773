import type { ViewMember } from '../../src/contract/lane-view.ts'
import type { Speaker } from '../wording/speaker.ts'

/** How far the next tier is once this sale is paid: "42.10 to Gold". */
export function tierText({ nextTier }: Pick<ViewMember, 'nextTier'>, { say }: Speaker): string | undefined {
  if (!nextTier) return undefined
  const { name, by, missing } = nextTier
  if (missing === 0) return say('tierReached', { name })
  return by === 'spend' ? say('tierSpend', { missingMinor: missing, name }) : say(missing === 1 ? 'tierVisit' : 'tierVisits', { count: missing, name })
}
