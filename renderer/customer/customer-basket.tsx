import { ListChecks, Square } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewBasket, ViewMember } from '../../src/contract/lane-view.ts'
import { aisleText } from '../parts/aisle-text.ts'
import { displayMoney } from '../parts/display-money.ts'
import { Pieces } from '../parts/pieces.tsx'
import { Price } from '../parts/price.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'
import { tierText } from '../parts/tier-text.ts'
import { CustomerLines } from './customer-lines.tsx'

/** As many missing lines as fit at every size. */
const shownMissingCount = 4

/**
 * @param leftMinor set while she pays
 * @param cashMinor the same as it is paid in cash; said where it differs
 */
export function CustomerBasket({ basket, leftMinor, cashMinor }: { readonly basket: ViewBasket; readonly leftMinor?: number; readonly cashMinor?: number }): ReactNode {
  const speaker = useSpeaker()
  const { say } = speaker
  const { member, totals } = basket
  const isRounded = cashMinor !== undefined && cashMinor !== leftMinor
  const discounts = [...basket.lines.flatMap((line) => line.discounts), ...basket.basketDiscounts]
  const listCount = discounts.filter(({ armedBy }) => armedBy === 'list').length
  return (
    <main className="cd">
      <CustomerLines basket={basket} />
      <section className="cr" aria-label={say('total')} data-region="sums">
        {member && <div className="hi">{say('hello', { name: member.firstName })}<small>{[say('pointsToday', { count: member.pointsBalance, earned: member.pointsEarned }), tierText(member, speaker)].filter(Boolean).join(' · ')}</small></div>}
        <div className="big">
          <div className="l">{say(leftMinor === undefined ? 'total' : 'leftToPay')}{isRounded && ` · ${say('inCash', { amountMinor: cashMinor })}`}</div>
          <Price className="x" amountMinor={leftMinor ?? totals.dueMinor} />
        </div>
        <SavePanel totals={totals} listCount={listCount} />
        {member?.list && <ListLeft list={member.list} />}
        {!member && leftMinor === undefined && <p className="tip"><ListChecks aria-hidden="true" />{say('welcomeDetail')}</p>}
      </section>
    </main>
  )
}

function SavePanel({ totals, listCount }: { readonly totals: ViewBasket['totals']; readonly listCount: number }): ReactNode {
  const { say } = useSpeaker()
  if (totals.discountMinor <= 0) return <div />
  const from = listCount === 0 ? say('savedToday') : say(listCount === 1 ? 'savedByListOne' : 'savedByList', { count: listCount })
  return (
    <div className="save" data-region="save">
      <div className="t">{say('youSave')}<small>{from}</small></div>
      <Price amountMinor={totals.discountMinor} />
    </div>
  )
}

function ListLeft({ list }: { readonly list: NonNullable<ViewMember['list']> }): ReactNode {
  const speaker = useSpeaker()
  const { say, currency } = speaker
  const missing = list.lines.filter(({ inBasket }) => !inBasket)
  return (
    <div className="lp">
      <div className="h">{say('yourList')}<span className="n">{list.doneCount} / {list.lineCount}</span></div>
      <Pieces doneCount={list.doneCount} lineCount={list.lineCount} />
      <ul>
        {missing.slice(0, shownMissingCount).map((line) => {
          const savingMinor = line.offers.reduce((best, { state }) => Math.max(best, state.kind === 'armed' ? (state.savingMinor ?? 0) : 0), 0)
          return (
            <li key={line.name.en}>
              <Square aria-hidden="true" />
              <span className="ell">{speaker.name(line.name)}</span>
              {line.aisle !== undefined && <small>{aisleText(line.aisle, speaker)}</small>}
              {savingMinor > 0 && <em className="n">{displayMoney(-savingMinor, currency)}</em>}
            </li>
          )
        })}
      </ul>
      {missing.length === 0 && <p className="all">{say('listComplete')}</p>}
    </div>
  )
}
