import type { SimRun } from './run-sim.ts'

/** Seeds under which something was wrong once, and what. They stay. */
export const found: readonly (SimRun & { readonly was: string })[] = []
