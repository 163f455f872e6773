import type { Database } from 'better-sqlite3'
import { StoreTrouble } from './store-trouble.ts'

/** Works the tables of offer uses out from the whole journal. Facts from before rewards were counted tell of one each. */
export const offerUsesFromJournal = `
      delete from own_offer_total;
      delete from own_offer_use;
      create temp table applied as
        select j.number, json_extract(o.value, '$.offerId') as offer_id, json_extract(j.body, '$.fact.member.memberId') as member_id, json_extract(j.body, '$.fact.businessDay') as day,
          sum(coalesce(json_extract(o.value, '$.state.rewardCount'), 1)) as reward_count, sum(json_extract(o.value, '$.state.amountMinor')) as amount_minor
        from journal j, json_each(j.body, '$.fact.priced.outcomes') o
        where j.kind = 'sale-completed' and json_extract(o.value, '$.state.kind') = 'applied' group by 1, 2;
      insert into own_offer_total select offer_id, sum(reward_count), sum(amount_minor) from applied group by offer_id;
      insert into own_offer_use select member_id, offer_id, number, day, reward_count from applied where member_id is not null;
      drop table applied;`

/** The step that takes the replica out of the lane's database; it is carried over before. */
export const replicaLeaves = 110

/** The step from which on records may have been taken out of the journal. */
export const summariesBegin = 130

/** The facts that a sale begins or ends with on this lane, in the words of step 150: only so is its index used. */
const isSaleBound = "kind in ('sale-opened', 'sale-taken-over', 'sale-given-away', 'sale-completed', 'sale-voided', 'sale-returned')"

/** SQL for the number of the first fact of a sale; null where the journal has none. @param saleId a parameter or a column */
export function firstOfSale(saleId: string): string {
  return `(select min(number) from journal where sale_id = ${saleId} and ${isSaleBound})`
}

/**
 * Steps that bring a lane's database up to date, oldest first. Numbers go up in tens so that a fix can be
 * slotted in; a step that has shipped is never changed.
 */
