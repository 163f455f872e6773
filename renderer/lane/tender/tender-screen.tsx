import { ArrowLeft, Banknote, CreditCard } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LaneView } from '../../../src/contract/lane-view.ts'
import { displayPrice } from '../../parts/display-money.ts'
import { Key } from '../../parts/key.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { MessageStrip } from '../message-strip.tsx'
import { givenMinor, shownMessage } from '../screen/screen-state.ts'
import type { ScreenState } from '../screen/screen-state.ts'
import { useSend } from '../use-lane-screen.ts'
import { CardSteps } from './card-steps.tsx'
import { CashAmounts } from './cash-amounts.tsx'
import { DueColumn } from './due-column.tsx'
import { ReceivedPad } from './received-pad.tsx'

export type TenderingSale = Extract<LaneView['sale'], { readonly kind: 'tendering' }>

/** Payment: what is left on the left, how it comes on the right. Part of the money makes a split line; the next part is asked for. */
export function TenderScreen({ state, sale }: { readonly state: ScreenState; readonly sale: TenderingSale }): ReactNode {
  const given = givenMinor(state)
  return (
    <main className="tw">
      <DueColumn sale={sale} changeMinor={state.method === 'cash' ? Math.max(0, given - sale.leftMinor) : 0} />
      <section className="pay-pane">
        <Methods state={state} sale={sale} />
        <div className="cash">
          {state.method === 'cash' ? <CashAmounts leftMinor={sale.leftMinor} givenMinor={given} /> : <CardSteps amountMinor={given} />}
          <ReceivedPad method={state.method} givenMinor={given} />
        </div>
        <Foot state={state} givenMinor={given} leftMinor={sale.leftMinor} />
      </section>
    </main>
  )
}

function Methods({ state, sale }: { readonly state: ScreenState; readonly sale: TenderingSale }): ReactNode {
  const { say } = useSpeaker()
  const send = useSend()
  const message = shownMessage(state)
  return (
    <div className="meth" data-region="methods">
      <Key className={state.method === 'cash' ? 'on' : ''} pressed={state.method === 'cash'} hint="Ctrl 1" onPress={() => send({ kind: 'key', key: 'cash' })}>
        <Banknote aria-hidden="true" />{say('cash')}
      </Key>
      <Key className={state.method === 'card' ? 'on' : ''} pressed={state.method === 'card'} hint="Ctrl 2" onPress={() => send({ kind: 'key', key: 'card' })}>
        <CreditCard aria-hidden="true" />{say('card')}<small>{say('cardHow')}</small>
      </Key>
      {message ? <MessageStrip message={message} state={state} /> : <Guest sale={sale} />}
    </div>
  )
}

/** Who is paying, where no message needs the place. */
function Guest({ sale }: { readonly sale: TenderingSale }): ReactNode {
  const { say } = useSpeaker()
  const { member } = sale.basket
  if (!member) return null
  return (
    <div className="guest">
      <span className="ell">{member.displayName} · {say('pointsEarned', { count: member.pointsEarned })}</span>
      {member.list && <small>{say('listDone', { done: member.list.doneCount, total: member.list.lineCount })}</small>}
    </div>
  )
}

function Foot({ state, givenMinor: given, leftMinor }: { readonly state: ScreenState; readonly givenMinor: number; readonly leftMinor: number }): ReactNode {
  const speaker = useSpeaker()
  const send = useSend()
  return (
    <div className="foot">
      <Key hint="Esc" onPress={() => send({ kind: 'leave-tender' })}><ArrowLeft aria-hidden="true" />{speaker.say('back')}</Key>
      <Key className="finish" hint="F12" disabled={given <= 0} onPress={() => send({ kind: 'key', key: 'pay' })}>
        {finishText()}
      </Key>
    </div>
  )

  function finishText(): string {
    const { say, currency } = speaker
    if (given <= 0) return say('finishWait')
    if (state.method === 'card') return say('cardApproved', { amountMinor: displayPrice(given, currency) })
    return given < leftMinor ? say('takePart', { amountMinor: given, leftMinor: leftMinor - given }) : say('finish')
  }
}
