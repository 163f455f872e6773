-- What sales gave of offers, and what lanes may give of offers that are limited over many sales.
-- Worked out from the facts, in the transaction that stores them. Limited or not: an offer may be limited tomorrow.

-- One row per sale and offer, added and never changed. Distribution: by offer_id.
create table offer_use (
  offer_id text not null,
  journal_id text not null,
  number bigint not null,
  store_id text not null,
  sale_id text not null,
  member_id text,
  business_day date not null,
  reward_count bigint not null,
  amount_minor bigint not null,
  primary key (offer_id, journal_id, number)
);

create index offer_use_by_member on offer_use (member_id, offer_id) where member_id is not null;

-- The sums of offer_use by offer and journal. Only the journal's own uploads touch its rows. Distribution: by offer_id.
create table offer_used (
  offer_id text not null,
  journal_id text not null,
  reward_count bigint not null,
  amount_minor bigint not null,
  primary key (offer_id, journal_id)
);

-- What was ever released of a limited offer to a lane's journal, over all its sales: it only grows. Distribution: by offer_id.
create table allowance (
  offer_id text not null,
  journal_id text not null,
  reward_count bigint,
  budget_minor bigint,
  primary key (offer_id, journal_id)
);

-- Offers whose allowances are to be looked at again; '*' is all of them.
create table allowance_mark (
  offer_id text not null,
  mark_id bigint generated always as identity,
  primary key (mark_id)
);

-- Sales from before: rewards were not counted yet, each use is one. Texts with a NUL cannot be read here and are left out.
insert into offer_use (offer_id, journal_id, number, store_id, sale_id, member_id, business_day, reward_count, amount_minor)
select outcome->>'offerId', sale.journal_id, sale.number, sale.store_id, sale.sale_id, sale.member_id, sale.business_day,
       sum(coalesce((outcome->'state'->>'rewardCount')::bigint, 1)), sum((outcome->'state'->>'amountMinor')::bigint)
from sale
join journal_record as record on record.journal_id = sale.journal_id and record.number = sale.number
cross join lateral json_array_elements(record.body::json->'fact'->'priced'->'outcomes') as outcome
where record.body_encoding = 'text' and outcome->'state'->>'kind' = 'applied'
group by 1, 2, 3, 4, 5, 6, 7;

insert into offer_used (offer_id, journal_id, reward_count, amount_minor)
select offer_id, journal_id, sum(reward_count), sum(amount_minor) from offer_use group by offer_id, journal_id;

insert into allowance_mark (offer_id) values ('*');
