import type { CallFrame } from '../../../src/contract/frames.ts'
import type { LaneView, ViewBasket, ViewLine, ViewMessage } from '../../../src/contract/lane-view.ts'
import { roundCash } from '../../../src/domain/money/cash-rounding.ts'
import type { Language } from '../../../src/domain/wording.ts'
import { terminalIsReady } from './card-terminal.ts'

/** What lies over the list panel. */
export type Pane = 'find' | 'member' | 'offers' | 'more' | 'suspended' | 'receipt' | 'devices'

/** How the next money comes. */
export type Method = 'cash' | 'card' | 'points'

/** What this screen knows beyond the lane's view: digits on their way, what is open, what it has to say itself. */
export interface ScreenState {
  readonly up: boolean
  readonly view?: LaneView | undefined
  /** Digits in the entry field, or those of the cash received. */
  readonly typed: string
  /** The digits as they were before the keys that may be a scan. */
  readonly typedBefore: string
  readonly pane?: Pane | undefined
  readonly selectedLineId?: string | undefined
  /** A refusal, or trouble with this screen's own keys; goes with the next thing that works. */
  readonly note?: ViewMessage | undefined
  readonly method: Method
  /** A quick amount or added notes, in place of typed digits. */
  readonly pickedMinor?: number | undefined
  /** When the payment screen opened: its keys wait a moment, so that a double press of Pay does not finish. */
  readonly tenderSinceMs: number
  /** The finished sale that was looked at and left. */
  readonly leftSaleId?: string | undefined
  /** Set by the cashier for this screen; the lane's own otherwise. */
  readonly language?: Language | undefined
  /** The sale whose void was asked for once. */
  readonly voidAskedFor?: string | undefined
}

export const firstState: ScreenState = { up: false, typed: '', typedBefore: '', method: 'cash', tenderSinceMs: 0 }

/** The next state, and what to ask the lane, in order. */
export interface Step {
  readonly state: ScreenState
  readonly asks: readonly CallFrame['body'][]
}

export type Showing = 'waiting' | 'return' | 'sale' | 'tender' | 'done'

/** Which of the lane's screens is up. A finished sale stays until it is left or the next one begins. */
export function showing({ view, leftSaleId }: ScreenState): Showing {
  if (!view) return 'waiting'
  if (view.returning) return 'return'
  if (view.sale.kind === 'tendering') return 'tender'
  return view.sale.kind === 'done' && view.sale.basket.saleId !== leftSaleId ? 'done' : 'sale'
}

/** The basket on the sale screen: none when the lane is idle or the last sale is finished. */
export function openBasket(view: LaneView): ViewBasket | undefined {
  return view.sale.kind === 'open' || view.sale.kind === 'tendering' ? view.sale.basket : undefined
}

/** Lines with the newest first. */
export function newestFirst(basket: ViewBasket): readonly ViewLine[] {
  return basket.lines.toReversed()
}

/** The line whose age check waits for an answer: the one the lane asks about, else the newest. */
export function pendingAgeLine(view: LaneView): ViewLine | undefined {
  const pending = openBasket(view)?.lines.filter((line) => line.state === 'pending-age') ?? []
  return pending.find((line) => line.lineId === view.message?.data['lineId']) ?? pending.at(-1)
}

/** Cash handed over as it stands: typed in minor units, else picked. Zero when nothing is there. */
export function handedMinor({ pickedMinor, typed }: ScreenState): number {
  return typed === '' ? (pickedMinor ?? 0) : Number(typed)
}

/** The amount that would be taken now: for a card it is all that is left, in points the most she can pay, until the cashier says less. */
export function givenMinor(state: ScreenState): number {
  const sale = state.view?.sale
  const handed = handedMinor(state)
  if (handed !== 0 || sale?.kind !== 'tendering') return handed
  if (state.method === 'points') return sale.redeem?.mostMinor ?? 0
  return state.method === 'card' ? sale.leftMinor : handed
}

/** What is left to pay the way that is chosen: cash may be rounded, a card is to the cent. */
export function leftMinor({ view, method }: ScreenState): number {
  if (view?.sale.kind !== 'tendering') return 0
  const { sale, lane } = view
  return method === 'cash' && !sale.payment ? roundCash(sale.leftMinor, lane.cashRounding) : sale.leftMinor
}

/** There is an amount to take. No cash at all is one, once it was picked, where what is left rounds to nothing. */
export function canTake(state: ScreenState): boolean {
  return givenMinor(state) > 0 || (state.method === 'cash' && state.pickedMinor === 0 && leftMinor(state) === 0)
}

/** How the money of a return goes back: to the card only where some of it came from one. */
export function backKind({ view, method }: ScreenState): 'cash' | 'card' | 'card-confirmed' {
  if (method !== 'card' || (view?.returning?.back?.cardMinor ?? 0) === 0) return 'cash'
  return terminalIsReady(view) ? 'card' : 'card-confirmed'
}

export function languageOf({ language, view }: ScreenState): Language {
  return language ?? view?.lane.language ?? 'en'
}

/** The one Ctrl+L goes to, for this screen alone. */
export function otherLanguage(state: ScreenState): Language {
  return languageOf(state) === 'en' ? 'zh' : 'en'
}

/** Something this screen says itself. */
export function screenNote(level: ViewMessage['level'], code: string, data: ViewMessage['data'] = {}): ViewMessage {
  return { level, code, data }
}

const rank = { stop: 2, warn: 1, info: 0 } as const

/**
 * The one message that is shown: stop before warn before info; the lane's before this screen's own.
 * A waiting age check is shown whenever nothing worse is.
 */
export function shownMessage(state: ScreenState): ViewMessage | undefined {
  const { view, note } = state
  if (!view) return undefined
  const candidates = [view.message, note, ageNote(view)].filter((message) => message !== undefined)
  return candidates.reduce<ViewMessage | undefined>((best, next) => (best === undefined || rank[next.level] > rank[best.level] ? next : best), undefined)
}

function ageNote(view: LaneView): ViewMessage | undefined {
  const line = pendingAgeLine(view)
  if (line === undefined || view.message?.code === 'age-check') return undefined
  return { level: 'warn', code: 'age-check-line', data: { lineId: line.lineId, ageYears: line.ageYears ?? 18, name: line.name } }
}
