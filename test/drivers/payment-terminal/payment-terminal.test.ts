import { describe, expect, test } from 'vitest'
import { openPaymentTerminalCore, type PaymentTerminalCore } from '../../../drivers/simulator/payment-terminal-core.ts'
import type { DeviceOutcome } from '../../../src/contract/devices.ts'
import { manualTimers, type ManualTimers } from '../../support/drivers-manual-timers.ts'
import { hear, openTerminalDevices, payOrder, statusOrder, terminalName, type Heard } from '../../support/payment-terminal.ts'
import type { Devices } from '../../../src/contract/devices.ts'

interface Rig {
  readonly core: PaymentTerminalCore
  readonly timers: ManualTimers
  readonly devices: Devices
  readonly heard: Heard
  /** Lets time pass until there is an answer. */
  outcome(orderId: string): Promise<DeviceOutcome>
  ready(): Promise<void>
}

async function openRig(more: { readonly seed?: number; readonly firstTrace?: number; readonly slip?: 'lane' | 'terminal' } = {}): Promise<Rig> {
  const timers = manualTimers()
  const core = openPaymentTerminalCore({ timers, seed: more.seed ?? 1, firstTrace: more.firstTrace })
  const devices = openTerminalDevices(core, timers, more.slip ? { slip: more.slip } : {})
  const heard = hear(devices)
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let passedMs = 0; !isSo(); passedMs += 100) {
      if (passedMs > 400_000) throw new Error(`never: ${JSON.stringify(heard.messages.slice(-5))}`)
      await timers.pass(100)
    }
  }
  const rig: Rig = {
    core, timers, devices, heard,
    async outcome(orderId) {
      await until(() => heard.outcome(orderId) !== undefined)
      const outcome = heard.outcome(orderId)
      if (!outcome) throw new Error('no outcome')
      return outcome
    },
    ready: () => until(() => heard.state() === 'ready'),
  }
  await rig.ready()
  return rig
}

