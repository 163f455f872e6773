import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { receiptText } from '../../../drivers/simulator/paper.ts'
import { memberKey } from '../../contract/keyed-hash.ts'
import type { ViewBasket } from '../../contract/lane-view.ts'
import { assert } from '../../domain/assert.ts'
import { demoMembers } from '../../crm/demo/demo-members.ts'
import { writeOwnCode } from '../../domain/barcode/own-codes.ts'
import { seatSets } from '../../domain/offers/seats.ts'
import type { ShoppingList } from '../../domain/shopping-list/shopping-list.ts'
import { openStage, type Stage } from './open-stage.ts'
import { codeOf, shoppingFor, type Purchase } from './shopping.ts'

/** What the demonstration came to; every figure is read back, none is remembered. */
export interface DemoReport {
  readonly specialsRedeemed: number
  readonly specialsBought: number
  readonly unclaimedBefore: number
  readonly couponRedeemedOffline: boolean
  readonly soldWhileAway: number
  readonly pointsBefore: number
  readonly pointsEarned: number
  readonly pointsAtHeadOffice: number
  readonly visitsAdded: number
  readonly listChanged: boolean
  readonly receipts: readonly string[]
}

const account = z.object({ pointsBalance: z.number(), points: z.object({ pending: z.number() }), history: z.array(z.object({ purchaseId: z.string() })), redemptions: z.array(z.object({ couponCode: z.string() })), list: z.object({ lines: z.array(z.unknown()) }) })

/** Card of the demo store's first member. */
const { cardNumber } = found(demoMembers[0], 'the demo store has members')

/** Longest wait for any one thing to happen, on a slow machine. */
const patienceMs = 30_000

/**
 * Plays the product's story once, on a shop of its own.
 * @param say one line a step, for people
 * @throws Error naming what did not happen
 */
export async function runDemo({ dir, today, say }: { readonly dir: string; readonly today: string; readonly say: (line: string) => void }): Promise<DemoReport> {
  say('Starting head office (PostgreSQL, CRM), a lane and its simulated devices …')
  const stage = await openStage(dir, today)
  try {
    return await play(stage, today, say)
  } finally {
    await stage.close()
  }
}

