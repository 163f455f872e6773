/** Nearest-rank percentiles of measured milliseconds, to a hundredth; zero without a measurement. */
export function percentiles(samplesMs: readonly number[]): { readonly p50: number; readonly p99: number } {
  const sorted = Float64Array.from(samplesMs).sort()
  const at = (share: number): number => Math.round((sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0) * 100) / 100
  return { p50: at(0.5), p99: at(0.99) }
}
