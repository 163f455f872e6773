-- Goods that came back. Worked out from the facts, in the transaction that stores them.

-- One row per return. Distribution: by store_id.
create table sale_return (
  store_id text not null,
  return_id text not null,
  of_sale_id text not null,
  journal_id text not null,
  number bigint not null,
  lane_number bigint not null,
  receipt_number bigint not null,
  returned_at timestamptz not null,
  business_day date not null,
  cashier_id text not null,
  member_id text,
  reason text not null,
  unit_count bigint not null,
  refund_minor bigint not null,
  due_back_minor bigint not null,
  points_taken bigint not null,
  points_given bigint not null,
  primary key (store_id, return_id)
);

create index sale_return_of_sale on sale_return (store_id, of_sale_id);
create index sale_return_by_day on sale_return (store_id, business_day);

-- The sale whose goods a line below zero brings back: what was returned was not bought.
alter table purchase_line add column of_purchase_id text;
