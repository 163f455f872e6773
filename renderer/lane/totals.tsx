import type { ReactNode } from 'react'
import type { ViewBasket, ViewDiscount } from '../../src/contract/lane-view.ts'
import { displayMoney } from '../parts/display-money.ts'
import { Price } from '../parts/price.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'

const nothing: ViewBasket['totals'] = { grossMinor: 0, discountMinor: 0, netMinor: 0, taxAddedMinor: 0, dueMinor: 0, unitCount: 0 }

/** As many labels as the region is high. */
const shownOfferCount = 2

/** Region C: figures, offers off the whole basket, total. Added tax takes the place of the item count's row only where there is any. */
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
      <BasketOffers discounts={basket?.basketDiscounts ?? []} />
      <div className="sum">
        <div className="lab">
          {totals.taxAddedMinor > 0 && `${say('taxAdded')} ${displayMoney(totals.taxAddedMinor, currency)} · `}
          {say('total')}
        </div>
        <Price className="big" amountMinor={totals.dueMinor} />
      </div>
    </div>
  )
}

/** What came off all of it, once. The middle is what figures and total leave free: where that is little, the pane has the names. */
function BasketOffers({ discounts }: { readonly discounts: readonly ViewDiscount[] }): ReactNode {
  const { name, currency } = useSpeaker()
  const hiddenCount = discounts.length - shownOfferCount
  return (
    <div className="off-all">
      {discounts.slice(0, shownOfferCount).map((discount) => (
        <span className="cp" key={discount.offerId}>
          <span className="ell">{name(discount.name)}</span>
          <span className="n">{displayMoney(-discount.amountMinor, currency)}</span>
        </span>
      ))}
      {hiddenCount > 0 && <span className="n">+{hiddenCount}</span>}
    </div>
  )
}
