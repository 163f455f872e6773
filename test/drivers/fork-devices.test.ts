import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forkDevices } from '../../drivers/fork-devices.ts'
import { openSimulators, type Simulators } from '../../drivers/simulator/open-simulators.ts'
import type { Devices } from '../../src/contract/devices.ts'
import { printOrder } from '../support/drivers-receipts.ts'
import { manualTimers } from '../support/drivers-manual-timers.ts'
import { eventually, listenTo, temporaryFolder, type DeviceLog, type TemporaryFolder } from '../support/drivers.ts'

let folder: TemporaryFolder
let simulators: Simulators
let devices: Devices
let log: DeviceLog
let pidsBefore: readonly number[]

beforeEach(async () => {
  folder = temporaryFolder()
  simulators = await openSimulators({ dir: folder.dir })
  devices = forkDevices(simulators.configs)
  log = listenTo(devices)
  for (const device of ['scanner', 'card-reader', 'printer', 'drawer']) await log.untilState(device, 'ready')
  pidsBefore = deviceProcesses()
})

afterEach(async () => {
  await devices.close()
  await simulators.close()
  folder.remove()
})

describe('devices in a process of their own', () => {
  it('scan, swipe, print and open the drawer as in ours', async () => {
    simulators.scan('5901234123457', { aim: ']E0' })
    await log.until((message) => message.type === 'scanned' && message.text === '5901234123457' && message.aim === ']E0')
    simulators.swipe('2900000048218')
    await log.until((message) => message.type === 'swiped' && message.text === '2900000048218')
    devices.order(printOrder('r1'))
    devices.order({ type: 'open-drawer', orderId: 'k1', device: 'drawer', timeoutMs: 5000 })
    expect(await log.outcome('r1')).toMatchObject({ outcome: 'done' })
    expect(await log.outcome('k1')).toMatchObject({ outcome: 'done' })
    expect(simulators.printer.drawer.kickCount).toBe(1)
  })

  it('that dies: every device is away, the receipt in hand is unknown, the next is refused, and all are back soon', async () => {
    devices.order(printOrder('r0'))
    await log.outcome('r0')
    const before = simulators.printer.dataByteCount
    simulators.printer.set({ slowMs: 5000 })
    devices.order(printOrder('r1', undefined, 20_000))
    await eventually(() => simulators.printer.dataByteCount > before + 400)
    log.clear()
    for (const pid of deviceProcesses()) process.kill(pid, 'SIGKILL')
    expect(await log.outcome('r1')).toMatchObject({ outcome: 'unknown' })
    for (const device of ['scanner', 'card-reader', 'printer', 'drawer']) await log.until((message) => message.type === 'state' && message.device === device && message.state === 'away')
    devices.order(printOrder('r2'))
    expect(await log.outcome('r2')).toMatchObject({ outcome: 'failed' })
    simulators.printer.set({ slowMs: 0 })
    for (const device of ['scanner', 'card-reader', 'printer', 'drawer']) await log.untilState(device, 'ready')
    simulators.scan('4006381333931')
    await log.until((message) => message.type === 'scanned' && message.text === '4006381333931')
    expect(log.messages.filter((message) => message.type === 'outcome' && message.orderId === 'r1')).toHaveLength(1)
  })

  it('that hangs is ended and started again', async () => {
    const timers = manualTimers()
    const held = forkDevices(simulators.configs.filter((config) => config.role === 'drawer'), { timers })
    const said = listenTo(held)
    await said.untilState('drawer', 'away', 'not-found')
    const [hanging] = deviceProcesses().filter((pid) => !pidsBefore.includes(pid))
    if (hanging === undefined) throw new Error('no device process')
    process.kill(hanging, 'SIGSTOP')
    await timers.pass(30_000)
    await said.untilState('drawer', 'away', 'process-ended')
    await timers.pass(1000)
    await said.untilState('drawer', 'away', 'not-found')
    expect(deviceProcesses()).not.toContain(hanging)
    await held.close()
  })

  it('leave no process behind', async () => {
    expect(deviceProcesses()).toHaveLength(1)
    await devices.close()
    expect(deviceProcesses()).toHaveLength(0)
  })
})

/** Device processes that this test started: children of ours, by their command line. */
function deviceProcesses(): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => isOurs(pid))
}

function isOurs(pid: number): boolean {
  try {
    const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return parent === String(process.pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('device-process.ts')
  } catch {
    // It ended while we looked.
    return false
  }
}
