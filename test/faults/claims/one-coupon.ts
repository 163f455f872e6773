import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import { settleRedemptions } from '../../../src/crm/offers/settle-redemptions.ts'
import type { RowResult, RowRun } from '../fault-row.ts'
import { openCouponStore, pay, ringUpWine, usedBy, type CouponStore, type Used } from './coupon-store.ts'
import { everyOrder, someOrders } from './orders.ts'
import { sayFree } from './tamper.ts'

/** What is counted over a run. */
interface Tally {
  broughtCount: number
  acceptedCount: number
  overCount: number
  readonly uses: Used[][]
  readonly violations: string[]
}

const sizes = { quick: { lanes: [2, 4], coupons: 3, orders: 300, merges: 20 }, full: { lanes: [2, 3, 5, 10, 20, 50], coupons: 20, orders: 300_000, merges: 1_000 } } as const

/** Lanes of one store and one coupon: every order of messages for few lanes, then real lanes, parted and disturbed. */
export function oneCoupon({ scale, seed }: RowRun): RowResult {
  const { lanes, coupons, orders, merges } = sizes[scale]
  const tally: Tally = { broughtCount: 0, acceptedCount: 0, overCount: 0, uses: [], violations: [] }
  const orderCount = lookThroughOrders(orders, seed, tally)
  for (const laneCount of lanes) {
    networkUp(laneCount, coupons, seed, tally)
    for (const unasked of ['refuse', { couponCount: 2 }, 'accept'] as const) parted(laneCount, unasked, seed, tally)
  }
  tampered(seed, tally)
  replayed(seed, tally)
  mergeInAnyOrder(merges, seed, tally)
  const percent = ((100 * tally.acceptedCount) / tally.broughtCount).toFixed(1)
  if (tally.acceptedCount < 0.99 * tally.broughtCount) tally.violations.push(`only ${percent} % of the coupons were accepted`)
  return { figure: `${orderCount.toLocaleString('en')} orders of messages, ${lanes.join('/')} lanes: 0 over with the network up, ${tally.overCount} over within the allowance when parted, ${percent} % of ${tally.broughtCount} accepted`, violations: [...new Set(tally.violations)].slice(0, 30) }
}

function lookThroughOrders(most: number, seed: number, { violations }: Tally): number {
  const two = everyOrder(2, most)
  const three = everyOrder(3, most)
  const drawn = [4, 7, 50].map((laneCount) => ({ laneCount, count: Math.ceil(most / laneCount ** 3) }))
  violations.push(...two.violations, ...three.violations, ...drawn.flatMap(({ laneCount, count }) => someOrders(laneCount, count, seed)))
  return two.count + three.count + drawn.reduce((sum, { count }) => sum + count, 0)
}

/** All lanes hear each other, on a network that loses, doubles and mixes up what it carries: one coupon, one sale. */
function networkUp(laneCount: number, couponCount: number, seed: number, tally: Tally): void {
  inStore(openCouponStore(laneCount, { seed, unasked: { couponCount: 50 }, lost: 0.01, doubled: 0.05, longestMs: 12 }), ({ store, bring }) => {
    for (let round = 0; round < couponCount; round += 1) {
      const used = bring(store.lanes.map((_, index) => index).slice(0, 2 + (round % laneCount)), 20)
      note(used, tally)
      if (used.length > 1) tally.violations.push(`${used.length} of ${laneCount} lanes redeemed one coupon with the network up`)
    }
  })
}

