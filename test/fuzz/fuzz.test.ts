import { describe, expect, it } from 'vitest'
import { feed } from './feed.ts'
import { flood, maxHeldByteCount } from './flood.ts'
import { fuzzTargets } from './fuzz-targets.ts'
import { Broken, type FuzzTarget } from './fuzz-target.ts'
import { randomSession } from './random-stream.ts'
import { runFuzz } from './run-fuzz.ts'

const seed = 952
const streamCount = 60

describe('random and mutated bytes', () => {
  it.each(fuzzTargets.map((target) => [target.name, target] as const))('break nothing in: %s', async (_name, target) => {
    for (let number = 0, fed = 0; fed < streamCount; number++) {
      const session = randomSession(target, seed, number)
      fed += session.streamCount
      expect(await feed(target, session.portions)).toBeUndefined()
    }
  })

  it('leave a scanner and a card reader holding next to nothing, however long a message goes on', async () => {
    for (const name of ['scanner, HID reports honeywell', 'card reader, tracks as text']) {
      const target = fuzzTargets.find((each) => each.name === name)
      expect(target && (await flood(target, seed))).toBeLessThan(maxHeldByteCount)
    }
  }, 60_000)
})

/** A parser with a mistake in it. */
function mistaken(name: string, take: (bytes: Buffer) => void): FuzzTarget {
  return { name, samples: [Buffer.from('9521234567899\r')], open: () => ({ take, end: () => undefined }) }
}

describe('the fuzz run itself', () => {
  it('makes the same streams for the same seed', () => {
    const [target] = fuzzTargets
    if (!target) throw new Error('a target')
    expect(randomSession(target, 7, 3)).toEqual(randomSession(target, 7, 3))
    expect(randomSession(target, 7, 3)).not.toEqual(randomSession(target, 8, 3))
  })

  it('finds a byte that breaks a parser, and takes everything else away from it', async () => {
    const target = mistaken('falls over 0x7f', (bytes) => {
      if (bytes.includes(0x7f)) throw new Broken('found')
    })
    const { failure } = await runFuzz(target, { seed: 1, streamCount: 5_000 })
    expect(failure).toMatchObject({ what: expect.stringContaining('Broken: found'), hex: ['7f'] })
  })

  it('finds a promise that fails behind everybody’s back', async () => {
    const target: FuzzTarget = { name: 'fails later', samples: [], open: () => ({ take: () => void Promise.resolve().then(() => { throw new Broken('later') }), end: () => undefined, settle: () => Promise.resolve() }) }
    expect(await feed(target, [Buffer.from([1])])).toContain('Broken: later')
  })

  it('notices a parser that keeps what it is given', async () => {
    const kept: Buffer[] = []
    expect(await flood(mistaken('keeps everything', (bytes) => void kept.push(bytes)), 1)).toBeGreaterThan(maxHeldByteCount)
  })
})
