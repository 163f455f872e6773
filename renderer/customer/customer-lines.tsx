import type { ReactNode } from 'react'
import type { ViewBasket, ViewDiscount } from '../../src/contract/lane-view.ts'
import { displayMoney } from '../parts/display-money.ts'
import { discountText, quantityText } from '../parts/quantity-text.ts'
import { useSpeaker } from '../parts/speaker-context.ts'

/** More lines than any display has room for; the newest is on top. */
const shownLineCount = 24
/** As many offers off the whole basket as leave the lines their room. */
const shownOfferCount = 2

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
            <span className="nm">{speaker.name(line.name)}<small className="n">{quantityText(line, speaker)}</small></span>
            <span className="am n">{displayMoney(line.grossMinor, currency)}</span>
            {line.discounts.map((discount) => <DiscountLabel key={discount.offerId} discount={discount} />)}
          </li>
        ))}
      </ol>
      {basket.basketDiscounts.length > 0 && <BasketOffers discounts={basket.basketDiscounts} />}
    </section>
  )
}

/** What came off all of it stands once, under the lines. */
function BasketOffers({ discounts }: { readonly discounts: readonly ViewDiscount[] }): ReactNode {
  const hiddenCount = discounts.length - shownOfferCount
  return (
    <div className="cb" data-region="basket-offers">
      {discounts.slice(0, shownOfferCount).map((discount) => <DiscountLabel key={discount.offerId} discount={discount} />)}
      {hiddenCount > 0 && <span className="n">+{hiddenCount}</span>}
    </div>
  )
}

function DiscountLabel({ discount }: { readonly discount: ViewDiscount }): ReactNode {
  const speaker = useSpeaker()
  return <div className="cp"><span className="ell">{discountText(discount, speaker)}</span><span className="n">{displayMoney(-discount.amountMinor, speaker.currency)}</span></div>
}
