import type { LaneConfig } from '../contract/config.ts'
import { pricingReport, type PricingReport } from '../contract/sync.ts'
import { parseJson } from './read-input.ts'

/** Who looks at a lane's queue does not want to wait for a head office that is away. */
const timeoutMs = 3_000

/**
 * What head office says of a journal's sales it has priced again.
 * @returns undefined when it does not answer, or with something else
 */
export async function askPricing({ crm }: LaneConfig, journalId: string): Promise<PricingReport | undefined> {
  const text = await fetch(new URL(`/v1/journals/${journalId}/pricing`, crm.url), { headers: { authorization: `Bearer ${crm.token}` }, signal: AbortSignal.timeout(timeoutMs) }).then(
    async (response) => (response.ok ? response.text() : undefined),
    () => undefined,
  )
  const read = text === undefined ? undefined : parseJson(text, pricingReport)
  return read && 'value' in read ? read.value : undefined
}
