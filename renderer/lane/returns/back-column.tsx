import type { ReactNode } from 'react'
import type { ViewReturn } from '../../../src/contract/lane-view.ts'
import { displayMoney } from '../../parts/display-money.ts'
import { Price } from '../../parts/price.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { tenderWord } from '../../parts/tender-word.ts'
import type { WordKey } from '../../wording/dictionaries.ts'

/** A reason is worded on screen and paper alike. */
export const reasonWords: Readonly<Record<ViewReturn['reason'], WordKey>> = { unwanted: 'reasonUnwanted', damaged: 'reasonDamaged', spoiled: 'reasonSpoiled', 'wrong-item': 'reasonWrongItem', void: 'reasonVoid' }

/** What goes back to the customer, and why it is not simply what was paid for the goods. */
export function BackColumn({ returning }: { readonly returning: ViewReturn }): ReactNode {
  const { say } = useSpeaker()
  const { back, finished } = returning
  const title = say(finished ? 'givenBack' : 'backToCustomer')
  return (
    <section className="due" aria-label={title} data-region="due">
      <div>
        <div className="l">{title}</div>
        <Price className="x" amountMinor={back?.dueBackMinor ?? 0} />
      </div>
      <ul className="tl paid">
        <li><span>{say('backReason')}</span><span>{say(reasonWords[returning.reason])}</span></li>
        {back && <BackRows back={back} />}
        {finished?.tenders.map(({ tenderKind, amountMinor }, index) => <Row key={`${tenderKind} ${index}`} text={say(tenderWord(tenderKind))} amountMinor={amountMinor} />)}
      </ul>
      {finished && <div className="l">{say(printWords[finished.print])}</div>}
    </section>
  )
}

const printWords = { asked: 'printAsked', printed: 'printPrinted', failed: 'printFailed', unknown: 'printUnknown', held: 'printHeld' } as const

function BackRows({ back }: { readonly back: NonNullable<ViewReturn['back']> }): ReactNode {
  const { say, name } = useSpeaker()
  return (
    <>
      {back.broken.map((offer) => <li key={offer.offerId}><span>{say('brokenOffer', { name: name(offer.name), gaveMinor: offer.gaveMinor, givesMinor: offer.givesMinor })}</span></li>)}
      {back.taxAddedMinor > 0 && <Row text={say('taxBack')} amountMinor={back.taxAddedMinor} />}
      {back.inPointsMinor > 0 && <Row text={say('inPointsBack')} amountMinor={back.inPointsMinor} />}
      {back.pointsTaken > 0 && <li><span>{say('pointsTaken', { count: back.pointsTaken })}</span></li>}
      {back.pointsGiven > 0 && <li><span>{say('pointsGiven', { count: back.pointsGiven })}</span></li>}
      {back.couponCount > 0 && <li><span>{say('couponsAgain', { count: back.couponCount })}</span></li>}
    </>
  )
}

function Row({ text, amountMinor }: { readonly text: string; readonly amountMinor: number }): ReactNode {
  const { currency } = useSpeaker()
  return <li><span>{text}</span><span className="n">{displayMoney(amountMinor, currency)}</span></li>
}
