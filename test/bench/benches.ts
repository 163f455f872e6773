import type { Bench } from './bench.ts'

/** A bench's name and what it measures; it is loaded when it is asked for. */
export interface BenchEntry {
  readonly name: string
  readonly summary: string
  load(): Promise<Bench>
}

export const benches: readonly BenchEntry[] = [
  { name: 'drivers', summary: 'codes parsed a second by kind of scanner, receipt bytes written a second', load: async () => (await import('./measure-drivers.ts')).driversBench },
  { name: 'journal', summary: 'one scan on the disk against a raw write of the same bytes, how the disk fills', load: async () => (await import('./journal/journal-bench.ts')).journalBench },
  { name: 'offers', summary: 'offers found and baskets priced against a rules engine, time per scan in a large shop, savings against plain tills', load: async () => (await import('./offers/offers-bench.ts')).offersBench },
  { name: 'sync', summary: 'sales into the books exactly once against a plain insert, scans while head office does not answer', load: async () => (await import('./sync/sync-bench.ts')).syncBench },
]
