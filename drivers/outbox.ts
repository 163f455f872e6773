import type { DeviceMessage, Devices } from '../src/contract/devices.ts'
import type { Send } from './driver.ts'

/** Messages kept until somebody listens: a state for each device and its first readings. */
const maxEarlyCount = 256

export interface Outbox {
  readonly send: Send
  readonly onMessage: Devices['onMessage']
}

/**
 * Passes messages to one listener, and keeps those that come before it listens.
 * Of each device only the newest state is kept; when there is no more room, the oldest message goes.
 */
export function openOutbox(): Outbox {
  let early: DeviceMessage[] = []
  let listener: ((message: DeviceMessage) => void) | undefined

  function keep(message: DeviceMessage): void {
    if (message.type === 'state') early = early.filter((other) => other.type !== 'state' || other.device !== message.device)
    early.push(message)
    if (early.length > maxEarlyCount) early.shift()
  }

  return {
    send: (message) => (listener ? listener(message) : keep(message)),
    onMessage(next) {
      listener = next
      for (const message of early.splice(0)) next(message)
    },
  }
}
