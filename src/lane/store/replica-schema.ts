import type { Database } from 'better-sqlite3'
import { StoreTrouble } from './store-trouble.ts'

/** Tables of the replica's own file: what the feed has brought. Bodies are the feed's own JSON. */
const tables = `
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
  -- What head office has released of limited offers to this lane's journal.
  create table allowance (offer_id text primary key, body text not null) strict, without rowid;

  -- How far the lane has got with each topic, in one transaction with its rows.
  create table place (topic text primary key, change integer not null, mark text not null) strict, without rowid;
`

/** Of the tables above; a file of another number is not read. */
export const replicaVersion = 10

/** Makes the tables in a new file, and refuses one that a newer program has made. @throws StoreTrouble */
export function prepareReplica(db: Database): void {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > replicaVersion) throw new StoreTrouble('newer-version', `The replica ${db.name} is from a newer Lanewise (version ${version}, this program knows ${replicaVersion}). Install the newer program; nothing was changed.`)
  if (version === replicaVersion) return
  db.transaction(() => {
    db.exec(tables)
    db.pragma(`user_version = ${replicaVersion}`)
  }).immediate()
}

/** Tables that earlier versions kept beside the journal, and how their rows are carried over. */
const carriedOver = ['setting', 'item', 'item_code', 'offer', 'member', 'member_key', 'list', 'spent_coupon', 'allowance'] as const

/**
 * Copies the replica out of the lane's database, where versions before 110 kept it, so that a lane that was updated sells
 * on without asking anybody. Its places get no mark: the lane fetches everything anew when it next reaches head office.
 * @param path of the new file, with its tables and nothing in them
 */
export function carryReplicaOver(lane: Database, path: string): void {
  const has = lane.prepare<[string], { yes: number }>("select 1 as yes from main.sqlite_master where type = 'table' and name = ?")
  lane.prepare('attach ? as replica').run(path)
  try {
    lane.transaction(() => {
      for (const table of carriedOver) if (has.get(table)) lane.exec(`insert into replica.${table} select * from main.${table}`)
      lane.exec("insert into replica.place (topic, change, mark) select substr(name, 6), value, '' from main.cursor where name like 'feed:%'")
    })()
  } finally {
    lane.exec('detach replica')
  }
}
