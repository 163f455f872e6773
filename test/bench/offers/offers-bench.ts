import type { ReportBench } from '../bench.ts'
import { againstRules } from './against-rules.ts'
import { savings } from './savings.ts'
import { scanTimes } from './scan-times.ts'

const sizes = {
  whole: {
    rules: { ruleCounts: [100, 1000, 10_000], itemCount: 1_000_000, basketCount: 20, lineCount: 20 },
    scans: { itemCount: 1_000_000, memberCount: 1_000_000, offerCounts: [100, 10_000], lineCount: 100, basketCount: 60, laneBasketCount: 10 },
    savings: { basketCount: 200, itemCount: 1_000_000, offerCount: 10_000, lineCount: 100 },
  },
  short: {
    rules: { ruleCounts: [10, 50], itemCount: 500, basketCount: 2, lineCount: 10 },
    scans: { itemCount: 600, memberCount: 600, offerCounts: [10, 100], lineCount: 10, basketCount: 2, laneBasketCount: 1 },
    savings: { basketCount: 2, itemCount: 500, offerCount: 100, lineCount: 20 },
  },
}

export const offersBench: ReportBench = {
  name: 'offers',
  async report({ seed, isShort }, { show, tell }) {
    const size = isShort ? sizes.short : sizes.whole
    show(await againstRules(size.rules, seed))
    show(await scanTimes(size.scans, seed, tell))
    show(savings(size.savings, seed))
  },
}