describe('a card payment', () => {
  test('is done with what the receipt needs, and says meanwhile what the customer should do', async () => {
    const { core, devices, heard, outcome } = await openRig({ firstTrace: 469 })
    expect(heard.trace()).toBe(469)
    devices.order(payOrder('p1', 2040))
    const { payment, ...answer } = await outcome('p1')
    expect(answer).toEqual({ type: 'outcome', orderId: 'p1', outcome: 'done' })
    expect(payment).toMatchObject({ amountMinor: 2040, terminalId: '52500042', traceNumber: 470, terminalReceipt: 2, authorisation: '000470' })
    expect(payment?.maskedPan).toMatch(/^\*{12}\d{4}$/)
    expect(payment?.slip).toContain(payment?.cardName)
    expect(heard.messages.flatMap((message) => (message.type === 'payment-progress' ? [message.code] : []))).toEqual(['insert-card', 'wait'])
    expect({ trace: heard.trace(), charged: core.book.chargedMinor, authorised: core.book.authorisationCount }).toEqual({ trace: 470, charged: 2040, authorised: 1 })
  })

  test('asked for twice under one id is taken once and answered with the first outcome', async () => {
    const { core, timers, devices, heard, outcome } = await openRig()
    devices.order(payOrder('p1', 500))
    devices.order(payOrder('p1', 500))
    await outcome('p1')
    devices.order(payOrder('p1', 500))
    await timers.pass(1000)
    expect(core.book.authorisationCount).toBe(1)
    expect(heard.messages.filter((message) => message.type === 'outcome').map((message) => message.outcome)).toEqual(['done', 'done'])
  })

  test.each([
    ['the bank declines', { answer: 'decline' }, 'declined'],
    ['the terminal has another currency', { answer: 'wrong-currency' }, 'wrong-currency'],
    ['the terminal is busy', { busy: true }, 'busy'],
    ['nobody comes with a card', { slowMs: 120_000 }, 'aborted'],
  ] as const)('is not made when %s', async (_why, faults, detail) => {
    const { core, devices, outcome } = await openRig()
    core.set(faults)
    devices.order(payOrder('p1', 500))
    expect(await outcome('p1')).toMatchObject({ outcome: 'failed', detail })
    expect(core.book.authorisationCount).toBe(0)
  })

  test('waits for a customer who is slow with the PIN', async () => {
    const { core, devices, heard, outcome } = await openRig()
    core.set({ slowMs: 60_000 })
    devices.order(payOrder('p1', 500))
    expect((await outcome('p1')).outcome).toBe('done')
    expect(heard.messages.filter((message) => message.type === 'payment-progress' && message.code === 'enter-pin').length).toBe(59)
  })

  test.each(['the customer', 'the cashier'])('is stopped by %s', async (who) => {
    const { core, timers, devices, outcome } = await openRig()
    core.set({ slowMs: 60_000 })
    devices.order(payOrder('p1', 500))
    await timers.pass(3_000)
    if (who === 'the customer') core.cancel()
    else devices.order({ type: 'abort-payment', orderId: 'a1', device: terminalName, timeoutMs: 5_000 })
    expect(await outcome('p1')).toMatchObject({ outcome: 'failed', detail: 'aborted' })
    expect(core.book.authorisationCount).toBe(0)
  })

  test('whose time is nearly up is stopped by the driver, so that its end is still heard', async () => {
    const { core, devices, outcome } = await openRig()
    core.set({ slowMs: 80_000 })
    devices.order(payOrder('p1', 500, 60_000))
    expect(await outcome('p1')).toMatchObject({ outcome: 'failed', detail: 'aborted' })
  })

  test.each(['whole', 'bytes', 'glued'] as const)('is read from messages that come %s', async (segments) => {
    const { core, devices, outcome } = await openRig()
    core.set({ segments, printBy: 'lines' })
    devices.order(payOrder('p1', 500))
    expect((await outcome('p1')).payment?.slip?.at(-1)).toBe('APPROVED')
  })

  test('while another is open is refused before anything is sent', async () => {
    const { core, devices, outcome } = await openRig()
    core.set({ slowMs: 5_000 })
    devices.order(payOrder('p1', 500))
    devices.order(payOrder('p2', 500))
    expect(await outcome('p2')).toMatchObject({ outcome: 'failed', detail: 'busy' })
    expect((await outcome('p1')).outcome).toBe('done')
    expect(core.book.authorisationCount).toBe(1)
  })
})

test('a message is overwritten once it is read: its card number stays in nobody\'s memory', async () => {
  const timers = manualTimers()
  const core = openPaymentTerminalCore({ timers, seed: 3 })
  core.set({ pan: 'plain' })
  const arrived: Buffer[] = []
  const devices = openTerminalDevices(core, timers, { onArrival: (bytes) => void arrived.push(bytes) })
  const heard = hear(devices)
  await timers.pass(1_000)
  devices.order(payOrder('p1', 500))
  await timers.pass(1_000)
  expect(heard.outcome('p1')?.outcome).toBe('done')
  expect(arrived.length).toBeGreaterThan(5)
  expect(Buffer.concat(arrived).toString('hex')).not.toContain(core.book.newest.card.pan)
  expect(Buffer.concat(arrived).toString('latin1')).not.toContain(core.book.newest.card.pan)
})

describe('a terminal that is set up wrongly and tells the whole card number', () => {
  test.each(['block', 'lines'] as const)('has it masked before it leaves the driver, in the payment and on the slip (%s)', async (printBy) => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const { core, devices, heard, outcome } = await openRig({ seed })
      core.set({ pan: 'plain', printBy })
      devices.order(payOrder('p1', 500))
      const { payment } = await outcome('p1')
      const pan = core.book.newest.card.pan
      expect(payment?.maskedPan).toBe(`${'*'.repeat(12)}${pan.slice(-4)}`)
      expect(payment?.slip?.join()).toContain(`${'*'.repeat(12)}${pan.slice(-4)}`)
      expect(JSON.stringify(heard.messages)).not.toContain(pan.slice(0, 12))
    }
  })
})