export const steps: readonly { readonly version: number; readonly sql: string }[] = [
  {
    version: 10,
    sql: `
      create table identity (only integer primary key check (only = 1), journal_id text not null, store_id text not null, lane_number integer not null) strict;
      create table journal (
        number integer primary key,
        at text not null,
        kind text not null,
        sale_id text,
        command_id text not null,
        position integer not null,
        body text not null,
        previous_hash text not null,
        hash text not null,
        unique (command_id, position)
      ) strict;
      create index journal_sale on journal (sale_id, number) where sale_id is not null;
      create index journal_kind on journal (kind, number) where kind in ('sale-completed', 'print-asked', 'print-ended');
      create table cursor (name text primary key, value integer not null, at text) strict, without rowid;

      -- Worked out from the journal in the same transaction; may be rebuilt from it.
      create table unfinished_sale (sale_id text primary key, opened_number integer not null, suspended_at text) strict, without rowid;
      create table receipt (receipt_number integer primary key, sale_id text not null unique, number integer not null unique) strict;
      create table own_points (number integer primary key, member_id text not null, points integer not null) strict;
      create index own_points_member on own_points (member_id, number);
      create table own_redemption (coupon_code text not null, number integer not null, primary key (coupon_code, number)) strict, without rowid;
      create table own_issue (offer_id text primary key, issued_count integer not null) strict, without rowid;
      create table print (print_id text primary key, number integer not null, sale_id text not null, copy integer not null, outcome text) strict, without rowid;
      create index print_sale on print (sale_id, number);
      create index print_unsettled on print (outcome, number) where outcome is null or outcome = 'failed';

      -- The replica: what the feed has brought. Bodies are the feed's own JSON.
      create table setting (key text primary key, body text not null) strict, without rowid;
      create table item (item_id text primary key, name text not null, body text not null) strict;
      create table item_code (code text primary key, item_id text not null) strict, without rowid;
      create index item_code_item on item_code (item_id);
      create table offer (offer_id text primary key, body text not null) strict, without rowid;
      create table member (member_id text primary key, body text not null) strict;
      create table member_key (key text primary key, member_id text not null) strict, without rowid;
      create index member_key_member on member_key (member_id);
      create table list (list_id text primary key, list_number text not null unique, member_id text not null, body text not null) strict;
      create index list_member on list (member_id);
      create table spent_coupon (coupon_code text primary key, journal_id text not null) strict, without rowid;
    `,
  },
  {
    version: 20,
    sql: `
      -- What the lane's own sales gave of every offer, whether it is limited or not: it may be tomorrow. Worked out from the journal in the same transaction.
      create table own_offer_total (offer_id text primary key, reward_count integer not null, amount_minor integer not null) strict, without rowid;
      create table own_offer_use (member_id text not null, offer_id text not null, number integer not null, day text not null, reward_count integer not null, primary key (member_id, offer_id, number)) strict, without rowid;
      ${offerUsesFromJournal}

      -- What head office has released of limited offers to this lane's journal.
      create table allowance (offer_id text primary key, body text not null) strict, without rowid;
    `,
  },
  {
    version: 30,
    sql: `
      -- Points by the sale that moved them: one sale may spend and earn. Worked out from the journal in the same transaction.
      create table own_points_entry (number integer not null, kind text not null, member_id text not null, sale_id text not null, day text not null, at text not null, points integer not null, primary key (number, kind)) strict, without rowid;
      create index own_points_entry_member on own_points_entry (member_id, number);
      insert into own_points_entry (number, kind, member_id, sale_id, day, at, points)
        select number, 'earned', json_extract(body, '$.fact.member.memberId'), sale_id, json_extract(body, '$.fact.businessDay'), json_extract(body, '$.fact.completedAt'), json_extract(body, '$.fact.points.earned')
        from journal where kind = 'sale-completed' and json_extract(body, '$.fact.member.memberId') is not null and json_extract(body, '$.fact.points.earned') > 0;
      drop table own_points;
    `,
  },
  {
    version: 40,
    sql: `
      -- Next-visit coupons this lane gave to members: nobody is given one twice before she has used it. Worked out from the journal in the same transaction.
      create table own_issued (coupon_code text primary key, offer_id text not null, member_id text not null, expires_on text not null) strict, without rowid;
      create index own_issued_member on own_issued (member_id, expires_on);
      insert or ignore into own_issued (coupon_code, offer_id, member_id, expires_on)
        select json_extract(body, '$.fact.issued.couponCode'), json_extract(body, '$.fact.issued.offerId'), json_extract(body, '$.fact.member.memberId'), json_extract(body, '$.fact.issued.expiresOn')
        from journal where kind = 'sale-completed' and json_extract(body, '$.fact.member.memberId') is not null and json_extract(body, '$.fact.issued.couponCode') is not null;
    `,
  },
  {
    version: 50,
    sql: `
      -- Returns by the sale whose goods came back: nothing is refunded twice. Worked out from the journal in the same transaction.
      create table own_return (number integer primary key, of_sale_id text not null) strict;
      create index own_return_sale on own_return (of_sale_id, number);
    `,
  },
  {
    version: 60,
    sql: `
      -- Refunds the card terminal was asked for and whose end is not known. Worked out from the journal in the same transaction.
      create table open_refund (payment_id text primary key, number integer not null, is_unknown integer not null) strict, without rowid;
    `,
  },
  {
    version: 100,
    sql: `
      -- What the other lanes of the store have told: asked for again when it is lost, so no journal has it.
      create table known_lane (journal_id text primary key, lane_number integer not null, is_closed integer not null) strict, without rowid;
      create table heard_journal (journal_id text primary key, through integer not null) strict, without rowid;
      create table heard_spent (coupon_code text not null, journal_id text not null, number integer not null, primary key (coupon_code, journal_id)) strict, without rowid;
      create table heard_points (member_id text not null, journal_id text not null, number integer not null, kind text not null, sale_id text not null, day text not null, at text not null, points integer not null, primary key (member_id, journal_id, number, kind)) strict, without rowid;
      create table heard_use (member_id text not null, offer_id text not null, journal_id text not null, number integer not null, day text not null, reward_count integer not null, primary key (member_id, offer_id, journal_id, number)) strict, without rowid;

      -- Single-use coupons this lane took while it could not ask the others. Worked out from the journal in the same transaction.
      create table own_unasked (coupon_code text not null, offer_id text not null, number integer not null, primary key (offer_id, number, coupon_code)) strict, without rowid;
    `,
  },
  {
    version: replicaLeaves,
    sql: `
      -- The replica has a file of its own by now; see replica-files. The lane keeps by which key it knows head office.
      drop table setting;
      drop table item;
      drop table item_code;
      drop table offer;
      drop table member;
      drop table member_key;
      drop table list;
      drop table spent_coupon;
      drop table allowance;
      delete from cursor where name like 'feed:%';
      create table feed_key (only integer primary key check (only = 1), public_key text not null) strict;
    `,
  },
  {
    version: 120,
    sql: `
      -- Parked sales another lane asked for and has not confirmed. Worked out from the journal in the same transaction; a confirmed one is taken out.
      create table given_sale (sale_id text primary key, journal_id text not null) strict, without rowid;
    `,
  },
  {
    version: summariesBegin,
    sql: `
      -- What is kept of records that were taken out of the journal, chained by hashes of their own.
      create table summary (through integer primary key, body text not null, previous_hash text not null, hash text not null) strict;
      -- How far head office had got on a trading day. Nothing is known of the days before: they begin to count now.
      create table accepted_on (day text primary key, through integer not null) strict, without rowid;
    `,
  },
  {
    version: 140,
    sql: `
      -- The journals the lane's chain has gone by since the one it began with, by the number of the fact that says so; and receipt
      -- numbers that were left out. Worked out from the journal in the same transaction.
      create table branch (number integer primary key, journal_id text not null unique, ancestor_id text not null, after_number integer not null, after_hash text not null) strict;
      create table skipped_receipts (first_number integer primary key, last_number integer not null) strict;
    `,
  },
  {
    version: 150,
    sql: `
      -- Every index of the journal is one more page to write at each scan: a sale is found by its first fact, and read on from there.
      drop index journal_sale;
      drop index journal_kind;
      create index journal_sale_bound on journal (sale_id, number) where ${isSaleBound};
    `,
  },
]

export const newestVersion = steps.at(-1)?.version ?? 0

/**
 * Brings the database to the newest version, all or nothing.
 * @throws StoreTrouble `newer-version` when a newer program has written it; nothing is touched then
 */
export function migrate(db: Database): void {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > newestVersion) throw new StoreTrouble('newer-version', `The database is from a newer Lanewise (version ${version}, this program knows ${newestVersion}). Install the newer program; nothing was changed.`)
  const missing = steps.filter((step) => step.version > version)
  if (missing.length === 0) return
  db.transaction(() => {
    for (const step of missing) db.exec(step.sql)
    db.pragma(`user_version = ${newestVersion}`)
  }).immediate()
}
