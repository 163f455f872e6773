import type { ReactNode } from 'react'
import { displayMoney } from '../../parts/display-money.ts'
import { Key } from '../../parts/key.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import type { Method } from '../screen/screen-state.ts'
import { useSend } from '../use-lane-screen.ts'

const amountWords = { cash: 'cashReceived', card: 'cardAmount', points: 'pointsAmount' } as const
const digits = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'] as const

/** The amount at hand, typed from the cents up: 5 0 0 0 is 50.00. */
export function ReceivedPad({ method, givenMinor }: { readonly method: Method; readonly givenMinor: number }): ReactNode {
  const { say, currency } = useSpeaker()
  const send = useSend()
  return (
    <div>
      <div className="received" data-region="received">
        {say(amountWords[method])}
        <output className="v">{displayMoney(givenMinor, currency)}</output>
      </div>
      <div className="money-pad" role="group" aria-label={say('keypad')}>
        {digits.map((digit) => <Key key={digit} onPress={() => send({ kind: 'typed', text: digit })}>{digit}</Key>)}
        <Key className="clear" onPress={() => send({ kind: 'clear-amount' })}>{say('clear')}</Key>
      </div>
    </div>
  )
}
