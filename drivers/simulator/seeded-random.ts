/**
 * Numbers that look random and are the same for the same seed: what a simulator did once it does again.
 * @returns a function that gives a whole number from 0 up to and without `limit`
 */
export function seededRandom(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    // A counter whose bits are mixed: every seed gives another row, zero included.
    state = (state + 0x9e37_79b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0_aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) % limit
  }
}
