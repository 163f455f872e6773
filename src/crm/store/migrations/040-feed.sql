-- What goes down to the lanes. Distribution: a reference table, small against the facts.

create table feed_topic (
  topic text primary key,
  last_change bigint not null default 0
);

-- body is canonical JSON text, null for a row that was removed.
create table feed_row (
  topic text not null,
  key text not null,
  change bigint not null,
  body text,
  primary key (topic, key)
);

create unique index feed_row_by_change on feed_row (topic, change);
