import type { ReactNode } from 'react'
import { displayMoney } from '../../parts/display-money.ts'
import { Key } from '../../parts/key.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { useSend } from '../use-lane-screen.ts'
import { noteAmounts, quickAmounts } from './quick-amounts.ts'

/**
 * Likely amounts in one press, and notes to add up. None of them ever finishes the sale by itself.
 * @param leftMinor as it is paid in cash
 */
export function CashAmounts({ leftMinor, givenMinor }: { readonly leftMinor: number; readonly givenMinor: number | undefined }): ReactNode {
  const { say, currency } = useSpeaker()
  const send = useSend()
  return (
    <div>
      <h2>{say('customerGives')}</h2>
      <div className="q" data-region="quick-amounts">
        {quickAmounts(leftMinor, currency).map((amountMinor) => {
          const exact = amountMinor === leftMinor
          const on = amountMinor === givenMinor
          return (
            <Key key={amountMinor} className={`${exact && !on ? 'exact' : exact ? 'exact on' : on ? 'on' : ''}`} pressed={on} onPress={() => send({ kind: 'pick', amountMinor })}>
              {displayMoney(amountMinor, currency)}
              <small>{exact ? say('exact') : say('changeOf', { changeMinor: amountMinor - leftMinor })}</small>
            </Key>
          )
        })}
      </div>
      <h2 className="more">{say('addNote')}</h2>
      <div className="notes" data-region="notes">
        {noteAmounts(currency).map((amountMinor) => (
          <Key key={amountMinor} onPress={() => send({ kind: 'add-note', amountMinor })}>+{displayMoney(amountMinor, currency).replace(/\.0+$/, '')}</Key>
        ))}
      </div>
    </div>
  )
}
