import type { ReactNode } from 'react'
import { displayMoney } from '../../parts/display-money.ts'
import { Price } from '../../parts/price.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { changeCoins } from './change-coins.ts'

/** Change in the colour of money that goes back, with the pieces to take from the drawer. */
export function ChangeCard({ changeMinor }: { readonly changeMinor: number }): ReactNode {
  const { say, currency } = useSpeaker()
  return (
    <div className="chg" data-region="change">
      <div className="l">{say('changeToGive')}</div>
      <Price amountMinor={changeMinor} />
      <ul className="coins">
        {changeCoins(changeMinor, currency).map(({ valueMinor, kind, count }) => (
          <li key={valueMinor} className={kind}>{count > 1 ? `${count} × ` : ''}{displayMoney(valueMinor, currency).replace(/\.0+$/, '')}</li>
        ))}
      </ul>
    </div>
  )
}
