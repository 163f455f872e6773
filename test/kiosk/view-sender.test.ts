import { expect, it } from 'vitest'
import { openViewSender } from '../../src/kiosk/view-sender.ts'
import { idleView } from '../support/kiosk-lane.ts'

/** A socket whose bytes leave when the test says so. */
function openSlowSink() {
  const sent: number[] = []
  const leaving: ((error?: Error) => void)[] = []
  return {
    sent,
    sink: {
      send(text: string, left: (error?: Error | null) => void) {
        sent.push(JSON.parse(text).body.edition)
        leaving.push(left)
      },
    },
    drain: (error?: Error) => leaving.shift()?.(error),
  }
}

it('sends every view of a fast page', () => {
  const { sent, sink, drain } = openSlowSink()
  const sender = openViewSender(sink)
  for (const edition of [1, 2, 3]) {
    sender.show(idleView(edition, 'Demo'))
    drain()
  }
  expect(sent).toEqual([1, 2, 3])
})

it('skips to the latest view for a slow page', () => {
  const { sent, sink, drain } = openSlowSink()
  const sender = openViewSender(sink)
  for (let edition = 1; edition <= 500; edition += 1) sender.show(idleView(edition, 'Demo'))
  expect(sent).toEqual([1])
  drain()
  expect(sent).toEqual([1, 500])
  drain()
  sender.show(idleView(501, 'Demo'))
  expect(sent).toEqual([1, 500, 501])
})

it('never shows an older view after a newer one', () => {
  const { sent, sink, drain } = openSlowSink()
  const sender = openViewSender(sink)
  for (const edition of [5, 7, 6]) sender.show(idleView(edition, 'Demo'))
  drain()
  expect(sent).toEqual([5, 7])
})

it('keeps nothing for a page that has gone', () => {
  const { sent, sink, drain } = openSlowSink()
  const sender = openViewSender(sink)
  sender.show(idleView(1, 'Demo'))
  sender.show(idleView(2, 'Demo'))
  drain(new Error('gone'))
  expect(sent).toEqual([1])
})
