import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bridgeDevices } from '../../electron/bridged-devices.ts'
import type { DeviceMessage, DeviceOrder } from '../../src/contract/devices.ts'

const ready: DeviceMessage = { type: 'state', device: 'drawer', role: 'drawer', state: 'ready' }
const order = (orderId: string): DeviceOrder => ({ type: 'open-drawer', orderId, device: 'drawer', timeoutMs: 3_000 })

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

function bridge() {
  const sent: DeviceOrder[] = []
  const heard: DeviceMessage[] = []
  const devices = bridgeDevices((passed) => sent.push(passed))
  devices.onMessage((message) => heard.push(message))
  return { devices, sent, heard }
}

it('passes orders down and readings up', () => {
  const { devices, sent, heard } = bridge()
  devices.deliver(ready)
  devices.order(order('o-1'))
  devices.deliver({ type: 'outcome', orderId: 'o-1', outcome: 'done' })
  expect(sent).toEqual([order('o-1')])
  expect(heard).toEqual([ready, { type: 'outcome', orderId: 'o-1', outcome: 'done' }])
})

it('keeps nothing for devices that are away: a drawer must not open minutes later', async () => {
  const { devices, sent, heard } = bridge()
  devices.order(order('o-1'))
  await Promise.resolve()
  expect(sent).toEqual([])
  expect(heard).toEqual([{ type: 'outcome', orderId: 'o-1', outcome: 'failed', detail: 'device-process-ended' }])
})

it('answers what is open when the device process dies, once, and shows every device as away', () => {
  const { devices, heard } = bridge()
  devices.deliver(ready)
  devices.order(order('o-1'))
  devices.lost()
  devices.deliver({ type: 'outcome', orderId: 'o-1', outcome: 'done' })
  expect(heard.slice(1)).toEqual([{ type: 'outcome', orderId: 'o-1', outcome: 'unknown', detail: 'device-process-ended' }, { type: 'state', device: 'drawer', role: 'drawer', state: 'away', trouble: 'process-ended' }])
})

it('answers in place of a device process that hangs', () => {
  const { devices, heard } = bridge()
  devices.deliver(ready)
  devices.order(order('o-1'))
  vi.advanceTimersByTime(4_000)
  expect(heard.slice(1)).toEqual([{ type: 'outcome', orderId: 'o-1', outcome: 'unknown', detail: 'timed-out' }])
})

it('does not believe a message of another shape', () => {
  expect(() => bridge().devices.deliver({ type: 'scanned', device: 'scanner' })).toThrow()
})
