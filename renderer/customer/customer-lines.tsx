import type { ReactNode } from 'react'
import type { ViewBasket } from '../../src/contract/lane-view.ts'
import { displayMoney } from '../parts/display-money.ts'
import { discountText, quantityText } from '../parts/quantity-text.ts'
import { useSpeaker } from '../parts/speaker-context.ts'

/** More lines than any display has room for; the newest is on top. */
const shownLineCount = 24

/** What she buys. A line waiting for the age check is not shown until it is sold: the answer is the cashier's. */
export function CustomerLines({ basket }: { readonly basket: ViewBasket }): ReactNode {
  const speaker = useSpeaker()
  const { say, currency } = speaker
  const lines = basket.lines.filter(({ state }) => state === 'sold').toReversed().slice(0, shownLineCount)
  const count = basket.totals.unitCount
  return (
    <section className="cl" aria-label={say('yourShopping')} data-region="shopping">
      <div className="ch"><h1>{say('yourShopping')}</h1><span className="n">{count === 1 ? say('oneItem') : say('itemCount', { count })}</span></div>
      <ol className="cs">
        {lines.map((line, index) => (
          <li key={line.lineId} className={index === 0 ? 'new' : ''}>
            <span className="nm">{line.name}<small className="n">{quantityText(line, speaker)}</small></span>
            <span className="am n">{displayMoney(line.grossMinor, currency)}</span>
            {line.discounts.map((discount) => (
              <div className="cp" key={discount.offerId}><span className="ell">{discountText(discount, speaker)}</span><span className="n">{displayMoney(-discount.amountMinor, currency)}</span></div>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}
