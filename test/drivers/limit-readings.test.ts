import { expect, it } from 'vitest'
import { limitReadings, maxGarbledPerSecond, maxReadingsPerSecond } from '../../drivers/limit-readings.ts'
import { openOutbox } from '../../drivers/outbox.ts'
import type { DeviceMessage } from '../../src/contract/devices.ts'
import { manualTimers, type ManualTimers } from '../support/drivers-manual-timers.ts'

function limited(): { readonly send: (message: DeviceMessage) => void; readonly said: DeviceMessage[]; readonly timers: ManualTimers } {
  const said: DeviceMessage[] = []
  const timers = manualTimers()
  return { said, timers, send: limitReadings((message) => said.push(message), timers) }
}

const garbled = (device: string): DeviceMessage => ({ type: 'garbled', device, reason: 'noise' })
const scanned = (text: string): DeviceMessage => ({ type: 'scanned', device: 'scanner', text })
const times = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index)

it('a cable full of noise is told five times a second, and costs its neighbour nothing', async () => {
  const { send, said, timers } = limited()
  for (const _ of times(10_000)) send(garbled('scanner'))
  send(garbled('reader'))
  expect(said.map((message) => 'device' in message && message.device)).toEqual([...times(maxGarbledPerSecond).map(() => 'scanner'), 'reader'])
  await timers.pass(1000)
  for (const _ of times(10_000)) send(garbled('scanner'))
  expect(said).toHaveLength(2 * maxGarbledPerSecond + 1)
})

it('as many codes as anybody can scan all pass, in order', async () => {
  const { send, said, timers } = limited()
  for (const n of times(1000)) {
    send(scanned(String(n)))
    await timers.pass(10)
  }
  expect(said).toEqual(times(1000).map((n) => scanned(String(n))))
})

it('what comes faster than any scanner reads is noise, even where it looks like codes', () => {
  const { send, said } = limited()
  for (const n of times(50_000)) send(scanned(String(n)))
  expect(said.filter((message) => message.type === 'scanned')).toHaveLength(maxReadingsPerSecond)
  expect(said.filter((message) => message.type === 'garbled')).toHaveLength(maxGarbledPerSecond)
})

it('answers, states and drawers pass through any noise', () => {
  const { send, said } = limited()
  const important: DeviceMessage[] = times(1000).flatMap((n): DeviceMessage[] => [
    { type: 'outcome', orderId: String(n), outcome: 'done' },
    { type: 'drawer', device: 'scanner', open: n % 2 === 0 },
    { type: 'state', device: 'scanner', role: 'scanner', state: 'ready' },
    { type: 'terminal-trace', device: 'scanner', traceNumber: n },
  ])
  for (const message of important) {
    send(garbled('scanner'))
    send(message)
  }
  expect(said.filter((message) => message.type !== 'garbled')).toEqual(important)
})

it('before anybody listens, each device keeps its newest state and the latest readings, within a bound', () => {
  const outbox = openOutbox()
  const state = (device: string, now: 'ready' | 'away'): DeviceMessage => ({ type: 'state', device, role: 'scanner', state: now })
  outbox.send(state('scanner', 'away'))
  for (const n of times(10_000)) outbox.send(scanned(String(n)))
  for (const _ of times(100)) outbox.send(state('reader', 'away'))
  outbox.send(state('reader', 'ready'))
  outbox.send(state('scanner', 'ready'))
  const heard: DeviceMessage[] = []
  outbox.onMessage((message) => heard.push(message))
  expect(heard.length).toBeLessThanOrEqual(256)
  expect(heard.filter((message) => message.type === 'state')).toEqual([state('reader', 'ready'), state('scanner', 'ready')])
  expect(heard.findLast((message) => message.type === 'scanned')).toEqual(scanned('9999'))
})
