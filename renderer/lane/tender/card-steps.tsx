import { CreditCard } from 'lucide-react'
import type { ReactNode } from 'react'
import { displayPrice } from '../../parts/display-money.ts'
import { useSpeaker } from '../../parts/speaker-context.ts'

/** A terminal that stands alone: the cashier reads its answer and says so. */
export function CardSteps({ amountMinor }: { readonly amountMinor: number }): ReactNode {
  const { say, currency } = useSpeaker()
  return (
    <div>
      <div className="steps" role="status">
        <CreditCard aria-hidden="true" />
        <p>{say('cardSteps', { amountMinor: displayPrice(amountMinor, currency) })}</p>
      </div>
    </div>
  )
}
