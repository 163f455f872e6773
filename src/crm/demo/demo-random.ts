/** Reproducible chance: the same seed always throws the same dice. */
export interface DemoRandom {
  /** Zero up to, but not, one. */
  next(): number
  /** Whole number from `from` to `until`, both included. */
  whole(from: number, until: number): number
  /** True in so many of 100 cases. */
  percent(chance: number): boolean
}

/** Source: the public-domain generator known as mulberry32, good enough for shopping habits and nothing else. */
export function demoRandom(seed: number): DemoRandom {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    whole: (from, until) => from + Math.floor(next() * (until - from + 1)),
    percent: (chance) => next() * 100 < chance,
  }
}
