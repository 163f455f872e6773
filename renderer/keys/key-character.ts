/** What a key of a scanner's keyboard means, by its place on a US board: layout, input method and Caps Lock do not matter. */
const shifted: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Minus: ['-', '_'], Equal: ['=', '+'], BracketLeft: ['[', '{'], BracketRight: [']', '}'], Backslash: ['\\', '|'], Semicolon: [';', ':'],
  Quote: ["'", '"'], Backquote: ['`', '~'], Comma: [',', '<'], Period: ['.', '>'], Slash: ['/', '?'], Space: [' ', ' '],
  NumpadDecimal: ['.', '.'], NumpadAdd: ['+', '+'], NumpadSubtract: ['-', '-'], NumpadMultiply: ['*', '*'], NumpadDivide: ['/', '/'],
}
const overDigits = ')!@#$%^&*('

/** GS, the separator inside GS1 codes: scanners in keyboard mode send it as Ctrl+]. */
const groupSeparator = '\u001d'

export interface PressedKey {
  /** `KeyboardEvent.code` */
  readonly code: string
  readonly shift: boolean
  readonly ctrl: boolean
}

/** @returns the one character the key stands for, or undefined for keys that write nothing */
export function keyCharacter({ code, shift, ctrl }: PressedKey): string | undefined {
  if (ctrl) return code === 'BracketRight' ? groupSeparator : undefined
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return shift && code.startsWith('Digit') ? overDigits[Number(digit)] : digit
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return shift ? letter : letter.toLowerCase()
  return shifted[code]?.[shift ? 1 : 0]
}