async function play(stage: Stage, today: string, say: (line: string) => void): Promise<DemoReport> {
  const { running, simulators } = stage
  const { replica } = running.store
  await until(() => findMember(stage, today) !== undefined && devicesReady(stage), 'the lane to be filled from the feed')
  const { memberId, list } = found(findMember(stage, today), 'the demo member has a list')
  const before = account.parse(await stage.askCrm(`/v1/members/${memberId}`))
  const purchases = shoppingFor(list, replica.offers(), (itemId) => itemById(stage, itemId))
  assert(purchases.length >= 3, 'the demo list carries specials')

  const half = Math.ceil(purchases.length / 2)
  await scanAll(stage, purchases.slice(0, half))
  say(`Scanned ${half} listed items. Nobody is known yet: ${savings(stage)} saved.`)
  await scan(stage, writeOwnCode('28LLLLLLLLLLC', { L: list.number }))
  await until(() => basket(stage)?.member !== undefined, 'the list to identify the member')
  say(`Scanned the shopping list of ${basket(stage)?.member?.displayName}: ${savings(stage)} saved at once.`)
  const unclaimedBefore = unclaimed(stage)
  say(`Still unclaimed: ${unclaimedBefore} specials, each with its reason on the screen.`)
  await scanAll(stage, purchases.slice(half))
  const redeemed = new Set(basket(stage)?.lines.flatMap((line) => line.discounts.map((discount) => discount.offerId)))
  for (const offer of allOffers(stage)) if (offer.state.kind === 'applied') redeemed.add(offer.offerId)
  const specialsRedeemed = purchases.filter(({ offer }) => redeemed.has(offer.offerId)).length
  say(`Scanned the rest: ${specialsRedeemed} of ${purchases.length} specials redeemed, ${savings(stage)} saved.`)
  await pay(stage)
  const first = found(running.store.journal.completedSale(), 'the first sale is in the journal').fact
  const coupon = found(first.issued, 'the receipt carries a next-visit offer')
  say(`Paid. The receipt brings a next-visit offer: ${coupon.name.en}, until ${coupon.expiresOn}.`)
  await until(() => running.lane.view().sync.waitingSaleCount === 0, 'the sale to reach head office')

  say('Stopping head office …')
  await stage.stopCrm()
  const couponItem = found(replica.offers().find((offer) => offer.offerId === coupon.offerId), 'the coupon has an offer')
  await buyFor(stage, couponItem)
  await scan(stage, writeOwnCode('29MMMMMMMMMMC', { M: cardNumber }))
  await scan(stage, `]C117${coupon.expiresOn.slice(2).replaceAll('-', '')}255${coupon.couponCode}`)
  await until(() => basket(stage)?.offers.some((offer) => offer.armedBy === 'coupon') === true, 'the coupon to be taken')
  await pay(stage)
  const second = found(running.store.journal.completedSale(), 'the second sale is in the journal').fact
  const couponRedeemedOffline = second.redeemed.some(({ couponCode }) => couponCode === coupon.couponCode)
  const soldWhileAway = running.lane.view().sync.waitingSaleCount
  say(`Sold with head office away: the offer of the first receipt ${couponRedeemedOffline ? 'was redeemed' : 'was NOT redeemed'}; ${soldWhileAway} sale is waiting.`)

  say('Starting head office again …')
  await stage.startCrm()
  await until(() => running.lane.view().sync.waitingSaleCount === 0, 'the waiting sale to reach head office')
  const earned = (first.points?.earned ?? 0) + (second.points?.earned ?? 0)
  await until(() => pointsSynced(stage, memberId) === pointsOf(before) + earned, 'the new points to come down the feed')
  const after = account.parse(await stage.askCrm(`/v1/members/${memberId}`))
  const newList = replica.listOf(memberId, today)
  const report: DemoReport = {
    specialsRedeemed,
    specialsBought: purchases.length,
    unclaimedBefore,
    couponRedeemedOffline: couponRedeemedOffline && after.redemptions.some(({ couponCode }) => couponCode === coupon.couponCode),
    soldWhileAway,
    pointsBefore: pointsOf(before),
    pointsEarned: earned,
    pointsAtHeadOffice: pointsOf(after),
    visitsAdded: new Set(after.history.map(({ purchaseId }) => purchaseId)).size - new Set(before.history.map(({ purchaseId }) => purchaseId)).size,
    listChanged: JSON.stringify(newList?.lines) !== JSON.stringify(list.lines),
    receipts: simulators.printer.receipts.map(receiptText),
  }
  say(`Head office knows ${report.visitsAdded} more visits and ${report.pointsAtHeadOffice} points (${report.pointsBefore} + ${report.pointsEarned}); the next list ${report.listChanged ? 'has moved on' : 'has NOT changed'}.`)
  return report
}

async function scanAll(stage: Stage, purchases: readonly Purchase[]): Promise<void> {
  for (const { codes } of purchases) for (const code of codes) await scan(stage, code)
}

/** Sends a code down the scanner's serial line and waits until the lane has answered it in its view. */
async function scan({ simulators, running }: Stage, code: string): Promise<void> {
  const { edition } = running.lane.view()
  simulators.scan(code)
  await until(() => running.lane.view().edition > edition, `the lane to take the code ${code}`)
  const message = running.lane.view().message
  if (message && message.level !== 'info') throw new Error(`The lane said ${message.code} to ${code}: ${JSON.stringify(message.data)}`)
}

