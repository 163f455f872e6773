-- What the lanes wrote stands in one table a month, by the time it came, so that a month long past can be detached and kept
-- elsewhere: `alter table journal_record detach partition journal_record_2026_03`. The CRM makes the tables ahead.
-- Distribution stays by journal_id.
--
-- Nothing comes in twice: an upload locks its journal's row and takes only what lies behind accepted_through, which moves in
-- the same transaction. The key of each month is a second net; one over all months would need received_at in it and guard
-- nothing. Sales are not parted: their key, store and sale id, makes a sale count once that two journals bring, and holds no time.

drop index journal_record_unread;
alter table journal_record rename to journal_record_before;
alter index journal_record_pkey rename to journal_record_before_pkey;
alter table journal_record_before alter column arrival drop identity;
create sequence journal_record_arrival;
select setval('journal_record_arrival', coalesce(max(arrival), 0) + 1, false) from journal_record_before;

create table journal_record (like journal_record_before including constraints) partition by range (received_at);
alter table journal_record alter column arrival set default nextval('journal_record_arrival');
alter sequence journal_record_arrival owned by journal_record.arrival;

-- For a moment whose month has no table yet: whatever the clock says, a lane is not held up.
create table journal_record_other partition of journal_record (primary key (journal_id, number)) default;

-- What is there already becomes the first part as it stands, to the end of its last month: no row is written again.
do $$
declare newest timestamptz := (select max(received_at) from journal_record_before);
begin
  if newest is null then
    drop table journal_record_before;
  else
    execute format('alter table journal_record attach partition journal_record_before for values from (minvalue) to (%L)',
      (date_trunc('month', newest at time zone 'UTC') + interval '1 month') at time zone 'UTC');
  end if;
end $$;
