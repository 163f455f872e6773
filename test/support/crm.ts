import { onTestFinished } from 'vitest'
import type { Crm } from '../../src/crm/crm.ts'
import { openCrm, type CrmOptions } from '../../src/crm/open-crm.ts'

export const testNow = '2026-03-02T12:00:00.000Z'

/** A CRM on a database of its own, closed when the test ends. Its clock stands still unless given. */
export async function openTestCrm(databaseUrl: string, change: Partial<CrmOptions> = {}): Promise<Crm> {
  const crm = await openCrm({ databaseUrl, now: () => testNow, log: (line) => { if (line.level === 'error') throw new Error(`${line.message}: ${line.detail ?? ''}`) }, ...change })
  onTestFinished(() => crm.close())
  return crm
}
