import type { Database } from 'better-sqlite3'
import { feedBody, item as itemSchema, member as memberSchema, offerAllowance, shoppingList as listSchema, storeSettings, type FeedPage, type FeedTopic, type StoreSettings } from '../../contract/feed.ts'
import { offersDigest } from '../../contract/offers-digest.ts'
import { readOffer, type ReadOffer } from '../../contract/read-offer.ts'
import type { Item } from '../../domain/catalog/item.ts'
import type { OfferId } from '../../domain/ids.ts'
import type { Member } from '../../domain/loyalty/member.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import type { OfferAllowance } from '../../domain/offers/remaining.ts'
import type { UnknownOffer } from '../../domain/offers/unknown-offer.ts'
import type { ShoppingList } from '../../domain/shopping-list/shopping-list.ts'
import { openReplicaWriters } from './replica-writers.ts'

/** What head office has sent down, as this lane holds it. The same with and without network. */
export interface Replica {
  settings(): StoreSettings | undefined
  /** @param code GTIN-14, or `plu:` and the item number without leading zeros */
  itemByCode(code: string): Item | undefined
  /** Items whose name, in either language, holds all the words; shortest name first. */
  findItems(words: string, limit: number): Item[]
  offers(): Offer[]
  /** Offers of kinds this program does not know; see `readOffer`. They read as known once it is updated. */
  unknownOffers(): UnknownOffer[]
  /** See `offersDigest` in the contract. */
  offersDigest(): string
  /** @param key see `memberKey` in the contract */
  memberByKey(key: string): Member | undefined
  member(memberId: string): Member | undefined
  listByNumber(number: string): ShoppingList | undefined
  /** The member's newest list that is in force on `day`. */
  listOf(memberId: string, day: string): ShoppingList | undefined
  /** What head office has released of a limited offer to this lane. */
  allowance(offerId: OfferId): OfferAllowance | undefined
  cursor(topic: FeedTopic): number
  /**
   * Stores a page and its cursor in one transaction.
   * @returns how many rows did not fit their schema, and of the first few where: they are left out and the row before stays
   */
  storePage(page: FeedPage): UnreadableRows
}

export interface UnreadableRows {
  readonly unreadableCount: number
  /** `offers/o1: reward.basisPoints: Too big: …`, the first few. */
  readonly unreadable: readonly string[]
}

const mostNamed = 3

interface Body { readonly body: string }

export function openReplica(db: Database): Replica {
  const setting = db.prepare<[], Body>("select body from setting where key = 'store'")
  const byCode = db.prepare<[string], Body>('select i.body from item_code c join item i on i.item_id = c.item_id where c.code = ?')
  const offers = db.prepare<[], Body>('select body from offer order by offer_id')
  const offerRows = db.prepare<[], Body & { key: string }>('select offer_id as key, body from offer')
  const byKey = db.prepare<[string], Body>('select m.body from member_key k join member m on m.member_id = k.member_id where k.key = ?')
  const member = db.prepare<[string], Body>('select body from member where member_id = ?')
  const byListNumber = db.prepare<[string], Body>('select body from list where list_number = ?')
  const listOf = db.prepare<[string], Body>('select body from list where member_id = ?')
  const allowance = db.prepare<[string], Body>('select body from allowance where offer_id = ?')
  const cursor = db.prepare<[string], { value: number }>('select value from cursor where name = ?')
  const setCursor = db.prepare('insert into cursor (name, value) values (?, ?) on conflict (name) do update set value = excluded.value')
  const writers = openReplicaWriters(db)
  const readOffers = (): ReadOffer[] => offers.all().map((row) => readOffer(JSON.parse(row.body)))

  const storePage = db.transaction((page: FeedPage) => {
    const unreadable: string[] = []
    for (const { key, body } of page.changes) {
      const trouble = body === null ? undefined : troubleOf(page.topic, body)
      if (body === null) writers.remove(page.topic, key)
      else if (trouble === undefined) writers.put(page.topic, key, body)
      else unreadable.push(`${page.topic}/${key}: ${trouble}`)
    }
    setCursor.run(`feed:${page.topic}`, page.next)
    return { unreadableCount: unreadable.length, unreadable: unreadable.slice(0, mostNamed) }
  })

  return {
    settings: () => read(setting.get(), storeSettings),
    itemByCode: (code) => read(byCode.get(code), itemSchema),
    findItems: (words, limit) => findItems(db, words, limit),
    offers: () => readOffers().flatMap((each) => (each.kind === 'known' ? [each.offer] : [])),
    unknownOffers: () => readOffers().flatMap((each) => (each.kind === 'unknown' ? [each.offer] : [])),
    offersDigest: () => offersDigest(offerRows.all()),
    memberByKey: (key) => read(byKey.get(key), memberSchema),
    member: (memberId) => read(member.get(memberId), memberSchema),
    listByNumber: (number) => read(byListNumber.get(number), listSchema),
    listOf: (memberId, day) =>
      listOf
        .all(memberId)
        .map((row) => listSchema.parse(JSON.parse(row.body)))
        .filter((list) => list.fromDay <= day && day <= list.untilDay)
        .sort((a, b) => b.fromDay.localeCompare(a.fromDay))[0],
    allowance: (offerId) => read(allowance.get(offerId), offerAllowance),
    cursor: (topic) => cursor.get(`feed:${topic}`)?.value ?? 0,
    storePage: (page) => storePage.immediate(page),
  }
}

/** Why a row cannot be kept: the first field that is wrong, by its path. An offer of an unknown kind is kept. */
function troubleOf(topic: FeedTopic, body: unknown): string | undefined {
  const offer = topic === 'offers' ? readOffer(body) : undefined
  const issues = offer ? (offer.kind === 'malformed' ? offer.issues : []) : (feedBody[topic].safeParse(body).error?.issues ?? [])
  const [first] = issues
  return first && `${first.path.join('.') || 'the row'}: ${first.message}`
}

function read<T>(row: Body | undefined, schema: { parse(value: unknown): T }): T | undefined {
  return row && schema.parse(JSON.parse(row.body))
}

function findItems(db: Database, words: string, limit: number): Item[] {
  const wanted = words.trim().toLowerCase().split(/\s+/)
  const where = wanted.map(() => "name like ? escape '\\'").join(' and ')
  const patterns = wanted.map((word) => `%${word.replace(/[\\%_]/g, (special) => `\\${special}`)}%`)
  const rows = db.prepare<string[], Body>(`select body from item where ${where} order by length(name), item_id limit ${limit}`).all(...patterns)
  return rows.map((row) => itemSchema.parse(JSON.parse(row.body)))
}