describe('money given back', () => {
  test('a payment is reversed whole, once', async () => {
    const { core, devices, outcome } = await openRig()
    devices.order(payOrder('p1', 700))
    const { payment } = await outcome('p1')
    const reverse = (orderId: string): void => devices.order({ type: 'reverse-payment', orderId, device: terminalName, timeoutMs: 60_000, terminalReceipt: payment?.terminalReceipt ?? 0, amountMinor: 700 })
    reverse('r1')
    expect((await outcome('r1')).outcome).toBe('done')
    expect(core.book.chargedMinor).toBe(0)
    reverse('r2')
    expect((await outcome('r2')).outcome).toBe('done')
    expect(core.book.chargedMinor).toBe(0)
  })

  test('a reversal of a receipt the terminal does not have is not made', async () => {
    const { devices, outcome } = await openRig()
    devices.order({ type: 'reverse-payment', orderId: 'r1', device: terminalName, timeoutMs: 60_000, terminalReceipt: 77, amountMinor: 700 })
    expect(await outcome('r1')).toMatchObject({ outcome: 'failed', detail: 'not-possible' })
  })

  test('a refund goes onto a card without the first payment', async () => {
    const { core, devices, outcome } = await openRig()
    devices.order({ type: 'refund-card', orderId: 'g1', device: terminalName, timeoutMs: 60_000, amountMinor: 300 })
    expect((await outcome('g1')).payment?.amountMinor).toBe(300)
    expect(core.book.chargedMinor).toBe(-300)
  })
})

test.each([
  ['end-of-day', 'Total EUR 5.00'],
  ['diagnosis', 'HOST OK'],
] as const)('%s brings the terminal\'s own report', async (service, line) => {
  const { devices, outcome } = await openRig()
  devices.order(payOrder('p1', 500))
  await outcome('p1')
  devices.order({ type: 'terminal-service', orderId: 's1', device: terminalName, timeoutMs: 30_000, service })
  expect((await outcome('s1')).lines).toContain(line)
})

/** A terminal in between that changes what the driver hears of it, or takes a message away from it. */
function tapped(core: PaymentTerminalCore, tap: { readonly toLane?: (bytes: Buffer) => Buffer; readonly fromLane?: (bytes: Buffer) => Buffer | 'taken' }): PaymentTerminalCore {
  return {
    ...core,
    attach(link) {
      const till = core.attach({ ...link, send: (bytes) => link.send(tap.toLane?.(bytes) ?? bytes) })
      const take = (bytes: Buffer): void => {
        const kept = tap.fromLane?.(bytes) ?? bytes
        if (kept === 'taken') link.send(Buffer.from([0x84, 0x9c, 0x00]))
        else till.take(kept)
      }
      return { ...till, take }
    },
  }
}

describe('a terminal that', () => {
  test('does not answer at all is unknown after five seconds, and asked once it is back', async () => {
    const { core, timers, devices, heard, outcome, ready } = await openRig()
    core.set({ deaf: true })
    devices.order(payOrder('p1', 500))
    await timers.pass(5_100)
    expect(heard.outcome('p1')).toMatchObject({ outcome: 'unknown', detail: 'no-answer' })
    core.set({ deaf: false })
    await ready()
    devices.order(statusOrder('q1', { paymentId: 'p1', amountMinor: 500, afterTrace: heard.trace() }))
    const answer = await outcome('q1')
    expect(answer).toEqual({ type: 'outcome', orderId: 'q1', outcome: 'done' })
    expect(core.book.authorisationCount).toBe(0)
  })

  test('is still at the payment whose link was cut leaves it unknown until it is at rest', async () => {
    const { core, timers, devices, heard, outcome, ready } = await openRig()
    const afterTrace = heard.trace()
    core.set({ slowMs: 20_000 })
    devices.order(payOrder('p1', 500))
    await timers.pass(2_000)
    core.dropLink()
    expect(await outcome('p1')).toMatchObject({ outcome: 'unknown', detail: 'cut' })
    await timers.pass(3_000)
    expect(heard.messages.findLast((message) => message.type === 'state')).toMatchObject({ state: 'needs-care', trouble: 'busy' })
    devices.order(statusOrder('q1', { paymentId: 'p1', amountMinor: 500, afterTrace }))
    expect((await outcome('q1')).outcome).toBe('unknown')
    await ready()
    devices.order(statusOrder('q2', { paymentId: 'p1', amountMinor: 500, afterTrace }))
    expect((await outcome('q2')).payment).toMatchObject({ amountMinor: 500 })
    expect(core.book.authorisationCount).toBe(1)
  })

  test('has taken another amount by hand meanwhile cannot tell', async () => {
    const { core, devices, heard, outcome } = await openRig()
    const afterTrace = heard.trace()
    core.sellAlone(999)
    devices.order(statusOrder('q1', { paymentId: 'p1', amountMinor: 500, afterTrace }))
    expect(await outcome('q1')).toMatchObject({ outcome: 'unknown', detail: 'cannot-tell' })
  })

  test('is away takes no order, and nothing of it is sent later', async () => {
    const { core, timers, devices, outcome, ready } = await openRig()
    core.dropLink()
    await timers.pass(0)
    devices.order(payOrder('p1', 500))
    expect((await outcome('p1')).outcome).toBe('failed')
    devices.order(statusOrder('q1', { paymentId: 'p9', amountMinor: 500, afterTrace: 1 }))
    expect((await outcome('q1')).outcome).toBe('unknown')
    await ready()
    await timers.pass(5_000)
    expect(core.book.authorisationCount).toBe(0)
  })
})

