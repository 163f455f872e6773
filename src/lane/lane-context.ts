import type { LaneConfig } from '../contract/config.ts'
import type { CommandOutcome } from './command-outcome.ts'
import type { Hardware } from './hardware.ts'
import type { LaneState } from './lane-state.ts'
import type { Printing } from './printing.ts'
import type { Clock } from './real-clock.ts'
import type { StoreNetwork } from './store-network/open-store-network.ts'
import type { LaneStore } from './store/open-lane-store.ts'

/** What the lane works with; built once by `openLane`. */
export interface LaneContext {
  readonly state: LaneState
  readonly store: LaneStore
  readonly config: LaneConfig
  readonly clock: Clock
  readonly newId: () => string
  readonly hardware: Hardware
  readonly printing: Printing
  readonly network: StoreNetwork
  /** Runs what an outcome from a device asks for, like a command: guarded, shown, uploaded. */
  readonly settle: (step: () => CommandOutcome) => void
}

/** The shop says no: the strip tells why, and so does the answer. */
export function refuse(refusal: { readonly refused: string }, { state }: Pick<LaneContext, 'state'>): CommandOutcome {
  const { refused, ...rest } = refusal
  const data = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, typeof value === 'number' ? value : String(value)]))
  state.messages.say({ level: 'warn', code: refused, data })
  return { outcome: { kind: 'refused', refusal: { ...refusal } }, sounds: ['warn'] }
}
