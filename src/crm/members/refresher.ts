import type { StoreSettings } from '../../contract/feed.ts'
import { openBackground, type Background, type Turn } from '../background.ts'
import { announceCoupons } from '../feed/announce-coupons.ts'
import { releaseAllowances } from '../offers/release-allowances.ts'
import { markEndedLists, readMarks } from '../store/member-rows.ts'
import { markEndedTiers } from '../store/tier-rows.ts'
import type { Database } from '../store/open-database.ts'
import { refreshMembers } from './refresh-members.ts'
import type { Turns } from '../upload-traffic.ts'
import type { ShopCache } from './shop-cache.ts'

/** So many members in one transaction; uploads have their turns in between, member by member. */
const batchMembers = 100

export interface RefresherParts {
  readonly database: Database
  readonly shop: ShopCache
  readonly today: (settings: StoreSettings | undefined) => string
  readonly now: () => string
  readonly listLineCount: number
  readonly turns: Turns
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
  const background = openBackground((turn) => workOff(parts, turn), parts)
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

async function workOff(parts: RefresherParts, turn: Turn): Promise<void> {
  if (!(await turn())) return
  await announceCoupons(parts.database)
  await releaseAllowances(parts.database, { readShop: (connection) => parts.shop.read(connection), today: parts.today, at: parts.now() })
  // A pass that got nothing done found nothing, or only members another process is busy with.
  while ((await onePass(parts, turn)) > 0);
}

async function onePass({ database, shop, today, now, listLineCount }: RefresherParts, turn: Turn): Promise<number> {
  let doneCount = 0
  let after = ''
  while (await turn()) {
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
