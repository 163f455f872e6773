import { ArrowRight, CircleCheck, Printer, Star, TicketPercent, TriangleAlert } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { displayMoney } from '../parts/display-money.ts'
import { Key } from '../parts/key.tsx'
import { Price } from '../parts/price.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'
import { tenderWord } from '../parts/tender-word.ts'
import { tierText } from '../parts/tier-text.ts'
import { MessageStrip } from './message-strip.tsx'
import { shownMessage } from './screen/screen-state.ts'
import type { ScreenState } from './screen/screen-state.ts'
import { ChangeCard } from './tender/change-card.tsx'
import { useSend } from './use-lane-screen.ts'

export type DoneSale = Extract<LaneView['sale'], { readonly kind: 'done' }>

/** A finished sale: change first, then paper, points and the next visit. The next scan or key leaves it. */
export function DoneScreen({ state, sale }: { readonly state: ScreenState; readonly sale: DoneSale }): ReactNode {
  const speaker = useSpeaker()
  const { say, name } = speaker
  const send = useSend()
  const message = shownMessage(state)
  const { member } = sale.basket
  return (
    <main className="tw">
      <PaidColumn sale={sale} />
      <section className="finished" aria-label={say('doneTitle')}>
        <div className="tiles">
          <div className="head" role="status">
            <CircleCheck aria-hidden="true" />
            <div>{say('doneTitle')}<small>{say('receiptNumber', { number: String(sale.receiptNumber) })}</small></div>
          </div>
          {message && <MessageStrip message={message} state={state} />}
          <PrintTile print={sale.print} />
          {member && <Tile Sign={Star} look="member" text={`${member.displayName} · ${say('pointsEarned', { count: member.pointsEarned })}`} detail={[say('pointsNow', { count: member.pointsBalance }), tierText(member, speaker)].filter(Boolean).join(' · ')} />}
          {sale.nextVisit && <Tile Sign={TicketPercent} look="label" text={`${say('nextVisit')} · ${name(sale.nextVisit.name)}`} detail={say('validUntil', { expiresOn: sale.nextVisit.expiresOn })} />}
        </div>
        <div className="foot">
          <Key onPress={() => send({ kind: 'ask', body: { name: 'reprintReceipt' } })}><Printer aria-hidden="true" />{say('reprint')}</Key>
          <Key className="finish" hint="Esc" onPress={() => send({ kind: 'leave-done' })}>{say('nextSale')}<ArrowRight aria-hidden="true" /></Key>
        </div>
      </section>
    </main>
  )
}

function PaidColumn({ sale }: { readonly sale: DoneSale }): ReactNode {
  const { say, currency } = useSpeaker()
  const { totals } = sale.basket
  return (
    <section className="due" aria-label={say('paid')} data-region="due">
      <div>
        <div className="l">{say('paid')}</div>
        <Price className="x" amountMinor={totals.dueMinor + (sale.roundingMinor ?? 0)} />
      </div>
      <ul className="tl paid">
        {sale.tenders.map(({ tenderId, tenderKind, amountMinor }) => (
          <li key={tenderId}><span>{say(tenderWord(tenderKind))}</span><span className="n">{displayMoney(amountMinor, currency)}</span></li>
        ))}
        {sale.roundingMinor !== undefined && <li><span>{say('cashRounding')}</span><span className="n">{displayMoney(sale.roundingMinor, currency)}</span></li>}
      </ul>
      {sale.changeMinor > 0 ? <ChangeCard changeMinor={sale.changeMinor} /> : <div className="l">{say('noChange')}</div>}
    </section>
  )
}

const printWords = { asked: 'printAsked', printed: 'printPrinted', failed: 'printFailed', unknown: 'printUnknown', held: 'printHeld' } as const

function PrintTile({ print }: { readonly print: DoneSale['print'] }): ReactNode {
  const { say } = useSpeaker()
  const fine = print === 'asked' || print === 'printed'
  return <Tile Sign={fine ? Printer : TriangleAlert} look={fine ? '' : 'warn'} text={say(printWords[print])} />
}

function Tile({ Sign, look, text, detail }: { readonly Sign: LucideIcon; readonly look: string; readonly text: string; readonly detail?: string }): ReactNode {
  return <div className={`tile ${look}`}><Sign aria-hidden="true" /><div>{text}{detail !== undefined && <small>{detail}</small>}</div></div>
}
