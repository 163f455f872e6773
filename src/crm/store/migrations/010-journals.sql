-- What the lanes wrote, as they wrote it. Everything else in this database can be worked out from here.
-- Distribution: by journal_id. No constraint reaches across tables that are distributed by different columns.

create table journal (
  journal_id text primary key,
  store_id text not null,
  lane_number bigint not null,
  accepted_through bigint not null default 0,
  accepted_hash text,
  forked_at timestamptz,
  first_seen_at timestamptz not null
);

create table journal_record (
  journal_id text not null,
  number bigint not null,
  at timestamptz not null,
  kind text not null,
  sale_id text,
  -- The exact text that was hashed; base64 only where it holds a NUL, which PostgreSQL cannot store as text.
  body text not null,
  body_encoding text not null check (body_encoding in ('text', 'base64')),
  hash text not null,
  -- 'unknown-kind' and 'unreadable' wait for a program that can read them.
  reading text not null check (reading in ('read', 'unknown-kind', 'unreadable')),
  received_at timestamptz not null,
  primary key (journal_id, number)
);

create index journal_record_unread on journal_record (journal_id, number) where reading <> 'read';

-- Records that claim a number another record has: an old disk was restored. Kept for people, never counted.
create table journal_record_forked (
  journal_id text not null,
  number bigint not null,
  hash text not null,
  previous_hash text not null,
  at timestamptz not null,
  body text not null,
  body_encoding text not null check (body_encoding in ('text', 'base64')),
  received_at timestamptz not null,
  primary key (journal_id, number, hash)
);

-- Things people must look at. Raising one never stops a lane. exception_id is made from what it is about, so it is raised once.
create table exception (
  exception_id text primary key,
  kind text not null,
  journal_id text,
  number bigint,
  sale_id text,
  subject text not null,
  detail text not null,
  raised_at timestamptz not null
);

create index exception_by_time on exception (raised_at, exception_id);
