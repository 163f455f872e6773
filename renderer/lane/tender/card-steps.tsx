import { CreditCard } from 'lucide-react'
import type { ReactNode } from 'react'
import { displayPrice } from '../../parts/display-money.ts'
import { useSpeaker } from '../../parts/speaker-context.ts'

/** The lane's own terminal gets the amount from here. With one that stands alone, the cashier reads its answer and says so. */
export function CardSteps({ amountMinor, withTerminal }: { readonly amountMinor: number; readonly withTerminal: boolean }): ReactNode {
  const { say, currency } = useSpeaker()
  return (
    <div>
      <div className="steps" role="status">
        <CreditCard aria-hidden="true" />
        <p>{say(withTerminal ? 'cardToTerminal' : 'cardSteps', { amountMinor: displayPrice(amountMinor, currency) })}</p>
      </div>
    </div>
  )
}
