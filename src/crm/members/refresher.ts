import type { StoreSettings } from '../../contract/feed.ts'
import { openBackground, type Background } from '../background.ts'
import { announceCoupons } from '../feed/announce-coupons.ts'
import { releaseAllowances } from '../offers/release-allowances.ts'
import { markEndedLists, readMarks } from '../store/member-rows.ts'
import { markEndedTiers } from '../store/tier-rows.ts'
import type { Database } from '../store/open-database.ts'
import { refreshMembers } from './refresh-members.ts'
import type { ShopCache } from './shop-cache.ts'

/** So many members in one transaction: some tens of milliseconds of work between two uploads. */
const batchMembers = 25

export interface RefresherParts {
  readonly database: Database
  readonly shop: ShopCache
  readonly today: (settings: StoreSettings | undefined) => string
  readonly now: () => string
  readonly listLineCount: number
  /** Hears of a refresh that failed; its marks stay in the database and the next call takes them up. */
  readonly onFailure: (error: unknown) => void
}

/** Keeps the members' feed rows in step with the facts. */
export interface Refresher extends Background {
  /** Gives every member whose list has ended a new one, and resolves as `settle` does. */
  issueLists(): Promise<void>
}

/** Works off the marks in the database. */
export function openRefresher(parts: RefresherParts): Refresher {
  const background = openBackground((isClosing) => workOff(parts, isClosing), parts.onFailure)
  return {
    ...background,
    issueLists: async () => {
      const { settings } = await parts.shop.read(parts.database)
      await markEndedLists(parts.database, parts.today(settings))
      await markEndedTiers(parts.database, parts.today(settings))
      await background.settle()
    },
  }
}

async function workOff(parts: RefresherParts, isClosing: () => boolean): Promise<void> {
  if (isClosing()) return
  await announceCoupons(parts.database)
  await releaseAllowances(parts.database, { readShop: (connection) => parts.shop.read(connection), today: parts.today, at: parts.now() })
  // A pass that got nothing done found nothing, or only members another process is busy with.
  while (!isClosing() && (await onePass(parts, isClosing)) > 0);
}

async function onePass({ database, shop, today, now, listLineCount }: RefresherParts, isClosing: () => boolean): Promise<number> {
  let doneCount = 0
  let after = ''
  while (!isClosing()) {
    const { settings, catalogue, offers } = await shop.read(database)
    // Without the store's secret nobody could be found by card or phone: the marks wait for the settings.
    if (!settings) return 0
    const marks = await readMarks(database, after, batchMembers)
    if (marks.size === 0) break
    doneCount += await database.transaction((connection) => refreshMembers(connection, { settings, catalogue, offers, today: today(settings), at: now(), listLineCount }, marks))
    after = [...marks.keys()].at(-1) ?? after
  }
  return doneCount
}
