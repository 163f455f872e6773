import { Ticket, TicketCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewOffer } from '../../src/contract/lane-view.ts'
import { OfferTag } from '../parts/offer-tag.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'

/** Offers with where they stand, and why. */
export function OfferRows({ offers }: { readonly offers: readonly ViewOffer[] }): ReactNode {
  const speaker = useSpeaker()
  return (
    <ul>
      {offers.map(({ offerId, name, state }) => (
        <li key={offerId} className={`it ${state.kind === 'applied' || state.kind === 'armed' ? '' : 'dim'}`}>
          {state.kind === 'applied' ? <TicketCheck aria-hidden="true" /> : <Ticket aria-hidden="true" />}
          <span className="nm">{speaker.name(name)}</span>
          <OfferTag state={state} />
        </li>
      ))}
    </ul>
  )
}
