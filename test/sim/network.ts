import { EventEmitter } from 'node:events'
import http, { type IncomingMessage, type RequestOptions } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
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
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  /** The connection ends after so many characters of the body. */
  readonly cutAt?: number | undefined
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
 * The network between lanes and head office, in place of this process's own `http.request` and `AbortSignal.timeout`.
 * A lane is known by the host it calls: `lane-3.life-7`.
 * @param deliver head office; called for one request at a time
 */
export function openNetwork(world: World, deliver: (wire: Wire) => Promise<Answer | undefined>): Network {
  const { random } = world
  const links = new Map<number, LinkState>()
  const ended = new Set<string>()
  let troublePercent = 0
  let callCount = 0
  const ambient = { request: http.request, timeout: AbortSignal.timeout.bind(AbortSignal) }

  const call = (host: string, wire: Wire, settle: Settle): void => {
    const heard = (step: () => void): void => { if (!ended.has(host)) step() }
    const refuse = (afterMs: number): unknown => world.after(afterMs, () => heard(settle.refused))
    const answer = (given: Answer | undefined, afterMs: number): void => {
      if (given) world.after(afterMs, () => heard(() => settle.answered(given)))
      else refuse(afterMs)
    }
    const arrive = (afterMs: number, then: (given: Answer | undefined) => void): unknown => world.after(afterMs, async () => then(await deliver(wire)))
    const soon = (): number => random.whole(2, 60)

    const state = links.get(laneOf(host)) ?? 'up'
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
        return void arrive(soon(), (given) => answer(given && { ...given, cutAt: random.whole(0, given.body.length) }, soon()))
      case 4: // Half open: it never arrives and nobody says so.
        return
      case 5: // Slow, and perhaps too late for whoever asked.
        return void arrive(random.whole(1_000, latestMs), (given) => answer(given, soon()))
      default: // Something on the way answers in its place.
        return void answer({ status: random.percent(50) ? 502 : 200, headers: {}, body: '<html>Please try again later</html>' }, soon())
    }
  }

  const request = (target: URL, { method = 'GET', headers = {}, signal }: RequestOptions, hear: (answer: IncomingMessage) => void): SimRequest => {
    const asked = new SimRequest(world, (body) => {
      if (ended.has(target.host)) return
      callCount += 1
      call(target.host, { method, path: `${target.pathname}${target.search}`, headers: headersOf(headers), body }, { refused: () => asked.destroy(new Error('connection refused')), answered: (answer) => asked.finish(() => hear(messageOf(answer))) })
    })
    signal?.addEventListener('abort', () => asked.destroy(signal.reason as Error))
    return asked
  }
  Object.assign(http, { request })
  syncBuiltinESMExports()
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
      Object.assign(http, { request: ambient.request })
      syncBuiltinESMExports()
      AbortSignal.timeout = ambient.timeout
    },
  }
}

interface Settle {
  refused(): void
  answered(answer: Answer): void
}

/** What a lane holds of a request under way: as much of Node's own as it uses. */
class SimRequest extends EventEmitter {
  readonly #world: World
  readonly #send: (body: string | undefined) => void
  #isOver = false

  constructor(world: World, send: (body: string | undefined) => void) {
    super()
    this.#world = world
    this.#send = send
  }

  /** Nothing of an answer comes before all of it: silence is the time until then. */
  setTimeout(delayMs: number, call: () => void): void {
    this.#world.after(delayMs, () => { if (!this.#isOver) call() })
  }

  end(body?: string): void {
    this.#send(body)
  }

  destroy(error: Error): void {
    this.finish(() => this.emit('error', error))
  }

  finish(tell: () => void): void {
    if (this.#isOver) return
    this.#isOver = true
    tell()
  }
}

function messageOf({ status, headers, body, cutAt }: Answer): IncomingMessage {
  async function* chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from(cutAt === undefined ? body : body.slice(0, cutAt))
    if (cutAt !== undefined) throw new Error('aborted')
  }
  return { statusCode: status, headers, [Symbol.asyncIterator]: chunks } as unknown as IncomingMessage
}

function laneOf(host: string): number {
  return Number(/^lane-(\d+)\./.exec(host)?.[1] ?? 0)
}

function headersOf(headers: NonNullable<RequestOptions['headers']>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
