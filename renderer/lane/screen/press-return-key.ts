import { returnReason } from '../../../src/contract/lane-commands.ts'
import type { CallFrame } from '../../../src/contract/frames.ts'
import type { ViewReturn } from '../../../src/contract/lane-view.ts'
import { canCheck } from './card-terminal.ts'
import type { LaneKey } from './lane-key.ts'
import { backKind, otherLanguage } from './screen-state.ts'
import type { ScreenState, Step } from './screen-state.ts'

type ReturnLine = ViewReturn['lines'][number]

/**
 * What a key of the lane does while goods come back. F2 takes everything, F3 the next reason, F4 sets how many units of
 * the chosen line come back (one more without a number), Del none of it, F12 gives the money, Esc takes away the nearest thing.
 */
export function pressReturnKey(state: ScreenState, key: LaneKey): Step {
  const { view, typed } = state
  const returning = view?.returning
  if (!returning) return become(state)
  const line = returning.lines.find(({ lineId }) => lineId === state.selectedLineId)
  const { payment } = returning
  switch (key) {
    case 'back':
      return back(state)
    case 'erase':
      return become({ ...state, typed: typed.slice(0, -1) })
    case 'language':
      return become({ ...state, language: otherLanguage(state) })
    case 'enter':
      return typed === '' ? become(state) : ask({ ...state, typed: '' }, { name: 'keyCode', text: typed })
    case 'strip-action':
      if (payment && canCheck(payment)) return ask(state, { name: 'checkPayment' })
      return state.note ? become({ ...state, note: undefined }) : ask(state, { name: 'clearMessage' })
  }
  if (returning.finished || payment) return become(state)
  switch (key) {
    case 'up':
    case 'down':
      return become({ ...state, selectedLineId: neighbour(returning.lines, state.selectedLineId, key) })
    case 'quantity':
      return line ? setCount(state, line) : become({ ...state, selectedLineId: returning.lines[0]?.lineId })
    case 'void-line':
      return line ? ask(state, { name: 'setReturnCount', lineId: line.lineId, unitCount: 0 }) : become(state)
    case 'find':
      return ask(state, { name: 'returnEverything' })
    case 'member':
      return ask(state, { name: 'setReturnReason', reason: nextReason(returning.reason) })
    case 'cash':
    case 'card':
      return become({ ...state, method: key })
    case 'pay':
      return ask(state, { name: 'giveBack', tender: backKind(state) })
    default:
      return become(state)
  }
}

function become(state: ScreenState): Step {
  return { state, asks: [] }
}

function ask(state: ScreenState, body: CallFrame['body']): Step {
  return { state: { ...state, note: undefined }, asks: [body] }
}

function setCount(state: ScreenState, { lineId, chosenCount }: ReturnLine): Step {
  const unitCount = /^\d{1,3}$/.test(state.typed) ? Number(state.typed) : chosenCount + 1
  return ask({ ...state, typed: '' }, { name: 'setReturnCount', lineId, unitCount })
}

function nextReason(reason: ViewReturn['reason']): ViewReturn['reason'] {
  const reasons = returnReason.options
  return reasons[(reasons.indexOf(reason) + 1) % reasons.length] ?? reason
}

function back(state: ScreenState): Step {
  if (state.typed !== '') return become({ ...state, typed: '' })
  if (state.note !== undefined) return become({ ...state, note: undefined })
  if (state.selectedLineId !== undefined) return become({ ...state, selectedLineId: undefined })
  if (state.view?.message && state.view.message.level === 'warn') return ask(state, { name: 'clearMessage' })
  return state.view?.returning?.payment ? become(state) : ask(state, { name: 'leaveReturn' })
}

function neighbour(lines: readonly ReturnLine[], selectedLineId: string | undefined, key: 'up' | 'down'): string | undefined {
  const at = lines.findIndex(({ lineId }) => lineId === selectedLineId)
  if (at < 0) return lines[0]?.lineId
  return lines[Math.min(lines.length - 1, Math.max(0, at + (key === 'up' ? -1 : 1)))]?.lineId
}
