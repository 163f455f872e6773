import type { CallFrame } from '../../../src/contract/frames.ts'
import { maxUnitCount } from '../../../src/contract/lane-commands.ts'
import { assertNever } from '../../../src/domain/assert.ts'
import { canCancel, canCheck, openPayment, terminalIsReady } from './card-terminal.ts'
import type { LaneKey } from './lane-key.ts'
import { canTake, givenMinor, newestFirst, openBasket, otherLanguage, pendingAgeLine, screenNote, shownMessage, showing } from './screen-state.ts'
import type { Pane, ScreenState, Step } from './screen-state.ts'

/** Finish and the tender keys rest so long after the payment screen opens. */
const finishGuardMs = 500

/** What one key of the lane does, in the state the screen is in. */
export function pressKey(state: ScreenState, key: LaneKey, atMs: number): Step {
  switch (key) {
    case 'pay':
      return pay(state, atMs)
    case 'enter':
      return submitTyped(state)
    case 'back':
      return back(state)
    case 'strip-action':
      return answerStrip(state)
    case 'quantity':
      return setQuantity(state)
    case 'undo':
      return ask(state, { name: 'undoLast' })
    case 'suspend':
      return suspendOrRecall(state)
    case 'void-line':
      return voidSelected(state)
    case 'return':
      return onSale(state, () => openReturn(state))
    case 'find':
    case 'member':
    case 'more':
    case 'devices':
      return onSale(state, () => become({ ...state, ...toggled(state, key) }))
    case 'up':
    case 'down':
      return become({ ...state, selectedLineId: neighbour(state, key) })
    case 'erase':
      return become({ ...state, typed: state.typed.slice(0, -1) })
    case 'language':
      return become({ ...state, language: otherLanguage(state) })
    case 'cash':
    case 'card':
      return showing(state) === 'tender' && !openPayment(state.view) ? become({ ...state, method: key, typed: '', pickedMinor: undefined }) : become(state)
    case 'points':
      return redeemable(state.view) && !openPayment(state.view) ? become({ ...state, method: key, typed: '', pickedMinor: undefined }) : become(state)
    default:
      return assertNever(key, 'lane key')
  }
}

function become(state: ScreenState): Step {
  return { state, asks: [] }
}

function ask(state: ScreenState, body: CallFrame['body']): Step {
  return { state: { ...state, note: undefined, voidAskedFor: undefined }, asks: [body] }
}

function onSale(state: ScreenState, doIt: () => Step): Step {
  return showing(state) === 'sale' ? doIt() : become(state)
}

function toggled(state: ScreenState, pane: Pane): Pick<ScreenState, 'pane' | 'typed' | 'voidAskedFor'> {
  return { pane: state.pane === pane ? undefined : pane, typed: '', voidAskedFor: undefined }
}

/**
 * Enter sends what was typed. It never pays, finishes or dismisses: a scanner's stray Enter must do no harm.
 * With nothing typed it asks the scale again for what could not be weighed.
 */
function submitTyped(state: ScreenState): Step {
  if (state.typed === '' && state.view?.weighing?.state === 'failed') return ask(state, { name: 'weighAgain' })
  if (showing(state) !== 'sale' || state.typed === '') return become(state)
  const text = state.typed
  const asked = ask({ ...state, typed: '' }, state.pane === 'member' ? { name: 'findMember', phone: text } : { name: 'keyCode', text })
  return { ...asked, state: { ...asked.state, pane: state.pane === 'member' ? undefined : state.pane } }
}

/** F12 opens payment, then finishes it. Without a sale it does nothing. */
function pay(state: ScreenState, atMs: number): Step {
  if (showing(state) === 'tender') return finish(state, atMs)
  return state.view?.sale.kind === 'open' ? ask(state, { name: 'openTender' }) : become(state)
}

function finish(state: ScreenState, atMs: number): Step {
  const amountMinor = givenMinor(state)
  if (openPayment(state.view)) return become(state)
  if (atMs - state.tenderSinceMs < finishGuardMs || !canTake(state)) return become(state)
  if (state.method === 'cash') return ask(state, { name: 'takeCash', givenMinor: amountMinor })
  if (state.method === 'points') return ask(state, { name: 'payWithPoints', amountMinor })
  return ask(state, terminalIsReady(state.view) ? { name: 'payByCard', amountMinor } : { name: 'takeCardConfirmed', amountMinor })
}

