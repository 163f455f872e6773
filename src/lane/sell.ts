import type { CashierId, CommandId, SaleId, TenderId } from '../domain/ids.ts'
import type { Given, SaleCommand } from '../domain/sale/commands.ts'
import { cashRoundingOf } from '../domain/money/cash-rounding.ts'
import { decide, isRefusal } from '../domain/sale/decide.ts'
import { chooseCoupon } from './choose-coupon.ts'
import { done, type CommandOutcome } from './command-outcome.ts'
import { commit } from './commit.ts'
import { refuse, type LaneContext } from './lane-context.ts'
import { openBasket, saleTime } from './lane-state.ts'
import { termsOf } from './price-sale.ts'
import { soundsOf } from './sounds.ts'
import { informOf } from './inform.ts'
import type { Fact } from '../domain/sale/facts.ts'

/** Decides, stores, applies, and only then plays the sound: a beep means it is in the basket and on the disk. */
export function sell(command: SaleCommand, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, printing } = context
  const waiting = waitsForScale(command, state) ?? waitsForLanes(command, context)
  if (waiting) return waiting
  const decision = decide(state.sale, command, givenFor(command, context))
  if (isRefusal(decision)) return refuse(decision, context)
  if (decision.length === 0) return done
  const before = { priced: state.priced }
  const facts = [...decision, ...printing.factsFor(decision)]
  commit(facts, commandId, context)
  if (command.kind === 'add-item') {
    state.nextQuantity = undefined
    // Whoever rings up something else has given up what could not be weighed.
    if (state.weighing?.orderId === undefined) state.weighing = undefined
  }
  state.messages.goodScan()
  inform(facts, context)
  printing.begin(facts)
  return { outcome: { kind: 'ok' }, sounds: soundsOf(facts, before.priced, state), stored: true }
}

/** Why the shop would say no to a command now, said on the strip; undefined when it would not. Nothing is sold by asking. */
export function refusalOf(command: SaleCommand, context: LaneContext): CommandOutcome | undefined {
  const decision = decide(context.state.sale, command, givenFor(command, context))
  return isRefusal(decision) ? refuse(decision, context) : undefined
}

/** Goods on the scale are easily forgotten: neither payment nor the next customer comes before their weight. */
function waitsForScale({ kind }: SaleCommand, { weighing, messages }: LaneContext['state']): CommandOutcome | undefined {
  if (weighing?.orderId === undefined || !endsScanning.has(kind)) return undefined
  const { name } = weighing.command.item
  messages.say({ level: 'warn', code: 'weighing-open', data: { name } })
  return { outcome: { kind: 'refused', refusal: { refused: 'weighing-open', name } }, sounds: ['warn'] }
}

/** What the other lanes are asked about is answered within an eye's blink; until then nobody knows what is due. */
function waitsForLanes({ kind }: SaleCommand, { network, state }: LaneContext): CommandOutcome | undefined {
  if (!endsScanning.has(kind) || !network.isAsking()) return undefined
  state.messages.say({ level: 'warn', code: 'lanes-being-asked', data: {} })
  return { outcome: { kind: 'refused', refusal: { refused: 'lanes-being-asked' } }, sounds: ['warn'] }
}

const endsScanning: ReadonlySet<SaleCommand['kind']> = new Set<SaleCommand['kind']>(['open-tender', 'take-tender', 'ask-payment', 'suspend'])

function givenFor(command: SaleCommand, { state, store, config, clock, newId }: LaneContext): Given {
  const at = clock.now()
  const time = saleTime(state, at)
  const mayComplete = command.kind === 'take-tender' || command.kind === 'open-tender' || command.kind === 'end-payment' || command.kind === 'settle-payment'
  const basket = openBasket(state)
  return {
    at,
    time,
    cashierId: config.cashier.cashierId as CashierId,
    newSaleId: newId() as SaleId,
    newTenderId: newId() as TenderId,
    priced: state.priced,
    pricedWith: state.pricedWith,
    ...(mayComplete && basket && state.shop ? { terms: termsOf(basket, state.shop, state.priced) } : {}),
    cashRounding: cashRoundingOf(state.shop?.settings.cashRounding),
    receiptNumber: store.own.lastReceiptNumber() + 1,
    pointsBalance: state.pointsBefore.balance,
    pointsPending: state.pointsBefore.pending,
    loyalty: state.shop?.settings.loyalty,
    mostPointsPerSale: state.shop?.settings.earnRules.mostPerSale,
    ...(mayComplete ? { nextVisit: chooseCoupon(state, store, time.day) } : {}),
  }
}

function inform(facts: readonly Fact[], { state }: LaneContext): void {
  for (const fact of facts) {
    const message = informOf(fact, state)
    if (message) state.messages.say(message)
  }
}
