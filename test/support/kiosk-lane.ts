import { laneView } from '../../src/contract/lane-view.ts'
import type { LaneView } from '../../src/contract/lane-view.ts'
import type { AnswerFrame, NoticeFrame } from '../../src/contract/frames.ts'
import type { LaneCommand, LaneQuestion } from '../../src/contract/lane-commands.ts'
import type { ScreenLane } from '../../src/kiosk/screen-lane.ts'

export interface ScriptedLane extends ScreenLane {
  readonly calls: { id: string; body: LaneCommand | LaneQuestion }[]
  /** Moves to the next edition and tells everyone; `note` goes into the store's name to tell views apart. */
  change(note: string): void
  beep(): void
  listenerCount(): number
}

/** A lane that says what the test wants: answers every call with `answer`, keeps the calls, tells views on demand. */
export function openScriptedLane(answer: AnswerFrame['outcome'] = { kind: 'ok' }): ScriptedLane {
  const listeners = new Set<(notice: NoticeFrame) => void>()
  const calls: ScriptedLane['calls'] = []
  let view = idleView(1, 'Demo store')
  const tell = (notice: NoticeFrame): void => listeners.forEach((listener) => listener(notice))
  return {
    calls,
    handle(call) {
      calls.push(call)
      return answer
    },
    view: () => view,
    onNotice(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change(note) {
      view = idleView(view.edition + 1, note)
      tell({ type: 'notice', name: 'view', body: view })
    },
    beep: () => tell({ type: 'notice', name: 'sound', body: 'item' }),
    listenerCount: () => listeners.size,
  }
}

/** An idle lane with a parked sale and a scanner, so that a test can see who is told of them. */
export function idleView(edition: number, storeName: string): LaneView {
  return laneView.parse({
    edition,
    lane: { number: 3, storeName, cashierName: 'Kim', language: 'en', currency: { code: 'EUR', decimals: 2, symbol: '€' }, businessDay: '2026-03-02' },
    sale: { kind: 'idle' },
    messageCount: 0,
    unknownCount: 2,
    suspended: [{ saleId: 'sale-1', suspendedAt: '2026-03-02T09:00:00.000Z', unitCount: 2, dueMinor: 550, memberName: 'Robin T.' }],
    sync: { state: 'online', waitingSaleCount: 0 },
    devices: [{ name: 'scanner', role: 'scanner', state: 'ready', since: '2026-03-02T08:00:00.000Z' }],
  })
}
