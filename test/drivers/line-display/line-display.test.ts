import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDevices } from '../../../drivers/host.ts'
import { encodeLines, encodeStart, type DisplayGlass } from '../../../drivers/line-display/encode-lines.ts'
import { openLineDisplay } from '../../../drivers/line-display/line-display.ts'
import { openGlass } from '../../../drivers/simulator/display-glass.ts'
import { openSimulatedLineDisplay, type SimulatedLineDisplay } from '../../../drivers/simulator/simulated-line-display.ts'
import type { Wire, WriteOutcome } from '../../../drivers/wire/wire.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import type { DeviceMessage, DeviceOrder, Devices } from '../../../src/contract/devices.ts'
import { columnsOf } from '../../../src/domain/receipt/columns-of.ts'
import { manualTimers } from '../../support/drivers-manual-timers.ts'
import { eventually, listenTo, temporaryFolder, type DeviceLog, type TemporaryFolder } from '../../support/drivers.ts'

const showOrder = (orderId: string, upper: string, lower: string, timeoutMs = 3000): DeviceOrder => ({ type: 'show-lines', orderId, device: 'pole', timeoutMs, upper, lower })
const glassOf = (more: Partial<DisplayGlass> = {}): DisplayGlass => ({ protocol: 'epson', columnCount: 20, codePage: 'cp437', ...more })

/** What stands on a display after its start and these lines. */
function shown(upper: string, lower: string, glass: DisplayGlass): { readonly lines: readonly string[]; readonly unknown: readonly string[] } {
  const display = openGlass(glass)
  display.write(Buffer.concat([encodeStart(glass), encodeLines('left over from before', 'and more of the same', glass), encodeLines(upper, lower, glass)]))
  expect(display.isCursorOn).toBe(false)
  return { lines: display.lines, unknown: display.unknown }
}

describe('two lines', () => {
  const hi = '4869202020202020202020202020202020202020'
  const bye = '4279652020202020202020202020202020202020'
  it.each([
    { title: 'are sent to an Epson display by position', glass: glassOf(), bytes: `1f240101${hi}1f240102${bye}` },
    { title: 'are sent to a CD5220 as whole lines', glass: glassOf({ protocol: 'cd5220' }), bytes: `1b5141${hi}0d1b5142${bye}0d` },
  ])('$title', ({ glass, bytes }) => expect(encodeLines('Hi', 'Bye', glass).toString('hex')).toBe(bytes))

  it.each([
    { title: 'that are short', glass: glassOf(), upper: 'Milk', lower: '1.29', stand: ['Milk                ', '1.29                '] },
    { title: 'that are too long', glass: glassOf(), upper: 'Extra virgin olive oil 750 ml', lower: '8.75', stand: ['Extra virgin olive o', '8.75                '] },
    { title: 'with an accent and a euro', glass: glassOf({ codePage: 'cp858' }), upper: 'Café', lower: '€1.20', stand: ['Café                ', '€1.20               '] },
    { title: 'with signs the page lacks', glass: glassOf(), upper: '2 × 1.29 — Č', lower: '牛奶', stand: ['2 x 1.29 - ?        ', '????                '] },
    { title: 'in Chinese', glass: glassOf({ codePage: 'gb18030' }), upper: '全脂牛奶', lower: '合计 ¥23.80', stand: ['全脂牛奶            ', '合计 ?23.80         '] },
    { title: 'of Chinese characters that end at an odd column', glass: glassOf({ codePage: 'gb18030' }), upper: 'a全脂牛奶全脂牛奶全脂', lower: '', stand: ['a全脂牛奶全脂牛奶全 ', '                    '] },
    { title: 'on a CD5220', glass: glassOf({ protocol: 'cd5220' }), upper: 'TOTAL          15.43', lower: 'Change          4.57', stand: ['TOTAL          15.43', 'Change          4.57'] },
  ])('$title stand where they should, and nothing of before', ({ glass, upper, lower, stand }) => {
    expect(shown(upper, lower, glass)).toEqual({ lines: stand, unknown: [] })
  })

  it('of any text never become commands and fill the glass exactly', () => {
    const anyText = fc.string({ unit: fc.oneof(fc.constantFrom(...Array.from('€¥×é中文１😀\x1b\x1f\x0c\x0d\x10\x04\u0301')), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), maxLength: 40 })
    const anyGlass = fc.record({ protocol: fc.constantFrom('epson' as const, 'cd5220' as const), columnCount: fc.constant(20), codePage: fc.constantFrom('cp437' as const, 'cp850' as const, 'cp858' as const, 'cp1252' as const, 'gb18030' as const) })
    fc.assert(
      fc.property(anyText, anyText, anyGlass, (upper, lower, glass) => {
        const { lines, unknown } = shown(upper, lower, glass)
        expect(unknown).toEqual([])
        if (glass.codePage === 'cp437' || glass.codePage === 'gb18030') for (const line of lines) expect(columnsOf(line)).toBe(20)
        expect(encodeLines(upper, lower, glass)).toHaveLength(48)
      }),
      { seed: 31, numRuns: 500 },
    )
  })
})

