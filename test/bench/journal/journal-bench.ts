import type { ReportBench } from '../bench.ts'
import { commitTimes } from './commit-times.ts'
import { growth } from './growth.ts'

const sizes = { whole: { commitCount: 6_000, saleCount: 400 }, short: { commitCount: 60, saleCount: 3 } }

/** What one scan costs on the disk, and how the lane's disk fills. */
export const journalBench: ReportBench = {
  name: 'journal',
  async report({ isShort }, { show }) {
    const { commitCount, saleCount } = isShort ? sizes.short : sizes.whole
    show(commitTimes(commitCount))
    show(await growth(saleCount))
  },
}
