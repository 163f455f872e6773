import { keyCharacter } from './key-character.ts'
import type { PressedKey } from './key-character.ts'

/** The keys a scanner is set up to send before and after every code. */
const prefixCode = 'F18'
const suffixCode = 'F19'
const terminators: ReadonlySet<string> = new Set(['Enter', 'NumpadEnter', 'Tab'])
/** Keys that come along with shifted characters and mean nothing alone. */
const modifiers: ReadonlySet<string> = new Set(['ShiftLeft', 'ShiftRight', 'ControlLeft', 'ControlRight', 'AltLeft', 'AltRight', 'CapsLock'])

/** A scanner without prefix is told from fingers by its speed: at least so many characters … */
export const minScanLength = 6
/** … with at most so many milliseconds between two of them on average. */
export const maxMeanGapMs = 35
/** A pause longer than this begins a new reading, in either mode. A scanner pauses when the machine it types into is busy. */
const burstBreakMs = 100
const frameBreakMs = 500
/** The same code again within this time is one read: a trigger held a moment too long. */
export const sameReadMs = 300
/** … and until this time it counts, but the screen asks. */
export const askTwiceMs = 800
/** Longest reading; the lane takes no longer one. */
export const maxScanLength = 8192

interface Reading {
  readonly text: string
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

const noReading: Reading = { text: '', firstAtMs: 0, lastAtMs: 0, tooLong: false }

export const idleWedge: WedgeState = { mode: 'idle', reading: noReading }

/**
 * Takes one key down.
 * @param atMs when the key was pressed, on a clock that never jumps back (`KeyboardEvent.timeStamp`)
 */
export function pressWedge(state: WedgeState, key: PressedKey, atMs: number): readonly [WedgeState, WedgeVerdict] {
  const current = hasBroken(state, atMs) ? leave(state) : state
  if (key.code === prefixCode) return [{ ...current, mode: 'framed', reading: { ...noReading, firstAtMs: atMs, lastAtMs: atMs } }, { kind: 'taken', begins: true }]
  if (key.code === suffixCode) return current.mode === 'framed' ? end(current, atMs) : [current, { kind: 'taken', begins: false }]
  if (current.mode === 'framed') return [{ ...current, reading: add(current.reading, keyCharacter(key) ?? '', atMs) }, { kind: 'taken', begins: false }]
  if (modifiers.has(key.code)) return [current, { kind: 'other' }]
  if (terminators.has(key.code) && followsScan(current, atMs)) return [current, { kind: 'taken', begins: false }]
  if (terminators.has(key.code)) return isFast(current) ? end(current, atMs) : [leave(current), { kind: 'other' }]
  return typed(current, keyCharacter(key), atMs)
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
  const first = state.mode === 'idle'
  const reading = add(first ? { ...noReading, firstAtMs: atMs } : state.reading, character, atMs)
  return [{ ...state, mode: 'burst', reading }, { kind: 'character', text: character, first, fast: !first && meanGapMs(reading) <= maxMeanGapMs }]
}

function end(state: WedgeState, atMs: number): readonly [WedgeState, WedgeVerdict] {
  const handedOut = state.mode === 'burst'
  const { text, tooLong } = state.reading
  const dropped = (why: 'same-read' | 'empty' | 'too-long'): readonly [WedgeState, WedgeVerdict] => [leave(state), { kind: 'dropped', why, handedOut }]
  if (tooLong) return dropped('too-long')
  if (text === '') return dropped('empty')
  const sinceMs = state.lastScan?.text === text ? atMs - state.lastScan.atMs : Infinity
  if (sinceMs < sameReadMs) return dropped('same-read')
  return [{ ...idleWedge, lastScan: { text, atMs } }, { kind: 'scan', text, handedOut, twice: sinceMs <= askTwiceMs }]
}

function add(reading: Reading, character: string, atMs: number): Reading {
  const tooLong = reading.tooLong || reading.text.length + character.length > maxScanLength
  return { ...reading, text: tooLong ? reading.text : reading.text + character, lastAtMs: atMs, tooLong }
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
  return reading.text.length < 2 ? Infinity : (reading.lastAtMs - reading.firstAtMs) / (reading.text.length - 1)
}
