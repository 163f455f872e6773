import type { SyncTrouble } from '../../contract/sync-troubles.ts'
import type { Clock } from '../real-clock.ts'
import type { LaneStore } from '../store/open-lane-store.ts'
import { StoreTrouble, storeTrouble } from '../store/store-trouble.ts'
import { newContact, pauseAfter } from './contact.ts'
import { branchOff } from './branch-off.ts'
import { CrmTrouble, type CrmClient, type JournalPages } from './crm-client.ts'
import { openDownloader, type Downloaded } from './download.ts'
import { FeedRefused } from './trusted-feed.ts'
import { shakeHands, uploadNext } from './upload.ts'

/** Between rounds while all is well, and the longest pause while nobody answers. */
const idleMs = 2_000
const maxPauseMs = 15_000

/** A lane that sells nothing still finds out so soon that head office was restored from a backup. */
const greetMs = 60_000

/** The one uploader of a lane, in the background for ever. The sale path never waits for it. */
export interface Sync {
  /** Facts were stored: send them soon. */
  nudge(): void
  /** Ends after the round under way. */
  close(): Promise<void>
}

export interface SyncEvents {
  /** Head office answers or does not, or the queue has moved. */
  readonly onContact: (online: boolean) => void
  /** How far the lane's clock is ahead of head office's, in whole seconds; see `driftOf`. At every greeting that finds it changed. */
  readonly onDrift?: (seconds: number) => void
  /** The lane writes another journal now; see `branchOff`. */
  readonly onBranch?: () => void
  /** Settings or offers are new; items, members and lists are looked up where they lie. */
  readonly onShop: () => void
  /** Something a person has to look at. */
  readonly onTrouble: (code: SyncTrouble | 'storage-failed', about: { readonly detail: string; readonly reason?: StoreTrouble['code'] }) => void
}

export function startSync(parts: { readonly store: LaneStore; readonly crm: CrmClient & JournalPages; readonly clock: Clock; /** Makes UUIDs. */ readonly newId: () => string } & SyncEvents): Sync {
  const { clock } = parts
  const asking = { ...parts, contact: newContact() }
  const downloader = openDownloader(parts)
  let closed = false
  let greetedMs = Number.NEGATIVE_INFINITY
  let failureCount = 0
  let wake: (() => void) | undefined
  let nudged = false
  let online = false
  let reported = ''
  let downloadedMs = Number.NEGATIVE_INFINITY

  /** Said once, not at every round. */
  const report: SyncEvents['onTrouble'] = (code, about) => {
    if (reported !== code) parts.onTrouble(code, about)
    reported = code
  }

  /** Head office's answer counts, not our memory: at first, after any failure, and now and then. */
  const greet = async (nowMs: number): Promise<boolean> => {
    const before = asking.contact.driftSeconds
    const isForked = (await shakeHands(asking)) === 'forked'
    const { driftSeconds } = asking.contact
    if (driftSeconds !== undefined && driftSeconds !== before) parts.onDrift?.(driftSeconds)
    greetedMs = isForked ? Number.NEGATIVE_INFINITY : nowMs
    if (isForked) await goOn()
    return !isForked
  }

  /** The next round greets as the new journal. */
  const goOn = async (): Promise<void> => {
    const hasBranched = await branchOff(asking).catch(notUnderstood)
    if (!hasBranched) return report('journal-forked', { detail: 'The CRM holds other facts under the same numbers, and where they part cannot be found. Sales go on and are kept here; call support.' })
    asking.contact.epoch = undefined
    greetedMs = Number.NEGATIVE_INFINITY
    nudged = true
    parts.onBranch?.()
    report('journal-branched', { detail: `An old disk was put back while head office was away. The lane goes on as journal ${parts.store.identity.journalId}; what it sold goes up as that.` })
  }

  const upload = async (): Promise<boolean> => {
    let moved = false
    const nowMs = Date.parse(clock.now())
    let isAgreed = isWithin(greetMs, greetedMs, nowMs) || (await greet(nowMs))
    for (let refusedCount = 0; isAgreed && !closed && refusedCount < 2; ) {
      const result = await uploadNext(asking)
      if (result === 'drained') break
      if (result === 'moved') moved = true
      else {
        refusedCount += 1
        isAgreed = await greet(nowMs)
        if (isAgreed && result === 'forked') await goOn()
      }
    }
    return moved
  }

  /** Sales go up at once; the feed is asked no more often than when nothing happens. */
  const download = async (): Promise<void> => {
    const nowMs = Date.parse(clock.now())
    if (online && isWithin(idleMs, downloadedMs, nowMs)) return
    // What room there is left belongs to the sales.
    if (parts.store.reserve.wasLetGo()) return
    const downloaded = await downloadOrRefuse()
    // Loading a large shop takes many rounds, with the sales in between.
    if (downloaded?.isLoading) nudged = true
    else downloadedMs = nowMs
    if (!downloaded) return
    const { changed, unreadableCount, unreadable } = downloaded
    if (changed.has('settings') || changed.has('offers')) parts.onShop()
    if (unreadableCount > 0) report('feed-unreadable', { detail: `${unreadableCount} rows from the CRM could not be read and were left out: ${unreadable.slice(0, 3).join('; ')}.` })
    else if (greetedMs > Number.NEGATIVE_INFINITY) reported = ''
  }

  /** What is not to be believed is no trouble of the line: sales still go up. */
  const downloadOrRefuse = async (): Promise<Downloaded | undefined> => {
    try {
      return await downloader.next()
    } catch (error) {
      if (!(error instanceof FeedRefused)) throw error
      report('feed-refused', { detail: `${error.message} Nothing of it was taken; the lane sells on with what it has.` })
      return undefined
    }
  }

  const round = async (): Promise<void> => {
    const moved = await upload()
    await download()
    if (moved || !online) parts.onContact(true)
    online = true
    failureCount = 0
  }

  const failed = (error: unknown): void => {
    const trouble = storeTrouble(error, parts.store.path)
    if (!(trouble instanceof CrmTrouble || trouble instanceof StoreTrouble)) throw error
    failureCount += 1
    if (trouble instanceof StoreTrouble) return report('storage-failed', { detail: trouble.message, reason: trouble.code })
    greetedMs = Number.NEGATIVE_INFINITY
    parts.crm.drop?.()
    if (online || failureCount === 1) parts.onContact(false)
    online = false
    if (trouble.code !== 'no-answer' && !closed) report(`crm-${trouble.code}`, { detail: trouble.message })
  }

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      if (nudged && failureCount === 0) return resolve()
      const pauseMs = failureCount === 0 ? idleMs : pauseAfter(failureCount, parts.store.identity.journalId, { firstMs: idleMs, mostMs: maxPauseMs })
      const cancel = clock.after(pauseMs, resolve)
      wake = () => {
        cancel()
        resolve()
      }
    })

  const run = async (): Promise<void> => {
    while (!closed) {
      nudged = false
      await round().catch(failed)
      if (!closed) await pause()
      wake = undefined
    }
  }
  const running = run()

  return {
    nudge() {
      nudged = true
      if (failureCount === 0) wake?.()
    },
    async close() {
      closed = true
      wake?.()
      await running
      downloader.close()
    },
  }
}

/** A head office that cannot give the journal back still takes and gives everything else. */
function notUnderstood(error: unknown): false {
  if (error instanceof CrmTrouble && error.code === 'bad-answer') return false
  throw error
}

/** A clock that was set back says nothing about how long ago something was. */
function isWithin(spanMs: number, sinceMs: number, nowMs: number): boolean {
  return nowMs >= sinceMs && nowMs < sinceMs + spanMs
}
