import type { LaneConfig } from '../contract/config.ts'
import type { JournalStatus } from '../contract/sync.ts'
import { realClock } from '../lane/real-clock.ts'
import { driftOf } from '../lane/sync/contact.ts'
import { CrmTrouble, openCrmClient } from '../lane/sync/crm-client.ts'

/** Who looks at a lane does not want to wait for a head office that is away. */
const limits = { silenceMs: 3_000, wholeMs: 3_000 }

/** What head office answers to one question about a lane's journal. */
export type OfficeAnswer =
  /** `driftSeconds`: how far this machine's clock is ahead of its, null where it does not say; see `driftOf`. */
  | { readonly kind: 'answered'; readonly status: JournalStatus; readonly driftSeconds: number | null }
  | { readonly kind: 'silent' }
  /** It answers with a refusal, or with something else. */
  | { readonly kind: 'refused'; readonly problem: string }

/** @param journalId of the lane; any other gets an answer too, that nothing is known of it */
export async function askOffice({ crm }: Pick<LaneConfig, 'crm'>, journalId: string): Promise<OfficeAnswer> {
  const client = openCrmClient({ ...crm, closing: new AbortController().signal, limits })
  const asked = realClock.now()
  try {
    const status = await client.status(journalId, { askId: crypto.randomUUID() })
    return { kind: 'answered', status, driftSeconds: driftOf({ asked, given: client.answeredAt?.(), answered: realClock.now() }) ?? null }
  } catch (error) {
    if (!(error instanceof CrmTrouble)) throw error
    return error.code === 'no-answer' ? { kind: 'silent' } : { kind: 'refused', problem: error.message }
  } finally {
    client.drop?.()
  }
}