/** Buys what a coupon's offer asks for. */
async function buyFor(stage: Stage, offer: ReturnType<Stage['running']['store']['replica']['offers']>[number]): Promise<void> {
  const { condition } = offer
  const [set = {}] = seatSets(offer)
  const fits = stage.running.store.replica
    .findItems('', 1000)
    .filter((item) => item.ageYears === undefined && item.discountable && (!set.itemIds || set.itemIds.includes(item.itemId)) && (!set.categoryIds || set.categoryIds.includes(item.categoryId)) && (!set.brands || (item.brand !== undefined && set.brands.includes(item.brand))) && (!set.departmentIds || set.departmentIds.includes(item.departmentId)))
  const item = found(fits[0], `the store sells something for ${offer.offerId}`)
  const spendMinor = condition.kind === 'basket' || condition.kind === 'spend' ? condition.spendMinor : 0
  const unitMinor = Math.max(1, item.prices.at(-1)?.priceMinor ?? 1)
  const unitCount = condition.kind === 'quantity' ? condition.unitCount : Math.ceil(spendMinor / unitMinor) + 1
  for (let unit = 0; unit < unitCount; unit += 1) await scan(stage, codeOf(item))
}

async function pay({ running }: Stage): Promise<void> {
  const ask = (body: Parameters<typeof running.lane.handle>[0]['body']): void => {
    const outcome = running.lane.handle({ id: crypto.randomUUID(), body })
    if (outcome.kind !== 'ok') throw new Error(`The lane would not ${body.name}: ${JSON.stringify(outcome)}`)
  }
  ask({ name: 'openTender' })
  const { sale } = running.lane.view()
  if (sale.kind === 'tendering') ask({ name: 'takeCash', givenMinor: Math.ceil(sale.leftMinor / 1000) * 1000 })
  await until(() => {
    const { sale: shown } = running.lane.view()
    return shown.kind === 'done' && shown.print === 'printed'
  }, 'the receipt to be printed')
}

function findMember({ running }: Stage, today: string): { readonly memberId: string; readonly list: ShoppingList } | undefined {
  const { replica } = running.store
  const settings = replica.settings()
  const member = settings && replica.memberByKey(memberKey(settings.memberSecret, 'card', cardNumber))
  const list = member && replica.listOf(member.memberId, today)
  return member && list ? { memberId: member.memberId, list } : undefined
}

function itemById({ running }: Stage, itemId: string): ReturnType<Stage['running']['store']['replica']['itemByCode']> {
  return running.store.replica.findItems('', 1000).find((item) => item.itemId === itemId)
}

function devicesReady({ running, simulators }: Stage): boolean {
  const { devices } = running.lane.view()
  return devices.length === simulators.configs.length && devices.every((device) => device.state === 'ready')
}

function basket({ running }: Stage): ViewBasket | undefined {
  const { sale } = running.lane.view()
  return sale.kind === 'idle' ? undefined : sale.basket
}

function allOffers(stage: Stage): ViewBasket['offers'] {
  const shown = basket(stage)
  return [...(shown?.offers ?? []), ...(shown?.member?.list?.lines.flatMap((line) => line.offers) ?? [])]
}

function unclaimed(stage: Stage): number {
  return new Set(allOffers(stage).filter((offer) => offer.armedBy === 'list' && offer.state.kind !== 'applied').map((offer) => offer.offerId)).size
}

function savings(stage: Stage): string {
  return ((basket(stage)?.totals.discountMinor ?? 0) / 100).toFixed(2)
}

/** All her points: those that can be spent, and those that wait until goods are no longer brought back. */
function pointsOf({ pointsBalance, points }: Pick<z.infer<typeof account>, 'pointsBalance' | 'points'>): number {
  return pointsBalance + points.pending
}

/** The same as the lane has it. */
function pointsSynced({ running }: Stage, memberId: string): number | undefined {
  const points = running.store.replica.member(memberId)?.points
  return points && points.lots.reduce((sum, lot) => sum + lot.points, -points.owed)
}

function found<T>(value: T | undefined, claim: string): T {
  assert(value !== undefined, claim)
  return value
}

/** Waits for something that must happen. @throws Error naming it when it does not */
async function until(happened: () => boolean, what: string): Promise<void> {
  const givenUpAt = Date.now() + patienceMs
  while (!happened()) {
    if (Date.now() > givenUpAt) throw new Error(`Waited ${patienceMs / 1000} s in vain for ${what}.`)
    await wait(20)
  }
}
