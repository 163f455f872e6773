import type { StoreSettings } from '../../contract/feed.ts'
import { announceCoupons } from '../feed/announce-coupons.ts'
import { markEndedLists, readMarks } from '../store/member-rows.ts'
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

export interface Refresher {
  /** Works off the marks in the background; a call while it runs makes it look once more. */
  wake(): void
  /** Resolves when every mark of now is worked off. Rejects with what went wrong. */
  settle(): Promise<void>
  /** Gives every member whose list has ended a new one, and resolves as `settle` does. */
  issueLists(): Promise<void>
  /** Ends after the members it is busy with; the other marks wait for the next start. */
  close(): Promise<void>
}

/**
 * Keeps the members' feed rows in step with the facts, one run at a time.
 * What is to be done stands in the database, so a crash loses nothing: the next start goes on.
 */
export function openRefresher(parts: RefresherParts): Refresher {
  let lastRun = Promise.resolve()
  /** A run that has not begun yet sees every mark of now, so all who ask meanwhile share it. */
  let nextRun: Promise<void> | undefined
  let closing = false
  const begin = (): Promise<void> => {
    const run = lastRun.then(() => {
      nextRun = undefined
      return workOff(parts, () => closing)
    })
    lastRun = run.catch(() => undefined)
    return run
  }
  const settle = (): Promise<void> => (nextRun ??= begin())
  return {
    settle,
    wake: () => { settle().catch(parts.onFailure) },
    issueLists: async () => {
      const { settings } = await parts.shop.read(parts.database)
      await markEndedLists(parts.database, parts.today(settings))
      await settle()
    },
    close: () => {
      closing = true
      return lastRun
    },
  }
}

async function workOff(parts: RefresherParts, isClosing: () => boolean): Promise<void> {
  if (isClosing()) return
  await announceCoupons(parts.database)
  // A pass that got nothing done found nothing, or only members another process is busy with.
  while (!isClosing() && (await onePass(parts, isClosing)) > 0);
}

async function onePass({ database, shop, today, now, listLineCount }: RefresherParts, isClosing: () => boolean): Promise<number> {
  let doneCount = 0
  let after = ''
  while (!isClosing()) {
    const { settings, catalogue } = await shop.read(database)
    // Without the store's secret nobody could be found by card or phone: the marks wait for the settings.
    if (!settings) return 0
    const marks = await readMarks(database, after, batchMembers)
    if (marks.size === 0) break
    doneCount += await database.transaction((connection) => refreshMembers(connection, { settings, catalogue, today: today(settings), at: now(), listLineCount }, marks))
    after = [...marks.keys()].at(-1) ?? after
  }
  return doneCount
}
