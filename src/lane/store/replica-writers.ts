import type { Database } from 'better-sqlite3'
import type { z } from 'zod'
import { feedMember, item as itemSchema, offerAllowance, shoppingList, spentCoupon, storeSettings, type FeedTopic } from '../../contract/feed.ts'
import { readOffer } from '../../contract/read-offer.ts'
import { pluCode } from './plu-code.ts'
import { openTableWriter } from './table-writer.ts'

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
  /** Puts in what was new and has waited for others of its table. Before it, nothing is to be looked up. */
  flush(): void
  remove(topic: FeedTopic, key: string): void
}

/** @param journalId other lanes' allowances come down the same feed; they are none of this lane's business */
export function openReplicaWriters(db: Database, journalId: () => string): ReplicaWriters {
  const tables = {
    setting: openTableWriter(db, { table: 'setting', columns: ['key', 'body'], ending: 'on conflict (key) do update set body = excluded.body' }),
    item: openTableWriter(db, { table: 'item', columns: ['item_id', 'name', 'body'], ending: 'on conflict (item_id) do update set name = excluded.name, body = excluded.body' }),
    code: openTableWriter(db, { table: 'item_code', columns: ['code', 'item_id'], ending: 'on conflict (code) do update set item_id = excluded.item_id' }),
    offer: openTableWriter(db, { table: 'offer', columns: ['offer_id', 'body'], ending: 'on conflict (offer_id) do update set body = excluded.body' }),
    member: openTableWriter(db, { table: 'member', columns: ['member_id', 'body'], ending: 'on conflict (member_id) do update set body = excluded.body' }),
    memberKey: openTableWriter(db, { table: 'member_key', columns: ['key', 'member_id'], ending: 'on conflict (key) do update set member_id = excluded.member_id' }),
    list: openTableWriter(db, { table: 'list', columns: ['list_id', 'list_number', 'member_id', 'body'], ending: 'on conflict (list_id) do update set list_number = excluded.list_number, member_id = excluded.member_id, body = excluded.body' }),
    spent: openTableWriter(db, { table: 'spent_coupon', columns: ['coupon_code', 'journal_id'], ending: 'on conflict (coupon_code) do nothing' }),
    allowance: openTableWriter(db, { table: 'allowance', columns: ['offer_id', 'body'], ending: 'on conflict (offer_id) do update set body = excluded.body' }),
  }
  const dropCodes = db.prepare('delete from item_code where item_id = ?')
  const dropKeys = db.prepare('delete from member_key where member_id = ?')
  const dropListNumber = db.prepare('delete from list where list_number = ? and list_id <> ?')
  const remove = {
    settings: db.prepare('delete from setting where key = ?'),
    items: db.prepare('delete from item where item_id = ?'),
    offers: db.prepare('delete from offer where offer_id = ?'),
    members: db.prepare('delete from member where member_id = ?'),
    lists: db.prepare('delete from list where list_id = ?'),
    coupons: db.prepare('delete from spent_coupon where coupon_code = ?'),
    allowances: db.prepare("delete from allowance where ? || ' ' || offer_id = ?"),
  } as const

  const flush = (): void => {
    for (const table of Object.values(tables)) table.flush()
  }

  const put: { readonly [Topic in FeedTopic]: (row: FeedRow, known: RowKnown) => string | undefined } = {
    settings: ({ key, body, text }, { isNew, isRead }) => reading(storeSettings, body, isRead, () => tables.setting.put([key, text], isNew)),
    items: ({ body, text }, { isNew, isRead }) => reading(itemSchema, body, isRead, ({ itemId, name, gtins, plu }) => {
      tables.item.put([itemId, `${name.en}\n${name.zh ?? ''}`.toLowerCase(), text], isNew)
      if (!isNew) dropCodes.run(itemId)
      for (const gtin of gtins) tables.code.put([gtin, itemId], isNew)
      if (plu !== undefined) tables.code.put([pluCode(plu), itemId], isNew)
    }),
    offers({ key, body, text }, { isNew }) {
      const offer = readOffer(body)
      if (offer.kind === 'malformed') return firstOf(offer.issues)
      tables.offer.put([key, text], isNew)
      return undefined
    },
    members: ({ body, text }, { isNew, isRead }) => reading(feedMember, body, isRead, ({ memberId, keys }) => {
      tables.member.put([memberId, text], isNew)
      if (!isNew) dropKeys.run(memberId)
      for (const memberKey of keys) tables.memberKey.put([memberKey, memberId], isNew)
    }),
    lists: ({ body, text }, { isNew, isRead }) => reading(shoppingList, body, isRead, (list) => {
      if (!isNew) dropListNumber.run(list.number, list.listId)
      tables.list.put([list.listId, list.number, list.memberId, text], isNew)
    }),
    coupons: ({ body }, { isNew, isRead }) => reading(spentCoupon, body, isRead, (coupon) => tables.spent.put([coupon.couponCode, coupon.journalId], isNew)),
    allowances: ({ body, text }, { isNew, isRead }) => reading(offerAllowance, body, isRead, (allowance) => {
      if (allowance.journalId === journalId()) tables.allowance.put([allowance.offerId, text], isNew)
    }),
  }

  return {
    put: (topic, row, known) => put[topic](row, known),
    flush,
    remove(topic, key) {
      flush()
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
