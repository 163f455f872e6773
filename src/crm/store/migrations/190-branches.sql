-- A journal that branches off another: its first record is chained to record after_number of the ancestor. `names` are
-- the journals its records may name as theirs: the lane wrote them before it knew.
alter table journal add column ancestor_id text, add column after_number bigint, add column names text[] not null default '{}';
