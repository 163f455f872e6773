import type { ScalePan } from './simulated-scale-pan.ts'

const maxLineLength = 80

/** Answers as an MT-SICS scale, in kilograms or grams: `SI`, `S`, `Z`, `T`, `I4`, `@`. `S` waits for the pan in one answer. */
export function answerAsMtSics(pan: ScalePan, unit: 'g' | 'kg'): (bytes: Buffer) => Buffer[] {
  let line = ''

  function weight(state: 'S' | 'D', grams: number): string {
    const number = unit === 'kg' ? (grams / 1000).toFixed(3) : String(grams)
    return `S ${state} ${number.padStart(10)} ${unit}`
  }

  function look(wait: boolean): string {
    const seen = pan.look()
    switch (seen.kind) {
      case 'still':
        return weight('S', seen.netGrams)
      case 'in-motion':
        return wait ? look(true) : weight('D', pan.grams + 3)
      case 'over-capacity':
        return 'S +'
      case 'under-zero':
        return 'S -'
      case 'outside-zero':
        return 'S I'
    }
  }

  function answer(command: string): string {
    switch (command) {
      case 'SI':
        return look(false)
      case 'S':
        return look(true)
      case 'Z':
        return pan.zero() ? 'Z A' : pan.grams > 0 ? 'Z +' : 'Z -'
      case 'T':
        pan.tare(pan.grams)
        return `T S ${(pan.grams / 1000).toFixed(3).padStart(10)} kg`
      case 'I4':
      case '@':
        return 'I4 A "9520001"'
      default:
        return 'ES'
    }
  }

  return (bytes) => {
    const lines = (line + bytes.toString('latin1')).split('\r\n')
    line = (lines.pop() ?? '').slice(-maxLineLength)
    return lines.map((command) => Buffer.from(`${answer(command)}\r\n`, 'latin1'))
  }
}
