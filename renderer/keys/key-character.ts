import type { WedgeSettings } from '../../src/contract/wedge-settings.ts'

/** What a key of a scanner's keyboard means, by its place on a US board: layout, input method and Caps Lock do not matter. */
const shifted: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Minus: ['-', '_'], Equal: ['=', '+'], BracketLeft: ['[', '{'], BracketRight: [']', '}'], Backslash: ['\\', '|'], Semicolon: [';', ':'],
  Quote: ["'", '"'], Backquote: ['`', '~'], Comma: [',', '<'], Period: ['.', '>'], Slash: ['/', '?'], Space: [' ', ' '],
  NumpadDecimal: ['.', '.'], NumpadAdd: ['+', '+'], NumpadSubtract: ['-', '-'], NumpadMultiply: ['*', '*'], NumpadDivide: ['/', '/'],
}
const overDigits = ')!@#$%^&*('

/** GS, the separator inside GS1 codes: scanners that type send it as Ctrl+], F8, or Alt and 0029 on the number pad. */
export const groupSeparator = '\u001d'
const firstPrintable = 0x20
const lastPrintable = 0x7e

export interface PressedKey {
  /** `KeyboardEvent.code`; empty where the system does not know the place of the key. */
  readonly code: string
  /** `KeyboardEvent.key`: what the computer's own layout makes of it, or a word such as `Process` in an input method. */
  readonly key?: string | undefined
  readonly shift: boolean
  readonly ctrl: boolean
  readonly alt?: boolean | undefined
}

/** @returns the one character the key stands for, or undefined for keys that write nothing */
export function keyCharacter(pressed: PressedKey, layout: WedgeSettings['layout']): string | undefined {
  const { code, key = '', ctrl } = pressed
  if (ctrl) return code === 'BracketRight' ? groupSeparator : undefined
  const isPrintable = /^[\x20-\x7e]$/.test(key)
  return isPrintable && (layout === 'as-computer' || code === '') ? key : usCharacter(pressed)
}

function usCharacter({ code, shift }: PressedKey): string | undefined {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return shift && code.startsWith('Digit') ? overDigits[Number(digit)] : digit
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return shift ? letter : letter.toLowerCase()
  return shifted[code]?.[shift ? 1 : 0]
}

/** On the number pad with Alt held a scanner spells the number of a character: it needs no layout at all. */
export function altDigit({ code, alt = false }: PressedKey): string | undefined {
  return alt ? /^Numpad(\d)$/.exec(code)?.[1] : undefined
}

/** @returns the character of that number, GS among them; nothing for any other that no code holds */
export function altCharacter(digits: string): string {
  const number = Number(digits)
  return number === groupSeparator.charCodeAt(0) || (number >= firstPrintable && number <= lastPrintable) ? String.fromCharCode(number) : ''
}

/**
 * Digits of a French board need Shift. A scanner that is set to one, and read by the places of an American board,
 * makes a row of signs that no code is made of.
 */
export function withoutFrenchShift(text: string): string {
  return /^[)!@#$%^&*(]+$/.test(text) ? Array.from(text, (sign) => overDigits.indexOf(sign)).join('') : text
}
