-- Which state of this database lanes and feed speak of: restored from a backup, copied or made anew it is another.
-- One row, written when the CRM opens the database. Distribution: a reference table.
create table office_epoch (
  one boolean primary key default true check (one),
  epoch text not null,
  -- What PostgreSQL says of the place of the data; in a copy it says something else.
  evidence text not null,
  since timestamptz not null
);
