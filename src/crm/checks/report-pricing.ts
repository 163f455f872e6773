import type { PricingReport } from '../../contract/sync.ts'
import type { Connection } from '../store/open-database.ts'
import { countChecks, countWaiting, type ChecksAsked, type Verdict } from '../store/price-check-rows.ts'

export async function reportPricing(connection: Connection, asked: ChecksAsked): Promise<PricingReport> {
  const counts = await countChecks(connection, asked)
  const of = (wanted: Verdict): number => counts.reduce((sum, { verdict, count }) => sum + (verdict === wanted ? count : 0), 0)
  const [agreed, different, notCheckable] = [of('agreed'), of('different'), of('not-checkable')]
  const reasons = Object.fromEntries(counts.flatMap(({ reason, count }) => (reason === undefined ? [] : [[reason, count]])))
  return { checked: agreed + different, agreed, different, notCheckable, waiting: await countWaiting(connection, asked), reasons }
}
