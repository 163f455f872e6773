import type { ReactNode } from 'react'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { FunctionKeys } from './function-keys.tsx'
import { Keypad } from './keypad.tsx'
import { LineList } from './line-list.tsx'
import { ListPanel } from './list-panel.tsx'
import { MemberCard } from './member-card.tsx'
import { OpenPane } from './panes/open-pane.tsx'
import { openBasket } from './screen/screen-state.ts'
import type { ScreenState } from './screen/screen-state.ts'
import { Strip } from './strip.tsx'
import { Totals } from './totals.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'

/** The home of the lane: every region in its fixed place. */
export function SaleScreen({ state, view }: { readonly state: ScreenState; readonly view: LaneView }): ReactNode {
  const { say } = useSpeaker()
  const basket = openBasket(view)
  return (
    <main className="work">
      <section className="left" aria-label={say('basket')}>
        <Strip state={state} view={view} />
        <LineList basket={basket} weighing={view.weighing} selectedLineId={state.selectedLineId} />
        <Totals basket={basket} />
        <FunctionKeys hasBasket={basket !== undefined} pane={state.pane} suspendedCount={view.suspended.length} />
      </section>
      <MemberCard member={basket?.member} />
      <ListPanel basket={basket} />
      <OpenPane state={state} />
      <Keypad state={state} basket={basket} />
    </main>
  )
}
