import type { ParkedSale } from '../contract/store-network.ts'
import type { CommandId, SaleId } from '../domain/ids.ts'
import { apply } from '../domain/sale/apply.ts'
import type { Fact } from '../domain/sale/facts.ts'
import { noSale, type Sale } from '../domain/sale/sale.ts'
import { viewSuspended } from './basket-view.ts'
import { done, type CommandOutcome } from './command-outcome.ts'
import { commit } from './commit.ts'
import { refuse, type LaneContext } from './lane-context.ts'
import { openBasket, parkSale } from './lane-state.ts'
import type { Given, HandoverEnd, HandoverParts, ParkedElsewhere } from './store-network/open-handover.ts'

/** What other lanes list of this one: its parked sales, and those it gave away without having heard that they arrived. */
export function parkedHere({ state, store }: Pick<LaneContext, 'state' | 'store'>): ParkedSale[] {
  const parked = [...state.suspended.values()].map(viewSuspended)
  const given = store.network.givenSales().map(({ saleId, journalId }) => ({ saleId, suspendedAt: '1970-01-01T00:00:00.000Z', unitCount: 0, dueMinor: 0, givenTo: journalId }))
  return [...given, ...parked].slice(0, mostListed)
}

const mostListed = 20

/** Gives a parked sale to another lane: written down first. Asked again by the same lane it is the same again. */
export function giveAway(saleId: SaleId, to: { readonly journalId: string; readonly laneNumber: number }, askId: string, { state, store, clock, newId }: LaneContext): ReturnType<HandoverParts['give']> {
  const facts = store.journal.saleFacts(saleId).map(({ fact }) => fact)
  const parked = state.suspended.get(saleId)
  const last = facts.findLast((fact) => fact.kind === 'sale-given-away')
  if (!parked) return last?.toJournalId === to.journalId && facts.at(-1) === last ? givenBefore(facts.slice(0, -1), last.askId) : 'gone'
  // It has been there and back since: that question was answered.
  if (facts.some((fact) => fact.kind === 'sale-given-away' && fact.askId === askId)) return 'gone'
  const at = clock.now()
  store.journal.append({ commandId: newId() as CommandId, at, facts: [{ kind: 'sale-given-away', saleId, toJournalId: to.journalId, toLane: to.laneNumber, askId, givenAt: at }] })
  state.suspended.delete(saleId)
  return { basket: parked.basket, givenFor: askId }
}

function givenBefore(facts: readonly Fact[], givenFor: string): ReturnType<HandoverParts['give']> {
  const sale = facts.reduce<Sale>(apply, noSale)
  return sale.kind === 'suspended' ? { basket: sale.basket, givenFor } : 'gone'
}

/** Takes up a sale that another lane has parked. It comes when that lane has answered. */
export function recallElsewhere(sale: ParkedElsewhere, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, network, settle } = context
  network.take(sale, (end) => settle(() => takeOver(end, sale, commandId, context)))
  state.messages.say({ level: 'info', code: 'sale-asking', data: { lane: sale.laneNumber } })
  return done
}

/** A sale this lane was given before it stopped, or that came too late for whoever asked: it is parked here. */
export function fetchOwed(sale: ParkedElsewhere, context: LaneContext): void {
  const { network, newId, settle } = context
  const saleId = sale.saleId as SaleId
  if (hasCome({ saleId, givenFor: undefined }, context)) return network.taken(saleId, sale.journalId)
  network.take(sale, (end) => settle(() => {
    const given = newlyGiven(end, context)
    return given ? keepParked(given, newId() as CommandId, context) : done
  }))
}

/** What was given and has not come before; whoever gives it again hears that it was here. */
function newlyGiven(end: HandoverEnd, context: LaneContext): Given | undefined {
  if (end.kind !== 'given') return undefined
  const { basket: { saleId }, givenFor, from } = end
  if (!hasCome({ saleId, givenFor }, context)) return end
  context.network.taken(saleId, from.journalId)
  return undefined
}

/**
 * Whether a giving was taken before, or the sale is here or has ended here. It comes once more from a lane that has not
 * heard of its arrival, and from one whose old disk was put back.
 */
function hasCome({ saleId, givenFor }: { readonly saleId: SaleId; readonly givenFor: string | undefined }, { store }: LaneContext): boolean {
  const facts = store.journal.saleFacts(saleId).map(({ fact }) => fact)
  const isAway = facts.length === 0 || facts.at(-1)?.kind === 'sale-given-away'
  return !isAway || (givenFor !== undefined && facts.some((fact) => fact.kind === 'sale-taken-over' && fact.askId === givenFor))
}

function takeOver(end: HandoverEnd, { laneNumber }: ParkedElsewhere, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, network, clock } = context
  if (end.kind === 'unanswered') return refuse(silent(laneNumber), context)
  const given = newlyGiven(end, context)
  if (!given) return refuse({ refused: 'sale-not-found' }, context)
  // The next customer has come meanwhile.
  if (openBasket(state)) return keepParked(given, commandId, context)
  const fact = takenOver(given, clock.now())
  commit([fact], commandId, context, apply(noSale, fact))
  state.messages.goodScan()
  network.taken(given.basket.saleId, given.from.journalId)
  return { outcome: { kind: 'ok' }, sounds: ['item'], stored: true }
}

function keepParked(end: Given, commandId: CommandId, { state, store, clock, network }: LaneContext): CommandOutcome {
  const at = clock.now()
  const { saleId } = end.basket
  store.journal.append({ commandId, at, facts: [takenOver(end, at), { kind: 'sale-suspended', saleId, suspendedAt: at }] })
  parkSale(state, store, end.basket, at)
  network.taken(saleId, end.from.journalId)
  return { ...done, stored: true }
}

function takenOver({ basket, from, givenFor }: Given, takenAt: string): Fact {
  return { kind: 'sale-taken-over', saleId: basket.saleId, fromJournalId: from.journalId, fromLane: from.laneNumber, askId: givenFor, takenAt, basket }
}

function silent(lane: number): { readonly refused: string; readonly lane: number } {
  return { refused: 'sale-lane-silent', lane }
}
