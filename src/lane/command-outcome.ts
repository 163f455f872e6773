import type { AnswerFrame } from '../contract/frames.ts'
import type { LaneSound } from '../contract/lane-view.ts'

export type LaneOutcome = AnswerFrame['outcome']

/** What a command came to: the answer, what to play, and whether facts were stored. */
export interface CommandOutcome {
  readonly outcome: LaneOutcome
  readonly sounds?: readonly LaneSound[]
  readonly stored?: boolean
}

/** Carried out, nothing to add. */
export const done: CommandOutcome = { outcome: { kind: 'ok' } }