describe('a pole display on its cable', () => {
  let folder: TemporaryFolder
  let display: SimulatedLineDisplay
  let devices: Devices
  let log: DeviceLog
  beforeEach(async () => {
    folder = temporaryFolder()
    display = openSimulatedLineDisplay({ lanePath: join(folder.dir, 'pole') })
    devices = openDevices([deviceConfig.parse({ role: 'line-display', name: 'pole', wire: display.wire })])
    log = listenTo(devices)
    await log.untilState('pole', 'ready')
  })
  afterEach(async () => {
    await devices.close()
    display.close()
    folder.remove()
  })

  it('shows what it is told, and the newest last', async () => {
    for (let number = 0; number < 30; number++) devices.order(showOrder(`s${number}`, `Item ${number}`, `${number}.00`))
    for (let number = 0; number < 30; number++) {
      const { outcome, detail } = await log.outcome(`s${number}`)
      expect(outcome === 'done' || detail === 'replaced').toBe(true)
    }
    expect(await log.outcome('s29')).toMatchObject({ outcome: 'done' })
    await eventually(() => display.lines[0].startsWith('Item 29'))
    expect(display.unknown).toEqual([])
  })

  it('that is unplugged fails at once, and shows nothing of it when it is back', async () => {
    display.unplug()
    await log.untilState('pole', 'away')
    devices.order(showOrder('gone', 'Secret', 'of the last customer'))
    expect(await log.outcome('gone')).toMatchObject({ outcome: 'failed' })
    display.replug()
    await log.untilState('pole', 'ready')
    devices.order(showOrder('next', 'Welcome', ''))
    await log.outcome('next')
    await eventually(() => display.lines[0].startsWith('Welcome'))
    expect(JSON.stringify(display.shown)).not.toContain('Secret')
  })

  it('cannot print', async () => {
    devices.order({ type: 'open-drawer', orderId: 'd', device: 'pole', timeoutMs: 1000 })
    expect(await log.outcome('d')).toMatchObject({ outcome: 'failed', detail: 'unsupported' })
  })
})

it('a display that takes no bytes holds nobody up: the newest waits, older ones are replaced, and the cable is let go', async () => {
  const timers = manualTimers()
  const messages: DeviceMessage[] = []
  let open: () => void = () => undefined
  let endWrite: (outcome: WriteOutcome) => void = () => undefined
  let resets = 0
  const wire: Wire = {
    isOpen: true,
    onBytes: () => undefined,
    onState: (listener) => void (open = () => listener({ open: true })),
    write: () => new Promise((end) => void (endWrite = end)),
    reset() {
      resets++
      endWrite('cut')
    },
    setFeature: async () => 'away',
    getFeature: async () => undefined,
    close: async () => undefined,
  }
  const config = deviceConfig.parse({ role: 'line-display', name: 'pole', wire: { kind: 'serial', path: '/dev/none' } })
  if (config.role !== 'line-display') throw new Error('not a display')
  const display = openLineDisplay({ config, wire, timers, send: (message) => void messages.push(message) })
  open()
  for (const number of [1, 2, 3]) display.order(showOrder(`s${number}`, `Item ${number}`, '', 1000))
  await timers.pass(2000)
  const outcomes = messages.flatMap((message) => (message.type === 'outcome' ? [`${message.orderId} ${message.outcome} ${message.detail ?? ''}`] : []))
  expect(outcomes).toEqual(['s2 failed replaced', 's1 unknown cut', 's3 failed busy'])
  expect(resets).toBe(1)
})