/** The member has points enough for a part of what is due. */
function redeemable(view: ScreenState['view']): boolean {
  return view?.sale.kind === 'tendering' && view.sale.redeem !== undefined
}

/** Takes away the nearest thing: digits, then a pane, a chosen line, a note, the item on the scale, the lane's message, at last the payment screen. An open card payment is cancelled; it is never left behind. */
function back(state: ScreenState): Step {
  if (state.typed !== '' || state.pickedMinor !== undefined) return become({ ...state, typed: '', pickedMinor: undefined })
  if (state.pane !== undefined) return become({ ...state, pane: undefined, voidAskedFor: undefined })
  if (state.selectedLineId !== undefined) return become({ ...state, selectedLineId: undefined })
  if (state.note !== undefined) return become({ ...state, note: undefined })
  if (state.view?.weighing) return ask(state, { name: 'cancelWeighing' })
  const payment = openPayment(state.view)
  if (payment) return canCancel(payment) ? ask(state, { name: 'cancelPayment' }) : become(state)
  if (showing(state) === 'tender') return ask(state, { name: 'leaveTender' })
  if (state.view?.message && state.view.message.level !== 'stop') return ask(state, { name: 'clearMessage' })
  return become(state)
}

/** F1 does what the strip offers first. */
function answerStrip(state: ScreenState): Step {
  const payment = openPayment(state.view)
  if (payment && canCheck(payment)) return ask(state, { name: 'checkPayment' })
  const message = shownMessage(state)
  if (!message || !state.view) return become(state)
  const pending = pendingAgeLine(state.view)
  switch (message.code) {
    case 'age-check':
    case 'age-check-line':
      return pending ? ask(state, { name: 'answerAge', lineId: pending.lineId, oldEnough: true }) : become(state)
    case 'print-failed':
    case 'print-unknown':
      return ask(state, { name: 'reprintReceipt' })
    case 'weigh-item':
      return ask(state, { name: 'cancelWeighing' })
    case 'weigh-failed':
      return ask(state, { name: 'weighAgain' })
    case 'member-unknown':
    case 'foreign-card':
      return become({ ...state, pane: 'member', typed: '' })
    default:
      return message === state.note ? become({ ...state, note: undefined }) : ask(state, { name: 'clearMessage' })
  }
}

function setQuantity(state: ScreenState): Step {
  if (showing(state) !== 'sale') return become(state)
  const unitCount = /^\d{1,9}$/.test(state.typed) ? Number(state.typed) : 0
  if (unitCount < 1) return become({ ...state, typed: '', note: screenNote('info', 'quantity-first') })
  if (unitCount > maxUnitCount) return become({ ...state, typed: '', note: screenNote('warn', 'quantity-out-of-range', { count: unitCount }) })
  return ask({ ...state, typed: '' }, { name: 'setNextQuantity', unitCount })
}

/** F9 parks a basket; with nothing open it shows the parked ones. */
function suspendOrRecall(state: ScreenState): Step {
  if (!state.view || showing(state) !== 'sale') return become(state)
  if (openBasket(state.view)) return ask(state, { name: 'suspendSale' })
  if (state.view.suspended.length === 0) return become({ ...state, note: screenNote('info', 'nothing-suspended') })
  return become({ ...state, ...toggled(state, 'suspended') })
}

/** Without a number typed there is only the receipt itself to go by. */
function openReturn(state: ScreenState): Step {
  if (state.typed === '') return become({ ...state, note: screenNote('info', 'return-how') })
  return ask({ ...state, typed: '', pane: undefined }, { name: 'openReturn', receipt: state.typed })
}

function voidSelected(state: ScreenState): Step {
  const { selectedLineId: lineId } = state
  return lineId === undefined ? become(state) : ask({ ...state, selectedLineId: undefined }, { name: 'voidLine', lineId })
}

function neighbour({ view, selectedLineId }: ScreenState, key: 'up' | 'down'): string | undefined {
  const basket = view && openBasket(view)
  const lines = basket ? newestFirst(basket) : []
  const at = lines.findIndex(({ lineId }) => lineId === selectedLineId)
  if (at < 0) return lines[0]?.lineId
  return lines[Math.min(lines.length - 1, Math.max(0, at + (key === 'up' ? -1 : 1)))]?.lineId
}
