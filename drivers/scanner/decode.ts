import type { DeviceConfig } from '../../src/contract/config.ts'
import { nameCode, type CodeKind } from './code-kind.ts'
import type { GarbledReason } from './frame.ts'
import { takeLabelId } from './label-id.ts'

export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly aim?: string | undefined }
  | { readonly kind: 'garbled'; readonly reason: GarbledReason }

/** What is set up in the scanner to stand in front of a code. */
export interface InFront {
  readonly prefix: string
  readonly labelId: Extract<DeviceConfig, { role: 'scanner' }>['labelId']
}

const GS = 0x1d
const aimPattern = /^\][A-Za-z][0-9A-Za-z]/

/**
 * Turns one framed reading into text.
 * @param inFront what is taken off; a reading without it is kept as it is
 * @param kind    what the device says beside the text; an AIM identifier in the text says it more exactly
 * @returns the text with the AIM symbology identifier ("]E0") taken off and told apart, or noise where a byte is
 *          neither printable ASCII nor GS
 */
export function decode(bytes: Buffer, { prefix, labelId }: InFront, kind?: CodeKind): Decoded {
  if (!bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === GS)) return { kind: 'garbled', reason: 'noise' }
  const whole = bytes.toString('latin1')
  const code = whole.startsWith(prefix) ? whole.slice(prefix.length) : whole
  const aim = aimPattern.exec(code)?.[0]
  const text = code.slice(aim?.length ?? 0)
  if (text.length === 0) return { kind: 'garbled', reason: 'noise' }
  if (aim !== undefined) return { kind: 'text', text, aim }
  if (kind !== undefined) return { kind: 'text', ...nameCode(kind, text) }
  const labelled = labelId === 'none' ? undefined : takeLabelId(labelId, text)
  return { kind: 'text', ...(labelled ? nameCode(labelled.kind, labelled.text) : { text }) }
}
