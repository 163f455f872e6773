import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { judgeSales } from '../../src/crm/checks/judge-sales.ts'
import { openOfficeBooks } from '../../src/crm/checks/office-books.ts'
import { openCrm } from '../../src/crm/open-crm.ts'
import { writeFeedRows } from '../../src/crm/store/feed-rows.ts'
import { openDatabase } from '../../src/crm/store/open-database.ts'
import type { SaleToCheck } from '../../src/crm/store/price-check-rows.ts'
import { keepTold } from '../../src/crm/store/told-rows.ts'
import { addDays } from '../../src/domain/business-day/business-time.ts'
import type { Item } from '../../src/domain/catalog/item.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import type { SaleCompleted } from '../../src/domain/sale/facts.ts'
import { openLaneStore } from '../../src/lane/store/open-lane-store.ts'
import { downloadChanges } from '../../src/lane/sync/download.ts'
import { uploadNext } from '../../src/lane/sync/upload.ts'
import type { RawBasket } from './agree-baskets.ts'
import { customersOf, facesOf, listsOf } from './agree-customers.ts'
import { openQuickLane, openWholeLane, type Sold } from './agree-lane.ts'
import { inventOffers } from './agree-offers.ts'
import { settingsOf, shelfOf } from './agree-shelf.ts'
import { clientOf } from './crm-lane.ts'

export interface AgreeAsked {
  readonly databaseUrl: string
  readonly baskets: readonly RawBasket[]
  readonly seed: number
  /** Books of offers, one after the other; the baskets are shared out to them. */
  readonly editionCount: number
  /** Offers in each book. */
  readonly offerCount: number
  /** Baskets that take the whole way: real lane, journal, upload, ingest, checker. */
  readonly wholeWayCount: number
  /** Changes an offer on its way into the lane's replica, to see whether that is noticed. */
  readonly spoil?: ((offer: Offer) => Offer) | undefined
  readonly tell?: ((line: string) => void) | undefined
}

/** What came of it. Money in minor units. */
export interface Agreement {
  baskets: number
  lines: number
  offers: number
  offersApplied: number
  kindsApplied: Set<string>
  proven: number
  discountMinor: number
  points: number
  refusedScans: number
  agreed: number
  differed: number
  wholeWay: number
  wholeWayAgreed: number
  laneSeconds: number
  officeSeconds: number
  readonly differences: string[]
}

const firstDay = '2026-03-02'
const checkedAtOnce = 25

/**
 * Sells baskets at a lane and prices them again as head office does, from the fact's JSON and the books in PostgreSQL,
 * after the next edition of settings and offers has been published over the one they were sold under.
 */
