import type { WedgeSettings } from '../../src/contract/wedge-settings.ts'
import { altCharacter, altDigit, groupSeparator, keyCharacter, withoutFrenchShift } from './key-character.ts'
import type { PressedKey } from './key-character.ts'

const terminators: ReadonlySet<string> = new Set(['Enter', 'NumpadEnter', 'Tab'])
/** Keys that come along with shifted characters and mean nothing alone. */
const modifiers: ReadonlySet<string> = new Set(['ShiftLeft', 'ShiftRight', 'ControlLeft', 'ControlRight', 'AltLeft', 'AltRight', 'CapsLock'])
/** Some scanners send GS by this key, which means something else when a finger presses it. */
const groupSeparatorKey = 'F8'

/** A scanner without prefix is told from fingers by its speed: at least so many characters … */
export const minScanLength = 6
/** … with at most so many milliseconds between two keys on average, those that only shift included. */
export const maxMeanGapMs = 35
/** A pause longer than this begins a new reading, in either mode. A scanner pauses when the machine it types into is busy. */
const burstBreakMs = 100
const frameBreakMs = 500
/** The same code again within this time is one read: a trigger held a moment too long. */
export const sameReadMs = 300
/** … and until this time it counts, but the screen asks. */
export const askTwiceMs = 800
const maxAltDigitCount = 5
/** Longest reading; the lane takes no longer one. */
export const maxScanLength = 8192

interface Reading {
  readonly text: string
  /** Digits of a character's number, while Alt is held. */
  readonly altDigits: string
  readonly keyCount: number
  /** A character of it went out as typing. */
  readonly handedOut: boolean
  readonly firstAtMs: number
  readonly lastAtMs: number
  readonly tooLong: boolean
}

/** What the wedge remembers between two keys. */
export interface WedgeState {
  /** `framed` between prefix and suffix; `burst` while characters come without a frame. */
  readonly mode: 'idle' | 'framed' | 'burst'
  readonly reading: Reading
  readonly lastScan?: { readonly text: string; readonly atMs: number } | undefined
}

export type WedgeVerdict =
  /** Not part of any code: the key belongs to whoever else wants it. */
  | { readonly kind: 'other' }
  /** A character that may be typing or the start of a scan: `first` begins a burst. Whoever takes it must be able to give it back. */
  | { readonly kind: 'character'; readonly text: string; readonly first: boolean; readonly fast: boolean }
  /** Part of a framed scan: nobody else may see it. */
  | { readonly kind: 'taken'; readonly begins: boolean }
  /** A complete code. `handedOut` when its characters went out as typing first. `twice` when it follows its like closely. */
  | { readonly kind: 'scan'; readonly text: string; readonly handedOut: boolean; readonly twice: boolean }
  /** The reading ended and is no code: the same read again, nothing inside, or too long. */
  | { readonly kind: 'dropped'; readonly why: 'same-read' | 'empty' | 'too-long'; readonly handedOut: boolean }

const noReading: Reading = { text: '', altDigits: '', keyCount: 0, handedOut: false, firstAtMs: 0, lastAtMs: 0, tooLong: false }

export const idleWedge: WedgeState = { mode: 'idle', reading: noReading }

/**
 * Takes one key down.
 * @param atMs when the key was pressed, on a clock that never jumps back (`KeyboardEvent.timeStamp`)
 */
export function pressWedge(state: WedgeState, key: PressedKey, atMs: number, settings: WedgeSettings): readonly [WedgeState, WedgeVerdict] {
  const present = hasBroken(state, atMs) ? leave(state) : state
  if (isMark(settings.prefix, key)) return [{ ...present, mode: 'framed', reading: { ...noReading, firstAtMs: atMs, lastAtMs: atMs } }, { kind: 'taken', begins: true }]
  const digit = altDigit(key)
  if (digit !== undefined) return [spell(present, digit, atMs), { kind: 'taken', begins: false }]
  const current = spelled(present)
  if (current.mode === 'framed') return framed(current, key, atMs, settings)
  if (modifiers.has(key.code)) return [touched(current, atMs), { kind: 'other' }]
  if (terminators.has(key.code) || isMark(settings.suffix, key)) return ended(current, key, atMs)
  return typed(current, characterOf(current, key, settings), atMs)
}

function framed(state: WedgeState, key: PressedKey, atMs: number, settings: WedgeSettings): readonly [WedgeState, WedgeVerdict] {
  if (isMark(settings.suffix, key)) return end(state, atMs)
  return [{ ...state, reading: add(state.reading, characterOf(state, key, settings) ?? '', atMs) }, { kind: 'taken', begins: false }]
}

/** Something that ends a reading, where none was begun by a prefix. */
function ended(state: WedgeState, key: PressedKey, atMs: number): readonly [WedgeState, WedgeVerdict] {
  if (isFast(state)) return end(state, atMs)
  const isOnlyMark = !terminators.has(key.code)
  if (isOnlyMark || followsScan(state, atMs)) return [isOnlyMark ? leave(state) : state, { kind: 'taken', begins: false }]
  return [leave(state), { kind: 'other' }]
}

