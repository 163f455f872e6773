import { ArrowLeft, Banknote, CreditCard, Star } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LaneView } from '../../../src/contract/lane-view.ts'
import { roundCash } from '../../../src/domain/money/cash-rounding.ts'
import { settleCash } from '../../../src/domain/money/settle-cash.ts'
import { displayPrice } from '../../parts/display-money.ts'
import { Key } from '../../parts/key.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { MessageStrip } from '../message-strip.tsx'
import { hasTerminal, terminalIsReady } from '../screen/card-terminal.ts'
import { canTake, givenMinor, leftMinor, shownMessage } from '../screen/screen-state.ts'
import type { ScreenState } from '../screen/screen-state.ts'
import { useSend } from '../use-lane-screen.ts'
import { CardSteps } from './card-steps.tsx'
import { CashAmounts } from './cash-amounts.tsx'
import { DueColumn } from './due-column.tsx'
import { PaymentFoot } from './payment-foot.tsx'
import { PaymentPanel } from './payment-panel.tsx'
import { PointsSteps } from './points-steps.tsx'
import { ReceivedPad } from './received-pad.tsx'

export type TenderingSale = Extract<LaneView['sale'], { readonly kind: 'tendering' }>

/** Payment: what is left on the left, how it comes on the right. Part of the money makes a split line; the next part is asked for. */
export function TenderScreen({ state, sale }: { readonly state: ScreenState; readonly sale: TenderingSale }): ReactNode {
  const { payment } = sale
  return (
    <main className="tw">
      <DueColumn sale={sale} leftMinor={leftMinor(state)} changeMinor={state.method === 'cash' && !payment ? (endOf(state, sale)?.changeMinor ?? 0) : 0} />
      <section className="pay-pane">
        <Methods state={state} sale={sale} />
        {payment ? <PaymentPanel payment={payment} /> : <Amounts state={state} sale={sale} />}
        {payment ? <PaymentFoot payment={payment} /> : <Foot state={state} sale={sale} />}
      </section>
    </main>
  )
}

/** How the cash at hand would end the payment; undefined where it is part of the money. */
function endOf(state: ScreenState, sale: TenderingSale): ReturnType<typeof settleCash> {
  return settleCash({ leftMinor: sale.leftMinor, givenMinor: givenMinor(state), rounding: state.view?.lane.cashRounding })
}

function Amounts({ state, sale }: { readonly state: ScreenState; readonly sale: TenderingSale }): ReactNode {
  const given = givenMinor(state)
  return (
    <div className="cash">
      {means()}
      <ReceivedPad method={state.method} givenMinor={given} />
    </div>
  )

  function means(): ReactNode {
    if (state.method === 'cash') return <CashAmounts leftMinor={leftMinor(state)} givenMinor={canTake(state) ? given : undefined} />
    if (state.method === 'points' && sale.redeem) return <PointsSteps amountMinor={given} redeem={sale.redeem} balance={sale.basket.member?.pointsBalance ?? 0} />
    return <CardSteps amountMinor={given} withTerminal={terminalIsReady(state.view)} />
  }
}

function Methods({ state, sale }: { readonly state: ScreenState; readonly sale: TenderingSale }): ReactNode {
  const { say } = useSpeaker()
  const send = useSend()
  const message = shownMessage(state)
  const open = sale.payment !== undefined
  const cash = !open && state.method === 'cash'
  const card = open || state.method === 'card'
  const points = !open && state.method === 'points'
  return (
    <div className={sale.redeem ? 'meth three' : 'meth'} data-region="methods">
      <Key className={cash ? 'on' : ''} pressed={cash} disabled={open} hint="Ctrl 1" onPress={() => send({ kind: 'key', key: 'cash' })}>
        <Banknote aria-hidden="true" />{say('cash')}
      </Key>
      <Key className={card ? 'on' : ''} pressed={card} hint="Ctrl 2" onPress={() => send({ kind: 'key', key: 'card' })}>
        <CreditCard aria-hidden="true" />{say('card')}<small>{say(cardHow(state))}</small>
      </Key>
      {sale.redeem && (
        <Key className={points ? 'on' : ''} pressed={points} disabled={open} hint="Ctrl 3" onPress={() => send({ kind: 'key', key: 'points' })}>
          <Star aria-hidden="true" />{say('points')}<small>{say('pointsWorth', { mostMinor: sale.redeem.mostMinor })}</small>
        </Key>
      )}
      {message ? <MessageStrip message={message} state={state} /> : <Guest sale={sale} />}
    </div>
  )
}

/** Through the lane's terminal; by one that stands alone where the lane has none, or its own is away. */
function cardHow({ view }: ScreenState): 'cardOnTerminal' | 'cardTerminalAway' | 'cardHow' {
  if (!hasTerminal(view)) return 'cardHow'
  return terminalIsReady(view) ? 'cardOnTerminal' : 'cardTerminalAway'
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

function Foot({ state, sale }: { readonly state: ScreenState; readonly sale: TenderingSale }): ReactNode {
  const given = givenMinor(state)
  const speaker = useSpeaker()
  const send = useSend()
  return (
    <div className="foot">
      <Key hint="Esc" onPress={() => send({ kind: 'leave-tender' })}><ArrowLeft aria-hidden="true" />{speaker.say('back')}</Key>
      <Key className="finish" hint="F12" disabled={!canTake(state)} onPress={() => send({ kind: 'key', key: 'pay' })}>
        {finishText()}
      </Key>
    </div>
  )

  function finishText(): string {
    const { say, currency } = speaker
    if (!canTake(state)) return say('finishWait')
    if (state.method === 'card') return say(terminalIsReady(state.view) ? 'askTerminal' : 'cardApproved', { amountMinor: displayPrice(given, currency) })
    if (state.method === 'points') return say('payWithPoints', { amountMinor: displayPrice(given, currency) })
    return endOf(state, sale) ? say('finish') : say('takePart', { amountMinor: given, leftMinor: roundCash(sale.leftMinor - given, state.view?.lane.cashRounding) })
  }
}
