import { CornerDownLeft, Delete } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewBasket } from '../../src/contract/lane-view.ts'
import { displayPrice } from '../parts/display-money.ts'
import { Key } from '../parts/key.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'
import { EntryField } from './entry-field.tsx'
import { QuickKeys } from './quick-keys.tsx'
import type { ScreenState } from './screen/screen-state.ts'
import { useSend } from './use-lane-screen.ts'

const digits = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'] as const

/** Regions G and H: entry field, keypad and Pay. Pay stands in the same place whatever else is open. */
export function Keypad({ state, basket }: { readonly state: ScreenState; readonly basket: ViewBasket | undefined }): ReactNode {
  const send = useSend()
  const { say, currency } = useSpeaker()
  const canPay = basket !== undefined && basket.lines.some((line) => line.state !== 'voided')
  return (
    <div className="padwrap">
      <EntryField state={state} />
      <div className="pad" role="group" aria-label={say('keypad')}>
        {digits.map((digit) => <Key key={digit} onPress={() => send({ kind: 'typed', text: digit })}>{digit}</Key>)}
        <Key className="s" label={say('erase')} onPress={() => send({ kind: 'key', key: 'erase' })}><Delete aria-hidden="true" /></Key>
        <Key className="s clear" hint="Esc" onPress={() => send({ kind: 'key', key: 'back' })}>{say('clear')}</Key>
        <Key className="s times" hint="F4" onPress={() => send({ kind: 'key', key: 'quantity' })}>× {say('quantity')}</Key>
        <Key className="s enter" onPress={() => send({ kind: 'key', key: 'enter' })}><CornerDownLeft aria-hidden="true" />{say('enter')}</Key>
        <Key className="pay" hint="F12" disabled={!canPay} onPress={() => send({ kind: 'key', key: 'pay' })}>
          <span>{say('pay')}</span>
          <span className="n">{displayPrice(basket?.totals.dueMinor ?? 0, currency)}</span>
        </Key>
      </div>
      <QuickKeys state={state} />
    </div>
  )
}
