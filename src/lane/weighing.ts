import type { ViewMessage, ViewWeighing } from '../contract/lane-view.ts'
import { priceOn } from '../domain/catalog/item.ts'
import type { CommandId } from '../domain/ids.ts'
import type { SaleCommand } from '../domain/sale/commands.ts'
import { worded } from '../domain/wording.ts'
import { done, type CommandOutcome } from './command-outcome.ts'
import type { OrderOutcome } from './hardware.ts'
import type { LaneContext } from './lane-context.ts'
import { saleTime, type LaneState } from './lane-state.ts'
import { refusalOf, sell } from './sell.ts'

type AddItem = Extract<SaleCommand, { kind: 'add-item' }>

/**
 * The one item that is on its way over the scale. It is no line, and nothing of it is written down, before its weight is
 * known: a lane that stops meanwhile has lost nothing, and the cashier scans it again.
 *
 * - Other items are rung up as usual while it waits; its line comes when its weight does.
 * - Another item sold by weight takes its place, and the strip says that the first one was not weighed.
 * - Payment and suspending wait for it: goods on the scale are easily forgotten.
 * - The end of the sale drops it, and a weight that comes after that belongs to nobody.
 */
export interface OpenWeighing {
  readonly command: AddItem
  /** Of the scan or key press that named the item; its line is stored under it. */
  readonly commandId: CommandId
  readonly pricePerKgMinor: number
  /** The order the scale works on; undefined when it has failed and can be tried again. */
  readonly orderId: string | undefined
  /** What the scale waits for, or why it failed. */
  readonly hint: string | undefined
}

/** True for an item sold by weight whose code brought none, on a lane whose scale can tell it. */
export function needsScale(command: SaleCommand, { hardware }: LaneContext): command is AddItem {
  return command.kind === 'add-item' && command.item.soldBy === 'weight' && command.quantity.kind === 'units' && command.labelPriceMinor === undefined && hardware.canWeigh()
}

/** Asks the scale for an item's weight. Refused at once where its line would be. */
export function beginWeighing(command: AddItem, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state, clock } = context
  const refused = refusalOf(weighedLine(command, 1), context)
  if (refused) return refused
  const before = isWaiting(state) ? state.weighing : undefined
  // The same press sent again, or an impatient second scan.
  if (before?.command.item.itemId === command.item.itemId) return done
  state.messages.goodScan()
  if (before) state.messages.say(warn('not-weighed', before, {}))
  const price = priceOn(command.item, saleTime(state, clock.now()).day)
  return askScale({ command, commandId, pricePerKgMinor: price?.priceMinor ?? 0 }, context)
}

/** Tries again what the scale could not weigh. Without such an item nothing happens. */
export function weighAgain(commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state } = context
  const failed = state.weighing
  if (!failed || isWaiting(state)) return done
  state.messages.goodScan()
  return askScale({ ...failed, commandId }, context)
}

/** The cashier thinks better of it. What the scale still says of it belongs to nobody. */
export function cancelWeighing({ state }: LaneContext): CommandOutcome {
  if (state.weighing && !isWaiting(state)) state.messages.goodScan()
  state.weighing = undefined
  return done
}

/** What the scale waits for, as it changes. */
export function weighingProgress({ orderId, code }: { readonly orderId: string; readonly code: string }, { state }: LaneContext): CommandOutcome {
  if (state.weighing && state.weighing.orderId === orderId) state.weighing = { ...state.weighing, hint: code }
  return done
}

/** Sets the empty scale to zero. */
export function zeroScale({ state, hardware, newId, settle }: LaneContext): CommandOutcome {
  hardware.zeroScale(newId(), ({ outcome, detail }) => settle(() => {
    const zeroed = outcome === 'done'
    state.messages.say(zeroed ? { level: 'info', code: 'scale-zeroed', data: {} } : { level: 'warn', code: 'scale-not-zeroed', data: { reason: reasonOf(detail) } })
    return zeroed ? done : { ...done, sounds: ['warn'] }
  }))
  return done
}

export function isWaiting(state: LaneState): boolean {
  return state.weighing?.orderId !== undefined
}

/** What the strip says while nothing more urgent is there: which item the scale waits for. */
export function weighQuestion({ weighing }: LaneState): ViewMessage | undefined {
  if (weighing?.orderId === undefined) return undefined
  return { level: 'info', code: 'weigh-item', data: { name: weighing.command.item.name, priceMinor: weighing.pricePerKgMinor, reason: weighing.hint ?? 'at-zero' } }
}

export function viewWeighing({ weighing }: LaneState): ViewWeighing | undefined {
  if (!weighing) return undefined
  const { command, pricePerKgMinor, orderId, hint } = weighing
  return { name: command.item.name, pricePerKgMinor, tareGrams: command.item.tareGrams ?? 0, state: orderId === undefined ? 'failed' : 'waiting', ...(hint === undefined ? {} : { hint }) }
}

function askScale(weighing: Pick<OpenWeighing, 'command' | 'commandId' | 'pricePerKgMinor'>, context: LaneContext): CommandOutcome {
  const { state, hardware, newId, settle } = context
  const orderId = newId()
  const { item } = weighing.command
  state.weighing = { ...weighing, orderId, hint: undefined }
  const goods = { pricePerKgMinor: weighing.pricePerKgMinor, tareGrams: item.tareGrams ?? 0, name: worded(item.name, 'en') }
  hardware.weigh(goods, orderId, (outcome) => settle(() => takeWeight(orderId, outcome, context)))
  return done
}

/** The scale has answered: the line is sold, or the strip says why not. */
function takeWeight(orderId: string, { outcome, detail, weighed }: OrderOutcome, context: LaneContext): CommandOutcome {
  const { state } = context
  const { weighing } = state
  if (weighing?.orderId !== orderId) return done
  const hint = weighed ? undefined : reasonOf(detail)
  // Failed until its line is stored: a disk that refuses leaves it to be tried again.
  state.weighing = { ...weighing, orderId: undefined, hint }
  if (outcome === 'done' && weighed) return sell(weighedLine(weighing.command, weighed.grams), weighing.commandId, context)
  state.messages.say(warn('weigh-failed', weighing, { reason: reasonOf(detail) }))
  return { ...done, sounds: ['warn'] }
}

function weighedLine(command: AddItem, grams: number): AddItem {
  return { ...command, quantity: { kind: 'weight', grams }, entry: 'weighed' }
}

function warn(code: string, { command }: OpenWeighing, data: ViewMessage['data']): ViewMessage {
  return { level: 'warn', code, data: { name: command.item.name, ...data } }
}

/** Reasons the screens have words for; whatever else a wire says means that the scale cannot be heard. */
const reasons = ['in-motion', 'at-zero', 'under-zero', 'over-capacity', 'needs-zero', 'needs-secret', 'wrong-secret', 'same-weight', 'below-tare', 'bad-answer', 'scale-fault', 'no-answer', 'unsupported'] as const

function reasonOf(detail: string | undefined): (typeof reasons)[number] {
  return reasons.find((reason) => reason === detail) ?? 'no-answer'
}
