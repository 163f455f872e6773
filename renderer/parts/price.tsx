import type { ReactNode } from 'react'
import { displayPrice, splitPrice } from './display-money.ts'
import { useSpeaker } from './speaker-context.ts'

/** From so many characters on, a total is set smaller so that it is never cut. */
const longLength = 8

/** A total in shelf-price style: raised cents. Read out as one amount. */
export function Price({ amountMinor, className = '' }: { readonly amountMinor: number; readonly className?: string }): ReactNode {
  const { currency } = useSpeaker()
  const { symbol, whole, raised } = splitPrice(amountMinor, currency)
  const long = whole.length + raised.length >= longLength ? ' long' : ''
  return (
    <>
      <span className={`price ${className}${long}`} aria-hidden="true">
        <span className="u">{symbol}</span>
        {whole}
        {raised && <span className="c">{raised}</span>}
      </span>
      <span className="sr">{displayPrice(amountMinor, currency)}</span>
    </>
  )
}
