import { readFileSync, readdirSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forkDevices } from '../../../drivers/fork-devices.ts'
import { openDevices } from '../../../drivers/host.ts'
import { openSimulatedPaymentTerminal, type SimulatedPaymentTerminal } from '../../../drivers/simulator/simulated-payment-terminal.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import type { Devices } from '../../../src/contract/devices.ts'
import { eventually, listenTo, type DeviceLog } from '../../support/drivers.ts'
import { payOrder, statusOrder, terminalName } from '../../support/payment-terminal.ts'

let terminal: SimulatedPaymentTerminal
let devices: Devices
let log: DeviceLog

const configFor = (port: number, role: object = {}): ReturnType<typeof deviceConfig.parse> => deviceConfig.parse({ role: 'payment-terminal', name: terminalName, wire: { kind: 'tcp', host: '127.0.0.1', port }, ...role })

beforeEach(async () => {
  terminal = await openSimulatedPaymentTerminal({ seed: 4 })
})

afterEach(async () => {
  await devices.close()
  await terminal.close()
})

async function open(opened: Devices): Promise<number> {
  devices = opened
  log = listenTo(devices)
  await log.untilState(terminalName, 'ready')
  const learnt = await log.until((message) => message.type === 'terminal-trace')
  return learnt.type === 'terminal-trace' ? learnt.traceNumber : 0
}

test('a payment over a real connection, and the terminal unplugged and plugged in again', async () => {
  await open(openDevices([configFor(terminal.port)]))
  devices.order(payOrder('p1', 1250))
  expect((await log.outcome('p1')).payment).toMatchObject({ amountMinor: 1250, slip: expect.arrayContaining(['APPROVED']) })
  log.clear()
  await terminal.unplug()
  await log.untilState(terminalName, 'away')
  devices.order(payOrder('p2', 1250))
  expect(await log.outcome('p2')).toMatchObject({ outcome: 'failed' })
  await terminal.replug()
  await log.untilState(terminalName, 'ready')
  expect(terminal.book.authorisationCount).toBe(1)
})

test.each([0, 2, 40, 90, 121, 130, 200])('a real connection cut after %i bytes of a payment: asked about, never asked for again', async (byteCount) => {
  const afterTrace = await open(openDevices([configFor(terminal.port)]))
  terminal.cutLinkAfter('to-lane', byteCount)
  devices.order(payOrder('p1', 700))
  expect((await log.outcome('p1')).outcome).toBe('unknown')
  await log.until((message) => message.type === 'state' && message.state === 'away')
  await log.untilState(terminalName, 'ready')
  devices.order(statusOrder('q1', { paymentId: 'p1', amountMinor: 700, afterTrace }))
  const answer = await log.outcome('q1')
  expect(answer.outcome).toBe('done')
  expect(answer.payment ? 700 : 0).toBe(terminal.book.chargedMinor)
  expect(terminal.book.authorisationCount).toBeLessThanOrEqual(1)
})

test('the device process killed in mid-payment: unknown, and found again by the next one', async () => {
  const afterTrace = await open(forkDevices([configFor(terminal.port)]))
  terminal.set({ slowMs: 600 })
  devices.order(payOrder('p1', 700))
  await log.until((message) => message.type === 'payment-progress')
  log.clear()
  for (const pid of deviceProcesses()) process.kill(pid, 'SIGKILL')
  expect(await log.outcome('p1')).toMatchObject({ outcome: 'unknown' })
  await eventually(() => terminal.book.authorisationCount === 1)
  await log.untilState(terminalName, 'ready')
  devices.order(statusOrder('q1', { paymentId: 'p1', amountMinor: 700, afterTrace }))
  expect((await log.outcome('q1')).payment).toMatchObject({ amountMinor: 700 })
  expect(terminal.book.authorisationCount).toBe(1)
})

test.each([
  ['another currency', { currency: 156 }, 'wrong-currency'],
])('a terminal of %s needs care', async (_what, config, trouble) => {
  devices = openDevices([configFor(terminal.port, config)])
  log = listenTo(devices)
  await log.untilState(terminalName, 'needs-care', trouble)
})

test('a terminal on another wire than TCP is said to be unsupported', async () => {
  devices = openDevices([configFor(1, { wire: { kind: 'serial', path: '/dev/null' } })])
  log = listenTo(devices)
  await log.untilState(terminalName, 'away', 'unsupported')
})

/** The device processes this test started. */
function deviceProcesses(): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/status`, 'utf8').includes(`PPid:\t${process.pid}\n`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('device-process.ts')
    } catch {
      // It ended while we looked.
      return false
    }
  })
}
