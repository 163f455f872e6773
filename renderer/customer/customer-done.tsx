import { TicketPercent } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { Price } from '../parts/price.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'
import { tierText } from '../parts/tier-text.ts'

/** Paid: her change, what she saved, her points, and a reason to come back. */
export function CustomerDone({ sale }: { readonly sale: Extract<LaneView['sale'], { readonly kind: 'done' }> }): ReactNode {
  const speaker = useSpeaker()
  const { say, name } = speaker
  const { member, totals } = sale.basket
  return (
    <main className="thanks">
      <h1>{member ? say('thankYouName', { name: member.firstName }) : say('thankYou')}</h1>
      {member && <p className="pts">{[say('pointsToday', { count: member.pointsBalance, earned: member.pointsEarned }), tierText(member, speaker)].filter(Boolean).join(' · ')}</p>}
      <div className="two">
        <div className="big"><div className="l">{say('paid')}</div><Price className="x" amountMinor={totals.dueMinor + (sale.roundingMinor ?? 0)} /></div>
        {sale.changeMinor > 0 && <div className="big"><div className="l">{say('yourChange')}</div><Price className="x" amountMinor={sale.changeMinor} /></div>}
      </div>
      {totals.discountMinor > 0 && <div className="save"><div className="t">{say('youSave')}</div><Price amountMinor={totals.discountMinor} /></div>}
      {sale.nextVisit && (
        <div className="next">
          <TicketPercent aria-hidden="true" />
          <div>{say('nextVisitCustomer')}<b>{name(sale.nextVisit.name)}</b><small>{say('validUntil', { expiresOn: sale.nextVisit.expiresOn })}</small></div>
        </div>
      )}
      <p className="take">{say('changeTakeReceipt')}</p>
    </main>
  )
}
