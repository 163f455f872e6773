import type { Cancel, Timers } from '../timers.ts'

/** Bytes that come in whatever portions, handed out in the lengths that are asked for. */
export interface ReplyQueue {
  /** The chunk is wiped: what is kept of it is a copy. */
  add(chunk: Buffer): void
  /** The next `byteCount` bytes. One taker at a time. Rejects when they do not come in time, or will not come at all. */
  take(byteCount: number, timeoutMs: number | undefined): Promise<Buffer>
  /** Nothing more will come. */
  fail(error: Error): void
}

/** More than any answer, and more than waits while nobody asks. */
const maxHeldByteCount = 16_384

interface Taker {
  readonly byteCount: number
  readonly give: (bytes: Buffer) => void
  readonly refuse: (error: Error) => void
  readonly cancel: Cancel
}

export function openReplyQueue(timers: Timers): ReplyQueue {
  let held: Buffer = Buffer.alloc(0)
  let taker: Taker | undefined
  let failure: Error | undefined

  function fail(error: Error): void {
    failure ??= error
    held.fill(0)
    taker?.cancel()
    taker?.refuse(failure)
    taker = undefined
  }

  function serve(): void {
    if (!taker || held.length < taker.byteCount) return
    const { byteCount, give, cancel } = taker
    taker = undefined
    cancel()
    const bytes = Buffer.from(held.subarray(0, byteCount))
    const rest = Buffer.from(held.subarray(byteCount))
    held.fill(0)
    held = rest
    give(bytes)
  }

  return {
    add(chunk) {
      const joined = Buffer.concat([held, chunk])
      held.fill(0)
      chunk.fill(0)
      held = joined
      if (held.length > maxHeldByteCount) fail(new Error('more bytes than anybody asked for'))
      else serve()
    },
    take(byteCount, timeoutMs) {
      return new Promise((give, refuse) => {
        if (failure) return refuse(failure)
        const late = Object.assign(new Error(`no answer within ${timeoutMs ?? 0} ms`), { code: 'ETIMEDOUT' })
        taker = { byteCount, give, refuse, cancel: timeoutMs === undefined ? () => undefined : timers.after(timeoutMs, () => fail(late)) }
        serve()
      })
    },
    fail,
  }
}
