CREATE TABLE identity (only integer primary key check (only = 1), journal_id text not null, store_id text not null, lane_number integer not null) strict;
CREATE TABLE journal (
        number integer primary key,
        at text not null,
        kind text not null,
        sale_id text,
        command_id text not null,
        position integer not null,
        body text not null,
        previous_hash text not null,
        hash text not null,
        unique (command_id, position)
      ) strict;
CREATE TABLE cursor (name text primary key, value integer not null, at text) strict, without rowid;
CREATE TABLE unfinished_sale (sale_id text primary key, opened_number integer not null, suspended_at text) strict, without rowid;
CREATE TABLE receipt (receipt_number integer primary key, sale_id text not null unique, number integer not null unique) strict;
CREATE TABLE own_redemption (coupon_code text not null, number integer not null, primary key (coupon_code, number)) strict, without rowid;
CREATE TABLE own_issue (offer_id text primary key, issued_count integer not null) strict, without rowid;
CREATE TABLE print (print_id text primary key, number integer not null, sale_id text not null, copy integer not null, outcome text) strict, without rowid;
CREATE TABLE setting (key text primary key, body text not null) strict, without rowid;
CREATE TABLE item (item_id text primary key, name text not null, body text not null) strict;
CREATE TABLE item_code (code text primary key, item_id text not null) strict, without rowid;
CREATE TABLE offer (offer_id text primary key, body text not null) strict, without rowid;
CREATE TABLE member (member_id text primary key, body text not null) strict;
CREATE TABLE member_key (key text primary key, member_id text not null) strict, without rowid;
CREATE TABLE list (list_id text primary key, list_number text not null unique, member_id text not null, body text not null) strict;
CREATE TABLE spent_coupon (coupon_code text primary key, journal_id text not null) strict, without rowid;
CREATE TABLE own_offer_total (offer_id text primary key, reward_count integer not null, amount_minor integer not null) strict, without rowid;
CREATE TABLE own_offer_use (member_id text not null, offer_id text not null, number integer not null, day text not null, reward_count integer not null, primary key (member_id, offer_id, number)) strict, without rowid;
CREATE TABLE allowance (offer_id text primary key, body text not null) strict, without rowid;
CREATE TABLE own_points_entry (number integer not null, kind text not null, member_id text not null, sale_id text not null, day text not null, at text not null, points integer not null, primary key (number, kind)) strict, without rowid;
CREATE TABLE own_issued (coupon_code text primary key, offer_id text not null, member_id text not null, expires_on text not null) strict, without rowid;
CREATE TABLE own_return (number integer primary key, of_sale_id text not null) strict;
CREATE TABLE open_refund (payment_id text primary key, number integer not null, is_unknown integer not null) strict, without rowid;
CREATE TABLE known_lane (journal_id text primary key, lane_number integer not null, is_closed integer not null) strict, without rowid;
CREATE TABLE heard_journal (journal_id text primary key, through integer not null) strict, without rowid;
CREATE TABLE heard_spent (coupon_code text not null, journal_id text not null, number integer not null, primary key (coupon_code, journal_id)) strict, without rowid;
CREATE TABLE heard_points (member_id text not null, journal_id text not null, number integer not null, kind text not null, sale_id text not null, day text not null, at text not null, points integer not null, primary key (member_id, journal_id, number, kind)) strict, without rowid;
CREATE TABLE heard_use (member_id text not null, offer_id text not null, journal_id text not null, number integer not null, day text not null, reward_count integer not null, primary key (member_id, offer_id, journal_id, number)) strict, without rowid;
CREATE TABLE own_unasked (coupon_code text not null, offer_id text not null, number integer not null, primary key (offer_id, number, coupon_code)) strict, without rowid;
CREATE INDEX journal_sale on journal (sale_id, number) where sale_id is not null;
CREATE INDEX journal_kind on journal (kind, number) where kind in ('sale-completed', 'print-asked', 'print-ended');
CREATE INDEX print_sale on print (sale_id, number);
CREATE INDEX print_unsettled on print (outcome, number) where outcome is null or outcome = 'failed';
CREATE INDEX item_code_item on item_code (item_id);
CREATE INDEX member_key_member on member_key (member_id);
CREATE INDEX list_member on list (member_id);
CREATE INDEX own_points_entry_member on own_points_entry (member_id, number);
CREATE INDEX own_issued_member on own_issued (member_id, expires_on);
CREATE INDEX own_return_sale on own_return (of_sale_id, number);
insert into identity values (1, 'journal-3', 'store-1', 3);
insert into journal values (1, '2026-03-02T10:00:00.000Z', 'journal-opened', null, 'command-0', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-0","fact":{"kind":"journal-opened","storeId":"store-1","laneNumber":3,"openedAt":"2026-03-02T10:00:00.000Z"}}', '0000000000000000000000000000000000000000000000000000000000000000', '7f280c93af3d866425b650fdb3471ebd779469434c32623fac374271edf73819');
insert into journal values (2, '2026-03-02T10:00:00.000Z', 'sale-opened', 'released-1', 'command-1', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-1","fact":{"kind":"sale-opened","saleId":"released-1","openedAt":"2026-03-02T10:00:00.000Z","businessDay":"2026-03-02","cashierId":"maria"}}', '7f280c93af3d866425b650fdb3471ebd779469434c32623fac374271edf73819', '889fb4b0534b19146efdab572f2b24b539f46ff99cb3a6b8486802c49c41c239');
insert into journal values (3, '2026-03-02T10:00:00.000Z', 'sale-completed', 'released-1', 'command-2', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-2","fact":{"kind":"sale-completed","saleId":"released-1","receiptNumber":1,"openedAt":"2026-03-02T10:00:00.000Z","completedAt":"2026-03-02T10:02:00.000Z","businessDay":"2026-03-02","cashierId":"cashier-1","lines":[{"lineId":"1","quantity":{"kind":"units","count":1},"entry":"scanned","grossMinor":199,"state":"sold","item":{"itemId":"milk","gtin":"","name":{"en":"Item milk"},"departmentId":"dairy","categoryId":"category-milk","tags":[],"taxClassId":"tax-a","discountable":true,"unitPriceMinor":199}},{"lineId":"2","quantity":{"kind":"units","count":1},"entry":"scanned","grossMinor":199,"state":"sold","item":{"itemId":"bread","gtin":"","name":{"en":"Item bread"},"departmentId":"dairy","categoryId":"category-bread","tags":[],"taxClassId":"tax-a","discountable":true,"unitPriceMinor":199}}],"priced":{"lines":[{"lineId":"1","grossMinor":199,"discountMinor":0,"netMinor":199,"discounts":[]},{"lineId":"2","grossMinor":199,"discountMinor":0,"netMinor":199,"discounts":[]}],"outcomes":[{"offerId":"three-for-two","name":{"en":"3 for 2"},"armedBy":"automatic","state":{"kind":"applied","amountMinor":50,"points":0,"rewardCount":1,"lineIds":[]}}],"totals":{"grossMinor":398,"discountMinor":0,"netMinor":398,"taxAddedMinor":0,"dueMinor":398,"unitCount":2},"tax":[],"pointsEarned":10,"provenBest":true},"tenders":[{"tenderId":"tender-1","tenderKind":"cash","amountMinor":398}],"changeMinor":0,"member":{"memberId":"m1","displayName":"Ana F.","cardLast4":"1234","identifiedBy":"card"},"points":{"earned":10,"balanceBefore":0,"balanceAfter":10},"redeemed":[{"couponCode":"coupon-1","offerId":"offer-1","amountMinor":100,"singleUse":true}],"issued":{"couponCode":"next-1","offerId":"next","name":{"en":"Next visit"},"expiresOn":"2026-04-01","reason":"recent"}}}', '889fb4b0534b19146efdab572f2b24b539f46ff99cb3a6b8486802c49c41c239', '76f84907a94a1e3882c0c70ebde93a1567c72b9864e7fbee7a02dba6e068932b');
insert into journal values (4, '2026-03-02T10:00:00.000Z', 'print-asked', 'released-1', 'command-3', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-3","fact":{"kind":"print-asked","printId":"print-1","saleId":"released-1","copy":false}}', '76f84907a94a1e3882c0c70ebde93a1567c72b9864e7fbee7a02dba6e068932b', '27cb53308f2791e9417e48330514ee64ec56e944c21e5e2c1709a1298196d08a');
insert into journal values (5, '2026-03-02T10:00:00.000Z', 'print-ended', 'released-1', 'command-4', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-4","fact":{"kind":"print-ended","printId":"print-1","saleId":"released-1","outcome":"printed"}}', '27cb53308f2791e9417e48330514ee64ec56e944c21e5e2c1709a1298196d08a', '7cda5fd2a6afdc154673358f4874fd4accb3b0d65e3a8c7bbef8488c45084f91');
insert into journal values (6, '2026-03-02T10:00:00.000Z', 'sale-opened', 'released-2', 'command-5', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-5","fact":{"kind":"sale-opened","saleId":"released-2","openedAt":"2026-03-02T10:00:00.000Z","businessDay":"2026-03-02","cashierId":"maria"}}', '7cda5fd2a6afdc154673358f4874fd4accb3b0d65e3a8c7bbef8488c45084f91', 'bc38bc4f14ca88d8da219d5c6dddcfbf711b9aaa3e999ee3d5f1570da02dd67d');
insert into journal values (7, '2026-03-02T10:00:00.000Z', 'sale-completed', 'released-2', 'command-6', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-6","fact":{"kind":"sale-completed","saleId":"released-2","receiptNumber":2,"openedAt":"2026-03-02T10:00:00.000Z","completedAt":"2026-03-02T10:02:00.000Z","businessDay":"2026-03-02","cashierId":"cashier-1","lines":[{"lineId":"1","quantity":{"kind":"units","count":1},"entry":"scanned","grossMinor":199,"state":"sold","item":{"itemId":"milk","gtin":"","name":{"en":"Item milk"},"departmentId":"dairy","categoryId":"category-milk","tags":[],"taxClassId":"tax-a","discountable":true,"unitPriceMinor":199}},{"lineId":"2","quantity":{"kind":"units","count":1},"entry":"scanned","grossMinor":199,"state":"sold","item":{"itemId":"bread","gtin":"","name":{"en":"Item bread"},"departmentId":"dairy","categoryId":"category-bread","tags":[],"taxClassId":"tax-a","discountable":true,"unitPriceMinor":199}}],"priced":{"lines":[{"lineId":"1","grossMinor":199,"discountMinor":0,"netMinor":199,"discounts":[]},{"lineId":"2","grossMinor":199,"discountMinor":0,"netMinor":199,"discounts":[]}],"outcomes":[{"offerId":"three-for-two","name":{"en":"3 for 2"},"armedBy":"automatic","state":{"kind":"applied","amountMinor":50,"points":0,"rewardCount":2,"lineIds":[]}}],"totals":{"grossMinor":398,"discountMinor":0,"netMinor":398,"taxAddedMinor":0,"dueMinor":398,"unitCount":2},"tax":[],"pointsEarned":20,"provenBest":true},"tenders":[{"tenderId":"tender-1","tenderKind":"cash","amountMinor":398}],"changeMinor":0,"member":{"memberId":"m1","displayName":"Ana F.","cardLast4":"1234","identifiedBy":"card"},"points":{"earned":20,"balanceBefore":0,"balanceAfter":20},"redeemed":[{"couponCode":"coupon-2","offerId":"offer-1","amountMinor":100,"singleUse":true}],"issued":{"couponCode":"next-2","offerId":"next","name":{"en":"Next visit"},"expiresOn":"2026-04-01","reason":"recent"}}}', 'bc38bc4f14ca88d8da219d5c6dddcfbf711b9aaa3e999ee3d5f1570da02dd67d', '1aafe3ca2142e50ad5f4d45b6235f7d45dd5499017b39a0eafbd44387c89c507');
insert into journal values (8, '2026-03-02T10:00:00.000Z', 'print-asked', 'released-2', 'command-7', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-7","fact":{"kind":"print-asked","printId":"print-2","saleId":"released-2","copy":false}}', '1aafe3ca2142e50ad5f4d45b6235f7d45dd5499017b39a0eafbd44387c89c507', '167584315c2e3a5d295eac93f39d68accc73831aeaf202ba795226bdd9f4a257');
insert into journal values (9, '2026-03-02T10:00:00.000Z', 'print-ended', 'released-2', 'command-8', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-8","fact":{"kind":"print-ended","printId":"print-2","saleId":"released-2","outcome":"printed"}}', '167584315c2e3a5d295eac93f39d68accc73831aeaf202ba795226bdd9f4a257', '8c9e685e5c7099077385408b30808d539c573c59811b5861e40cd8eca40bc936');
insert into journal values (10, '2026-03-02T10:00:00.000Z', 'sale-opened', 'released-3', 'command-9', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-9","fact":{"kind":"sale-opened","saleId":"released-3","openedAt":"2026-03-02T10:00:00.000Z","businessDay":"2026-03-02","cashierId":"maria"}}', '8c9e685e5c7099077385408b30808d539c573c59811b5861e40cd8eca40bc936', '6680612798e86e1aee3245c3787b78d6865b396131b7d571515705207c09087e');
insert into journal values (11, '2026-03-02T10:00:00.000Z', 'sale-completed', 'released-3', 'command-10', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-10","fact":{"kind":"sale-completed","saleId":"released-3","receiptNumber":3,"openedAt":"2026-03-02T10:00:00.000Z","completedAt":"2026-03-02T10:02:00.000Z","businessDay":"2026-03-02","cashierId":"cashier-1","lines":[{"lineId":"1","quantity":{"kind":"units","count":1},"entry":"scanned","grossMinor":199,"state":"sold","item":{"itemId":"milk","gtin":"","name":{"en":"Item milk"},"departmentId":"dairy","categoryId":"category-milk","tags":[],"taxClassId":"tax-a","discountable":true,"unitPriceMinor":199}},{"lineId":"2","quantity":{"kind":"units","count":1},"entry":"scanned","grossMinor":199,"state":"sold","item":{"itemId":"bread","gtin":"","name":{"en":"Item bread"},"departmentId":"dairy","categoryId":"category-bread","tags":[],"taxClassId":"tax-a","discountable":true,"unitPriceMinor":199}}],"priced":{"lines":[{"lineId":"1","grossMinor":199,"discountMinor":0,"netMinor":199,"discounts":[]},{"lineId":"2","grossMinor":199,"discountMinor":0,"netMinor":199,"discounts":[]}],"outcomes":[{"offerId":"three-for-two","name":{"en":"3 for 2"},"armedBy":"automatic","state":{"kind":"applied","amountMinor":50,"points":0,"rewardCount":3,"lineIds":[]}}],"totals":{"grossMinor":398,"discountMinor":0,"netMinor":398,"taxAddedMinor":0,"dueMinor":398,"unitCount":2},"tax":[],"pointsEarned":30,"provenBest":true},"tenders":[{"tenderId":"tender-1","tenderKind":"cash","amountMinor":398}],"changeMinor":0,"member":{"memberId":"m1","displayName":"Ana F.","cardLast4":"1234","identifiedBy":"card"},"points":{"earned":30,"balanceBefore":0,"balanceAfter":30},"redeemed":[{"couponCode":"coupon-3","offerId":"offer-1","amountMinor":100,"singleUse":true}],"issued":{"couponCode":"next-3","offerId":"next","name":{"en":"Next visit"},"expiresOn":"2026-04-01","reason":"recent"}}}', '6680612798e86e1aee3245c3787b78d6865b396131b7d571515705207c09087e', 'b3cc7421cbb03dba9afac13876f9b63fbe82d22c08a7ec6290b6a207ee7fa681');
insert into journal values (12, '2026-03-02T10:00:00.000Z', 'print-asked', 'released-3', 'command-11', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-11","fact":{"kind":"print-asked","printId":"print-3","saleId":"released-3","copy":false}}', 'b3cc7421cbb03dba9afac13876f9b63fbe82d22c08a7ec6290b6a207ee7fa681', 'fcc6d5426c83dc4568807c18f61600703e0226a49b9266edbb59d63134bdf7a8');
insert into journal values (13, '2026-03-02T10:00:00.000Z', 'print-ended', 'released-3', 'command-12', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-12","fact":{"kind":"print-ended","printId":"print-3","saleId":"released-3","outcome":"printed"}}', 'fcc6d5426c83dc4568807c18f61600703e0226a49b9266edbb59d63134bdf7a8', 'd5de8ed56949f967940b90537b702697747f080cb1ef9a5a69f3a48d6376aae7');
insert into journal values (14, '2026-03-02T10:00:00.000Z', 'sale-opened', 'released-4', 'command-13', 0, '{"journalId":"journal-3","at":"2026-03-02T10:00:00.000Z","commandId":"command-13","fact":{"kind":"sale-opened","saleId":"released-4","openedAt":"2026-03-02T10:00:00.000Z","businessDay":"2026-03-02","cashierId":"maria"}}', 'd5de8ed56949f967940b90537b702697747f080cb1ef9a5a69f3a48d6376aae7', 'd594b72d7abb9420280137937996e35527d594915a7c14b3029409e487b0b4da');
insert into cursor values ('upload', 5, '2026-03-02T10:00:00.000Z');
insert into unfinished_sale values ('released-4', 14, null);
insert into receipt values (1, 'released-1', 3);
insert into receipt values (2, 'released-2', 7);
insert into receipt values (3, 'released-3', 11);
insert into own_redemption values ('coupon-1', 3);
insert into own_redemption values ('coupon-2', 7);
insert into own_redemption values ('coupon-3', 11);
insert into own_issue values ('next', 3);
insert into print values ('print-1', 4, 'released-1', 0, 'printed');
insert into print values ('print-2', 8, 'released-2', 0, 'printed');
insert into print values ('print-3', 12, 'released-3', 0, 'printed');
insert into own_offer_total values ('three-for-two', 6, 150);
insert into own_offer_use values ('m1', 'three-for-two', 3, '2026-03-02', 1);
insert into own_offer_use values ('m1', 'three-for-two', 7, '2026-03-02', 2);
insert into own_offer_use values ('m1', 'three-for-two', 11, '2026-03-02', 3);
insert into own_points_entry values (3, 'earned', 'm1', 'released-1', '2026-03-02', '2026-03-02T10:02:00.000Z', 10);
insert into own_points_entry values (7, 'earned', 'm1', 'released-2', '2026-03-02', '2026-03-02T10:02:00.000Z', 20);
insert into own_points_entry values (11, 'earned', 'm1', 'released-3', '2026-03-02', '2026-03-02T10:02:00.000Z', 30);
insert into own_issued values ('next-1', 'next', 'm1', '2026-04-01');
insert into own_issued values ('next-2', 'next', 'm1', '2026-04-01');
insert into own_issued values ('next-3', 'next', 'm1', '2026-04-01');
pragma user_version = 100;