export async function agree(asked: AgreeAsked): Promise<Agreement> {
  const { databaseUrl, seed, editionCount, tell = () => undefined } = asked
  const found: Agreement = { baskets: 0, lines: 0, offers: 0, offersApplied: 0, kindsApplied: new Set(), proven: 0, discountMinor: 0, points: 0, refusedScans: 0, agreed: 0, differed: 0, wholeWay: 0, wholeWayAgreed: 0, laneSeconds: 0, officeSeconds: 0, differences: [] }
  const database = await openDatabase(databaseUrl, (error) => { throw error })
  const crm = await openCrm({ databaseUrl, now: () => new Date().toISOString(), log: ({ level, message, detail }) => { if (level === 'error') throw new Error(`${message}: ${detail ?? ''}`) } })
  const dataDir = mkdtempSync(join(tmpdir(), 'lanewise-agree-'))
  const store = openLaneStore({ dataDir, lane: { storeId: 'test-store', laneNumber: 1 } })
  const client = clientOf(crm)
  const clock = { now: () => new Date().toISOString(), after: () => () => undefined }
  const shelf = shelfOf(asked.baskets)
  const bookShelf = openOfficeBooks()
  const { journalId } = store.identity

  const publishEdition = async (edition: number, part: readonly RawBasket[]): Promise<readonly Offer[]> => {
    const bought = part.flatMap(({ lines }) => lines.flatMap(({ product }): Item[] => withItem(shelf.get(product))))
    const day = dayOf(edition)
    const offers = inventOffers({ seed, edition, count: asked.offerCount, day, bought })
    const lists = listsOf({ seed, edition, day, offers, bought })
    await crm.publish('settings', [{ key: 'store', body: settingsOf(edition) }])
    await crm.publish('offers', offers.map((body) => ({ key: body.offerId, body })))
    await database.transaction(async (connection) => {
      await writeFeedRows(connection, 'lists', lists.map((list) => ({ key: list.listId, body: JSON.stringify(list) })))
      await keepTold(connection, { tiers: [], listOffers: lists.flatMap(({ memberId, listId, lines }) => lines.flatMap(({ offerIds }) => offerIds.map((offerId) => ({ memberId, listId, offerId })))) })
    })
    await crm.settle()
    return offers
  }
  const download = async (): Promise<void> => {
    while ((await downloadChanges({ store, crm: client })).changed.size > 0);
  }
  const count = ({ completed, refusedCount }: Sold): SaleCompleted | undefined => {
    found.refusedScans += refusedCount
    if (!completed) return undefined
    found.baskets += 1
    found.lines += completed.lines.length
    found.discountMinor += completed.priced.totals.discountMinor
    found.points += completed.priced.pointsEarned
    found.proven += completed.priced.provenBest ? 1 : 0
    found.offersApplied += completed.priced.outcomes.filter(({ state }) => state.kind === 'applied').length
    return completed
  }
  const check = async (held: readonly SaleToCheck[]): Promise<void> => {
    const startedMs = performance.now()
    for (let start = 0; start < held.length; start += checkedAtOnce) {
      const part = held.slice(start, start + checkedAtOnce)
      const results = await judgeSales(database, bookShelf, journalId, part, clock.now())
      for (const [index, { check: { verdict, reason }, exception, priced }] of results.entries()) {
        // Not the money alone: every line, reason, bound and part of the points.
        const atLane = pricedAtLane(part[index])
        const isEqual = verdict === 'agreed' && isDeepStrictEqual(JSON.parse(JSON.stringify(priced)), atLane)
        if (isEqual) found.agreed += 1
        else {
          found.differed += 1
          if (found.differences.length < 10) found.differences.push(`${verdict} ${reason ?? ''} ${exception?.detail ?? ''}\n lane   ${JSON.stringify(atLane)}\n office ${JSON.stringify(priced)}`)
        }
      }
    }
    found.officeSeconds += (performance.now() - startedMs) / 1000
  }

  try {
    await crm.publish('items', [...shelf.values()].map((body) => ({ key: body.itemId, body })))
    const faces = facesOf(seed)
    await database.transaction(async (connection) => {
      await writeFeedRows(connection, 'members', faces.map((face) => ({ key: face.memberId, body: JSON.stringify(face) })))
      await keepTold(connection, { tiers: faces.map(({ memberId, tier }) => ({ memberId, tier })), listOffers: [] })
    })
    let held: SaleToCheck[] = []
    const share = Math.ceil(asked.baskets.length / editionCount)
    for (let edition = 0; edition < editionCount; edition += 1) {
      const part = asked.baskets.slice(edition * share, (edition + 1) * share)
      if (part.length === 0) break
      const offers = await publishEdition(edition, part)
      found.offers += offers.length
      // Sold under the edition before this one, sent and priced again only now.
      await check(held)
      while ((await uploadNext({ store, crm: client, clock })) === 'moved');
      await download()
      if (asked.spoil) store.replica.storePage({ topic: 'offers', changes: offers.map(asked.spoil).map((body, index) => ({ change: index + 1, key: body.offerId, body })), next: store.replica.place('offers').change, complete: true })
      const kindOf = new Map<string, string>(offers.map(({ offerId, condition, reward }) => [offerId, `${condition.kind} ${reward.kind}`]))
      const customers = customersOf(part, { seed, edition, day: dayOf(edition), offers, shelf })
      const wholeWay = Math.ceil(asked.wholeWayCount / editionCount)
      const startedMs = performance.now()
      const whole = openWholeLane(store, 1)
      for (const customer of customers.slice(0, wholeWay)) if (count(whole.sell(customer))) found.wholeWay += 1
      const quick = openQuickLane(store, `${dayOf(edition)}T08:00:00.000Z`)
      held = customers.slice(wholeWay).flatMap((customer, index): SaleToCheck[] => {
        const completed = count(quick.sell(customer))
        if (!completed) return []
        for (const { offerId, state } of completed.priced.outcomes) if (state.kind === 'applied') found.kindsApplied.add(kindOf.get(offerId) ?? 'manufacturer')
        return [toCheck(journalId, index + 1, completed)]
      })
      found.laneSeconds += (performance.now() - startedMs) / 1000
      tell(`edition ${edition + 1} of ${editionCount}: ${found.baskets} baskets sold, ${found.agreed} agreed, ${found.differed} differed`)
    }
    await crm.publish('offers', [{ key: 'offer-0000', body: null }])
    await check(held)
    while ((await uploadNext({ store, crm: client, clock })) === 'moved');
    await crm.settle()
    const report = await crm.pricing()
    found.wholeWayAgreed = report.agreed
    found.agreed += report.agreed
    found.differed += report.different + report.notCheckable + report.waiting
    const { exceptions } = await crm.exceptions(10)
    found.differences.push(...exceptions.filter(({ kind }) => kind === 'priced-differently').map(({ detail }) => detail))
    return found
  } finally {
    store.close()
    await crm.close()
    await database.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function withItem(item: Item | undefined): Item[] {
  return item ? [item] : []
}

function dayOf(edition: number): string {
  return addDays(firstDay, 7 * (edition % 4))
}

function pricedAtLane(sale: SaleToCheck | undefined): unknown {
  return sale && (JSON.parse(sale.body) as { fact: { priced: unknown } }).fact.priced
}

/** The sale as its record comes out of the journal's table. */
function toCheck(journalId: string, number: number, completed: SaleCompleted): SaleToCheck {
  const { saleId, businessDay, completedAt: at, priced } = completed
  return { number, storeId: 'test-store', saleId, businessDay, dueMinor: priced.totals.dueMinor, at, body: JSON.stringify({ journalId, at, commandId: saleId, fact: completed }) }
}
