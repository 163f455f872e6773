-- Which redemption of a single-use coupon counts is worked out from all of them, whatever order they came in.
alter table coupon_redemption add column unasked boolean not null default false, add column restored boolean not null default false;
alter table coupon_spent add column withdrawn_at timestamptz;

-- Until now a restored coupon was one that counted no redemption, and a withdrawn one counted a redemption nobody made.
update coupon_redemption r set restored = true from coupon_spent s where s.coupon_code = r.coupon_code and s.redeemed_count = 0;
update coupon_spent s set withdrawn_at = first_redeemed_at, redeemed_count = 0
  where redeemed_count > 0 and not exists (select 1 from coupon_redemption r where r.coupon_code = s.coupon_code and r.single_use);
