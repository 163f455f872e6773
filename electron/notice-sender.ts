import type { NoticeFrame } from '../src/contract/frames.ts'

export interface NoticeSender {
  /** Sends at once, or when the page has seen the view before. A view that waits is replaced by a newer one; a sound is dropped then. */
  tell(notice: NoticeFrame): void
  /** The page has seen the view that was sent last. */
  seen(): void
  /** A page that has just loaded wants the latest view, whatever the page before it saw. */
  listen(): void
}

/** Keeps at most one view on its way to a window and one waiting: a window that hangs gathers nothing. */
export function openNoticeSender(send: (notice: NoticeFrame) => void): NoticeSender {
  let latest: NoticeFrame | undefined
  let state: 'nobody-listens' | 'up-to-date' | 'on-its-way' | 'waiting' = 'nobody-listens'
  const sendLatest = (): void => {
    if (latest === undefined) return
    state = 'on-its-way'
    send(latest)
  }
  return {
    tell(notice) {
      if (notice.name === 'sound') {
        if (state === 'up-to-date' || state === 'on-its-way') send(notice)
        return
      }
      latest = notice
      if (state === 'up-to-date') sendLatest()
      else if (state === 'on-its-way') state = 'waiting'
    },
    seen() {
      if (state === 'waiting') sendLatest()
      else if (state === 'on-its-way') state = 'up-to-date'
    },
    listen() {
      state = 'up-to-date'
      sendLatest()
    },
  }
}
