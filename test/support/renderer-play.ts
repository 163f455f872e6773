import type { CallFrame } from '../../src/contract/frames.ts'
import type { LaneView } from '../../src/contract/lane-view.ts'
import type { LaneKey } from '../../renderer/lane/screen/lane-key.ts'
import { firstState } from '../../renderer/lane/screen/screen-state.ts'
import type { ScreenState } from '../../renderer/lane/screen/screen-state.ts'
import { step } from '../../renderer/lane/screen/step.ts'
import type { ScreenEvent } from '../../renderer/lane/screen/step.ts'

/** Plays events on a screen that shows `view`, well after it opened, and tells what the lane was asked. No browser is needed. */
export function play(view: LaneView, events: readonly ScreenEvent[]): { readonly state: ScreenState; readonly asks: readonly CallFrame['body'][] } {
  let { state } = step(firstState, shows(view), 0)
  const asks = events.flatMap((event) => {
    const next = step(state, event, 10_000)
    state = next.state
    return next.asks
  })
  return { state, asks }
}

export const key = (name: LaneKey): ScreenEvent => ({ kind: 'key', key: name })
export const typed = (text: string): ScreenEvent => ({ kind: 'typed', text })
/** The lane sends a view. */
export const shows = (view: LaneView): ScreenEvent => ({ kind: 'link', link: { up: true, view } })
