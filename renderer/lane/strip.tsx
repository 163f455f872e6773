import { ListChecks, Printer, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LaneView, ViewBasket, ViewLine } from '../../src/contract/lane-view.ts'
import { displayMoney } from '../parts/display-money.ts'
import { Key } from '../parts/key.tsx'
import { quantityText } from '../parts/quantity-text.ts'
import { useSpeaker } from '../parts/speaker-context.ts'
import type { WordKey } from '../wording/dictionaries.ts'
import { MessageStrip } from './message-strip.tsx'
import { newestFirst, openBasket, shownMessage } from './screen/screen-state.ts'
import type { ScreenState } from './screen/screen-state.ts'
import { useSend } from './use-lane-screen.ts'

/** Region A, the one place for messages; without one it shows the chosen line, else the last one. */
export function Strip({ state, view }: { readonly state: ScreenState; readonly view: LaneView }): ReactNode {
  const message = shownMessage(state)
  const basket = openBasket(view)
  const lines = basket ? newestFirst(basket) : []
  const chosen = lines.find(({ lineId }) => lineId === state.selectedLineId)
  const line = chosen ?? lines.find(({ state: lineState }) => lineState !== 'voided')
  if (message && !(chosen && message.level === 'info')) return <MessageStrip message={message} state={state} />
  if (line && basket) return <LineStrip line={line} basket={basket} chosen={chosen !== undefined} />
  return <NextCustomerStrip view={view} />
}

function LineStrip({ line, basket, chosen }: { readonly line: ViewLine; readonly basket: ViewBasket; readonly chosen: boolean }): ReactNode {
  const speaker = useSpeaker()
  const send = useSend()
  const list = basket.member?.list
  return (
    <div className="strip" role="status" data-region="strip">
      <div className="grow">
        <div className="t ell">{speaker.name(line.name)}</div>
        <div className="s">
          <span className="n">{quantityText(line, speaker)}</span>
          {line.onList && list && <span className="tick"><ListChecks aria-hidden="true" />{speaker.say('onListCount', { done: list.doneCount, total: list.lineCount })}</span>}
        </div>
      </div>
      {chosen && line.state !== 'voided' ? (
        <div className="acts"><Key className="p" hint="Del" onPress={() => send({ kind: 'key', key: 'void-line' })}><Trash2 aria-hidden="true" />{speaker.say('voidLine')}</Key></div>
      ) : null}
      <div className="a n">{displayMoney(line.grossMinor, speaker.currency)}</div>
    </div>
  )
}

const printWords: Readonly<Record<'asked' | 'printed' | 'failed' | 'unknown' | 'held', WordKey>> = { asked: 'printAsked', printed: 'printPrinted', failed: 'printFailed', unknown: 'printUnknown', held: 'printHeld' }

function NextCustomerStrip({ view }: { readonly view: LaneView }): ReactNode {
  const { say } = useSpeaker()
  const send = useSend()
  const last = view.sale.kind === 'done' ? view.sale : undefined
  return (
    <div className="strip" role="status" data-region="strip">
      <div className="grow">
        <div className="t quiet">{say('nextCustomer')}</div>
        {last && <div className="s">{say('lastSale', { totalMinor: last.basket.totals.dueMinor, print: say(printWords[last.print]) })}</div>}
      </div>
      {last && <div className="acts"><Key onPress={() => send({ kind: 'ask', body: { name: 'reprintReceipt' } })}><Printer aria-hidden="true" />{say('reprint')}</Key></div>}
    </div>
  )
}
