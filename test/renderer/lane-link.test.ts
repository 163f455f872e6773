import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { maxUnansweredCount, openLaneLink, resendAfterMs } from '../../renderer/connect/lane-link.ts'
import type { LaneLink } from '../../renderer/connect/lane-link.ts'
import type { WireListener } from '../../renderer/connect/lane-wire.ts'
import type { CallFrame } from '../../src/contract/frames.ts'
import { idleView } from '../support/renderer-views.ts'

/** A wire in the test's hand: what was sent, and a way to speak as the lane. */
function wired(laneMayRestart = false): { readonly link: LaneLink; readonly sent: CallFrame[]; readonly lane: WireListener } {
  const sent: CallFrame[] = []
  let listener: WireListener | undefined
  let count = 0
  const link = openLaneLink({
    openWire: (given) => {
      listener = given
      return { send: (frame) => sent.push(frame), close: () => undefined }
    },
    newId: () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`,
    laneMayRestart,
  })
  if (!listener) throw new Error('the link opens its wire at once')
  return { link, sent, lane: listener }
}

const view = (edition: number): unknown => ({ type: 'notice', name: 'view', body: { ...idleView, edition } })
const answer = (id: string): unknown => ({ type: 'answer', id, outcome: { kind: 'ok' } })

describe('the line to the lane', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('sends every unanswered call again, in order and with the same ids, when the lane is back', async () => {
    const { link, sent, lane } = wired()
    lane.up()
    const first = link.ask({ name: 'scan', text: '1' })
    const second = link.ask({ name: 'scan', text: '2' })
    const ids = sent.map(({ id }) => id)
    lane.frame(answer(ids[0] ?? ''))
    await expect(first).resolves.toEqual({ kind: 'ok' })
    lane.down()
    lane.up()
    expect(sent.map(({ id }) => id)).toEqual([...ids, ids[1]])
    lane.frame(answer(ids[1] ?? ''))
    await expect(second).resolves.toEqual({ kind: 'ok' })
    link.close()
  })

  it('sends a call again when nobody answers, and stops once somebody has', () => {
    const { link, sent, lane } = wired()
    lane.up()
    void link.ask({ name: 'undoLast' })
    vi.advanceTimersByTime(2 * resendAfterMs)
    expect(sent.map(({ id }) => id)).toEqual([sent[0]?.id, sent[0]?.id])
    lane.frame(answer(sent[0]?.id ?? ''))
    vi.advanceTimersByTime(10 * resendAfterMs)
    expect(sent).toHaveLength(2)
    link.close()
  })

  it('never shows an older view after a newer one, but takes a lane that starts over', () => {
    const { link, lane } = wired()
    lane.up()
    lane.frame(view(5))
    lane.frame(view(4))
    expect(link.state().view?.edition).toBe(5)
    lane.down()
    expect(link.state()).toMatchObject({ up: false, view: { edition: 5 } })
    lane.up()
    lane.frame(view(1))
    expect(link.state().view?.edition).toBe(1)
    link.close()
  })

  it('behind a port that never goes down, a lower edition is a lane that started over', () => {
    const { link, lane } = wired(true)
    lane.up()
    lane.frame(view(5))
    lane.frame(view(1))
    expect(link.state().view?.edition).toBe(1)
    link.close()
  })

  it('keeps what it has when a frame makes no sense', () => {
    const { link, lane } = wired()
    lane.up()
    lane.frame(view(1))
    for (const noise of [undefined, 7, 'text', {}, { type: 'notice', name: 'view', body: { edition: 2 } }]) lane.frame(noise)
    expect(link.state().view?.edition).toBe(1)
    link.close()
  })

  it('takes no more calls than a hanging lane could ever owe', async () => {
    const { link, lane } = wired()
    lane.up()
    for (let index = 0; index < maxUnansweredCount; index += 1) void link.ask({ name: 'undoLast' })
    await expect(link.ask({ name: 'undoLast' })).resolves.toEqual({ kind: 'refused', refusal: { refused: 'lane-not-answering' } })
    link.close()
  })
})
