-- Worked out from the facts of journal_record, in the transaction that stores them.

-- Distribution: by store_id.
create table sale (
  store_id text not null,
  sale_id text not null,
  journal_id text not null,
  number bigint not null,
  lane_number bigint not null,
  receipt_number bigint not null,
  opened_at timestamptz not null,
  completed_at timestamptz not null,
  business_day date not null,
  cashier_id text not null,
  member_id text,
  line_count bigint not null,
  unit_count bigint not null,
  gross_minor bigint not null,
  discount_minor bigint not null,
  net_minor bigint not null,
  tax_added_minor bigint not null,
  due_minor bigint not null,
  change_minor bigint not null,
  points_earned bigint not null,
  primary key (store_id, sale_id)
);

create index sale_by_journal on sale (journal_id, number);
create index sale_by_day on sale (store_id, business_day);

-- Distribution: by coupon_code.
create table coupon_issued (
  coupon_code text primary key,
  offer_id text not null,
  member_id text,
  store_id text not null,
  sale_id text not null,
  journal_id text not null,
  number bigint not null,
  issued_at timestamptz not null,
  expires_on date not null,
  reason text not null
);

create table coupon_redemption (
  coupon_code text not null,
  store_id text not null,
  sale_id text not null,
  journal_id text not null,
  number bigint not null,
  offer_id text not null,
  member_id text,
  amount_minor bigint not null,
  single_use boolean not null,
  redeemed_at timestamptz not null,
  primary key (coupon_code, store_id, sale_id)
);

create index coupon_redemption_by_member on coupon_redemption (member_id, redeemed_at);

-- One row per single-use coupon that was redeemed; its row lock decides who came first.
create table coupon_spent (
  coupon_code text primary key,
  redeemed_count bigint not null,
  first_redeemed_at timestamptz not null,
  first_journal_id text not null,
  announced boolean not null default false
);

create index coupon_spent_unannounced on coupon_spent (coupon_code) where not announced;
