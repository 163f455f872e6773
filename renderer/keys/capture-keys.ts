import type { WedgeSettings } from '../../src/contract/wedge-settings.ts'
import type { PressedKey } from './key-character.ts'
import { isTextBox, keepTextBox } from './text-box.ts'
import type { KeptTextBox } from './text-box.ts'
import { idleWedge, isCutOff, leave, pressWedge } from './wedge.ts'
import type { WedgeVerdict } from './wedge.ts'

export interface KeyListener {
  /** A complete code from a scanner that types. */
  scanned(text: string, twice: boolean): void
  /** A reading began and its end never came, or it was too long. */
  scanLost(): void
  /** A character typed outside any text box. `first` begins what may turn out to be a scan; `fast` is faster than fingers. */
  typed(text: string, speed: { readonly first: boolean; readonly fast: boolean }): void
  /** Everything typed since the last `first` was a scanner's: take it back. */
  takeBack(): void
  /** Any other key, outside text boxes as well as inside. @returns true when it was for the lane */
  pressed(event: KeyboardEvent): boolean
}

/** How often an unfinished frame is looked at, and how many looks in a row without a key end it. Counted in looks: on a busy machine keys wait in the queue while time goes by. */
const cutOffCheckMs = 250
const cutOffLookCount = 3

/**
 * Listens before any element does: a scan is taken in every state of the screen and no control ever sees it.
 * Focus stays on the page: touching a button does not move it there.
 * @param settings how scanners that type are set up, as known at this moment
 * @returns stops listening
 */
export function captureKeys(listener: KeyListener, settings: () => WedgeSettings): () => void {
  let wedge = idleWedge
  /** The text box as it was before the characters that may be a scan. */
  let kept: KeptTextBox | undefined
  let quietLookCount = 0

  const settle = (verdict: WedgeVerdict): void => {
    if (verdict.kind !== 'scan' && verdict.kind !== 'dropped') return
    if (kept) kept.restore()
    else if (verdict.handedOut) listener.takeBack()
    kept = undefined
    if (verdict.kind === 'scan') listener.scanned(verdict.text, verdict.twice)
    else if (verdict.why === 'too-long') listener.scanLost()
  }

  const down = (event: KeyboardEvent): void => {
    quietLookCount = 0
    if (isCutOff(wedge, event.timeStamp)) loseFrame()
    // A key held down is a finger: no scanner repeats.
    if (event.repeat) return held(event)
    const [next, verdict] = pressWedge(wedge, pressedKey(event), event.timeStamp, settings())
    wedge = next
    if (verdict.kind === 'other') {
      // A key that only shifts is part of the reading that has begun.
      if (wedge.mode === 'idle') kept = undefined
      if (listener.pressed(event)) swallow(event)
    } else if (verdict.kind === 'character') {
      takeCharacter(event, verdict)
    } else {
      // The box loses focus while a framed scan runs, so that an input method has nothing to write into.
      if (verdict.kind === 'taken' && verdict.begins) kept = keepTextBox({ leaveIt: true })
      swallow(event)
      settle(verdict)
    }
  }

  const held = (event: KeyboardEvent): void => {
    if (!isTextBox(document.activeElement) && listener.pressed(event)) swallow(event)
  }

  const takeCharacter = (event: KeyboardEvent, verdict: WedgeVerdict & { readonly kind: 'character' }): void => {
    if (verdict.first) kept = keepTextBox({ leaveIt: false })
    if (isTextBox(document.activeElement)) return
    // A space presses a focused button, unless it is part of a code. Everything else typed is the entry field's.
    if (verdict.text === ' ' && !verdict.fast && document.activeElement !== document.body) return
    listener.typed(verdict.text, verdict)
    swallow(event)
  }

  const loseFrame = (): void => {
    wedge = leave(wedge)
    kept?.restore()
    kept = undefined
    listener.scanLost()
  }

  const watch = setInterval(() => {
    quietLookCount = wedge.mode === 'framed' ? quietLookCount + 1 : 0
    if (quietLookCount >= cutOffLookCount) loseFrame()
  }, cutOffCheckMs)
  const staysOnPage = (event: Event): void => {
    if (!isTextBox(event.target)) event.preventDefault()
  }
  const noMenu = (event: Event): void => event.preventDefault()
  window.addEventListener('keydown', down, { capture: true })
  window.addEventListener('mousedown', staysOnPage, { capture: true })
  window.addEventListener('contextmenu', noMenu, { capture: true })
  return () => {
    clearInterval(watch)
    window.removeEventListener('keydown', down, { capture: true })
    window.removeEventListener('mousedown', staysOnPage, { capture: true })
    window.removeEventListener('contextmenu', noMenu, { capture: true })
  }
}

/** An input method hides what is typed behind the word `Process`, and some systems do not know the place of a key. */
function pressedKey(event: KeyboardEvent): PressedKey {
  const { key, shiftKey, altKey } = event
  return { code: event.code === '' && key.length > 1 ? key : event.code, key, shift: shiftKey, ctrl: event.ctrlKey || event.metaKey, alt: altKey }
}

function swallow(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}
