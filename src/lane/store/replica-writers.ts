import type { Database } from 'better-sqlite3'
import type { z } from 'zod'
import { feedMember, item as itemSchema, offerAllowance, shoppingList, spentCoupon, storeSettings, type FeedTopic } from '../../contract/feed.ts'
import { readOffer } from '../../contract/read-offer.ts'
import { pluCode } from './plu-code.ts'

/** A row of the feed. `text` is the body's own JSON, kept as it came. */
export interface FeedRow {
  readonly key: string
  readonly body: unknown
  readonly text: string
}

/** What is known of a row: nothing of its key is there yet, as in a file that is filled from the beginning; head office has read it by this program's own schema. */
export interface RowKnown {
  readonly isNew: boolean
  readonly isRead: boolean
}

/** Puts feed rows where the lane looks them up. */
export interface ReplicaWriters {
  /**
   * Takes a row in the place of the one before it.
   * @returns why the row cannot be kept, by the path of its first wrong field; the one before stays then. An offer of an unknown kind is kept.
   */
  put(topic: FeedTopic, row: FeedRow, known: RowKnown): string | undefined
  remove(topic: FeedTopic, key: string): void
}

/** @param journalId other lanes' allowances come down the same feed; they are none of this lane's business */
export function openReplicaWriters(db: Database, journalId: () => string): ReplicaWriters {
  const putSetting = db.prepare('insert into setting (key, body) values (?, ?) on conflict (key) do update set body = excluded.body')
  const putItem = db.prepare('insert into item (item_id, name, body) values (?, ?, ?) on conflict (item_id) do update set name = excluded.name, body = excluded.body')
  const dropCodes = db.prepare('delete from item_code where item_id = ?')
  const putCode = db.prepare('insert into item_code (code, item_id) values (?, ?) on conflict (code) do update set item_id = excluded.item_id')
  const putOffer = db.prepare('insert into offer (offer_id, body) values (?, ?) on conflict (offer_id) do update set body = excluded.body')
  const putMember = db.prepare('insert into member (member_id, body) values (?, ?) on conflict (member_id) do update set body = excluded.body')
  const dropKeys = db.prepare('delete from member_key where member_id = ?')
  const putKey = db.prepare('insert into member_key (key, member_id) values (?, ?) on conflict (key) do update set member_id = excluded.member_id')
  const dropListNumber = db.prepare('delete from list where list_number = ? and list_id <> ?')
  const putList = db.prepare('insert into list (list_id, list_number, member_id, body) values (?, ?, ?, ?) on conflict (list_id) do update set list_number = excluded.list_number, member_id = excluded.member_id, body = excluded.body')
  const putSpent = db.prepare('insert into spent_coupon (coupon_code, journal_id) values (?, ?) on conflict (coupon_code) do nothing')
  const putAllowance = db.prepare('insert into allowance (offer_id, body) values (?, ?) on conflict (offer_id) do update set body = excluded.body')
  const remove = {
    settings: db.prepare('delete from setting where key = ?'),
    items: db.prepare('delete from item where item_id = ?'),
    offers: db.prepare('delete from offer where offer_id = ?'),
    members: db.prepare('delete from member where member_id = ?'),
    lists: db.prepare('delete from list where list_id = ?'),
    coupons: db.prepare('delete from spent_coupon where coupon_code = ?'),
    allowances: db.prepare("delete from allowance where ? || ' ' || offer_id = ?"),
  } as const

  const put: { readonly [Topic in FeedTopic]: (row: FeedRow, known: RowKnown) => string | undefined } = {
    settings: ({ key, body, text }, { isRead }) => reading(storeSettings, body, isRead, () => putSetting.run(key, text)),
    items: ({ body, text }, { isNew, isRead }) => reading(itemSchema, body, isRead, ({ itemId, name, gtins, plu }) => {
      putItem.run(itemId, `${name.en}\n${name.zh ?? ''}`.toLowerCase(), text)
      if (!isNew) dropCodes.run(itemId)
      for (const gtin of gtins) putCode.run(gtin, itemId)
      if (plu !== undefined) putCode.run(pluCode(plu), itemId)
    }),
    offers({ key, body, text }) {
      const offer = readOffer(body)
      if (offer.kind === 'malformed') return firstOf(offer.issues)
      putOffer.run(key, text)
      return undefined
    },
    members: ({ body, text }, { isNew, isRead }) => reading(feedMember, body, isRead, ({ memberId, keys }) => {
      putMember.run(memberId, text)
      if (!isNew) dropKeys.run(memberId)
      for (const memberKey of keys) putKey.run(memberKey, memberId)
    }),
    lists: ({ body, text }, { isNew, isRead }) => reading(shoppingList, body, isRead, (list) => {
      if (!isNew) dropListNumber.run(list.number, list.listId)
      putList.run(list.listId, list.number, list.memberId, text)
    }),
    coupons: ({ body }, { isRead }) => reading(spentCoupon, body, isRead, (coupon) => putSpent.run(coupon.couponCode, coupon.journalId)),
    allowances: ({ body, text }, { isRead }) => reading(offerAllowance, body, isRead, (allowance) => {
      if (allowance.journalId === journalId()) putAllowance.run(allowance.offerId, text)
    }),
  }

  return {
    put: (topic, row, known) => put[topic](row, known),
    remove(topic, key) {
      if (topic === 'items') dropCodes.run(key)
      if (topic === 'members') dropKeys.run(key)
      if (topic === 'allowances') remove.allowances.run(journalId(), key)
      else remove[topic].run(key)
    },
  }
}

function reading<Row>(schema: z.ZodType<Row>, body: unknown, isRead: boolean, write: (row: Row) => unknown): string | undefined {
  if (isRead) {
    write(body as Row)
    return undefined
  }
  const read = schema.safeParse(body)
  if (!read.success) return firstOf(read.error.issues)
  write(read.data)
  return undefined
}

function firstOf([issue]: readonly z.core.$ZodIssue[]): string {
  return `${issue?.path.join('.') || 'the row'}: ${issue?.message ?? 'cannot be read'}`
}
