import type { DeviceConfig } from '../../contract/config.ts'
import type { DeviceMessage, DeviceOutcome } from '../../contract/devices.ts'
import { assertNever } from '../../domain/assert.ts'
import { identify } from '../../domain/barcode/identify.ts'
import { demoOwnCodes } from '../../domain/barcode/own-codes.ts'
import type { DeviceBench } from './device-bench.ts'
import { testPage } from './test-page.ts'

/** What became of trying one device. */
export interface Tried {
  readonly device: string
  readonly role: DeviceConfig['role']
  /** `unclear`: it was told to, and nothing can tell whether it did; look at it. */
  readonly result: 'works' | 'unclear' | 'failed'
  /** What was seen, or why not. */
  readonly seen: string
}

interface Trying {
  readonly bench: DeviceBench
  /** For opening the device, and for whatever a person has to do at it. */
  readonly patienceMs: number
  /** Tells the person in front of the device what to do. */
  readonly ask: (line: string) => void
}

type Outcome = Pick<Tried, 'result' | 'seen'>
type Reading = Exclude<DeviceMessage, { type: 'state' } | { type: 'outcome' }>

const openMs = 10_000
/** After which a drawer's own switch should have told. */
const switchMs = 2_000
/** These do not mend themselves. */
const hopeless: readonly (string | undefined)[] = ['unsupported', 'same-name', 'no-permission']

/** Opens one device and has it do what it is there for, so that a person sees it. */
export async function tryDevice(config: DeviceConfig, trying: Trying): Promise<Tried> {
  const { name: device, role } = config
  const problem = await openingProblem(device, trying)
  const outcome = problem === undefined ? await tryRole(config, trying) : { result: 'failed' as const, seen: problem }
  return { device, role, ...outcome }
}

/** A device that needs care is tried all the same: a printer low on paper prints. */
async function openingProblem(device: string, { bench, patienceMs }: Trying): Promise<string | undefined> {
  const deadlineMs = performance.now() + Math.min(openMs, patienceMs)
  for (;;) {
    const { state, trouble, detail } = bench.stateOf(device)
    if (state !== 'away') return undefined
    const leftMs = deadlineMs - performance.now()
    if (leftMs <= 0 || hopeless.includes(trouble)) return `does not open: ${[trouble, detail].filter((text) => text !== undefined).join(': ')}${trouble === 'in-use' ? '; does a lane or another program hold it?' : ''}`
    await bench.next((message): message is Extract<DeviceMessage, { type: 'state' }> => message.type === 'state' && message.device === device, leftMs)
  }
}

async function tryRole(config: DeviceConfig, trying: Trying): Promise<Outcome> {
  const { bench, patienceMs, ask } = trying
  const { name: device, role } = config
  const order = { orderId: `test-${device}`, device, timeoutMs: patienceMs }
  switch (role) {
    case 'scanner':
      ask(`${device}: scan something now`)
      return readBy(device, trying)
    case 'card-reader':
      ask(`${device}: swipe or hold a member card now`)
      return readBy(device, trying)
    case 'printer':
      return judged(await bench.order({ ...order, type: 'print', document: testPageOf(config) }), 'a test page is printed')
    case 'drawer':
      return tryDrawer(device, trying)
    case 'line-display':
      return judged(await bench.order({ ...order, type: 'show-lines', upper: 'Lanewise', lower: `Test ${device}`.slice(0, 20) }), `it shows "Lanewise" over "Test ${device}"`)
    case 'scale': {
      ask(`${device}: put something on the scale now`)
      const outcome = await bench.order({ ...order, type: 'weigh', pricePerKgMinor: 0, tareGrams: 0 })
      return judged(outcome, `it weighs ${outcome.weighed?.grams ?? 0} g`)
    }
    case 'payment-terminal': {
      const outcome = await bench.order({ ...order, type: 'terminal-service', service: 'diagnosis' })
      return judged(outcome, ['its diagnosis is done; nothing was charged', ...(outcome.lines ?? [])].join('\n'))
    }
    default:
      return assertNever(role, 'device role')
  }
}

function testPageOf(config: Extract<DeviceConfig, { role: 'printer' }>): Extract<Parameters<DeviceBench['order']>[0], { type: 'print' }>['document'] {
  const page = testPage(config)
  return { ...page, blocks: [...page.blocks] }
}

function judged({ outcome, detail }: DeviceOutcome, seen: string): Outcome {
  if (outcome === 'done') return { result: 'works', seen }
  return outcome === 'unknown' ? { result: 'unclear', seen: `it does not say (${detail ?? 'no answer'}): look at it` } : { result: 'failed', seen: detail ?? 'it refused' }
}

async function tryDrawer(device: string, { bench, patienceMs }: Trying): Promise<Outcome> {
  const opened = bench.next((message): message is Extract<Reading, { type: 'drawer' }> => message.type === 'drawer' && message.device === device && message.open, switchMs)
  const outcome = await bench.order({ type: 'open-drawer', orderId: `test-${device}`, device, timeoutMs: patienceMs })
  if (await opened) return { result: 'works', seen: 'it is open, its switch says so' }
  return outcome.outcome === 'done' ? { result: 'unclear', seen: 'the pulse is out, its switch does not say open: is it open, and is openWhen right?' } : judged(outcome, '')
}

async function readBy(device: string, { bench, patienceMs }: Trying): Promise<Outcome> {
  const reading = await bench.next((message): message is Reading => message.type !== 'state' && message.type !== 'outcome' && message.device === device, patienceMs)
  if (reading === undefined) return { result: 'failed', seen: `nothing was read within ${Math.round(patienceMs / 1000)} s` }
  switch (reading.type) {
    case 'scanned':
      return { result: 'works', seen: described(reading) }
    case 'swiped':
      return { result: 'works', seen: `a card of the store's own, ending in ${reading.text.slice(-4)}` }
    case 'payment-card-rejected':
      return { result: 'works', seen: 'a payment card, refused as it should be; nothing of it was kept' }
    case 'garbled':
      return { result: 'failed', seen: `bytes that make no reading (${reading.reason}): is the line set as the device is?` }
    default:
      return { result: 'unclear', seen: `it says ${reading.type}` }
  }
}

/** What a lane with the demo store's own codes would take it for. */
function described({ text, aim }: Extract<Reading, { type: 'scanned' }>): string {
  const code = identify(text, { aim, source: 'scanner', ownCodes: demoOwnCodes })
  const shown = text.replaceAll('\x1d', '<GS>').slice(0, 80)
  return `${shown}${aim === undefined ? '' : ` (${aim})`}: ${'kind' in code ? code.kind : `no code of a lane, ${code.unreadable}`}`
}
