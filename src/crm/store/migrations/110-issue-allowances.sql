-- Coupons that were ever released to a lane's journal to be given out, beside what it may give of an offer.
alter table allowance add column issue_count bigint;

create index coupon_issued_by_offer on coupon_issued (offer_id, journal_id);
