import { ArrowLeft, ArrowRight, Banknote, CheckCheck, CreditCard, MessageCircleQuestion, Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewReturn } from '../../../src/contract/lane-view.ts'
import { displayPrice } from '../../parts/display-money.ts'
import { Key } from '../../parts/key.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { terminalIsReady } from '../screen/card-terminal.ts'
import { backKind } from '../screen/screen-state.ts'
import type { ScreenState } from '../screen/screen-state.ts'
import { PaymentFoot } from '../tender/payment-foot.tsx'
import { useSend } from '../use-lane-screen.ts'
import { reasonWords } from './back-column.tsx'

/** What is chosen, why it comes back, how the money goes, and the key that does it. */
export function ReturnFoot({ state, returning }: { readonly state: ScreenState; readonly returning: ViewReturn }): ReactNode {
  const send = useSend()
  const { say } = useSpeaker()
  const { back, finished } = returning
  if (finished) {
    return (
      <div className="foot">
        <Key onPress={() => send({ kind: 'ask', body: { name: 'reprintReceipt' } })}><Printer aria-hidden="true" />{say('reprint')}</Key>
        <Key className="finish" hint="Esc" onPress={() => send({ kind: 'ask', body: { name: 'leaveReturn' } })}>{say('nextSale')}<ArrowRight aria-hidden="true" /></Key>
      </div>
    )
  }
  if (returning.payment) return <PaymentFoot payment={returning.payment} />
  const byCard = backKind(state) !== 'cash'
  const how = terminalIsReady(state.view) ? 'cardOnTerminal' : 'giveCardHow'
  return (
    <>
      <div className="ways">
        <Key hint="F2" onPress={() => send({ kind: 'key', key: 'find' })}><CheckCheck aria-hidden="true" />{say('backAll')}</Key>
        <Key hint="F3" onPress={() => send({ kind: 'key', key: 'member' })}><MessageCircleQuestion aria-hidden="true" />{say(reasonWords[returning.reason])}</Key>
        <Key className={byCard ? '' : 'on'} pressed={!byCard} hint="Ctrl 1" onPress={() => send({ kind: 'key', key: 'cash' })}><Banknote aria-hidden="true" />{say('cash')}</Key>
        <Key className={byCard ? 'on' : ''} pressed={byCard} disabled={(back?.cardMinor ?? 0) === 0} hint="Ctrl 2" onPress={() => send({ kind: 'key', key: 'card' })}><CreditCard aria-hidden="true" /><span>{say('card')}<small>{say(how)}</small></span></Key>
      </div>
      <div className="foot">
        <Key hint="Esc" onPress={() => send({ kind: 'ask', body: { name: 'leaveReturn' } })}><ArrowLeft aria-hidden="true" />{say('back')}</Key>
        <Key className="finish" hint="F12" disabled={!back} onPress={() => send({ kind: 'key', key: 'pay' })}>{back ? <GiveText back={back} byCard={byCard} /> : say('nothingBack')}</Key>
      </div>
    </>
  )
}

function GiveText({ back: { cashMinor, cardMinor, besideCardMinor }, byCard }: { readonly back: NonNullable<ViewReturn['back']>; readonly byCard: boolean }): ReactNode {
  const { say, currency } = useSpeaker()
  const price = (amountMinor: number): { readonly amountMinor: string } => ({ amountMinor: displayPrice(amountMinor, currency) })
  if (!byCard) return cashMinor === 0 ? say('giveNothing') : say('giveCash', price(cashMinor))
  return besideCardMinor === 0 ? say('giveCard', price(cardMinor)) : `${say('giveCard', price(cardMinor))} + ${say('giveCash', price(besideCardMinor))}`
}
