-- A sale may spend and earn: one entry for each. Points count by the trading day of their fact: old entries by the date they were made.
alter table points_entry add column day date;
update points_entry set day = (at at time zone 'UTC')::date;
alter table points_entry drop constraint points_entry_pkey;
alter table points_entry add primary key (member_id, journal_id, number, reason);

-- Private like her phone: only day and month of her birth leave the CRM.
alter table member add column birth_date date;
alter table member add column paid_until date;

-- The tier each member was last told, and the last day on which it holds by itself; no day where it cannot fall. Distribution: by member_id.
create table member_tier (
  member_id text primary key,
  tier text not null,
  until_day date
);

create index member_tier_by_end on member_tier (until_day);
