import { isDeepStrictEqual } from 'node:util'
import type { Books } from './books.ts'
import type { Office } from './office.ts'
import type { SimLane } from './sim-lane.ts'
import { memberCount } from './shop.ts'

/** Exceptions that people with copied coupons, old disks, and lanes that could not hear of each other bring about by themselves; forks are compared by journal. */
const expected = new Set(['journal-forked', 'coupon-redeemed-twice', 'offer-over-limit', 'member-over-limit'])

/** Compares the sums of the books with head office's, once everything has come up. Cheap enough for every day. */
export async function auditSums(books: Books, office: Office): Promise<void> {
  const journals = await office.query<{ journal_id: string; accepted_through: number; accepted_hash: string; record_count: number; is_forked: boolean }>(
    `select journal_id, accepted_through::float8, accepted_hash, forked_at is not null as is_forked, (select count(*)::float8 from journal_record r where r.journal_id = j.journal_id) as record_count from journal j`)
  const known = new Map(journals.map((row) => [row.journal_id, row]))
  for (const { journalId, laneNumber, hashes, mayBeForked } of books.journals.values()) {
    const row = known.get(journalId)
    if (hashes.length === 0) continue
    if (row?.is_forked && !mayBeForked) books.violation(`head office calls the journal of lane ${laneNumber} forked`)
    if (row?.accepted_through !== hashes.length || row.record_count !== hashes.length || row.accepted_hash !== hashes.at(-1)) books.violation(`lane ${laneNumber} has ${hashes.length} records, head office ${row?.record_count ?? 0}, up to ${row?.accepted_through ?? 0}`)
  }
  compare(books, 'sales', salesOfBooks(books), await office.query('select journal_id as key, count(*)::float8 as count, sum(due_minor)::float8 as money, sum(points_earned)::float8 as points from sale group by 1'))
  compare(books, 'returns', returnsOfBooks(books), await office.query('select journal_id as key, count(*)::float8 as count, sum(due_back_minor)::float8 as money, sum(points_taken)::float8 as points from sale_return group by 1'))
  compare(books, 'points', pointsOfBooks(books), await office.query("select member_id as key, 0::float8 as count, 0::float8 as money, sum(points)::float8 as points from points_entry group by 1"))
  for (const { kind, detail, subject, sale_id } of await office.query<{ kind: string; detail: string; subject: string; sale_id: string | null }>('select kind, detail, subject, sale_id from exception order by exception_id')) {
    if (!expected.has(kind) && !(kind === 'edition-unknown' && isLost(books, sale_id))) books.violation(`head office raised ${kind} of ${subject}: ${detail}`)
  }
  for (const { verdict, reason, sale_id } of await office.query<{ verdict: string; reason: string; sale_id: string }>("select verdict, reason, sale_id from price_check where verdict <> 'agreed' order by journal_id, number")) {
    if (!(reason === 'edition-unknown' && isLost(books, sale_id))) books.violation(`head office prices sale ${sale_id} otherwise: ${verdict}, ${reason}`)
  }
}

/** Some lane that had a hand in the sale still went by what head office had published and lost. */
function isLost({ journals, places }: Books, saleId: string | null): boolean {
  return (places.get(saleId ?? '') ?? []).some(({ journalId, number }) => number <= (journals.get(journalId)?.lostThrough ?? 0))
}

/** Every text, row and balance, and every lane's copy of the feed. */
export async function auditEverything(books: Books, office: Office, lanes: readonly SimLane[]): Promise<void> {
  await auditSums(books, office)
  for (const lane of lanes) await auditLane(books, office, lane)
  await auditCoupons(books, office)
  await auditSettlement(books, office)
  await auditBalances(books, office)
}

async function auditLane(books: Books, office: Office, { laneNumber, running, counter }: SimLane): Promise<void> {
  const there = running()
  if (!there) return
  const { store } = there
  const book = books.journals.get(store.identity.journalId)
  const stored = await office.query<{ number: number; hash: string; body: string }>('select number::float8, hash, body from journal_record where journal_id = $1 order by number', [store.identity.journalId])
  const { number: takenOut } = store.journal.start()
  const own = store.journal.recordsAfter(takenOut, 10_000_000)
  if (takenOut + own.length !== (book?.hashes.length ?? 0)) books.violation(`lane ${laneNumber} has ${takenOut + own.length} records and acknowledged ${book?.hashes.length ?? 0}`)
  const wrong = own.findIndex((record, at) => record.hash !== book?.hashes[takenOut + at] || record.body !== stored[takenOut + at]?.body)
  if (wrong >= 0) books.violation(`record ${takenOut + wrong + 1} of lane ${laneNumber} is not what was acknowledged, or not what head office has`)
  const cardMinor = [...books.journals.values()].reduce((sum, each) => sum + (each.laneNumber === laneNumber ? each.cardMinor : 0), 0)
  if (cardMinor !== counter.cardMinor()) books.violation(`the terminal of lane ${laneNumber} has ${counter.cardMinor()}, its journals say ${cardMinor}`)
  const members = await office.query<{ key: string; body: string }>("select key, body from feed_row where topic = 'members' and body is not null order by key")
  for (const { key, body } of members) {
    const { keys: _keys, ...face } = JSON.parse(body) as { readonly keys: unknown }
    if (!isDeepStrictEqual(store.replica.member(key), face)) books.violation(`lane ${laneNumber} knows another ${key} than head office`)
  }
}

