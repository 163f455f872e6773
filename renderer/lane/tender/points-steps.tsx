import { Star } from 'lucide-react'
import type { ReactNode } from 'react'
import { displayPrice } from '../../parts/display-money.ts'
import { useSpeaker } from '../../parts/speaker-context.ts'
import type { TenderingSale } from './tender-screen.tsx'

/** What the amount costs in points, and what she keeps. An amount that is no whole number of steps says so. */
export function PointsSteps({ amountMinor, redeem, balance }: { readonly amountMinor: number; readonly redeem: NonNullable<TenderingSale['redeem']>; readonly balance: number }): ReactNode {
  const { say, currency } = useSpeaker()
  const steps = amountMinor / redeem.stepMinor
  const count = steps * redeem.stepPoints
  const isPayable = Number.isInteger(steps) && amountMinor <= redeem.mostMinor
  return (
    <div>
      <div className="steps" role="status">
        <Star aria-hidden="true" />
        <p>{isPayable ? say('pointsSteps', { amountMinor: displayPrice(amountMinor, currency), count, kept: balance - count }) : say('pointsInSteps', { stepMinor: redeem.stepMinor, mostMinor: redeem.mostMinor })}</p>
      </div>
    </div>
  )
}
