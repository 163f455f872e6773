import type { CallFrame } from '../../../src/contract/frames.ts'
import type { LaneLink } from '../../connect/lane-link.ts'
import { firstState } from './screen-state.ts'
import type { ScreenState } from './screen-state.ts'
import { step } from './step.ts'
import type { ScreenEvent } from './step.ts'

/** The cashier's screen as a thing: events in, state out, commands to the lane in the order they were made. */
export interface LaneScreen {
  send(event: ScreenEvent): void
  state(): ScreenState
  /** @returns stops listening */
  onState(listener: () => void): () => void
}

/** @param nowMs a clock that never jumps back */
export function openLaneScreen(link: LaneLink, nowMs: () => number): LaneScreen {
  let state: ScreenState = { ...firstState, ...link.state() }
  const listeners = new Set<() => void>()
  const ask = async (body: CallFrame['body']): Promise<void> => send({ kind: 'answered', outcome: await link.ask(body) })
  const send = (event: ScreenEvent): void => {
    const next = step(state, event, nowMs())
    state = next.state
    for (const body of next.asks) void ask(body)
    for (const listener of listeners) listener()
  }
  link.onState((linkState) => send({ kind: 'link', link: linkState }))
  return {
    send,
    state: () => state,
    onState(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