/** Two halves of a store do not hear each other, from one moment to the next or for a while. */
function parted(laneCount: number, unasked: 'refuse' | 'accept' | { readonly couponCount: number }, seed: number, tally: Tally): void {
  inStore(openCouponStore(laneCount, { seed, unasked, longestMs: 5 }), ({ store, bring }) => {
    const half = Math.ceil(laneCount / 2)
    const all = store.lanes.map((_, index) => index)
    store.network.part(all.slice(0, half).map(store.address), all.slice(half).map(store.address))
    const most = typeof unasked === 'string' ? 3 : unasked.couponCount + 1
    for (let round = 0; round < most; round += 1) {
      // One lane of each half: they cannot hear of each other, and every lane uses up what it has been allowed.
      const used = bring([0, half], 5)
      tally.overCount += Math.max(0, used.length - 1)
      tally.uses.push(used)
      if (unasked === 'accept') note(used, tally)
      if (unasked === 'refuse' && used.length > 0) tally.violations.push('a coupon that may not go unasked was redeemed while lanes were silent')
      if (typeof unasked !== 'string' && round >= unasked.couponCount && used.length > 0) tally.violations.push(`lanes that were alone took more than the allowance of ${unasked.couponCount} coupons`)
      if (used.some((use) => !use.unasked)) tally.violations.push('a coupon was redeemed as if all lanes had been asked')
      store.time.pass(round * 2_000)
    }
    const together = bring([0, Math.min(1, half - 1)], 5)
    if (half > 1 && together.length > 1) tally.violations.push('two lanes of one half redeemed one coupon')
    store.network.part()
    store.time.pass(5_000)
    note(bring([0, half], 20), tally)
  })
}

/** Somebody on the network changes what a lane answers. */
function tampered(seed: number, tally: Tally): void {
  let isOn = false
  const meddle = (datagram: Uint8Array, from: string): Uint8Array => (isOn && from === 'lane 1' ? sayFree(datagram, 1) : datagram)
  inStore(openCouponStore(2, { seed, unasked: 'refuse', meddle }), ({ store, newCoupon }) => {
    const coupon = newCoupon()
    for (const lane of store.lanes) {
      ringUpWine(lane)
      lane.scan(coupon)
      store.time.pass(200)
      isOn = true
    }
    store.lanes.forEach(pay)
    if (store.lanes.flatMap(usedBy).length > 1) tally.violations.push('whoever was on the network let two lanes redeem one coupon')
  })
}

/** Somebody plays back that a lane wanted a coupon which it has long given up. */
function replayed(seed: number, tally: Tally): void {
  const recorded: Uint8Array[] = []
  inStore(openCouponStore(2, { seed, unasked: 'refuse', meddle: (datagram, from) => (from === 'lane 1' && recorded.push(datagram), datagram) }), ({ store, newCoupon }) => {
    const [there, here] = store.lanes
    if (!here || !there) return
    const coupon = newCoupon()
    ;[here, there].forEach(ringUpWine)
    there.scan(coupon)
    store.time.pass(50)
    there.ask({ name: 'voidSale' })
    here.scan(coupon)
    for (const datagram of [...recorded]) store.network.play(datagram, 'lane 1', 'lane 2')
    store.time.pass(200)
    pay(here)
    if (usedBy(here).length === 0) tally.violations.push('a recording of what a lane once said kept a customer from her coupon')
  })
}

/** Head office hears of the uses in any order. */
function mergeInAnyOrder(count: number, seed: number, { uses, violations }: Tally): void {
  const draw = seededRandom(seed * 17)
  for (const used of uses.filter((each) => each.length > 1)) {
    const winners = new Set(Array.from({ length: count }, () => settleRedemptions(shuffled(used, draw), false).first?.journalId))
    if (winners.size > 1) violations.push('which use of a coupon counts depends on the order head office hears of them')
  }
}

function note(used: readonly Used[], tally: Tally): void {
  tally.broughtCount += 1
  if (used.length > 0) tally.acceptedCount += 1
}

function shuffled<Each>(all: readonly Each[], draw: (limit: number) => number): Each[] {
  const left = [...all]
  return all.flatMap(() => left.splice(draw(left.length), 1))
}

function inStore(opened: CouponStore, play: (opened: CouponStore) => void): void {
  try {
    play(opened)
  } finally {
    opened.store.end()
  }
}
