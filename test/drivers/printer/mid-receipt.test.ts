import { afterEach, describe, expect, it } from 'vitest'
import { confirmationBy } from '../../../drivers/printer/confirmation.ts'
import { receiptText } from '../../../drivers/simulator/paper.ts'
import type { PrinterFaults } from '../../../drivers/simulator/printer-mechanism.ts'
import type { DeviceMessage, DeviceOrder, DeviceOutcome } from '../../../src/contract/devices.ts'
import { manualTimers, type ManualTimers } from '../../support/drivers-manual-timers.ts'
import { openMemoryPrinter, type MemoryPrinter, type MemoryPrinterOptions } from '../../support/drivers-memory-printer.ts'
import { printOrder } from '../../support/drivers-receipts.ts'

interface Bench extends MemoryPrinter {
  readonly timers: ManualTimers
  readonly messages: DeviceMessage[]
}

const benches: Bench[] = []
afterEach(async () => {
  for (const bench of benches.splice(0)) await bench.devices.close()
})

/** A printer that has been on for a while. */
async function openBench(options: MemoryPrinterOptions = {}): Promise<Bench> {
  const timers = manualTimers()
  const messages: DeviceMessage[] = []
  const printer = openMemoryPrinter(timers, options)
  printer.devices.onMessage((message) => void messages.push(message))
  const bench = { ...printer, timers, messages }
  benches.push(bench)
  await timers.pass(3000)
  return bench
}

const outcomeOf = ({ messages }: Bench, orderId: string): DeviceOutcome | undefined => messages.find((message): message is DeviceOutcome => message.type === 'outcome' && message.orderId === orderId)
const wholeReceipts = ({ mechanism }: Bench): number => mechanism.receipts.filter((receipt) => receipt.cut).length
/** Also where nothing cuts: whatever begins with the store's name. */
const pieces = ({ mechanism }: Bench): number => [...mechanism.receipts, mechanism.hanging].filter((piece) => receiptText(piece).includes('Test Market')).length
const stateOf = ({ messages }: Bench, device: string): string => {
  const last = messages.findLast((message) => message.type === 'state' && message.device === device)
  return last?.type === 'state' ? `${last.state}${last.trouble === undefined ? '' : ` ${last.trouble}`}` : ''
}
const kickOrder = (orderId: string): DeviceOrder => ({ type: 'open-drawer', orderId, device: 'drawer', timeoutMs: 4000 })

async function print(bench: Bench, orderId: string, durationMs = 9000): Promise<DeviceOutcome | undefined> {
  bench.devices.order(printOrder(orderId))
  await bench.timers.pass(durationMs)
  return outcomeOf(bench, orderId)
}

const stops: { title: string; stop: Partial<PrinterFaults>; go: Partial<PrinterFaults>; trouble: string }[] = [
  { title: 'paper out', stop: { paper: 'out' }, go: { paper: 'ok' }, trouble: 'paper-out' },
  { title: 'the cover opened', stop: { cover: 'open' }, go: { cover: 'closed' }, trouble: 'cover-open' },
  { title: 'the cutter stuck', stop: { cutter: 'stuck' }, go: { cutter: 'ok' }, trouble: 'cutter' },
  { title: 'a paper jam', stop: { state: 'jammed' }, go: { state: 'ok' }, trouble: 'jammed' },
  { title: 'the head too hot', stop: { state: 'hot' }, go: { state: 'ok' }, trouble: 'hot' },
]

describe.each(stops)('$title in mid-receipt', ({ stop, go, trouble }) => {
  it.each(['gs-r', 'process-id', 'automatic'] as const)('and mended in time, the printer goes on and the receipt is done (%s)', async (confirm) => {
    const bench = await openBench({ printer: { confirm } })
    bench.mechanism.afterLines(4, stop)
    await print(bench, 'r1', 3000)
    // The lane hears of it while there is still time.
    expect({ outcome: outcomeOf(bench, 'r1'), whole: wholeReceipts(bench), state: stateOf(bench, 'printer') }).toEqual({ outcome: undefined, whole: 0, state: `needs-care ${trouble}` })
    bench.mechanism.set(go)
    await bench.timers.pass(500)
    expect({ outcome: outcomeOf(bench, 'r1')?.outcome, whole: wholeReceipts(bench) }).toEqual({ outcome: 'done', whole: 1 })
  })

  it.each(['gs-r', 'process-id', 'automatic', 'watched'] as const)('and not mended, it is unknown, and later comes out once (%s)', async (confirm) => {
    const bench = await openBench({ printer: { confirm } })
    bench.mechanism.afterLines(4, stop)
    expect(await print(bench, 'r1')).toMatchObject({ outcome: 'unknown' })
    expect(stateOf(bench, 'printer')).toBe(`needs-care ${trouble}`)
    expect(await print(bench, 'r2')).toMatchObject({ outcome: 'failed', detail: trouble })
    bench.mechanism.set(go)
    await bench.timers.pass(3000)
    expect({ state: stateOf(bench, 'printer'), whole: wholeReceipts(bench) }).toEqual({ state: 'ready', whole: 1 })
    expect(await print(bench, 'r3')).toMatchObject({ outcome: 'done' })
    expect(wholeReceipts(bench)).toBe(2)
  })
})

