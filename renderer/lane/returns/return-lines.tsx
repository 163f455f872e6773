import { useLayoutEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import type { ViewReturn } from '../../../src/contract/lane-view.ts'
import { displayMoney } from '../../parts/display-money.ts'
import { Key } from '../../parts/key.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { useSend } from '../use-lane-screen.ts'

type ReturnLine = ViewReturn['lines'][number]

/** Every line of the sale, with what comes back of it. What is back already is shown and cannot be chosen again. */
export function ReturnLines({ lines, selectedLineId, finished }: { readonly lines: readonly ReturnLine[]; readonly selectedLineId: string | undefined; readonly finished: boolean }): ReactNode {
  const { say } = useSpeaker()
  const list = useRef<HTMLOListElement>(null)
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest' })
  }, [selectedLineId])
  return (
    <ol className="lines" ref={list} aria-label={say('items')} data-region="lines" tabIndex={0}>
      {lines.map((line) => <ReturnRow key={line.lineId} line={line} chosen={line.lineId === selectedLineId} finished={finished} />)}
    </ol>
  )
}

function ReturnRow({ line, chosen, finished }: { readonly line: ReturnLine; readonly chosen: boolean; readonly finished: boolean }): ReactNode {
  const { say, name, currency } = useSpeaker()
  const send = useSend()
  const { lineId, soldCount, backBefore, chosenCount } = line
  const isAllBack = backBefore === soldCount
  const setCount = (unitCount: number): void => send({ kind: 'ask', body: { name: 'setReturnCount', lineId, unitCount } })
  return (
    <li className="rl">
      <button type="button" className={`ln ${chosen ? 'sel' : ''} ${isAllBack ? 'void' : ''}`} aria-pressed={chosen} disabled={finished} onClick={() => send({ kind: 'select-line', lineId })}>
        <span className="no">{line.number}</span>
        <span className="nm">{name(line.name)}<small className="n">{soldText(line, say)}</small></span>
        <span className="ticks">{backBefore > 0 && <span className="tick gone">{say('backBefore', { count: backBefore })}</span>}</span>
        <span className="am n">{line.refundMinor === undefined ? displayMoney(line.paidMinor, currency) : displayMoney(-line.refundMinor, currency)}</span>
      </button>
      <span className="steps-of">
        <Key label={`− ${name(line.name)}`} disabled={finished || chosenCount === 0} onPress={() => setCount(chosenCount - 1)}>−</Key>
        <output className="n" aria-label={say('backCount', { count: chosenCount, sold: soldCount })}>{chosenCount}</output>
        <Key label={`+ ${name(line.name)}`} disabled={finished || chosenCount + backBefore >= soldCount} onPress={() => setCount(chosenCount + 1)}>+</Key>
      </span>
    </li>
  )
}

function soldText({ quantity, soldCount, chosenCount }: ReturnLine, say: ReturnType<typeof useSpeaker>['say']): string {
  return quantity.kind === 'weight' ? `${(quantity.grams / 1000).toFixed(3)} kg` : say('backCount', { count: chosenCount, sold: soldCount })
}
