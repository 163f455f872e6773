import type { OpenWire } from './lane-wire.ts'

/** First and longest wait before the next try. */
const firstWaitMs = 200
const longestWaitMs = 5_000

/**
 * A WebSocket to the lane that served this page. The nonce in the page proves that the socket is this page's:
 * cookies do not know ports, so another page on this machine could have ours.
 */
export function webSocketWire(url: string, nonce: string): OpenWire {
  return (listener) => {
    let socket: WebSocket | undefined
    let waitMs = firstWaitMs
    let timer: ReturnType<typeof setTimeout> | undefined
    let closed = false
    const open = (): void => {
      const opened = new WebSocket(url)
      socket = opened
      opened.onopen = () => {
        opened.send(JSON.stringify({ type: 'hello', nonce }))
        listener.up()
      }
      opened.onmessage = ({ data }) => {
        // A frame means the lane took the hello; only then does the wait start over.
        waitMs = firstWaitMs
        listener.frame(readJson(data))
      }
      opened.onclose = () => {
        if (closed) return
        listener.down()
        timer = setTimeout(open, waitMs)
        waitMs = Math.min(waitMs * 2, longestWaitMs)
      }
    }
    open()
    return {
      send(frame) {
        if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
      },
      close() {
        closed = true
        clearTimeout(timer)
        socket?.close()
      },
    }
  }
}

/** @returns undefined, which no schema accepts, for anything that is no JSON text */
function readJson(data: unknown): unknown {
  if (typeof data !== 'string') return undefined
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