describe('the power pulled in mid-receipt', () => {
  it('leaves it unknown, and half of it on paper for ever', async () => {
    const bench = await openBench()
    bench.mechanism.afterLines(4, { paper: 'out' })
    bench.devices.order(printOrder('r1'))
    await bench.timers.pass(1000)
    bench.mechanism.powerOff()
    await bench.timers.pass(12_000)
    expect(outcomeOf(bench, 'r1')).toMatchObject({ outcome: 'unknown' })
    expect(stateOf(bench, 'printer')).toBe('away no-answer')
    bench.mechanism.powerOn()
    bench.mechanism.set({ paper: 'ok' })
    await bench.timers.pass(4000)
    expect(await print(bench, 'r2')).toMatchObject({ outcome: 'done' })
    expect(bench.mechanism.receipts.map((receipt) => receipt.cut)).toEqual([false, true])
  })
})

describe('how a printer confirms', () => {
  it.each([
    { title: 'GS r', options: {}, detail: undefined },
    { title: 'process ids', options: { printer: { confirm: 'process-id' } }, detail: undefined },
    { title: 'automatic status', options: { printer: { profile: 'star-80mm' }, knows: { inOrder: false, processId: false } }, detail: undefined },
    { title: 'nothing, by its family', options: { printer: { profile: 'plain-80mm' }, knows: { inOrder: false, automatic: false, processId: false } }, detail: 'watched' },
    { title: 'nothing, although its family does', options: { knows: { inOrder: false, automatic: false, processId: false } }, detail: 'watched' },
    { title: 'no process ids, although it should', options: { printer: { confirm: 'process-id' }, knows: { processId: false } }, detail: 'watched' },
  ] satisfies { title: string; options: MemoryPrinterOptions; detail: string | undefined }[])('by $title: every receipt prints once', async ({ options, detail }) => {
    const bench = await openBench(options)
    for (const orderId of ['r1', 'r2', 'r3']) {
      const outcome = await print(bench, orderId)
      expect(outcome).toMatchObject({ outcome: 'done' })
      expect(outcome?.detail).toBe(detail)
    }
    expect(pieces(bench)).toBe(3)
    expect(bench.mechanism.unknown).toEqual([])
  })

  it('a printer that only can be watched is done no sooner than it can have printed', async () => {
    const bench = await openBench({ printer: { profile: 'plain-80mm' }, knows: { inOrder: false }, })
    bench.devices.order(printOrder('r1'))
    await bench.timers.pass(1500)
    expect(outcomeOf(bench, 'r1')).toBeUndefined()
    await bench.timers.pass(6000)
    expect(outcomeOf(bench, 'r1')).toMatchObject({ outcome: 'done', detail: 'watched' })
  })

  it('a printer that is only slow is not taken for one that cannot confirm', async () => {
    const bench = await openBench()
    bench.mechanism.set({ slowMs: 2500 })
    bench.devices.order(printOrder('r1'))
    await bench.timers.pass(7500)
    expect(outcomeOf(bench, 'r1')).toEqual({ type: 'outcome', orderId: 'r1', outcome: 'done' })
  })

  it.each(['gs-r', 'automatic', 'process-id'] as const)('what an older receipt still owes is not taken for the next one’s answer (%s)', async (confirm) => {
    const bench = await openBench({ printer: { confirm } })
    await print(bench, 'r0')
    const lineCount = bench.mechanism.receipts[0]?.lines.filter((line) => line.kind === 'text').length ?? 0
    bench.mechanism.afterLines(2, { paper: 'out' })
    expect(await print(bench, 'r1')).toMatchObject({ outcome: 'unknown' })
    // The rest of the older receipt comes out in one go, and the paper ends again early in the next.
    bench.mechanism.afterLines(lineCount, { paper: 'out' })
    bench.mechanism.set({ slowMs: 900, paper: 'ok' })
    expect(await print(bench, 'r2', 12_000)).toMatchObject({ outcome: 'unknown' })
    expect(wholeReceipts(bench)).toBe(2)
  })

  it('a late answer to an older question is not taken for the next receipt’s', async () => {
    const bench = await openBench({ printer: { confirm: 'process-id' } })
    bench.mechanism.afterLines(2, { paper: 'out' })
    expect(await print(bench, 'r1')).toMatchObject({ outcome: 'unknown' })
    bench.mechanism.set({ paper: 'ok', slowMs: 400 })
    expect(await print(bench, 'r2')).toMatchObject({ outcome: 'done' })
    expect(wholeReceipts(bench)).toBe(2)
  })
})

it('a process id answers its own question alone', () => {
  const confirmation = confirmationBy('process-id')
  const [first, second] = [confirmation.ask(), confirmation.ask()]
  const answerTo = (question: typeof first) => ({ kind: 'process-id', id: question?.bytes.subarray(-4).toString() ?? '' }) as const
  expect([first?.isAnsweredBy(answerTo(first)), second?.isAnsweredBy(answerTo(first)), second?.isAnsweredBy(answerTo(second))]).toEqual([true, false, true])
  expect(first?.bytes.toString('hex')).toBe('1d28480600303030303031')
})

