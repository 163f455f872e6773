import { describe, expect, test } from 'vitest'
import { openPaymentTerminalCore, type PaymentTerminalCore } from '../../../drivers/simulator/payment-terminal-core.ts'
import { noTerminalFaults, type PaymentTerminalFaults } from '../../../drivers/simulator/payment-terminal-faults.ts'
import { manualTimers, type ManualTimers } from '../../support/drivers-manual-timers.ts'
import { hear, openTerminalDevices, payOrder, statusOrder, terminalName, type Heard } from '../../support/payment-terminal.ts'
import type { Devices } from '../../../src/contract/devices.ts'

interface Rig {
  readonly core: PaymentTerminalCore
  readonly timers: ManualTimers
  readonly devices: Devices
  readonly heard: Heard
  passUntil(isSo: () => boolean): Promise<void>
}

async function openRig(faults: Partial<PaymentTerminalFaults>): Promise<Rig> {
  const timers = manualTimers()
  const core = openPaymentTerminalCore({ timers, seed: 5 })
  core.set(faults)
  const devices = openTerminalDevices(core, timers)
  const heard = hear(devices)
  const passUntil = async (isSo: () => boolean): Promise<void> => {
    for (let passedMs = 0; !isSo() && passedMs < 300_000; passedMs += 250) await timers.pass(250)
    expect(isSo()).toBe(true)
  }
  await passUntil(() => heard.state() === 'ready')
  return { core, timers, devices, heard, passUntil }
}

/** How a payment stands after everything is over: as the lane was told, and as the terminal has it. */
interface Ending {
  readonly told: 'made' | 'not-made' | 'unknown'
  readonly chargedMinor: number
  readonly authorisationCount: number
}

async function askUntilKnown(rig: Rig, orderId: string, question: { amountMinor: number; afterTrace: number | undefined; ofTrace?: number | undefined }): Promise<'made' | 'not-made' | 'unknown'> {
  for (let round = 0; round < 20; round++) {
    const questionId = `${orderId}-${round}`
    await rig.passUntil(() => rig.heard.messages.findLast((message) => message.type === 'state')?.state === 'ready')
    rig.devices.order(statusOrder(questionId, { paymentId: orderId, ...question }))
    await rig.passUntil(() => rig.heard.outcome(questionId) !== undefined)
    const answer = rig.heard.outcome(questionId)
    if (answer?.outcome === 'done') return answer.payment ? 'made' : 'not-made'
    await rig.timers.pass(1_000)
  }
  return 'unknown'
}

async function settle(rig: Rig, orderId: string, question: Parameters<typeof askUntilKnown>[2]): Promise<Ending> {
  await rig.passUntil(() => rig.heard.outcome(orderId) !== undefined)
  const outcome = rig.heard.outcome(orderId)?.outcome
  const told = outcome === 'done' ? 'made' : outcome === 'failed' ? 'not-made' : await askUntilKnown(rig, orderId, question)
  return { told, chargedMinor: rig.core.book.chargedMinor, authorisationCount: rig.core.book.authorisationCount }
}

const directions = ['to-lane', 'from-lane'] as const
const setUps: readonly Partial<PaymentTerminalFaults>[] = [
  {},
  { whenUnacknowledged: 'reverses' },
  { whenLinkLost: 'stops', whenUnacknowledged: 'reverses', printBy: 'lines', segments: 'bytes' },
  { segments: 'glued' },
  { slowMs: 2_500 },
  { answer: 'decline' },
]

async function byteCountsOfPayment(faults: Partial<PaymentTerminalFaults>): Promise<Record<(typeof directions)[number], number>> {
  const rig = await openRig(faults)
  const before = { ...rig.core.byteCounts }
  rig.devices.order(payOrder('p', 1234))
  await rig.passUntil(() => rig.heard.outcome('p') !== undefined)
  await rig.timers.pass(100)
  return { 'to-lane': rig.core.byteCounts['to-lane'] - before['to-lane'], 'from-lane': rig.core.byteCounts['from-lane'] - before['from-lane'] }
}

describe.each(setUps)('the link cut after every byte of a payment (%o)', (faults) => {
  test.each(directions)('%s: never two authorisations, never an unknown booked as paid, and the end is always found', async (direction) => {
    const byteCounts = await byteCountsOfPayment(faults)
    expect(byteCounts[direction]).toBeGreaterThan(direction === 'to-lane' ? 20 : 15)
    for (let byteCount = 0; byteCount <= byteCounts[direction]; byteCount++) {
      const rig = await openRig(faults)
      const afterTrace = rig.heard.trace()
      rig.core.cutLinkAfter(direction, byteCount)
      rig.devices.order(payOrder('p', 1234))
      const ending = await settle(rig, 'p', { amountMinor: 1234, afterTrace })
      expect(ending.authorisationCount, `byte ${byteCount}`).toBeLessThanOrEqual(1)
      expect(ending, `byte ${byteCount}`).toMatchObject({ told: ending.chargedMinor === 1234 ? 'made' : 'not-made' })
    }
  }, 60_000)
})

test('the link cut after every byte of a reversal: the money is given back once, or still there, and the lane knows which', async () => {
  for (const direction of directions) {
    for (let byteCount = 0; byteCount <= 330; byteCount += 3) {
      const rig = await openRig(noTerminalFaults)
      rig.devices.order(payOrder('p', 1234))
      await rig.passUntil(() => rig.heard.outcome('p') !== undefined)
      const paid = rig.heard.outcome('p')?.payment
      rig.core.cutLinkAfter(direction, byteCount)
      rig.devices.order({ type: 'reverse-payment', orderId: 'r', device: terminalName, timeoutMs: 60_000, terminalReceipt: paid?.terminalReceipt ?? 0, amountMinor: 1234 })
      const ending = await settle(rig, 'r', { amountMinor: 1234, afterTrace: paid?.traceNumber, ofTrace: paid?.traceNumber })
      expect(ending, `${direction} byte ${byteCount}`).toMatchObject({ told: ending.chargedMinor === 0 ? 'made' : 'not-made' })
    }
  }
}, 60_000)

test('the terminal switched off and on at any moment of a payment keeps its book, and the lane learns it', async () => {
  for (const faults of [{}, { whenUnacknowledged: 'reverses' }] as const) {
    const whole = await byteCountsOfPayment({ ...faults, slowMs: 3_000 })
    for (let byteCount = 1; byteCount <= whole['to-lane']; byteCount += 5) {
      const rig = await openRig({ ...faults, slowMs: 3_000 })
      const afterTrace = rig.heard.trace()
      const before = rig.core.byteCounts['to-lane']
      rig.devices.order(payOrder('p', 1234))
      for (let step = 0; rig.core.byteCounts['to-lane'] - before < byteCount && step < 100; step++) await rig.timers.pass(50)
      rig.core.power()
      const ending = await settle(rig, 'p', { amountMinor: 1234, afterTrace })
      expect(ending).toMatchObject({ told: ending.chargedMinor === 1234 ? 'made' : 'not-made' })
    }
  }
}, 60_000)
