import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { LaneCommand } from '../../../src/contract/lane-commands.ts'
import type { SignedFeed } from '../../../src/contract/signed-feed.ts'
import { openSecondCopy, readSecondCopy } from '../../../src/lane/store/second-copy.ts'
import { CrmTrouble, type CrmClient, type JournalPages } from '../../../src/lane/sync/crm-client.ts'
import { startSync } from '../../../src/lane/sync/start-sync.ts'
import { openTestLane, standingClock, type TestLane } from '../../support/lane.ts'
import { card, codes, rows } from '../../support/small-shop.ts'
import type { RowResult } from '../fault-row.ts'
import { wrongInJournal } from './books.ts'

const linesPerSale = 12

interface FullDisk {
  /** Folder on a small disk that nobody else writes to. */
  readonly disk: string
  readonly saleCount: number
  readonly fill: () => void
  readonly makeRoom: () => void
}

/** Fills a lane's disk to the last byte in the middle of a sale, and sells on. */
export async function sellOnFullDisk({ disk, saleCount, fill, makeRoom }: FullDisk): Promise<RowResult> {
  const violations: string[] = []
  const { clock, quiet } = clockOfTidying()
  const lane = openTestLane(rows, { dataDir: join(disk, 'lane'), clock })
  const { store } = lane
  const ask = (body: LaneCommand): void => {
    const outcome = lane.ask(body)
    if (outcome.kind !== 'ok' && violations.length < 20) violations.push(`${body.name} was not taken: ${JSON.stringify(outcome)}`)
  }
  // So many quiet moments make the whole reserve.
  for (let sale = 0; sale < 18; sale += 1) {
    ringUp(ask)
    quiet()
  }
  if (!warned(lane)) violations.push('nobody was warned that the disk is nearly full')
  ask({ name: 'scan', text: codes.coffee })
  fill()
  const before = store.own.lastReceiptNumber()
  const place = { folder: join(disk, 'lane', 'copy'), journalId: store.identity.journalId }
  const copy = openSecondCopy(place, store.journal)
  let copyTrouble: string | undefined
  for (let sale = 0; sale < saleCount && violations.length === 0; sale += 1) {
    ringUp(ask)
    quiet()
    // The first to need more room is told that there is none, be it the copy; it takes it up again when there is.
    copyTrouble = await copy.catchUp().then(() => undefined, String)
  }
  if (copyTrouble !== undefined) violations.push(`the second copy: ${copyTrouble}`)
  const copiedCount = [...readSecondCopy(place)].length
  if (violations.length === 0 && copiedCount !== store.journal.lastNumber()) violations.push(`the second copy has ${copiedCount} of ${store.journal.lastNumber()} records`)
  const soldCount = store.own.lastReceiptNumber() - before
  const leftMb = store.reserve.freeBytes() / 1024 / 1024
  if (soldCount !== saleCount) violations.push(`${soldCount} of ${saleCount} sales were completed`)
  if (violations.length === 0 && (await feedWasAsked(lane))) violations.push('the feed was asked, though what room there is belongs to the sales')
  makeRoom()
  for (let moment = 0; moment < 18; moment += 1) {
    ringUp(ask)
    quiet()
  }
  if (store.reserve.wasLetGo() && violations.length === 0) violations.push('with room again, there is no reserve for the next time')
  const wrong = wrongInJournal(store)
  if (wrong !== undefined) violations.push(wrong)
  store.close()
  return { figure: `${soldCount.toLocaleString('en')} sales of ${linesPerSale} items on a disk without a byte left, ${violations.length} lost or refused; ${leftMb.toFixed(1)} MB of the reserve were left`, violations }
}

function ringUp(ask: (body: LaneCommand) => void): void {
  ask({ name: 'scan', text: card('0000004821') })
  for (let line = 0; line < linesPerSale; line += 1) ask({ name: 'scan', text: [codes.coffee, codes.pasta, codes.yoghurt][line % 3] ?? '' })
  ask({ name: 'openTender' })
  ask({ name: 'takeCash', givenMinor: 20_000 })
}

/** A clock that stands still; `quiet` is the moment without a sale in which the lane tidies up. */
function clockOfTidying(): { readonly clock: ReturnType<typeof standingClock>; readonly quiet: () => void } {
  let tidy = (): void => undefined
  const clock = standingClock()
  return {
    clock: Object.assign(clock, {
      after(delayMs: number, call: () => void) {
        if (delayMs === 1_000) tidy = call
        return () => undefined
      },
    }),
    quiet: () => tidy(),
  }
}

function warned({ notices }: TestLane): boolean {
  return notices.some(({ name, body }) => name === 'view' && typeof body === 'object' && body !== null && 'message' in body && (body.message as { readonly code?: string } | undefined)?.code === 'storage-low')
}

/** One round with a head office that has everything already: is it asked for what is new? */
async function feedWasAsked({ store, clock }: TestLane): Promise<boolean> {
  let isAsked = false
  const feed = new Proxy({} as SignedFeed, {
    get: () => () => {
      isAsked = true
      return Promise.reject(new CrmTrouble('no-answer', 'nobody is there'))
    },
  })
  const crm: CrmClient & JournalPages = {
    records: () => Promise.resolve([]),
    status: (journalId) => Promise.resolve({ journalId, acceptedThrough: store.journal.lastNumber(), forked: false }),
    upload: () => Promise.reject(new CrmTrouble('no-answer', 'nothing waits')),
    feed,
  }
  await new Promise<void>((resolve) => {
    const sync = startSync({ store, crm, clock, newId: randomUUID, onContact: () => void sync.close().then(resolve), onShop: () => undefined, onTrouble: () => undefined })
  })
  return isAsked
}
