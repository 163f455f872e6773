-- Manufacturers' coupons (AI 8110) redeemed: what the store claims back, coupon by coupon. Distribution: by store_id.
create table manufacturer_redemption (
  store_id text not null,
  sale_id text not null,
  coupon_code text not null,
  journal_id text not null,
  number bigint not null,
  company_prefix text not null,
  offer_code text not null,
  serial text,
  day date not null,
  amount_minor bigint not null,
  primary key (store_id, sale_id, coupon_code)
);

create index manufacturer_redemption_by_company on manufacturer_redemption (company_prefix, day);
