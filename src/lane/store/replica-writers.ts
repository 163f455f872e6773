import type { Database } from 'better-sqlite3'
import { feedMember, item as itemSchema, offerAllowance, shoppingList, spentCoupon, type FeedTopic } from '../../contract/feed.ts'
import { assertNever } from '../../domain/assert.ts'
import { pluCode } from './plu-code.ts'

/** Puts feed rows, already checked against their schema, where the lane looks them up. */
export function openReplicaWriters(db: Database): { put(topic: FeedTopic, key: string, body: unknown): void; remove(topic: FeedTopic, key: string): void } {
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
  // Other lanes' allowances come down the same feed; they are none of this lane's business.
  const putAllowance = db.prepare('insert into allowance (offer_id, body) select ?, ? from identity where journal_id = ? on conflict (offer_id) do update set body = excluded.body')
  const remove = {
    settings: db.prepare('delete from setting where key = ?'),
    items: db.prepare('delete from item where item_id = ?'),
    offers: db.prepare('delete from offer where offer_id = ?'),
    members: db.prepare('delete from member where member_id = ?'),
    lists: db.prepare('delete from list where list_id = ?'),
    coupons: db.prepare('delete from spent_coupon where coupon_code = ?'),
    allowances: db.prepare("delete from allowance where (select journal_id from identity) || ' ' || offer_id = ?"),
  } as const

  function put(topic: FeedTopic, key: string, body: unknown): void {
    const text = JSON.stringify(body)
    switch (topic) {
      case 'settings':
        putSetting.run(key, text)
        return
      case 'items': {
        const item = itemSchema.parse(body)
        putItem.run(item.itemId, `${item.name.en}\n${item.name.zh ?? ''}`.toLowerCase(), text)
        dropCodes.run(item.itemId)
        for (const code of [...item.gtins, ...(item.plu === undefined ? [] : [pluCode(item.plu)])]) putCode.run(code, item.itemId)
        return
      }
      case 'offers':
        putOffer.run(key, text)
        return
      case 'members': {
        const member = feedMember.parse(body)
        putMember.run(member.memberId, text)
        dropKeys.run(member.memberId)
        for (const memberKey of member.keys) putKey.run(memberKey, member.memberId)
        return
      }
      case 'lists': {
        const list = shoppingList.parse(body)
        dropListNumber.run(list.number, list.listId)
        putList.run(list.listId, list.number, list.memberId, text)
        return
      }
      case 'coupons': {
        const coupon = spentCoupon.parse(body)
        putSpent.run(coupon.couponCode, coupon.journalId)
        return
      }
      case 'allowances': {
        const allowance = offerAllowance.parse(body)
        putAllowance.run(allowance.offerId, text, allowance.journalId)
        return
      }
      default:
        assertNever(topic, 'feed topic')
    }
  }

  return {
    put,
    remove(topic, key) {
      if (topic === 'items') dropCodes.run(key)
      if (topic === 'members') dropKeys.run(key)
      remove[topic].run(key)
    },
  }
}
