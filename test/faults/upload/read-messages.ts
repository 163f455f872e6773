import type { Socket } from 'node:net'

/** The HTTP messages that come over a connection, by their length and nothing else. */
export interface MessageReader {
  /** @returns undefined when the connection ends before the next message does */
  next(): Promise<Buffer | undefined>
}

export function readMessages(socket: Socket): MessageReader {
  let held: Buffer = Buffer.alloc(0)
  let ended = false
  let waiting: (() => void) | undefined
  const wake = (): void => waiting?.()
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    wake()
  })
  for (const end of ['end', 'close'] as const) socket.on(end, () => {
    ended = true
    wake()
  })
  return {
    async next() {
      for (;;) {
        const length = lengthOf(held)
        if (length !== undefined && held.length >= length) {
          const message = held.subarray(0, length)
          held = held.subarray(length)
          return message
        }
        if (ended) return undefined
        await new Promise<void>((resolve) => (waiting = resolve))
      }
    },
  }
}

/** @returns undefined until the head is there */
function lengthOf(part: Buffer): number | undefined {
  const end = part.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const body = /\r\ncontent-length: *(\d+)/i.exec(part.subarray(0, end + 2).toString('latin1'))?.[1]
  return end + 4 + Number(body ?? 0)
}
