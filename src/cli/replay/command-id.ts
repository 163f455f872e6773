import { createHash } from 'node:crypto'
import type { CommandId } from '../../domain/ids.ts'

/**
 * The id of one step of one basket, always the same: a lane that was killed and starts again sends the same ids,
 * and what its journal has already is not done twice.
 * @returns a UUID of version 8 (RFC 9562): the first 122 bits of a SHA-256
 */
export function commandIdOf(basketId: string, step: string): CommandId {
  const hex = createHash('sha256').update(`${basketId}\n${step}`).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}` as CommandId
}
