/** Calls a page may make at once, and per second over time. A page that sends all its unanswered calls again (200 at most) stays below. */
const burstCount = 250
const callsPerSecond = 50

/**
 * Counts calls against a bound that refills with time.
 * @param nowMs a clock that never jumps back
 * @returns asks for one call; false when the page must slow down
 */
export function openCallAllowance(nowMs: () => number): () => boolean {
  let left = burstCount
  let countedAtMs = nowMs()
  return () => {
    const now = nowMs()
    left = Math.min(burstCount, left + ((now - countedAtMs) * callsPerSecond) / 1000)
    countedAtMs = now
    if (left < 1) return false
    left -= 1
    return true
  }
}
