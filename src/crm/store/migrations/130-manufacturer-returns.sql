-- What is left of a manufacturer's coupon when goods have come back: nothing of the rest is claimed. Null while all of it stands.
alter table manufacturer_redemption add column kept_minor bigint;
