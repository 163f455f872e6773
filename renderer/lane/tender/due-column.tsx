import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { displayMoney } from '../../parts/display-money.ts'
import { tenderWord } from '../../parts/tender-word.ts'
import { Price } from '../../parts/price.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { useSend } from '../use-lane-screen.ts'
import { ChangeCard } from './change-card.tsx'
import type { TenderingSale } from './tender-screen.tsx'

/**
 * What is left to pay, what was taken already, and the change the amount at hand would make.
 * @param leftMinor the way it is being paid: where cash is rounded, the difference has its own line
 */
export function DueColumn({ sale, leftMinor, changeMinor }: { readonly sale: TenderingSale; readonly leftMinor: number; readonly changeMinor: number }): ReactNode {
  const { say, currency } = useSpeaker()
  const send = useSend()
  const { totals } = sale.basket
  return (
    <section className="due" aria-label={say('leftToPay')} data-region="due">
      <div>
        <div className="l">{say('leftToPay')}</div>
        <Price className="x" amountMinor={leftMinor} />
      </div>
      <ul className="tl">
        <li>
          <span>{say('total')}<small>{say(totals.discountMinor > 0 ? 'tenderTotal' : 'tenderTotalPlain', { count: totals.unitCount, savedMinor: totals.discountMinor })}</small></span>
          <span className="n">{displayMoney(totals.dueMinor, currency)}</span>
        </li>
        {sale.tenders.map(({ tenderId, tenderKind, amountMinor, card, points }) => {
          const name = say(tenderWord(tenderKind))
          return (
            <li key={tenderId}>
              <span>{name}{card && <small>{card.name} {card.maskedPan.slice(-8)}</small>}{points !== undefined && <small>{say('pointsSpent', { count: points })}</small>}</span>
              <span className="n">{displayMoney(-amountMinor, currency)}</span>
              <button type="button" disabled={sale.payment !== undefined} aria-label={say('returnTender', { tender: name, amountMinor })} onClick={() => send({ kind: 'ask', body: { name: 'returnTender', tenderId } })}><X aria-hidden="true" /></button>
            </li>
          )
        })}
        {leftMinor !== sale.leftMinor && (
          <li>
            <span>{say('cashRounding')}</span>
            <span className="n">{displayMoney(leftMinor - sale.leftMinor, currency)}</span>
          </li>
        )}
      </ul>
      {changeMinor > 0 && <ChangeCard changeMinor={changeMinor} />}
    </section>
  )
}