describe('a printer that', () => {
  it.each([
    { title: 'sends noise before every answer', faults: { noise: true } },
    { title: 'tells its status unasked in the middle of everything', faults: { chatty: true } },
    { title: 'does both', faults: { noise: true, chatty: true } },
  ])('$title still confirms what it prints', async ({ faults }) => {
    for (const seed of [1, 2, 3]) {
      const bench = await openBench({ seed })
      bench.mechanism.set(faults)
      for (const orderId of ['r1', 'r2']) expect(await print(bench, orderId, 3000)).toMatchObject({ outcome: 'done' })
      expect(wholeReceipts(bench)).toBe(2)
    }
  })

  it('no longer moves leaves the receipt unknown', async () => {
    const bench = await openBench()
    bench.mechanism.afterLines(3, { full: true })
    expect(await print(bench, 'r1')).toMatchObject({ outcome: 'unknown' })
    expect(await print(bench, 'r2')).toMatchObject({ outcome: 'failed', detail: 'busy' })
    bench.mechanism.set({ full: false })
    await bench.timers.pass(3000)
    expect(wholeReceipts(bench)).toBe(1)
  })
})

describe('the cash drawer', () => {
  it('open too long needs somebody, until it is shut', async () => {
    const bench = await openBench({ drawer: { openTooLongMs: 5000 } })
    bench.devices.order(kickOrder('k1'))
    await bench.timers.pass(4000)
    expect({ outcome: outcomeOf(bench, 'k1')?.outcome, state: stateOf(bench, 'drawer') }).toEqual({ outcome: 'done', state: 'ready' })
    await bench.timers.pass(2000)
    expect(stateOf(bench, 'drawer')).toBe('needs-care open-too-long')
    await bench.timers.pass(20_000)
    bench.mechanism.closeDrawer()
    await bench.timers.pass(1000)
    expect(stateOf(bench, 'drawer')).toBe('ready')
    bench.mechanism.openDrawer()
    await bench.timers.pass(4000)
    expect(stateOf(bench, 'drawer')).toBe('ready')
  })

  it('shut in time is nobody’s concern', async () => {
    const bench = await openBench({ drawer: { openTooLongMs: 5000 } })
    for (let count = 0; count < 5; count++) {
      bench.mechanism.openDrawer()
      await bench.timers.pass(3000)
      bench.mechanism.closeDrawer()
      await bench.timers.pass(1000)
    }
    expect(bench.messages.filter((message) => message.type === 'state' && message.trouble === 'open-too-long')).toEqual([])
  })

  it('with its switch the other way round says open when it is open', async () => {
    const bench = await openBench({ openLevel: 'high', drawer: { openWhen: 'high' } })
    bench.devices.order(kickOrder('k1'))
    await bench.timers.pass(2000)
    expect(bench.messages.filter((message) => message.type === 'drawer').map((message) => message.open)).toEqual([false, true])
  })

  it('the second one on pin 5 gets the pulse, and the first none', async () => {
    const bench = await openBench({ drawer: { pin: 5 } })
    bench.devices.order(kickOrder('k1'))
    await bench.timers.pass(2000)
    bench.mechanism.set({ paper: 'out' })
    await bench.timers.pass(2000)
    bench.devices.order(kickOrder('k2'))
    await bench.timers.pass(2000)
    expect(bench.mechanism.drawer.kickedPins).toEqual([5, 5])
  })

  it('is never kicked twice or later, wherever the link is cut', async () => {
    for (let at = 0; at < 16; at++) {
      const bench = await openBench()
      bench.mechanism.dropLinkAfter(at)
      bench.devices.order(kickOrder('k1'))
      await bench.timers.pass(10_000)
      const { kickCount } = bench.mechanism.drawer
      const outcome = outcomeOf(bench, 'k1')?.outcome
      expect(kickCount, `cut at byte ${at}`).toBeLessThanOrEqual(1)
      if (outcome === 'failed') expect(kickCount, `failed at byte ${at}`).toBe(0)
      if (outcome === 'done') expect(kickCount, `done at byte ${at}`).toBe(1)
    }
  })

  it('on a printer without paper that falls silent opens at once or not at all', async () => {
    const bench = await openBench()
    bench.mechanism.set({ paper: 'out' })
    await bench.timers.pass(2000)
    bench.mechanism.set({ deaf: true })
    bench.devices.order(kickOrder('k1'))
    await bench.timers.pass(6000)
    expect(outcomeOf(bench, 'k1')).toMatchObject({ outcome: 'failed', detail: 'no-answer' })
    bench.mechanism.set({ deaf: false, paper: 'ok' })
    await bench.timers.pass(10_000)
    expect(bench.mechanism.drawer.kickCount).toBe(0)
  })
})

it('a torn receipt is told from a whole one', async () => {
  const bench = await openBench()
  await print(bench, 'r1', 2000)
  expect(receiptText(bench.mechanism.receipts[0] ?? { lines: [], cut: false })).toContain('Test Market')
  expect(bench.mechanism.hanging.lines).toEqual([])
})
