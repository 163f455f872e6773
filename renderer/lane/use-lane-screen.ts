import { createContext, useContext, useSyncExternalStore } from 'react'
import type { LaneQuestion } from '../../src/contract/lane-commands.ts'
import { assert } from '../../src/domain/assert.ts'
import type { Outcome } from '../connect/lane-link.ts'
import type { LaneScreen } from './screen/open-lane-screen.ts'
import type { ScreenState } from './screen/screen-state.ts'
import type { ScreenEvent } from './screen/step.ts'

/** What every part of the lane page may reach. */
export interface LaneControls {
  readonly screen: LaneScreen
  /** Questions change nothing, so their answers go straight to whoever asked. */
  readonly question: (question: LaneQuestion) => Promise<Outcome>
}

export const LaneContext = createContext<LaneControls | undefined>(undefined)

export function useLaneControls(): LaneControls {
  const controls = useContext(LaneContext)
  assert(controls !== undefined, 'lane parts live inside a lane page')
  return controls
}

export function useSend(): (event: ScreenEvent) => void {
  return useLaneControls().screen.send
}

export function useScreenState(screen: LaneScreen): ScreenState {
  return useSyncExternalStore(screen.onState, screen.state)
}
