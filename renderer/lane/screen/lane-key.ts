/** A key of the lane, on the keyboard or on the screen. */
export type LaneKey =
  | 'strip-action' | 'find' | 'member' | 'quantity' | 'undo' | 'suspend' | 'more' | 'pay'
  | 'enter' | 'back' | 'erase' | 'up' | 'down' | 'void-line' | 'language' | 'devices' | 'return' | 'cash' | 'card' | 'points'

const plain: Readonly<Record<string, LaneKey>> = {
  F1: 'strip-action', F2: 'find', F3: 'member', F4: 'quantity', F7: 'return', F8: 'undo', F9: 'suspend', F10: 'more', F12: 'pay',
  Enter: 'enter', NumpadEnter: 'enter', Escape: 'back', Backspace: 'erase', ArrowUp: 'up', ArrowDown: 'down', Delete: 'void-line',
}
const withControl: Readonly<Record<string, LaneKey>> = { KeyL: 'language', KeyD: 'devices', Digit1: 'cash', Digit2: 'card', Digit3: 'points' }
/** Keys that edit a text box stay in it. */
const textBoxKeys: ReadonlySet<string> = new Set(['Backspace', 'Delete', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Tab', 'ShiftLeft', 'ShiftRight'])
const textBoxControl: ReadonlySet<string> = new Set(['KeyA', 'KeyC', 'KeyV', 'KeyX', 'KeyZ'])
const repeating: ReadonlySet<LaneKey> = new Set<LaneKey>(['up', 'down', 'erase'])

interface Pressed {
  readonly code: string
  readonly ctrl: boolean
  readonly alt: boolean
  readonly repeat: boolean
  readonly inTextBox: boolean
}

/**
 * Reads a key press. `blocked` keys do nothing at all: a browser's own shortcuts (reload, close, zoom, search) would take the screen away.
 * `free` keys go their usual way: Tab walks the controls, editing keys work in a text box.
 */
export function readLaneKey({ code, ctrl, alt, repeat, inTextBox }: Pressed): LaneKey | 'blocked' | 'free' {
  if (alt) return 'blocked'
  if (ctrl) return inTextBox && textBoxControl.has(code) ? 'free' : (withControl[code] ?? 'blocked')
  if (inTextBox && textBoxKeys.has(code)) return 'free'
  const key = plain[code]
  if (key !== undefined) return repeat && !repeating.has(key) ? 'blocked' : key
  if (repeat) return 'blocked'
  return /^F\d+$/.test(code) || code.startsWith('Browser') ? 'blocked' : 'free'
}
