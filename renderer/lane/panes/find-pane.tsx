import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { findItemsAnswer } from '../../../src/contract/lane-commands.ts'
import type { foundItem } from '../../../src/contract/lane-commands.ts'
import { displayMoney } from '../../parts/display-money.ts'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { useLaneControls, useSend } from '../use-lane-screen.ts'
import { PaneFrame } from './pane-frame.tsx'

type FoundItem = z.infer<typeof foundItem>

/** Longer than any scan: its characters are out of the box again before anything is asked. */
const askAfterMs = 150
const longestWords = 64

/** F2: items by name. The box is the only one on the lane page that takes focus; a scan goes past it. */
export function FindPane(): ReactNode {
  const { say } = useSpeaker()
  const box = useRef<HTMLInputElement>(null)
  const [words, setWords] = useState('')
  const found = useFoundItems(words)
  useEffect(() => box.current?.focus(), [])
  return (
    <PaneFrame title={say('findTitle')}>
      <input className="findbox" ref={box} type="text" maxLength={longestWords} autoComplete="off" spellCheck={false} placeholder={say('findHint')} aria-label={say('findHint')} onInput={({ currentTarget }) => setWords(currentTarget.value)} />
      <div className="scroll" role="group" aria-label={say('items')} tabIndex={0}>
        {found === undefined && <p className="hint">{say('findStart')}</p>}
        {found?.length === 0 && <p className="hint">{say('findNothing')}</p>}
        {found?.map((item) => <FoundRow key={item.itemId} item={item} />)}
      </div>
    </PaneFrame>
  )
}

function FoundRow({ item }: { readonly item: FoundItem }): ReactNode {
  const { say, name, currency } = useSpeaker()
  const send = useSend()
  return (
    <button type="button" className="row" onClick={() => send({ kind: 'ask', body: { name: 'keyCode', text: item.code } })}>
      <span>{name(item.name)}<br /><small className="n">{item.code}{item.soldBy === 'weight' ? ` · ${say('weighed')}` : ''}</small></span>
      <span className="n">{displayMoney(item.priceMinor, currency)}</span>
    </button>
  )
}

/** @returns undefined until something was asked and answered */
function useFoundItems(words: string): readonly FoundItem[] | undefined {
  const { question } = useLaneControls()
  const [found, setFound] = useState<readonly FoundItem[]>()
  useEffect(() => {
    let current = true
    const asked = words.trim()
    const timer = setTimeout(async () => {
      const outcome = asked === '' ? undefined : await question({ name: 'findItems', words: asked })
      const answer = findItemsAnswer.safeParse(outcome?.kind === 'ok' ? outcome.body : undefined)
      if (current) setFound(answer.data?.items)
    }, askAfterMs)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [words, question])
  return found
}
