import type { LaneView } from '../contract/lane-view.ts'

/** The part of a WebSocket that pacing needs. */
export interface FrameSink {
  /** `sent` is called when the bytes have left for the network, or cannot any more. */
  send(text: string, sent: (error?: Error | null) => void): void
}

export interface ViewSender {
  /** Sends now, or when the view before it is out. A view that waits is replaced by a newer one. */
  show(view: LaneView): void
}

/** Keeps at most one view on its way and one waiting: a page on a slow machine sees fewer views, never an old one last. */
export function openViewSender(sink: FrameSink): ViewSender {
  let busy = false
  let waiting: LaneView | undefined
  const send = (view: LaneView): void => {
    busy = true
    sink.send(JSON.stringify({ type: 'notice', name: 'view', body: view }), (error) => {
      busy = false
      const next = waiting
      waiting = undefined
      if (next !== undefined && !error) send(next)
    })
  }
  return {
    show(view) {
      if (!busy) send(view)
      else if (waiting === undefined || view.edition > waiting.edition) waiting = view
    },
  }
}
