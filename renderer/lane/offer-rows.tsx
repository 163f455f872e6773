import { Ticket, TicketCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewOffer } from '../../src/contract/lane-view.ts'
import { Key } from '../parts/key.tsx'
import { OfferTag } from '../parts/offer-tag.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'
import { useSend } from './use-lane-screen.ts'

/** Offers with where they stand, and why. */
export function OfferRows({ offers }: { readonly offers: readonly ViewOffer[] }): ReactNode {
  const speaker = useSpeaker()
  return (
    <ul>
      {offers.map(({ offerId, name, state, forPoints }) => (
        <li key={offerId} className={`it ${state.kind === 'applied' || state.kind === 'armed' ? '' : 'dim'}`}>
          {state.kind === 'applied' ? <TicketCheck aria-hidden="true" /> : <Ticket aria-hidden="true" />}
          <span className="nm">{speaker.name(name)}</span>
          <OfferTag state={state} />
          {forPoints && <TakeKey offerId={offerId} forPoints={forPoints} />}
        </li>
      ))}
    </ul>
  )
}

/** An offer that costs points is the member's to take or to leave. */
function TakeKey({ offerId, forPoints: { price, takenCount } }: { readonly offerId: string; readonly forPoints: NonNullable<ViewOffer['forPoints']> }): ReactNode {
  const { say } = useSpeaker()
  const send = useSend()
  const rewardCount = takenCount === 0 ? 1 : 0
  return <Key className="take" onPress={() => send({ kind: 'ask', body: { name: 'takeOffer', offerId, rewardCount } })}>{takenCount === 0 ? say('takeForPoints', { count: price }) : say('giveUpOffer')}</Key>
}
