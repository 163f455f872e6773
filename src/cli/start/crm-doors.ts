import { z } from 'zod'
import { feedPage, shoppingList } from '../../contract/feed.ts'
import { problem } from '../../contract/sync.ts'
import type { DemoList } from '../../crm/demo/demo-things.ts'
import type { DemoDoor } from '../../crm/demo/load-demo-store.ts'

const requestTimeoutMs = 60_000

/** The CRM's doors over HTTP, as far as starting a demo shop needs them. */
export interface CrmDoors extends DemoDoor {
  /** False for a CRM that knows no store yet. */
  hasStore(): Promise<boolean>
  /** The shopping lists in force. */
  lists(): Promise<DemoList[]>
}

/** @throws Error (from every door) with the CRM's own words when it refuses */
export function openCrmDoors(url: string, adminToken: string): CrmDoors {
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const response = await fetch(url + path, {
      headers: { authorization: `Bearer ${adminToken}`, ...(body && { 'content-type': 'application/json' }) },
      signal: AbortSignal.timeout(requestTimeoutMs),
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`The CRM refused ${path}: ${problem.safeParse(answer).data?.problem ?? response.status}`)
    return answer
  }
  const feed = async (topic: 'settings' | 'lists'): Promise<z.infer<typeof feedPage>> => feedPage.parse(await ask(`/v1/feed/${topic}?limit=5000`))
  return {
    publish: (topic, rows) => ask(`/v1/feed/${topic}`, { rows }),
    importMembers: (members) => ask('/v1/members', { members }),
    importPurchases: (purchases) => ask('/v1/purchases', { purchases }),
    hasStore: async () => (await feed('settings')).changes.some(({ body }) => body !== null),
    lists: async () => (await feed('lists')).changes.flatMap(({ body }) => shoppingList.safeParse(body).data ?? []),
  }
}
