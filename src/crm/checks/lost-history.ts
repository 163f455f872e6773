import type { FeedTopic } from '../../contract/feed.ts'
import type { FeedPlace } from '../../contract/signed-feed.ts'
import type { SaleCompleted } from '../../domain/sale/facts.ts'
import type { PricedWith } from '../../domain/sale/priced-with.ts'
import { readEpoch } from '../store/epoch-rows.ts'
import type { ExceptionRow } from '../store/exception-rows.ts'
import { isElsewhere } from '../store/feed-marks.ts'
import type { Connection } from '../store/open-database.ts'

/** Tells which sales were priced by something that head office published and has lost since: it was restored from a backup. */
export type LostHistory = (pricedWith: PricedWith) => Promise<boolean>

/** Keeps its answers: a batch of sales names few places. */
export function openLostHistory(connection: Connection): LostHistory {
  const asked = new Map<string, Promise<boolean>>()
  const isLost = (topic: FeedTopic, place: FeedPlace): Promise<boolean> => {
    const key = `${topic} ${place.change} ${place.mark}`
    const answer = asked.get(key) ?? isElsewhere(connection, topic, place)
    asked.set(key, answer)
    return answer
  }
  return async (pricedWith) => (await Promise.all(placesOf(pricedWith).map(([topic, place]) => isLost(topic, place)))).includes(true)
}

/** Everything of the feed that decided about a sale. Facts of older lanes name less of it, or nothing. */
function placesOf({ edition: { marks, settingsChange, itemsChange, offersChange }, toldAt, itemsAt }: PricedWith): (readonly [FeedTopic, FeedPlace])[] {
  const shop = marks ? ([['settings', { change: settingsChange, mark: marks.settings }], ['offers', { change: offersChange, mark: marks.offers }]] as const) : []
  const told = toldAt ? ([['members', toldAt.members], ['lists', toldAt.lists]] as const) : []
  const items = itemsAt ?? (marks ? [{ change: itemsChange, mark: marks.items }] : [])
  return [...shop, ...told, ...items.map((place) => ['items', place] as const)]
}

/** For people, once for every state of the database: the sales are counted in the report on pricing. */
export async function historyLost(connection: Connection, { journalId, number, sale: { saleId } }: { readonly journalId: string; readonly number: number; readonly sale: Pick<SaleCompleted, 'saleId'> }, at: string): Promise<ExceptionRow> {
  const epoch = await readEpoch(connection)
  return {
    exceptionId: `edition-unknown:${epoch}`, kind: 'edition-unknown', journalId, number, saleId, subject: epoch, raisedAt: at,
    detail: 'This sale was priced by settings, items, offers, members or lists that head office had published and has lost: its database was restored from a backup. The sale stands and cannot be checked. There may be more of them; the report on pricing counts them as edition-unknown.',
  }
}
