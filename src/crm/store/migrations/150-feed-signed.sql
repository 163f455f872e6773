-- The chain's key: lanes believe what is signed with it. One row, made at the first start.
create table feed_key (
  place integer primary key check (place = 1),
  public_key text not null,
  private_key text not null
);

-- What was published of a topic, chained: the mark names the history up to a change. Distribution: reference tables, like feed_row.
alter table feed_topic add column mark text not null default '';
update feed_topic set mark = encode(sha256(convert_to(topic || last_change || gen_random_uuid(), 'UTF8')), 'hex') where last_change > 0;

create table feed_mark (
  topic text not null,
  from_change bigint not null,
  through_change bigint not null,
  mark text not null,
  made_at timestamptz not null default now(),
  primary key (topic, through_change)
);
insert into feed_mark (topic, from_change, through_change, mark) select topic, 0, last_change, mark from feed_topic where last_change > 0;
create index feed_mark_made_at on feed_mark (made_at);

-- A whole topic as it stood at one change, for lanes that start from nothing.
create table feed_snapshot (
  topic text primary key,
  change bigint not null,
  mark text not null,
  row_count integer not null,
  chunks text[] not null,
  -- By which shape every row was read when it was made, and whether all of them fitted; see feedShape.
  shape text not null,
  fits boolean not null
);

create table feed_chunk (
  hash text primary key,
  topic text not null,
  text text not null,
  made_at timestamptz not null default now()
);
create index feed_chunk_topic on feed_chunk (topic);