/** A coupon that counts once is redeemed once in a journal; head office has counted every time. */
async function auditCoupons(books: Books, office: Office): Promise<void> {
  const redeemed = [...books.sales.values()].flatMap(({ journalId, fact }) => fact.redeemed.map(({ couponCode, singleUse }) => ({ couponCode, singleUse, journalId, saleId: fact.saleId })))
  const seen = new Set<string>()
  for (const { couponCode, singleUse, journalId } of redeemed.filter((each) => each.singleUse)) {
    const key = `${journalId} ${couponCode} ${String(singleUse)}`
    if (seen.has(key)) books.violation(`coupon ${couponCode} counts once and was redeemed twice at one lane`)
    seen.add(key)
  }
  const rows = await office.query<{ key: string }>("select coupon_code || ' ' || sale_id as key from coupon_redemption")
  const own = new Set(redeemed.map(({ couponCode, saleId }) => `${couponCode} ${saleId}`))
  if (rows.length !== own.size || rows.some(({ key }) => !own.has(key))) books.violation(`${own.size} coupons were redeemed, head office has ${rows.length}`)
}

/** Head office has counted every use of a coupon that counts once, but for those whose goods came back with the coupon to be used again. */
async function auditSettlement({ sales, returns, violation }: Books, office: Office): Promise<void> {
  const restored = new Set([...returns.values()].flatMap(({ fact }) => fact.restored.couponCodes.map((couponCode) => `${couponCode} ${fact.of.saleId}`)))
  const uses = [...sales.values()].flatMap(({ fact }) => fact.redeemed.flatMap(({ couponCode, singleUse }) => (singleUse && !restored.has(`${couponCode} ${fact.saleId}`) ? [couponCode] : [])))
  const own = new Map<string, number>()
  for (const couponCode of uses) own.set(couponCode, (own.get(couponCode) ?? 0) + 1)
  for (const { key, count } of await office.query<{ key: string; count: number }>('select coupon_code as key, redeemed_count::float8 as count from coupon_spent')) {
    if ((own.get(key) ?? 0) !== count) violation(`coupon ${key} was used ${own.get(key) ?? 0} times, head office counts ${count}`)
    own.delete(key)
  }
  for (const key of own.keys()) violation(`coupon ${key} was used, and head office counts it among none`)
}

/** What head office says of a member's points comes to what she earned less what she spent. */
async function auditBalances(books: Books, office: Office): Promise<void> {
  const own = pointsOfBooks(books)
  for (let member = 0; member < memberCount; member += 1) {
    const account = await office.crm().member(`member-${member}`)
    const net = own.get(`member-${member}`)?.points ?? 0
    if (!account) continue
    const { pending, active, expired, negative } = account.points
    if (pending + active + expired - negative !== net) books.violation(`member-${member} has ${pending} + ${active} + ${expired} - ${negative} points at head office, ${net} by the books`)
  }
}

interface Sums {
  count: number
  money: number
  points: number
}

function add(sums: Map<string, Sums>, key: string, { count, money, points }: Sums): void {
  const before = sums.get(key) ?? { count: 0, money: 0, points: 0 }
  sums.set(key, { count: before.count + count, money: before.money + money, points: before.points + points })
}

function salesOfBooks({ sales }: Books): Map<string, Sums> {
  const sums = new Map<string, Sums>()
  for (const { journalId, dueMinor, earned } of sales.values()) add(sums, journalId, { count: 1, money: dueMinor, points: earned })
  return sums
}

function returnsOfBooks({ returns }: Books): Map<string, Sums> {
  const sums = new Map<string, Sums>()
  for (const { journalId, fact } of returns.values()) add(sums, journalId, { count: 1, money: fact.dueBackMinor, points: fact.points?.takenBack ?? 0 })
  return sums
}

/** Earned less spent, less what returns took, and what they gave back. */
function pointsOfBooks({ sales, returns }: Books): Map<string, Sums> {
  const sums = new Map<string, Sums>()
  for (const { fact, earned, spent } of sales.values()) if (fact.member) add(sums, fact.member.memberId, { count: 0, money: 0, points: earned - spent })
  for (const { fact } of returns.values()) if (fact.member) add(sums, fact.member.memberId, { count: 0, money: 0, points: (fact.points?.givenBack ?? 0) - (fact.points?.takenBack ?? 0) })
  return sums
}

function compare(books: Books, what: string, own: ReadonlyMap<string, Sums>, rows: readonly (Sums & { readonly key: string })[]): void {
  const office = new Map(rows.map((row) => [row.key, row]))
  for (const key of new Set([...own.keys(), ...office.keys()])) {
    const [mine, theirs] = [own, office].map((each) => { const { count = 0, money = 0, points = 0 } = each.get(key) ?? {}; return `${count} / ${money} / ${points}` })
    if (mine !== theirs) books.violation(`${what} of ${key}: ${mine} by the books (count / money / points), ${theirs} at head office`)
  }
}
