-- Distribution of everything here but list_number: by member_id.

-- Private: full names, phone and card numbers never leave the CRM.
create table member (
  member_id text primary key,
  first_name text not null,
  last_name text not null,
  phone text not null,
  card_number text not null,
  member_since text not null,
  tier text not null,
  language text
);

-- Keyed hashes of card and phone, as the lanes know them.
create table member_key (
  member_id text not null,
  key text not null,
  primary key (member_id, key)
);

create index member_key_by_key on member_key (key);

-- A ledger: entries are added and never changed. The balance is their sum.
create table points_entry (
  member_id text not null,
  journal_id text not null,
  number bigint not null,
  points bigint not null,
  reason text not null,
  sale_id text not null,
  at timestamptz not null,
  primary key (member_id, journal_id, number)
);

-- What she bought, from sales and from before Lanewise. Returns will be negative.
create table purchase_line (
  member_id text not null,
  purchase_id text not null,
  line_number bigint not null,
  day date not null,
  item_id text not null,
  category_id text,
  unit_count bigint not null,
  net_minor bigint not null,
  primary key (member_id, purchase_id, line_number)
);

create index purchase_line_by_day on purchase_line (member_id, day);

create table member_list (
  member_id text not null,
  list_id text not null,
  number text not null,
  from_day date not null,
  until_day date not null,
  lines text not null,
  primary key (member_id, list_id)
);

create index member_list_by_end on member_list (until_day);

-- The digits of a list's barcode lead to one list. Distribution: by number.
create table list_number (
  number text primary key,
  member_id text not null,
  list_id text not null
);

-- Members whose feed rows are behind. Only ever inserted next to facts, so lanes never wait for each other here.
create table refresh_mark (
  member_id text not null,
  mark_id bigint generated always as identity,
  primary key (member_id, mark_id)
);
