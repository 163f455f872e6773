import { addDays } from '../../domain/business-day/business-time.ts'
import { demoHistory, type DemoPurchase } from './demo-history.ts'
import { demoItems } from './demo-items.ts'
import { type DemoMember, demoMembers } from './demo-members.ts'
import { demoOffers } from './demo-offers.ts'
import { demoSettings } from './demo-settings.ts'

/** A member as the CRM imports her. */
export type DemoMemberImport = Omit<DemoMember, 'peopleCount' | 'traits' | 'favourites'> & { readonly openingPoints?: { readonly points: number; readonly day: string } }

/** The doors of the CRM that a store is loaded through; see `Crm`. */
export interface DemoDoor {
  publish(topic: 'settings' | 'items' | 'offers', rows: readonly { readonly key: string; readonly body: unknown }[]): Promise<unknown>
  importMembers(members: readonly DemoMemberImport[]): Promise<unknown>
  importPurchases(purchases: readonly DemoPurchase[]): Promise<unknown>
}

export interface DemoStoreAsked {
  /** Trading date `YYYY-MM-DD`: offers run around it and histories end the day before. */
  readonly today: string
  readonly seed: number
  /** See `storeSettings`; at least 16 characters each. */
  readonly couponSecret: string
  readonly memberSecret: string
}

/** What was loaded. */
export interface DemoStore {
  readonly storeId: string
  readonly storeName: string
  readonly itemCount: number
  readonly offerCount: number
  readonly memberCount: number
  readonly visitCount: number
}

/**
 * Loads the demo store into a CRM. Loading it again, on the same day or a later one, renews the offers and doubles nothing.
 *
 * The settings go in last: until it has them the CRM makes no lists, so each member's is made once, of everything.
 */
export async function loadDemoStore(crm: DemoDoor, { today, seed, couponSecret, memberSecret }: DemoStoreAsked): Promise<DemoStore> {
  const settings = demoSettings({ couponSecret, memberSecret })
  const offers = demoOffers(today)
  const visits = demoHistory({ seed, today })
  await crm.publish('items', demoItems.map((item) => ({ key: item.itemId, body: item })))
  await crm.publish('offers', offers.map((offer) => ({ key: offer.offerId, body: offer })))
  await crm.importMembers(demoMembers.map((member) => memberImportOf(member, visits)))
  await crm.importPurchases(visits)
  await crm.publish('settings', [{ key: 'store', body: settings }])
  return { storeId: settings.storeId, storeName: settings.storeName, itemCount: demoItems.length, offerCount: offers.length, memberCount: demoMembers.length, visitCount: visits.length }
}

/** A member with the points that her purchases before Lanewise have left her, one for every euro. */
function memberImportOf({ peopleCount: _peopleCount, traits: _traits, favourites: _favourites, ...member }: DemoMember, visits: readonly DemoPurchase[]): DemoMemberImport {
  const own = visits.filter(({ memberId }) => memberId === member.memberId)
  const day = own.at(-1)?.day
  const spentMinor = own.reduce((sum, { lines }) => sum + lines.reduce((lineSum, { netMinor }) => lineSum + netMinor, 0), 0)
  return { ...member, ...(day === undefined ? {} : { openingPoints: { points: Math.floor(spentMinor / 100), day: addDays(day, -openingDays) } }) }
}

/** The points brought over were earned long enough ago to be spent. */
const openingDays = 30
