-- What next-visit coupons bring, measured against those who got none.

alter table coupon_issued add column campaign_id text;
alter table coupon_issued add column day date;
create index coupon_issued_by_member on coupon_issued (member_id, expires_on);

-- Coupons that would have been given. Distribution: by store_id.
create table coupon_held_out (
  store_id text not null,
  sale_id text not null,
  journal_id text not null,
  number bigint not null,
  campaign_id text not null,
  offer_id text not null,
  member_id text,
  day date not null,
  reason text not null,
  primary key (store_id, sale_id)
);
