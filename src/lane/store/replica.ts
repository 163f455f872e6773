import type { Database } from 'better-sqlite3'
import { item as itemSchema, member as memberSchema, offerAllowance, shoppingList as listSchema, storeSettings, type StoreSettings } from '../../contract/feed.ts'
import { offersDigest } from '../../contract/offers-digest.ts'
import { readOffer, type ReadOffer } from '../../contract/read-offer.ts'
import type { Item } from '../../domain/catalog/item.ts'
import type { OfferId } from '../../domain/ids.ts'
import type { Member } from '../../domain/loyalty/member.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import type { OfferAllowance } from '../../domain/offers/remaining.ts'
import type { UnknownOffer } from '../../domain/offers/unknown-offer.ts'
import type { ShoppingList } from '../../domain/shopping-list/shopping-list.ts'
import type { ReplicaFiles } from './replica-files.ts'
import { openReplicaPages, type ReplicaPages } from './replica-pages.ts'

/** What head office has sent down, as this lane holds it. The same with and without network. */
export interface Replica extends Pick<ReplicaPages, 'place' | 'storePage'> {
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
  /** True when the feed has told that some lane redeemed the single-use coupon. */
  couponSpent(couponCode: string): boolean
  /** Begins a replica from nothing beside this one, which stays in use until the other takes its place. */
  startOver(): ReplicaInMaking
}

/** A replica that is being filled. Whoever began it lets it take its place or discards it. */
export interface ReplicaInMaking extends ReplicaPages {
  /** Lets the disk have what is in it so far: all of it at the end would keep a sale's commit waiting. */
  settle(): Promise<void>
  /** From here on everything is looked up in it, and the one before is gone; in one commit. */
  takePlace(): Promise<void>
  discard(): void
}

interface Body { readonly body: string }

type Reads = ReturnType<typeof prepareReads>

function prepareReads(db: Database) {
  return {
    setting: db.prepare<[], Body>("select body from setting where key = 'store'"),
    byCode: db.prepare<[string], Body>('select i.body from item_code c join item i on i.item_id = c.item_id where c.code = ?'),
    offers: db.prepare<[], Body & { key: string }>('select offer_id as key, body from offer order by offer_id'),
    byKey: db.prepare<[string], Body>('select m.body from member_key k join member m on m.member_id = k.member_id where k.key = ?'),
    member: db.prepare<[string], Body>('select body from member where member_id = ?'),
    byListNumber: db.prepare<[string], Body>('select body from list where list_number = ?'),
    listOf: db.prepare<[string], Body>('select body from list where member_id = ?'),
    spent: db.prepare<[string], { yes: number }>('select 1 as yes from spent_coupon where coupon_code = ?'),
    allowance: db.prepare<[string], Body>('select body from allowance where offer_id = ?'),
  }
}

/** @param journalId whose allowances it keeps */
export function openReplica(files: ReplicaFiles, journalId: () => string): Replica {
  const open = (): Reads & ReplicaPages => ({ ...prepareReads(files.current()), ...openReplicaPages(files.current(), journalId) })
  let now = open()
  const readOffers = (): ReadOffer[] => now.offers.all().map((row) => readOffer(JSON.parse(row.body)))

  return {
    settings: () => read(now.setting.get(), storeSettings),
    itemByCode: (code) => read(now.byCode.get(code), itemSchema),
    findItems: (words, limit) => findItems(files.current(), words, limit),
    offers: () => readOffers().flatMap((each) => (each.kind === 'known' ? [each.offer] : [])),
    unknownOffers: () => readOffers().flatMap((each) => (each.kind === 'unknown' ? [each.offer] : [])),
    offersDigest: () => offersDigest(now.offers.all()),
    memberByKey: (key) => read(now.byKey.get(key), memberSchema),
    member: (memberId) => read(now.member.get(memberId), memberSchema),
    listByNumber: (number) => read(now.byListNumber.get(number), listSchema),
    listOf: (memberId, day) =>
      now.listOf
        .all(memberId)
        .map((row) => listSchema.parse(JSON.parse(row.body)))
        .filter((list) => list.fromDay <= day && day <= list.untilDay)
        .sort((a, b) => b.fromDay.localeCompare(a.fromDay))[0],
    // What was released to the journal that this lane wrote before is not this one's.
    allowance: (offerId) => [read(now.allowance.get(offerId), offerAllowance)].find((one) => one?.journalId === journalId()),
    couponSpent: (couponCode) => now.spent.get(couponCode) !== undefined,
    place: (topic) => now.place(topic),
    storePage: (page, mark) => now.storePage(page, mark),
    startOver() {
      const file = files.begin()
      return {
        ...openReplicaPages(file.db, journalId),
        settle: () => file.settle(),
        // A scan may come between any two steps of this: what it reads from must never be closed.
        takePlace: () => file.takePlace(() => {
          now = open()
        }),
        discard: () => file.discard(),
      }
    },
  }
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
