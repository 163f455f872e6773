import type { CallFrame } from '../../../src/contract/frames.ts'
import { viewMessageGap } from '../../../src/contract/lane-view.ts'
import type { LaneView, ViewMessage } from '../../../src/contract/lane-view.ts'
import { assertNever } from '../../../src/domain/assert.ts'
import type { LinkState, Outcome } from '../../connect/lane-link.ts'
import type { LaneKey } from './lane-key.ts'
import { pressKey } from './press-key.ts'
import { pressReturnKey } from './press-return-key.ts'
import { handedMinor, screenNote, showing } from './screen-state.ts'
import type { Pane, ScreenState, Step } from './screen-state.ts'

/** Everything that happens to the cashier's screen. */
export type ScreenEvent =
  | { readonly kind: 'link'; readonly link: LinkState }
  | { readonly kind: 'answered'; readonly outcome: Outcome }
  | { readonly kind: 'scanned'; readonly text: string; readonly twice: boolean }
  | { readonly kind: 'scan-lost' }
  /** `begins` when what follows may turn out to be a scan's. */
  | { readonly kind: 'typed'; readonly text: string; readonly begins?: boolean }
  | { readonly kind: 'take-back' }
  | { readonly kind: 'key'; readonly key: LaneKey }
  | { readonly kind: 'pick'; readonly amountMinor: number }
  | { readonly kind: 'add-note'; readonly amountMinor: number }
  | { readonly kind: 'select-line'; readonly lineId: string }
  | { readonly kind: 'open-pane'; readonly pane: Pane }
  | { readonly kind: 'ask'; readonly body: CallFrame['body'] }
  | { readonly kind: 'clear-amount' }
  | { readonly kind: 'leave-tender' }
  | { readonly kind: 'leave-done' }
  | { readonly kind: 'ask-void' }
  | { readonly kind: 'recall'; readonly saleId: string }

/** As many digits as any code has that a person types. */
const maxTypedLength = 32
/** More cash than any drawer holds; the contract takes no more. */
const maxGivenLength = 8

/**
 * One event in, the next screen and the lane's commands out. Nothing here knows React or the DOM.
 * @param atMs when it happened, on a clock that never jumps back
 */
export function step(state: ScreenState, event: ScreenEvent, atMs: number): Step {
  switch (event.kind) {
    case 'link':
      return still(takeLink(state, event.link, atMs))
    case 'answered':
      return still(takeAnswer(state, event.outcome))
    case 'scanned':
      return { state: { ...clear(leaveDone(state)), typed: state.typed, note: event.twice ? screenNote('info', 'scanned-twice') : undefined }, asks: [{ name: 'scan', text: event.text }] }
    case 'scan-lost':
      return still({ ...state, note: screenNote('warn', 'scan-cut-off') })
    case 'typed':
      return still(addTyped(keepTyped(leaveDone(state), event.begins === true), event.text))
    case 'take-back':
      return still({ ...state, typed: state.typedBefore })
    case 'key':
      if (showing(state) === 'return') return pressReturnKey(state, event.key)
      // Leaving a finished sale is all that Esc does there.
      if (event.key === 'back' && showing(state) === 'done') return still(leaveDone(state))
      return pressKey(leaveDone(state, event.key), event.key, atMs)
    case 'pick':
      return still({ ...state, pickedMinor: event.amountMinor, typed: '' })
    case 'add-note':
      return still({ ...state, pickedMinor: handedMinor(state) + event.amountMinor, typed: '' })
    case 'select-line':
      return still({ ...state, selectedLineId: state.selectedLineId === event.lineId ? undefined : event.lineId })
    case 'open-pane':
      return still({ ...leaveDone(state), pane: event.pane, typed: '', voidAskedFor: undefined })
    case 'ask':
      return { state: clear(state), asks: [event.body] }
    case 'clear-amount':
      return still({ ...state, typed: '', pickedMinor: undefined })
    case 'leave-tender':
      return { state: clear(state), asks: [{ name: 'leaveTender' }] }
    case 'leave-done':
      return still(leaveDone(state))
    case 'ask-void':
      return askVoid(state)
    case 'recall':
      return { state: { ...clear(state), pane: undefined }, asks: [{ name: 'recallSale', saleId: event.saleId }] }
    default:
      return assertNever(event, 'screen event')
  }
}

function still(state: ScreenState): Step {
  return { state, asks: [] }
}

/** What every new action takes away: the last refusal and a half-asked void. */
function clear(state: ScreenState): ScreenState {
  return { ...state, note: undefined, voidAskedFor: undefined }
}

