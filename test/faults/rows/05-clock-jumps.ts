import { join } from 'node:path'
import type { FaultRow } from '../fault-row.ts'

const dayMs = 86_400_000
const jumps = [{ name: 'a day back', ms: -dayMs }, { name: 'ten years back', ms: -3652 * dayMs }, { name: 'thirty days ahead', ms: 30 * dayMs }, { name: 'an hour back, as in autumn', ms: -3_600_000 }, { name: 'an hour ahead, as in spring', ms: 3_600_000 }]
const rounds = { quick: 1, full: 200 }

export const row: FaultRow = {
  number: 5,
  fault: 'clock back, forward, DST',
  async run({ scale, seed, folder }) {
    const { seededRandom } = await import('../../../drivers/simulator/seeded-random.ts')
    const { jumpClock } = await import('../integrity/jump-clock.ts')
    const random = seededRandom(seed)
    const violations: string[] = []
    let saleCount = 0
    for (let round = 0; round < rounds[scale]; round += 1) {
      for (const { name, ms } of jumps) {
        const jumped = jumpClock(join(folder, `lane-${round}-${ms}`), { jumpMs: ms, random })
        saleCount += jumped.saleCount
        violations.push(...jumped.violations.map((violation) => `${name}: ${violation}`))
      }
    }
    return { figure: `${jumps.length * rounds[scale]} jumps in mid-sale, ${saleCount} sales; ${violations.length} out of order or with an expired offer`, violations: violations.slice(0, 30) }
  },
  weakenings: [
    { name: 'trading days do not go back', file: 'src/lane/lane-state.ts', find: 'newest !== undefined && newest > day ? newest : day', replace: 'day', noticed: 'a day back: an expired offer came back' },
    { name: 'a day far ahead is not believed', file: 'src/lane/store/trading-days.ts', find: 'day <= before + mostClosedDays', replace: 'true', noticed: 'the lane stays on' },
    { name: 'a sale keeps its trading day', file: 'src/lane/lane-state.ts', find: 'openBasket(state)?.businessDay ?? laterDay', replace: 'laterDay', noticed: 'the open sale' },
  ],
}