const isStatus = (bytes: Buffer): boolean => bytes[0] === 0x04 && bytes[1] === 0x0f

test.each([
  ['noise', 100, () => Buffer.from('noise noise noise')],
  ['no-answer', 5_100, (bytes: Buffer) => bytes.subarray(0, 40)],
])('%s in mid-payment loses the link and not the money', async (detail, withinMs, garble) => {
  const timers = manualTimers()
  const core = openPaymentTerminalCore({ timers, seed: 3 })
  let isNoisy = false
  const devices = openTerminalDevices(tapped(core, { toLane: (bytes) => (isNoisy && isStatus(bytes) ? garble(bytes) : bytes) }), timers)
  const heard = hear(devices)
  await timers.pass(1_000)
  const afterTrace = heard.trace()
  isNoisy = true
  devices.order(payOrder('p1', 500))
  await timers.pass(withinMs)
  expect(heard.outcome('p1')).toMatchObject({ outcome: 'unknown', detail })
  isNoisy = false
  await timers.pass(30_000)
  devices.order(statusOrder('q1', { paymentId: 'p1', amountMinor: 500, afterTrace }))
  await timers.pass(1_000)
  expect(heard.outcome('q1')?.payment).toMatchObject({ amountMinor: 500 })
  expect(core.book.authorisationCount).toBe(1)
})

test('a terminal that repeats receipts although it is at work is believed only once it says that it is at rest', async () => {
  const { core, timers, devices, heard, outcome, ready } = await openRig()
  const afterTrace = heard.trace()
  core.set({ slowMs: 20_000, answersAtWork: true })
  devices.order(payOrder('p1', 500))
  await timers.pass(2_000)
  core.dropLink()
  await outcome('p1')
  await ready()
  devices.order(statusOrder('q1', { paymentId: 'p1', amountMinor: 500, afterTrace }))
  expect(await outcome('q1')).toMatchObject({ outcome: 'unknown', detail: 'busy' })
  await timers.pass(30_000)
  devices.order(statusOrder('q2', { paymentId: 'p1', amountMinor: 500, afterTrace }))
  expect((await outcome('q2')).payment).toMatchObject({ amountMinor: 500 })
})

test('a terminal that does not tell its newest transaction yet is not ready', async () => {
  const timers = manualTimers()
  const core = openPaymentTerminalCore({ timers, seed: 3, firstTrace: 77 })
  let busyCount = 2
  const devices = openTerminalDevices(tapped(core, { fromLane: (bytes) => (bytes[1] === 0x20 && busyCount-- > 0 ? 'taken' : bytes) }), timers)
  const heard = hear(devices)
  await timers.pass(1_000)
  expect(heard.messages.findLast((message) => message.type === 'state')).toMatchObject({ state: 'needs-care', trouble: 'busy' })
  await timers.pass(5_000)
  expect({ state: heard.state(), trace: heard.trace() }).toEqual({ state: 'ready', trace: 77 })
})
