import type { DeviceMessage } from '../contract/devices.ts'
import { assertNever } from '../domain/assert.ts'
import type { CommandId } from '../domain/ids.ts'
import { done, type CommandOutcome } from './command-outcome.ts'
import type { LaneContext } from './lane-context.ts'
import { commit } from './commit.ts'
import { learnTrace, paymentProgress } from './paying.ts'
import { scanCode } from './scan-code.ts'
import { weighingProgress } from './weighing.ts'

/** What a device has read, taken in order, one at a time. */
export function readDevice(reading: Exclude<DeviceMessage, { type: 'state' } | { type: 'outcome' }>, context: LaneContext): CommandOutcome {
  const { state, newId } = context
  const commandId = newId() as CommandId
  switch (reading.type) {
    case 'scanned':
      return scanCode({ text: reading.text, aim: reading.aim, source: 'scanner', device: reading.device }, commandId, context)
    case 'swiped':
      return scanCode({ text: reading.text, source: 'card-reader' }, commandId, context)
    case 'payment-card-rejected':
      commit([{ kind: 'payment-card-rejected' }], commandId, context)
      state.messages.say({ level: 'warn', code: 'payment-card-rejected', data: {} })
      return { outcome: { kind: 'ok' }, sounds: ['warn'], stored: true }
    case 'garbled':
      if (reading.reason === 'foreign-card') state.messages.say({ level: 'warn', code: 'foreign-card', data: {} })
      else state.messages.say({ level: 'warn', code: 'garbled', data: { device: reading.device, reason: reading.reason } })
      return { outcome: { kind: 'ok' }, sounds: ['warn'] }
    case 'weigh-progress':
      return weighingProgress(reading, context)
    case 'payment-progress':
      return paymentProgress(reading, context)
    case 'terminal-trace':
      return learnTrace(reading.traceNumber, context)
    case 'drawer':
      return done
    default:
      return assertNever(reading, 'reading')
  }
}
