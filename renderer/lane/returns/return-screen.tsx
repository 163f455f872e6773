import type { ReactNode } from 'react'
import type { ViewReturn } from '../../../src/contract/lane-view.ts'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { EntryField } from '../entry-field.tsx'
import { MessageStrip } from '../message-strip.tsx'
import { shownMessage } from '../screen/screen-state.ts'
import type { ScreenState } from '../screen/screen-state.ts'
import { PaymentPanel } from '../tender/payment-panel.tsx'
import { BackColumn } from './back-column.tsx'
import { ReturnFoot } from './return-foot.tsx'
import { ReturnLines } from './return-lines.tsx'

/** Goods that come back: what goes back to the customer on the left, the goods of the sale on the right. */
export function ReturnScreen({ state, returning }: { readonly state: ScreenState; readonly returning: ViewReturn }): ReactNode {
  const { say } = useSpeaker()
  const message = shownMessage(state)
  return (
    <main className="tw">
      <BackColumn returning={returning} />
      <section className="returning" aria-label={say('returnGoods')}>
        {message ? <MessageStrip message={message} state={state} /> : <HowStrip returning={returning} />}
        {returning.payment ? <PaymentPanel payment={returning.payment} /> : <ReturnLines lines={returning.lines} selectedLineId={state.selectedLineId} finished={returning.finished !== undefined} />}
        {returning.finished || returning.payment ? null : <EntryField state={state} />}
        <ReturnFoot state={state} returning={returning} />
      </section>
    </main>
  )
}

function HowStrip({ returning }: { readonly returning: ViewReturn }): ReactNode {
  const { say } = useSpeaker()
  return (
    <div className="strip" role="status" data-region="strip">
      <div className="grow">
        <div className="t">{say('returnTitle', { number: String(returning.receiptNumber), soldOn: returning.soldOn })}{returning.memberName === undefined ? '' : ` · ${returning.memberName}`}</div>
        <div className="s">{returning.finished ? say('receiptNumber', { number: String(returning.finished.receiptNumber) }) : say('returnHow')}</div>
      </div>
    </div>
  )
}
