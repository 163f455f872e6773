import { randomInt } from 'node:crypto'
import type { DeviceConfig } from '../../src/contract/config.ts'
import { assertNever } from '../../src/domain/assert.ts'
import type { ScaleDialect } from './dialect.ts'
import { openDialog06 } from './dialog-06.ts'
import { openHidScale } from './hid-scale.ts'
import { openMtSics } from './mt-sics.ts'
import { openToledo8217 } from './toledo-8217.ts'

/** The protocol a scale's config names. */
export function openDialect({ protocol, unit, dialog06Secret }: Extract<DeviceConfig, { role: 'scale' }>): ScaleDialect {
  switch (protocol) {
    case 'toledo-8217':
      return openToledo8217(unit)
    case 'dialog-06': {
      const secret = dialog06Secret && { correction: Number.parseInt(dialog06Secret.correction, 16), polynomial: Number.parseInt(dialog06Secret.polynomial, 16) }
      return openDialog06({ secret, random16: () => randomInt(0x1_0000) })
    }
    case 'mt-sics':
      return openMtSics()
    case 'hid':
      return openHidScale()
    default:
      return assertNever(protocol, 'scale protocol')
  }
}
