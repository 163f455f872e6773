import type { ReactNode } from 'react'
import type { ViewBasket } from '../../../src/contract/lane-view.ts'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { basketOffers } from '../basket-offers.ts'
import { OfferRows } from '../offer-rows.tsx'
import { PaneFrame } from './pane-frame.tsx'

/** Every offer of this basket with where it stands. */
export function OffersPane({ basket }: { readonly basket: ViewBasket | undefined }): ReactNode {
  const { say } = useSpeaker()
  const offers = basket ? basketOffers(basket) : []
  return (
    <PaneFrame title={say('coupons')}>
      <div className="scroll" role="group" aria-label={say('coupons')} tabIndex={0}>
        {offers.length === 0 ? <p className="hint">{say('couponsNone')}</p> : <OfferRows offers={offers} />}
      </div>
    </PaneFrame>
  )
}
