import { feed, shrink } from './feed.ts'
import { flood, maxHeldByteCount } from './flood.ts'
import type { FuzzTarget } from './fuzz-target.ts'
import { randomSession } from './random-stream.ts'

export interface FuzzReport {
  readonly parser: string
  readonly streamCount: number
  readonly streamsPerSecond: number
  /** The most memory it held after messages without end. */
  readonly heldByteCount: number
  readonly failure?: FuzzFailure | undefined
}

export interface FuzzFailure {
  /** Which session of streams it was; with the seed it can be made again. Undefined for a flood. */
  readonly number?: number | undefined
  readonly what: string
  /** Portions of the shortest stream that still fails. */
  readonly hex: readonly string[]
}

/** Feeds at least `streamCount` streams to one parser, then floods it. Stops at the first failure. */
export async function runFuzz(target: FuzzTarget, { seed, streamCount }: { readonly seed: number; readonly streamCount: number }): Promise<FuzzReport> {
  const startedAtMs = performance.now()
  let fedCount = 0
  for (let number = 0; fedCount < streamCount; number++) {
    const session = randomSession(target, seed, number)
    fedCount += session.streamCount
    if ((await feed(target, session.portions)) === undefined) continue
    const shortest = await shrink(target, session.portions)
    const failure = { number, what: (await feed(target, shortest)) ?? 'fails only now and then', hex: shortest.map((portion) => portion.toString('hex')) }
    return { parser: target.name, streamCount: fedCount, streamsPerSecond: 0, heldByteCount: 0, failure }
  }
  const streamsPerSecond = Math.round((fedCount / Math.max(performance.now() - startedAtMs, 1)) * 1000)
  const heldByteCount = await flood(target, seed)
  const tooMuch = heldByteCount > maxHeldByteCount ? { what: `holds ${heldByteCount} bytes after messages without end, more than ${maxHeldByteCount}`, hex: [] } : undefined
  return { parser: target.name, streamCount: fedCount, streamsPerSecond, heldByteCount, failure: tooMuch }
}
