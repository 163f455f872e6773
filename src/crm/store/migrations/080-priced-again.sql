-- Sales are priced again from the books of head office as they stood when the lane priced them.

-- Every version of the rows that prices depend on (settings, items, offers). Added to and never changed, but for the
-- number of the version that took its place; versions long replaced are taken away, see history_from.
-- Distribution: a reference table, like feed_row.
create table feed_version (
  topic text not null,
  key text not null,
  change bigint not null,
  -- Null where the row was removed.
  body text,
  -- In force until the edition before this one; null while it is the newest.
  until_change bigint,
  replaced_at timestamptz,
  primary key (topic, key, change)
);

create unique index feed_version_by_change on feed_version (topic, change);
create index feed_version_replaced on feed_version (replaced_at) where replaced_at is not null;

-- Editions from this change number on are kept whole.
alter table feed_topic add column history_from bigint not null default 0;

insert into feed_version (topic, key, change, body) select topic, key, change, body from feed_row where topic in ('settings', 'items', 'offers');
update feed_topic set history_from = last_change;

-- What the lanes were ever told of a member that arms an offer. Distribution: by member_id.
create table member_tier_told (
  member_id text not null,
  tier text not null,
  primary key (member_id, tier)
);

create table list_offer_told (
  member_id text not null,
  list_id text not null,
  offer_id text not null,
  primary key (member_id, list_id, offer_id)
);

insert into member_tier_told (member_id, tier) select key, body::json ->> 'tier' from feed_row where topic = 'members' and body is not null;
insert into list_offer_told (member_id, list_id, offer_id)
  select distinct l.member_id, l.list_id, o.offer_id
  from member_list l, json_array_elements(l.lines::json) as line, json_array_elements_text(line -> 'offerIds') as o (offer_id);

-- How far each journal's sales have been priced again, and what came of each. Distribution: by journal_id.
create table price_check_cursor (
  journal_id text primary key,
  checked_through bigint not null
);

create table price_check (
  journal_id text not null,
  number bigint not null,
  store_id text not null,
  sale_id text not null,
  business_day date not null,
  verdict text not null check (verdict in ('agreed', 'different', 'not-checkable')),
  -- Why it could not be checked, or what differs.
  reason text,
  lane_due_minor bigint not null,
  -- Null where it could not be checked.
  office_due_minor bigint,
  checked_at timestamptz not null,
  primary key (journal_id, number)
);

create index price_check_by_day on price_check (store_id, business_day);
