import type { UtilityProcess } from 'electron'

/** How long a process is left alone after its n-th end in a row; the last one stays. */
const backoffMs = [200, 1_000, 3_000, 10_000]

/** A process that has run this long counts its crashes from the beginning again. */
const settledMs = 60_000

export interface KeptProcess<Out> {
  /** Starts it, or ends it so that it starts anew. */
  restart(): void
  /** Goes nowhere while the process is not running. */
  send(message: Out): void
  /** Ends it: with `goodbye`, and by force when it has not gone after `withinMs`. */
  close(goodbye: Out, withinMs: number): Promise<void>
}

interface Parts<In> {
  readonly fork: () => UtilityProcess
  readonly onMessage: (message: In) => void
  /** It ended and starts again after `againInMs`. */
  readonly onEnd: (code: number, againInMs: number) => void
}

/** Keeps one utility process running, whatever it ends of. */
export function keepProcess<In, Out>({ fork, onMessage, onEnd }: Parts<In>): KeptProcess<Out> {
  let running: UtilityProcess | undefined
  let again: NodeJS.Timeout | undefined
  let closing = false
  let endCount = 0
  const start = (): void => {
    clearTimeout(again)
    const startedMs = performance.now()
    const child = fork()
    running = child
    child.on('message', (message: In) => onMessage(message))
    child.once('exit', (code) => {
      running = undefined
      if (closing) return
      endCount = performance.now() - startedMs > settledMs ? 1 : endCount + 1
      const againInMs = backoffMs[Math.min(endCount, backoffMs.length) - 1] ?? 0
      again = setTimeout(start, againInMs)
      onEnd(code, againInMs)
    })
  }
  return {
    restart() {
      if (running === undefined) start()
      else running.kill()
    },
    send: (message) => running?.postMessage(message),
    close(goodbye, withinMs) {
      closing = true
      clearTimeout(again)
      const child = running
      if (child === undefined) return Promise.resolve()
      return new Promise((resolve) => {
        const force = setTimeout(() => child.kill(), withinMs)
        child.once('exit', () => {
          clearTimeout(force)
          resolve()
        })
        child.postMessage(goodbye)
      })
    },
  }
}
