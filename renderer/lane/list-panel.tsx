import { ChevronRight, ListChecks, TicketCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewBasket, ViewListLine } from '../../src/contract/lane-view.ts'
import { aisleText } from '../parts/aisle-text.ts'
import { displayMoney } from '../parts/display-money.ts'
import { OfferTag } from '../parts/offer-tag.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'
import { basketOffers, bestWaiting, offerSums } from './basket-offers.ts'
import { OfferRows } from './offer-rows.tsx'
import { useSend } from './use-lane-screen.ts'

/** Region F: what of the list is still on the shelf, and what the offers came to. Never in the way of payment. */
export function ListPanel({ basket }: { readonly basket: ViewBasket | undefined }): ReactNode {
  const { say } = useSpeaker()
  const list = basket?.member?.list
  const offers = basket ? basketOffers(basket) : []
  return (
    <section className="panel" aria-label={say('yourList')} data-region="panel">
      <div className="scroll" tabIndex={0} aria-label={say('coupons')} role="group">
        {basket?.member ? (list ? <StillMissing lines={list.lines} /> : <p className="sec">{say('noList')}</p>) : <WaitingForMember />}
        {!basket?.member && offers.length > 0 && <OfferRows offers={offers} />}
        {basket?.member && offers.length > 0 && <div className="both"><OfferHeading offers={offers} /><OfferRows offers={offers} /></div>}
      </div>
      {basket?.member && offers.length > 0 && <OfferDrawer offers={offers} />}
    </section>
  )
}

function StillMissing({ lines }: { readonly lines: readonly ViewListLine[] }): ReactNode {
  const { say } = useSpeaker()
  const missing = lines.filter(({ inBasket }) => !inBasket)
  if (missing.length === 0) return <div className="blank"><ListChecks className="sign" aria-hidden="true" /><p>{say('listComplete')}</p></div>
  return (
    <>
      <div className="sec"><h2>{say('notInBasket', { count: missing.length })}</h2><span>{say('askCustomer')}</span></div>
      <ul>{missing.map((line) => <MissingRow key={line.name.en} line={line} />)}</ul>
    </>
  )
}

/** One label keeps the row low; how many more there are stands beside it, and all of them in the offers pane. */
function MissingRow({ line }: { readonly line: ViewListLine }): ReactNode {
  const speaker = useSpeaker()
  const best = bestWaiting(line.offers)
  return (
    <li className="it">
      <span className="box" aria-hidden="true" />
      <span className="nm">{speaker.name(line.name)}{line.aisle !== undefined && <small>{aisleText(line.aisle, speaker)}</small>}</span>
      {best && <span className="tags"><OfferTag state={best.state} name={best.name} />{line.offers.length > 1 && <span className="n">+{line.offers.length - 1}</span>}</span>}
    </li>
  )
}

function WaitingForMember(): ReactNode {
  const { say } = useSpeaker()
  return (
    <div className="blank">
      <TicketCheck className="sign" aria-hidden="true" />
      <h2>{say('waitingForMember')}</h2>
      <p>{say('waitingForMemberDetail')}</p>
    </div>
  )
}

function OfferHeading({ offers }: { readonly offers: ReturnType<typeof basketOffers> }): ReactNode {
  const { say, currency } = useSpeaker()
  const { appliedCount, savedMinor } = offerSums(offers)
  return <div className="sec"><h2>{say('coupons')} · {appliedCount} / {offers.length}</h2><span className="n">{displayMoney(-savedMinor || 0, currency)}</span></div>
}

function OfferDrawer({ offers }: { readonly offers: ReturnType<typeof basketOffers> }): ReactNode {
  const { say, currency } = useSpeaker()
  const send = useSend()
  const { appliedCount, savedMinor, otherCount } = offerSums(offers)
  return (
    <button type="button" className="drawer" onClick={() => send({ kind: 'open-pane', pane: 'offers' })}>
      <TicketCheck aria-hidden="true" />
      <span className="grow">{say('coupons')}</span>
      {appliedCount > 0 && <span className="tag applied n">{appliedCount} · {displayMoney(-savedMinor, currency)}</span>}
      {otherCount > 0 && <span className="tag not n">{otherCount}</span>}
      <ChevronRight aria-hidden="true" />
    </button>
  )
}
