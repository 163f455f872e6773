-- In which order records came, over all journals: the books are worked out anew in the order in which they were.
alter table journal_record add column arrival bigint generated always as identity;