/** Any key or scan leaves a finished sale behind; choosing the language does not. */
function leaveDone(state: ScreenState, key?: LaneKey): ScreenState {
  if (showing(state) !== 'done' || state.view?.sale.kind !== 'done' || key === 'language') return state
  return { ...state, leftSaleId: state.view.sale.basket.saleId, typed: '' }
}

function takeLink(state: ScreenState, { up, view }: LinkState, atMs: number): ScreenState {
  const next = { ...state, up, view }
  if (view === undefined || view === state.view) return next
  return { ...next, ...(moved(state.view, view) ? freshFor(view, atMs) : {}), selectedLineId: keptSelection(state, view), note: keptNote(state, view) }
}

/** A different screen, or money taken or given back: nothing half-typed may carry over. */
function moved(before: LaneView | undefined, now: LaneView): boolean {
  if (before?.sale.kind !== now.sale.kind || (before.returning === undefined) !== (now.returning === undefined)) return true
  return before.sale.kind === 'tendering' && now.sale.kind === 'tendering' && before.sale.paidMinor !== now.sale.paidMinor
}

function freshFor(view: LaneView, atMs: number): Partial<ScreenState> {
  const paying = view.sale.kind === 'tendering'
  // Digits typed before the first item belong to it: they stay when a sale begins.
  return { pickedMinor: undefined, ...(view.sale.kind === 'open' ? {} : { typed: '', typedBefore: '', pane: undefined, method: 'cash' as const }), ...(paying ? { tenderSinceMs: atMs } : {}) }
}

/** A chosen line stays chosen while it is there and nothing newer has come. */
function keptSelection({ selectedLineId, view: before }: ScreenState, view: LaneView): string | undefined {
  const lines = linesOf(view)
  return lines.length <= lineCount(before) && lines.some(({ lineId }) => lineId === selectedLineId) ? selectedLineId : undefined
}

/** A note of this screen goes when the lane says the same itself, or when the basket has moved on. */
function keptNote({ note, view: before }: ScreenState, view: LaneView): ViewMessage | undefined {
  const gone = view.message?.code === note?.code || moved(before, view) || lineCount(before) !== lineCount(view)
  return gone && note?.code !== 'scanned-twice' ? undefined : note
}

function lineCount(view: LaneView | undefined): number {
  return view ? linesOf(view).length : 0
}

/** Lines that can be chosen: those of the basket, or of the sale whose goods come back. */
function linesOf({ sale, returning }: LaneView): readonly { readonly lineId: string }[] {
  return returning ? returning.lines : 'basket' in sale ? sale.basket.lines : []
}

function takeAnswer(state: ScreenState, outcome: Outcome): ScreenState {
  switch (outcome.kind) {
    case 'ok':
      return state
    case 'fault':
      return { ...state, note: screenNote('warn', 'fault') }
    case 'refused':
      return state.view?.message?.code === outcome.refusal.refused ? state : { ...state, note: screenNote('warn', outcome.refusal.refused, sayableData(outcome.refusal)) }
    default:
      return assertNever(outcome, 'outcome')
  }
}

/** What of a refusal can be said; the rest is for programs. */
function sayableData(refusal: Readonly<Record<string, unknown>>): ViewMessage['data'] {
  const entries = Object.entries(refusal).flatMap(([key, value]) => {
    const gap = viewMessageGap.safeParse(value)
    return gap.success ? [[key, gap.data] as const] : []
  })
  return Object.fromEntries(entries)
}

function keepTyped(state: ScreenState, begins: boolean): ScreenState {
  return begins ? { ...state, typedBefore: state.typed } : state
}

/** Codes, phone numbers and amounts are digits; an amount has no leading zeros. */
function addTyped(state: ScreenState, text: string): ScreenState {
  const digits = state.typed + text.replace(/\D/g, '')
  return { ...state, typed: showing(state) === 'tender' ? digits.replace(/^0+/, '').slice(0, maxGivenLength) : digits.slice(0, maxTypedLength) }
}

/** Voiding a sale takes two presses: undo cannot bring it back. */
function askVoid(state: ScreenState): Step {
  const basket = state.view?.sale.kind === 'open' ? state.view.sale.basket : undefined
  if (basket === undefined) return still({ ...state, note: screenNote('warn', 'no-sale-open') })
  if (state.voidAskedFor !== basket.saleId) return still({ ...state, voidAskedFor: basket.saleId })
  return { state: { ...clear(state), pane: undefined }, asks: [{ name: 'voidSale' }] }
}
