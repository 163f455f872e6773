import type { MemoryNetwork } from '../support/memory-network.ts'
import type { Books } from './books.ts'
import type { Network } from './network.ts'
import type { Office } from './office.ts'
import type { People } from './people.ts'
import type { ShopPlan } from './shop.ts'
import type { SimLane } from './sim-lane.ts'
import type { SimTill } from './till.ts'
import type { World } from './world.ts'

/** A whole store with its head office, as one simulation holds it. */
export interface SimStore {
  readonly world: World
  readonly network: Network
  /** Between the lanes themselves. */
  readonly neighbours: MemoryNetwork
  readonly office: Office
  readonly shop: ShopPlan
  readonly books: Books
  readonly people: People
  /** Numbers of the lists that came by post, by member. */
  readonly lists: Map<string, string>
  readonly tills: readonly { readonly lane: SimLane; readonly till: SimTill }[]
  /** Lanes without the network, and the number of the day until which they are. */
  readonly offlineUntil: Map<number, number>
  readonly counts: { kills: number; officeRestores: number; diskRestores: number; newDisks: number; clockJumps: number }
}

export const firstDay = '2026-01-05'
export const hourMs = 3_600_000
export const minuteMs = 60_000
export const dayMs = 24 * hourMs
