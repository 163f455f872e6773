import type { World } from './world.ts'

/** How one lane is joined to head office. */
export type LinkState = 'up' | 'refused' | 'silent'

export interface Wire {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export interface Answer {
  readonly status: number
  readonly body: string
}

export interface Network {
  /** What of a hundred calls of a lane goes wrong. */
  setTrouble(percent: number): void
  setLink(laneNumber: number, state: LinkState): void
  /** A lane that was killed hears nothing any more; what it sent may still arrive. */
  end(host: string): void
  readonly callCount: () => number
  close(): void
}

/** No answer arrives after so long, but a request may: somewhere it lay in a queue. */
const latestMs = 90_000

/**
 * The network between lanes and head office, in place of this process's own `fetch` and `AbortSignal.timeout`.
 * A lane is known by the host it calls: `lane-3.life-7`.
 * @param deliver head office; called for one request at a time
 */
export function openNetwork(world: World, deliver: (wire: Wire) => Promise<Answer | undefined>): Network {
  const { random } = world
  const links = new Map<number, LinkState>()
  const ended = new Set<string>()
  let troublePercent = 0
  let callCount = 0
  const ambient = { fetch: globalThis.fetch, timeout: AbortSignal.timeout.bind(AbortSignal) }

  const call = (target: URL, init: RequestInit, settle: { resolve(response: Response): void; reject(error: unknown): void }): void => {
    const wire: Wire = { method: init.method ?? 'GET', path: `${target.pathname}${target.search}`, headers: headersOf(init), body: typeof init.body === 'string' ? init.body : undefined }
    const heard = (step: () => void): void => { if (!ended.has(target.host)) step() }
    const refuse = (afterMs: number): unknown => world.after(afterMs, () => heard(() => settle.reject(new TypeError('fetch failed'))))
    const answer = (given: Answer | undefined, afterMs: number): void => {
      if (!given) refuse(afterMs)
      else world.after(afterMs, () => heard(() => settle.resolve(responseOf(given))))
    }
    const arrive = (afterMs: number, then: (given: Answer | undefined) => void): unknown => world.after(afterMs, async () => then(await deliver(wire)))
    const soon = (): number => random.whole(2, 60)

    const state = links.get(laneOf(target.host)) ?? 'up'
    if (state === 'refused') return void refuse(soon())
    if (state === 'silent') return
    if (!random.percent(troublePercent)) return void arrive(soon(), (given) => answer(given, soon()))
    switch (random.whole(0, 6)) {
      case 0: // Lost on the way there.
        return void refuse(soon())
      case 1: // Lost on the way back: it has happened, and the lane does not know.
        return void arrive(soon(), () => refuse(soon()))
      case 2: // Twice, the second time whenever it likes.
        arrive(random.whole(2, latestMs), () => undefined)
        return void arrive(soon(), (given) => answer(given, soon()))
      case 3: // The answer is cut off.
        return void arrive(soon(), (given) => answer(given && { ...given, body: given.body.slice(0, random.whole(0, given.body.length - 1)) }, soon()))
      case 4: // Half open: it never arrives and nobody says so.
        return
      case 5: // Slow, and perhaps too late for whoever asked.
        return void arrive(random.whole(1_000, latestMs), (given) => answer(given, soon()))
      default: // A gateway of ours answers in its place.
        return void answer({ status: random.percent(50) ? 502 : 200, body: '<html>Please try again later</html>' }, soon())
    }
  }

  globalThis.fetch = (input, init = {}) => new Promise((resolve, reject) => {
    const target = new URL(input instanceof Request ? input.url : input)
    if (ended.has(target.host)) return
    callCount += 1
    const { signal } = init
    if (signal?.aborted) return reject(signal.reason as Error)
    signal?.addEventListener('abort', () => reject(signal.reason as Error))
    call(target, init, { resolve, reject })
  })
  AbortSignal.timeout = (delayMs) => {
    const controller = new AbortController()
    world.after(delayMs, () => controller.abort(new DOMException('It took too long.', 'TimeoutError')))
    return controller.signal
  }

  return {
    setTrouble: (percent) => { troublePercent = percent },
    setLink: (laneNumber, state) => void links.set(laneNumber, state),
    end: (host) => void ended.add(host),
    callCount: () => callCount,
    close() {
      globalThis.fetch = ambient.fetch
      AbortSignal.timeout = ambient.timeout
    },
  }
}

/** A response whose body is all there: reading a real one takes turns of its own, which no seed orders. */
function responseOf({ status, body }: Answer): Response {
  const response = new Response(null, { status, headers: { 'content-type': 'application/json' } })
  return Object.assign(response, { text: async () => body, json: async () => JSON.parse(body) as unknown })
}

function laneOf(host: string): number {
  return Number(/^lane-(\d+)\./.exec(host)?.[1] ?? 0)
}

function headersOf({ headers = {} }: RequestInit): Record<string, string> {
  return Object.fromEntries(new Headers(headers).entries())
}
