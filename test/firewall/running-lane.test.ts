import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { eventually } from '../support/drivers.ts'
import { canReadMemory, filesUnder, searchMemory } from '../support/firewall-processes.ts'
import { openRunningLane, type RunningLane } from '../support/firewall-running-lane.ts'
import { findTraces, paymentCards, tracesOf, wholeForms } from '../support/firewall.ts'
import { isRunning } from '../support/kiosk-processes.ts'
import { memberSecret } from '../support/lane.ts'
import { card, codes } from '../support/lane-shop.ts'

const traces = tracesOf(paymentCards, [memberSecret])
const bank = '28121010000012300000'
let lane: RunningLane

// Hundreds of questions, and memory read from end to end, beside everything else on a small machine.
vi.setConfig({ testTimeout: 180_000 })
let ownCardCount = 0

beforeAll(async () => void (lane = await openRunningLane()))
afterAll(() => lane.close())

/** What was sent to the reader before is through when a card of our own is, which no member has. */
async function untilReaderIsThrough(): Promise<void> {
  const { edition } = lane.view
  ownCardCount += 1
  lane.reader.tap(card(String(ownCardCount).padStart(10, '0')))
  await eventually(() => lane.view.edition > edition && lane.view.message?.code === 'member-unknown')
}

/** Whether the device process still holds a number anywhere, as text of either kind. */
function isInMemory(number: string): boolean {
  const digits = [Buffer.from(number), Buffer.from(number, 'utf16le')]
  return searchMemory(lane.devicePid, (portion) => digits.some((trace) => portion.includes(trace)))
}

it('every card number on every way into a running lane leaves nothing in frames, files, print-outs and logs', async () => {
  await lane.ask({ name: 'scan', text: codes.coffee })
  for (const number of paymentCards) {
    lane.reader.swipe({ track1: `B${number}^DOE/JANE^${bank}`, track2: `${number}=${bank}`, track3: `01${number}=${bank}` })
    lane.reader.tap(number)
    lane.scanner.send(Buffer.from(`${number}\r]C0${number}\r`, 'latin1'))
    const forms = wholeForms(number)
    for (const text of [number, forms['track 2'] ?? '', forms['spaces'] ?? '']) {
      expect(await lane.ask({ name: 'scan', text })).toContain('payment-card-rejected')
      expect(await lane.ask({ name: 'keyCode', text })).toContain('payment-card-rejected')
    }
    expect(await lane.ask({ name: 'findMember', phone: number })).toContain('payment-card-rejected')
    await lane.ask({ name: 'findItems', words: number })
  }
  // Broken calls: so many and no more, or the page is thrown out.
  for (const number of paymentCards.slice(0, 10)) {
    lane.send({ type: 'call', id: crypto.randomUUID(), body: { name: 'keyCode', text: number.repeat(20) } })
    lane.send({ type: 'call', id: number, body: number })
  }
  await untilReaderIsThrough()
  lane.reader.tap(card('0000004821'))
  await eventually(() => lane.view.sale.kind === 'open' && lane.view.sale.basket.member !== undefined)
  await lane.ask({ name: 'openTender' })
  await lane.ask({ name: 'takeCash', givenMinor: 2000 })
  await eventually(() => lane.view.sale.kind === 'done' && lane.view.sale.print === 'printed')
  await lane.ask({ name: 'showReceipt' })

  expect(findTraces(lane.frames.join('\n'), traces)).toEqual([])
  expect(findTraces(Buffer.concat(lane.printed), traces)).toEqual([])
  expect(findTraces(lane.terminal, traces)).toEqual([])
  const files = filesUnder(lane.folder)
  expect(files.filter(({ bytes }) => findTraces(bytes, traces).length > 0).map(({ name }) => name)).toEqual([])
  // The search finds what is there: the item in the print-out, the refusals in the journal.
  expect(Buffer.concat(lane.printed).includes('coffee')).toBe(true)
  expect(files.some(({ bytes }) => bytes.includes('payment-card-rejected'))).toBe(true)
})

it.runIf(canReadMemory())('after a payment card is refused at the reader, the memory of the device process holds none of it', async () => {
  for (const number of ['4539578763621486', '5425233430109903', '374245455400126']) {
    lane.reader.swipe({ track1: `B${number}^DOE/JANE^${bank}`, track2: `${number}=${bank}` })
    // Far behind in a line, where the next one does not write over it.
    lane.reader.tap(`${'x'.repeat(60)}${number}`)
    await untilReaderIsThrough()
    expect(isInMemory(number), number).toBe(false)
  }
})

it.runIf(canReadMemory())('nor after one that was held under the scanner', async () => {
  for (const number of ['4716461583322103', '5204740009900014']) {
    const { edition } = lane.view
    lane.scanner.send(Buffer.from(`${number}\r]C0${number}\r;${number}=${bank}?\r${codes.unknown}\r`, 'latin1'))
    await eventually(() => lane.view.edition > edition && lane.view.message?.code === 'unknown-code')
    expect(isInMemory(number), number).toBe(false)
  }
})

it('a device process that dies with half a card in its buffer leaves neither core nor report behind, and comes back', async () => {
  const pid = lane.devicePid
  const half = '41111111111111'
  lane.reader.sendBytes(Buffer.from(`%B${half}`, 'latin1'))
  // The half card is there: were memory dumped, it would be found.
  if (canReadMemory()) await eventually(() => isInMemory(half))
  process.kill(pid, 'SIGABRT')
  await eventually(() => !isRunning(pid))
  await eventually(() => lane.devicePid !== 0 && lane.devicePid !== pid)
  await lane.untilDevicesAreReady()
  expect(filesUnder(join(lane.folder, 'crashes')).map(({ name }) => name)).toEqual([])
  expect(lane.terminal + lane.frames.join('\n')).not.toContain(half)
})
