import type { AnswerFrame, CallFrame } from '../../src/contract/frames.ts'
import type { LaneSound, LaneView } from '../../src/contract/lane-view.ts'
import type { OpenWire } from './lane-wire.ts'
import { readFrame } from './read-frame.ts'

export type Outcome = AnswerFrame['outcome']

/** How things stand between this screen and the lane. */
export interface LinkState {
  readonly up: boolean
  /** The newest view; kept while the lane is away, so that the basket stays readable. */
  readonly view?: LaneView | undefined
}

export interface LaneLink {
  /** Asks the lane. The same call goes out again, with the same id, until it is answered. */
  ask(body: CallFrame['body']): Promise<Outcome>
  state(): LinkState
  /** @returns stops listening */
  onState(listener: (state: LinkState) => void): () => void
  onSound(listener: (sound: LaneSound) => void): () => void
  close(): void
}

export interface LinkParts {
  readonly openWire: OpenWire
  readonly newId: () => string
  /** True when the lane may restart without the wire going down: an older edition is then a new lane, not a late view. */
  readonly laneMayRestart: boolean
}

/** Calls waiting for an answer at once. A cashier cannot make so many; a lane that hangs can. */
export const maxUnansweredCount = 200
/** A call without an answer goes out again after this time, at the latest after twice as much; the lane knows its id. */
export const resendAfterMs = 5_000

interface Unanswered {
  readonly frame: CallFrame
  readonly settle: (outcome: Outcome) => void
}

/** Joins a wire to the screens: commands out exactly once, views in the lane's order. */
export function openLaneLink({ openWire, newId, laneMayRestart }: LinkParts): LaneLink {
  const unanswered = new Map<string, Unanswered>()
  const stateListeners = new Set<(state: LinkState) => void>()
  const soundListeners = new Set<(sound: LaneSound) => void>()
  let state: LinkState = { up: false }
  let editionFrom = 0

  const become = (next: LinkState): void => {
    state = next
    for (const listener of stateListeners) listener(state)
  }
  const showView = (view: LaneView): void => {
    if (view.edition < editionFrom && !laneMayRestart) return
    editionFrom = view.edition
    become({ ...state, view })
  }
  const answered = ({ id, outcome }: AnswerFrame): void => {
    const call = unanswered.get(id)
    unanswered.delete(id)
    call?.settle(outcome)
  }
  const sendAgain = (): void => {
    for (const { frame } of unanswered.values()) wire.send(frame)
  }
  const wire = openWire({
    up() {
      editionFrom = 0
      become({ ...state, up: true })
      sendAgain()
    },
    down: () => become({ ...state, up: false }),
    frame(raw) {
      const frame = readFrame(raw)
      if (frame === undefined) return
      if (frame.type === 'answer') answered(frame)
      else if (frame.name === 'view') showView(frame.body)
      else for (const listener of soundListeners) listener(frame.body)
    },
  })
  let owedBefore = new Set<string>()
  const resend = setInterval(() => {
    for (const [id, { frame }] of unanswered) if (state.up && owedBefore.has(id)) wire.send(frame)
    owedBefore = new Set(unanswered.keys())
  }, resendAfterMs)

  return {
    ask(body) {
      if (unanswered.size >= maxUnansweredCount) return Promise.resolve({ kind: 'refused', refusal: { refused: 'lane-not-answering' } })
      const frame: CallFrame = { type: 'call', id: newId(), body }
      return new Promise((settle) => {
        unanswered.set(frame.id, { frame, settle })
        wire.send(frame)
      })
    },
    state: () => state,
    onState: (listener) => listenIn(stateListeners, listener),
    onSound: (listener) => listenIn(soundListeners, listener),
    close() {
      clearInterval(resend)
      wire.close()
    },
  }
}

function listenIn<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