function isMark(mark: WedgeSettings['prefix' | 'suffix'], { code, ctrl, alt = false }: PressedKey): boolean {
  if (alt) return false
  if (mark === 'stx') return ctrl && code === 'KeyB'
  if (mark === 'etx') return ctrl && code === 'KeyC'
  if (ctrl) return false
  if (mark === 'enter') return code === 'Enter' || code === 'NumpadEnter'
  return mark === 'tab' ? code === 'Tab' : code === mark
}

/** @returns undefined for a key that is no part of a code */
function characterOf(state: WedgeState, key: PressedKey, { layout }: WedgeSettings): string | undefined {
  const isInside = state.mode === 'framed' || (state.mode === 'burst' && meanGapMs(state.reading) <= maxMeanGapMs)
  return key.code === groupSeparatorKey && isInside ? groupSeparator : keyCharacter(key, layout)
}

/** True when a frame was begun and its end is overdue: half a code, which is thrown away. */
export function isCutOff(state: WedgeState, atMs: number): boolean {
  return state.mode === 'framed' && hasBroken(state, atMs)
}

/** Forgets an unfinished reading. */
export function leave(state: WedgeState): WedgeState {
  return { ...idleWedge, lastScan: state.lastScan }
}

function typed(state: WedgeState, character: string | undefined, atMs: number): readonly [WedgeState, WedgeVerdict] {
  if (character === undefined) return [leave(state), { kind: 'other' }]
  const first = !state.reading.handedOut
  const reading = { ...add(begun(state, atMs), character, atMs), handedOut: true }
  return [{ ...state, mode: 'burst', reading }, { kind: 'character', text: character, first, fast: !first && meanGapMs(reading) <= maxMeanGapMs }]
}

/** One more digit of a character's number. */
function spell(state: WedgeState, digit: string, atMs: number): WedgeState {
  const reading = begun(state, atMs)
  return { ...state, mode: state.mode === 'idle' ? 'burst' : state.mode, reading: { ...reading, altDigits: (reading.altDigits + digit).slice(0, maxAltDigitCount), keyCount: reading.keyCount + 1, lastAtMs: atMs } }
}

/** The next key is another: the number is complete. */
function spelled(state: WedgeState): WedgeState {
  const { altDigits } = state.reading
  return altDigits === '' ? state : { ...state, reading: withText({ ...state.reading, altDigits: '' }, altCharacter(altDigits)) }
}

/** A key that only shifts belongs to a reading that has begun; alone it begins none. */
function touched(state: WedgeState, atMs: number): WedgeState {
  return state.mode === 'idle' ? state : { ...state, reading: { ...state.reading, keyCount: state.reading.keyCount + 1, lastAtMs: atMs } }
}

function begun(state: WedgeState, atMs: number): Reading {
  return state.mode === 'idle' ? { ...noReading, firstAtMs: atMs } : state.reading
}

function end(state: WedgeState, atMs: number): readonly [WedgeState, WedgeVerdict] {
  const { tooLong, handedOut } = state.reading
  const text = withoutFrenchShift(state.reading.text)
  const dropped = (why: 'same-read' | 'empty' | 'too-long'): readonly [WedgeState, WedgeVerdict] => [leave(state), { kind: 'dropped', why, handedOut }]
  if (tooLong) return dropped('too-long')
  if (text === '') return dropped('empty')
  const sinceMs = state.lastScan?.text === text ? atMs - state.lastScan.atMs : Infinity
  if (sinceMs < sameReadMs) return dropped('same-read')
  return [{ ...idleWedge, lastScan: { text, atMs } }, { kind: 'scan', text, handedOut, twice: sinceMs <= askTwiceMs }]
}

function add(reading: Reading, character: string, atMs: number): Reading {
  return { ...withText(reading, character), keyCount: reading.keyCount + 1, lastAtMs: atMs }
}

function withText(reading: Reading, character: string): Reading {
  const tooLong = reading.tooLong || reading.text.length + character.length > maxScanLength
  return { ...reading, text: tooLong ? reading.text : reading.text + character, tooLong }
}

/** Some scanners end with their suffix and Enter besides. */
function followsScan(state: WedgeState, atMs: number): boolean {
  return state.mode === 'idle' && state.lastScan !== undefined && atMs - state.lastScan.atMs <= burstBreakMs
}

function hasBroken(state: WedgeState, atMs: number): boolean {
  if (state.mode === 'idle') return false
  return atMs - state.reading.lastAtMs > (state.mode === 'framed' ? frameBreakMs : burstBreakMs)
}

function isFast(state: WedgeState): boolean {
  return state.mode === 'burst' && state.reading.text.length >= minScanLength && meanGapMs(state.reading) <= maxMeanGapMs
}

function meanGapMs(reading: Reading): number {
  return reading.keyCount < 2 ? Infinity : (reading.lastAtMs - reading.firstAtMs) / (reading.keyCount - 1)
}
