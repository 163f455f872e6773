import { CirclePause, CirclePlay, LayoutGrid, Repeat, Search, Undo2, UserSearch } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Key } from '../parts/key.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'
import type { WordKey } from '../wording/dictionaries.ts'
import type { LaneKey } from './screen/lane-key.ts'
import type { Pane } from './screen/screen-state.ts'
import { useSend } from './use-lane-screen.ts'

interface FunctionKey {
  readonly key: LaneKey
  readonly word: WordKey
  readonly hint: string
  readonly Sign: LucideIcon
  /** The pane it opens, to show that it is open. */
  readonly pane?: Pane
}

const parked: FunctionKey = { key: 'suspend', word: 'suspend', hint: 'F9', Sign: CirclePause }
const recalled: FunctionKey = { key: 'suspend', word: 'recall', hint: 'F9', Sign: CirclePlay, pane: 'suspended' }

function functionKeys(hasBasket: boolean): readonly FunctionKey[] {
  return [
    { key: 'find', word: 'findItem', hint: 'F2', Sign: Search, pane: 'find' },
    { key: 'member', word: 'member', hint: 'F3', Sign: UserSearch, pane: 'member' },
    { key: 'quantity', word: 'quantity', hint: 'F4', Sign: Repeat },
    { key: 'undo', word: 'undo', hint: 'F8', Sign: Undo2 },
    hasBasket ? parked : recalled,
    { key: 'more', word: 'more', hint: 'F10', Sign: LayoutGrid, pane: 'more' },
  ]
}

/** Region D: six keys that never move. F9 parks an open basket and otherwise shows the parked ones. */
export function FunctionKeys({ hasBasket, pane, suspendedCount }: { readonly hasBasket: boolean; readonly pane: Pane | undefined; readonly suspendedCount: number }): ReactNode {
  const send = useSend()
  const { say } = useSpeaker()
  return (
    <nav className="fns" aria-label={say('functions')} data-region="functions">
      {functionKeys(hasBasket).map(({ key, word, hint, Sign, pane: opens }) => (
        <Key key={key} className={opens !== undefined && opens === pane ? 'open' : ''} hint={hint} onPress={() => send({ kind: 'key', key })}>
          <Sign aria-hidden="true" />
          {say(word)}{word === 'recall' && suspendedCount > 0 ? ` · ${suspendedCount}` : ''}
        </Key>
      ))}
    </nav>
  )
}
