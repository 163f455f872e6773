import type { LaneCommand } from '../../src/contract/lane-commands.ts'
import type { LaneView } from '../../src/contract/lane-view.ts'
import type { DemoRandom } from '../../src/crm/demo/demo-random.ts'
import type { Fact } from '../../src/domain/sale/facts.ts'
import type { LaneOutcome } from '../../src/lane/command-outcome.ts'
import type { People, Scan } from './people.ts'

/** A till as the cashier has it: she asks, looks at the screen, and waits. Where the program dies under her she waits until it is back and asks again. */
export interface Till {
  readonly random: DemoRandom
  ask(body: LaneCommand): Promise<LaneOutcome>
  view(): LaneView
  pause(ms: number): Promise<void>
  /** Facts written at this till since the last look. */
  news(): Fact[]
  /** What stands on the terminal's own screen. */
  terminalHasPaid(): boolean
  trouble(text: string): void
}

/** One customer, from the first thing on the belt to the receipt. */
export async function serve(till: Till, people: People): Promise<void> {
  const { random } = till
  const shopper = people.nextShopper(till.view().lane.businessDay)
  till.news()
  const parked = till.view().suspended
  const [oldest] = parked
  if (oldest && random.percent(50)) await till.ask({ name: 'recallSale', saleId: oldest.saleId })
  for (const scan of shopper.scans) await ring(till, scan)
  if (!hasLines(till)) return give(till, { name: 'voidSale' })
  if (parked.length < 3 && random.percent(8)) return give(till, { name: 'suspendSale' })
  if (random.percent(4)) return give(till, { name: 'voidSale' })
  await pay(till)
  people.takeHome(shopper, till.news())
  if (random.percent(4)) await till.ask({ name: 'reprintReceipt' })
}

/** Somebody brings something back, from any receipt of this till. */
export async function takeBack(till: Till, newestReceipt: number): Promise<void> {
  const { random } = till
  if (newestReceipt === 0) return
  const receipt = String(random.percent(60) ? Math.max(1, newestReceipt - random.whole(0, 5)) : random.whole(1, newestReceipt))
  if ((await till.ask({ name: 'openReturn', receipt })).kind !== 'ok') return
  const lines = till.view().returning?.lines ?? []
  const some = lines.filter(({ soldCount, backBefore }) => soldCount > backBefore && random.percent(50))
  if (some.length === 0) await till.ask({ name: 'returnEverything' })
  for (const { lineId, soldCount, backBefore } of some) await till.ask({ name: 'setReturnCount', lineId, unitCount: random.whole(1, soldCount - backBefore) })
  await till.ask({ name: 'setReturnReason', reason: random.percent(50) ? 'damaged' : 'unwanted' })
  const isCard = (till.view().returning?.back?.cardMinor ?? 0) > 0
  await till.ask({ name: 'giveBack', tender: isCard ? (random.percent(70) ? 'card' : 'card-confirmed') : 'cash' })
  await waitForTerminal(till, () => till.view().returning?.payment?.state)
  // A card that does not take the money, or a till that has forgotten what was chosen: the customer comes again.
  await till.ask({ name: 'leaveReturn' })
}

async function ring(till: Till, scan: Scan): Promise<void> {
  const { random } = till
  await till.pause(random.whole(50, 250))
  if (scan.kind === 'phone') await till.ask({ name: 'findMember', phone: scan.text })
  else {
    if (scan.unitCount > 1) await till.ask({ name: 'setNextQuantity', unitCount: scan.unitCount })
    await till.ask({ name: 'scan', text: scan.text })
  }
  await checkAge(till)
  if (random.percent(4)) await till.ask({ name: 'undoLast' })
  const lines = linesOf(till).filter(({ state }) => state === 'sold')
  const line = lines[random.whole(0, Math.max(0, lines.length - 1))]
  if (line && random.percent(3)) await till.ask({ name: 'voidLine', lineId: line.lineId })
}

async function checkAge(till: Till): Promise<void> {
  for (const { lineId, state } of linesOf(till)) if (state === 'pending-age') await till.ask({ name: 'answerAge', lineId, oldEnough: till.random.percent(80) })
}

async function pay(till: Till): Promise<void> {
  const { random } = till
  await till.ask({ name: 'openTender' })
  for (let tries = 0; tries < 30; tries += 1) {
    const { sale } = till.view()
    if (sale.kind === 'done' || sale.kind === 'idle') return
    await till.pause(random.whole(100, 500))
    if (sale.kind === 'open') {
      await checkAge(till)
      if (!hasLines(till)) return give(till, { name: 'voidSale' })
      await till.ask({ name: 'openTender' })
    } else if (sale.payment) await waitForTerminal(till, () => paymentOf(till))
    else await till.ask(tenderFor(sale, random))
  }
  till.trouble(`a sale could not be paid: ${JSON.stringify(till.view().sale).slice(0, 300)}`)
}

function tenderFor({ leftMinor, redeem }: Extract<LaneView['sale'], { kind: 'tendering' }>, random: DemoRandom): LaneCommand {
  if (redeem && redeem.mostMinor > 0 && random.percent(60)) return { name: 'payWithPoints', amountMinor: redeem.mostMinor }
  if (leftMinor > 0 && random.percent(25)) return { name: 'payByCard', amountMinor: leftMinor }
  if (leftMinor > 0 && random.percent(15)) return { name: 'takeCardConfirmed', amountMinor: leftMinor }
  if (leftMinor > 100 && random.percent(10)) return { name: 'takeCash', givenMinor: random.whole(1, leftMinor - 1) }
  if (random.percent(4)) return { name: 'leaveTender' }
  return { name: 'takeCash', givenMinor: random.percent(50) ? leftMinor : Math.ceil(leftMinor / 500) * 500 }
}

function paymentOf(till: Till): string | undefined {
  const { sale } = till.view()
  return sale.kind === 'tendering' ? sale.payment?.state : undefined
}

/** The terminal may take its time, and the till may have to ask it what became of the money. */
async function waitForTerminal(till: Till, state: () => string | undefined): Promise<void> {
  for (let waits = 0; state() !== undefined; waits += 1) {
    if (waits > 300) return till.trouble(`a card payment has no end: ${state()}`)
    await till.pause(700)
    if (state() === 'cannot-tell') await till.ask({ name: 'settlePayment', paid: till.terminalHasPaid() })
  }
}

async function give(till: Till, body: LaneCommand): Promise<void> {
  await till.ask(body)
}

function linesOf(till: Till) {
  const { sale } = till.view()
  return sale.kind === 'open' ? sale.basket.lines : []
}

function hasLines(till: Till): boolean {
  return linesOf(till).some(({ state }) => state !== 'voided')
}
