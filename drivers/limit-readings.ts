import type { DeviceMessage } from '../src/contract/devices.ts'
import type { Send } from './driver.ts'
import type { Timers } from './timers.ts'

/** A device that babbles says no more by being told more often. */
export const maxGarbledPerSecond = 5
/** Nobody scans so fast: what comes faster is noise that happens to look like readings. */
export const maxReadingsPerSecond = 500

interface Second {
  beganAtMs: number
  readingCount: number
  garbledCount: number
}

/**
 * Bounds how much one device can say in a second, so that noise on one cable starves nothing else.
 * Readings over the bound are told as noise, and garbled ones over theirs are not told at all.
 * What answers something or is the last word about it always passes.
 */
export function limitReadings(send: Send, timers: Timers): Send {
  const seconds = new Map<string, Second>()

  function secondOf(device: string): Second {
    const nowMs = timers.nowMs()
    const present = seconds.get(device)
    if (present && nowMs - present.beganAtMs < 1000) return present
    const next = { beganAtMs: nowMs, readingCount: 0, garbledCount: 0 }
    seconds.set(device, next)
    return next
  }

  function tellGarbled(message: Extract<DeviceMessage, { type: 'garbled' }>): void {
    if (++secondOf(message.device).garbledCount <= maxGarbledPerSecond) send(message)
  }

  return (message) => {
    if (message.type === 'state' || message.type === 'outcome' || message.type === 'drawer' || message.type === 'terminal-trace') return send(message)
    if (message.type === 'garbled') return tellGarbled(message)
    if (++secondOf(message.device).readingCount <= maxReadingsPerSecond) send(message)
    else tellGarbled({ type: 'garbled', device: message.device, reason: 'noise' })
  }
}
