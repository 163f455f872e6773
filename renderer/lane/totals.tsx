import type { ReactNode } from 'react'
import type { ViewBasket } from '../../src/contract/lane-view.ts'
import { displayMoney } from '../parts/display-money.ts'
import { Price } from '../parts/price.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'

const nothing: ViewBasket['totals'] = { grossMinor: 0, discountMinor: 0, netMinor: 0, taxAddedMinor: 0, dueMinor: 0, unitCount: 0 }

/** Region C. Added tax takes the place of the item count's row only where there is any. */
export function Totals({ basket }: { readonly basket: ViewBasket | undefined }): ReactNode {
  const { say, currency } = useSpeaker()
  const totals = basket?.totals ?? nothing
  return (
    <div className="tot" data-region="totals">
      <dl>
        <dt>{say('items')}</dt>
        <dd>{totals.unitCount}</dd>
        <dt>{say('subtotal')}</dt>
        <dd>{displayMoney(totals.grossMinor, currency)}</dd>
        <dt>{say('savings')}</dt>
        <dd className={totals.discountMinor > 0 ? 'saved' : ''}>{displayMoney(-totals.discountMinor || 0, currency)}</dd>
      </dl>
      <div>
        <div className="lab">
          {totals.taxAddedMinor > 0 && `${say('taxAdded')} ${displayMoney(totals.taxAddedMinor, currency)} · `}
          {say('total')}
        </div>
        <Price className="big" amountMinor={totals.dueMinor} />
      </div>
    </div>
  )
}
