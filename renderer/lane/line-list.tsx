import { ListChecks, Scale, ScanBarcode, ShieldAlert, ShieldCheck } from 'lucide-react'
import { memo, useLayoutEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import type { ViewBasket, ViewLine, ViewWeighing } from '../../src/contract/lane-view.ts'
import { displayMoney } from '../parts/display-money.ts'
import { discountText, quantityText } from '../parts/quantity-text.ts'
import { useSpeaker } from '../parts/speaker-context.ts'
import { newestFirst } from './screen/screen-state.ts'
import { useSend } from './use-lane-screen.ts'

interface ListProps {
  readonly basket: ViewBasket | undefined
  /** What is on its way over the scale: no line yet, and shown on top of them. */
  readonly weighing: ViewWeighing | undefined
  readonly selectedLineId: string | undefined
}

/** Region B: what is in the basket, the newest on top. A press chooses a line; the strip then offers to void it. */
export function LineList({ basket, weighing, selectedLineId }: ListProps): ReactNode {
  const { say } = useSpeaker()
  const list = useRef<HTMLOListElement>(null)
  const lines = basket ? newestFirst(basket) : []
  const newestId = lines[0]?.lineId
  useLayoutEffect(() => {
    list.current?.scrollTo({ top: 0 })
  }, [newestId])
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest' })
  }, [selectedLineId])
  if (newestId === undefined && !weighing) return <NothingYet />
  const markedId = selectedLineId ?? lines.find(({ state }) => state !== 'voided')?.lineId
  return (
    <ol className="lines" ref={list} aria-label={say('items')} data-region="lines" tabIndex={0}>
      {weighing && <WeighingRow weighing={weighing} />}
      {lines.map((line) => <LineRow key={line.lineId} line={line} marked={line.lineId === markedId} chosen={line.lineId === selectedLineId} />)}
    </ol>
  )
}

function WeighingRow({ weighing }: { readonly weighing: ViewWeighing }): ReactNode {
  const { say, name, reason } = useSpeaker()
  const failed = weighing.state === 'failed'
  return (
    <li>
      <div className={`ln weigh ${failed ? 'failed' : ''}`}>
        <span className="no"><Scale aria-hidden="true" /></span>
        <span className="nm">{name(weighing.name)}<small className="n">{say('aKilogram', { priceMinor: weighing.pricePerKgMinor })}</small></span>
        <span className="ticks"><span className={`tick ${failed ? 'wait' : ''}`}>{failed ? say('notWeighed') : reason(weighing.hint ?? 'at-zero')}</span></span>
        <span className="am n">–</span>
      </div>
    </li>
  )
}

function NothingYet(): ReactNode {
  const { say } = useSpeaker()
  return (
    <div className="blank" data-region="lines">
      <ScanBarcode className="sign" aria-hidden="true" />
      <h2>{say('readyTitle')}</h2>
      <p>{say('readyDetail')}</p>
    </div>
  )
}

interface RowProps {
  readonly line: ViewLine
  readonly marked: boolean
  readonly chosen: boolean
}

/** Views come whole at every change; a row is drawn again only when its own line changed. */
const LineRow = memo(function LineRow({ line, marked, chosen }: RowProps): ReactNode {
  const speaker = useSpeaker()
  const send = useSend()
  const look = [marked ? 'sel' : '', line.state === 'voided' ? 'void' : '', line.state === 'pending-age' ? 'pending' : ''].join(' ')
  return (
    <li>
      <button type="button" className={`ln ${look}`} aria-pressed={chosen} onClick={() => send({ kind: 'select-line', lineId: line.lineId })}>
        <span className="no">{line.number}</span>
        <span className="nm">{speaker.name(line.name)}<small className="n">{quantityText(line, speaker)}</small></span>
        <Ticks line={line} />
        <span className="am n">{displayMoney(line.grossMinor, speaker.currency)}</span>
        {line.discounts.map((discount) => (
          <span className="cp" key={discount.offerId}>
            <span className="ell">{discountText(discount, speaker)}</span>
            <span className="n">{displayMoney(-discount.amountMinor, speaker.currency)}</span>
          </span>
        ))}
      </button>
    </li>
  )
}, (before, after) => before.marked === after.marked && before.chosen === after.chosen && sameLine(before.line, after.line))

function sameLine(a: ViewLine, b: ViewLine): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

function Ticks({ line }: { readonly line: ViewLine }): ReactNode {
  const { say } = useSpeaker()
  if (line.state === 'voided') return <span className="ticks"><span className="tick gone">{say('voided')}</span></span>
  const age = line.ageYears
  const waits = line.state === 'pending-age'
  return (
    <span className="ticks">
      {age !== undefined && (waits
        ? <span className="tick wait"><ShieldAlert aria-hidden="true" />{say('ageWaiting', { ageYears: age })}</span>
        : <span className="tick age"><ShieldCheck aria-hidden="true" />{say('ageChecked', { ageYears: age })}</span>)}
      {line.onList && <span className="tick"><ListChecks aria-hidden="true" />{say('onList')}</span>}
    </span>
  )
}
