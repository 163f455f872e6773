import { demoRandom, type DemoRandom } from '../../src/crm/demo/demo-random.ts'

/** Time and chance of one simulation: nothing in it may come from anywhere else. */
export interface World {
  readonly random: DemoRandom
  nowMs(): number
  /** Calls once, `delayMs` from now; the answer takes it back. What is due at the same moment comes in an order of the seed. */
  after(delayMs: number, run: () => unknown): () => void
  /** Lets everything happen that is due up to a moment, one after the other: what one step started by itself has come to rest before the next. */
  runUntil(untilMs: number): Promise<void>
  /** All machines sleep up to a moment: what was due meanwhile is due then. */
  sleepUntil(untilMs: number): void
  /** A UUID of the seed. */
  newId(): string
}

interface Due {
  readonly order: number
  readonly run: () => unknown
  atMs: number
  isOff: boolean
}

export function openWorld(seed: number, startMs: number): World {
  const random = demoRandom(Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995)
  let nowMs = startMs
  /** Latest first: the next one is taken off the end. */
  let waiting: Due[] = []

  const comesLater = (a: Due, b: Due): boolean => a.atMs > b.atMs || (a.atMs === b.atMs && a.order > b.order)
  const place = (due: Due): void => {
    let [from, until] = [0, waiting.length]
    while (from < until) {
      const middle = (from + until) >> 1
      const other = waiting[middle]
      if (other && comesLater(other, due)) from = middle + 1
      else until = middle
    }
    waiting.splice(from, 0, due)
  }
  const take = (untilMs: number): Due | undefined => {
    for (;;) {
      const next = waiting.at(-1)
      if (!next || next.atMs > untilMs) return undefined
      waiting.pop()
      if (!next.isOff) return next
    }
  }

  return {
    random,
    nowMs: () => nowMs,
    after(delayMs, run) {
      const due = { atMs: nowMs + Math.max(0, Math.round(delayMs)), order: random.next(), run, isOff: false }
      place(due)
      return () => { due.isOff = true }
    },
    async runUntil(untilMs) {
      for (let due = take(untilMs); due; due = take(untilMs)) {
        nowMs = Math.max(nowMs, due.atMs)
        await due.run()
        await restful()
      }
      nowMs = Math.max(nowMs, untilMs)
    },
    sleepUntil(untilMs) {
      const kept = waiting.filter(({ isOff }) => !isOff)
      for (const due of kept) due.atMs = Math.max(due.atMs, untilMs)
      waiting = kept.sort((a, b) => (comesLater(a, b) ? -1 : 1))
      nowMs = Math.max(nowMs, untilMs)
    },
    newId: () => uuidOf(random),
  }
}

/** Turns that somebody in this process waits for. */
let turnCount = 0
const ambientImmediate = setImmediate

/** From now on a simulation knows of every turn that is waited for. */
export function countTurns(): void {
  globalThis.setImmediate = Object.assign((call: (...given: unknown[]) => void, ...given: unknown[]) => {
    turnCount += 1
    return ambientImmediate(() => {
      turnCount -= 1
      call(...given)
    })
  }, { __promisify__: ambientImmediate.__promisify__ }) as typeof setImmediate
}

/** Whatever promises have been kept has been heard of by whoever waited for them, and nobody waits for a turn. */
async function restful(): Promise<void> {
  do await new Promise((resolve) => { ambientImmediate(resolve) })
  while (turnCount > 0)
}

function uuidOf({ next }: DemoRandom): string {
  const digits = Array.from({ length: 4 }, () => Math.floor(next() * 4_294_967_296).toString(16).padStart(8, '0')).join('')
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`
}
