import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSimulators, type Simulators } from '../../drivers/simulator/open-simulators.ts'
import { runLanewise } from '../../src/cli/run-lanewise.ts'
import { holdLane } from '../../src/lane/store/hold-lane.ts'
import { tempFolder } from '../support/house-lane-data.ts'
import { lanewise } from '../support/house-run-lanewise.ts'

let temp: ReturnType<typeof tempFolder>
beforeEach(() => void (temp = tempFolder()))
afterEach(() => temp.remove())

const at = (name: string): string => path.join(temp.folder, name)

function writeLane(devices: unknown): void {
  const config = { storeId: 's1', laneNumber: 1, dataDir: temp.folder, crm: { url: 'http://127.0.0.1:1', token: 'x'.repeat(16) }, cashier: { cashierId: 'c1', name: 'Kim' }, devices }
  writeFileSync(at('lane.json'), JSON.stringify(config))
}

async function check(devices: unknown): Promise<{ readonly code: number; readonly said: string[] }> {
  writeFileSync(at('devices.json'), JSON.stringify(devices))
  const { code, out } = await lanewise(['devices', 'check', '--config', 'devices.json', '--json'], { folder: temp.folder })
  const { findings } = JSON.parse(out[0] ?? '') as { findings: { key: string; level: string; problem: string }[] }
  return { code, said: findings.map(({ key, level, problem }) => `${level} ${key}: ${problem}`) }
}

describe('lanewise devices', () => {
  it('lists what is plugged in, each with what to write into the configuration', async () => {
    const { out } = await lanewise(['devices', '--json'])
    const found = JSON.parse(out[0] ?? '')
    expect(found).toMatchObject({ devices: expect.any(Array), problems: expect.any(Array) })
    for (const device of found.devices) expect(device).toMatchObject({ kind: expect.any(String), path: expect.any(String), advice: expect.any(String) })
  })

  it('knows no other word', async () => {
    const { code, err } = await lanewise(['devices', 'explode'])
    expect([code, err.join()]).toEqual([2, expect.stringContaining('there are list, detect, check, test and rules')])
  })
})

describe('lanewise devices check', () => {
  it('finds names taken twice, printers nobody has, and ports that are not there', async () => {
    writeFileSync(at('lp0'), '')
    writeLane([
      { role: 'printer', name: 'printer', wire: { kind: 'file', path: at('lp0') } },
      { role: 'drawer', name: 'drawer', printer: 'printer' },
      { role: 'drawer', name: 'second-drawer', printer: 'nobody' },
      { role: 'scanner', name: 'scanner', wire: { kind: 'serial', path: at('ttyUSB9') } },
      { role: 'scanner', name: 'printer', wire: { kind: 'hid', vendorId: 1, productId: 2 } },
    ])
    const { code, out } = await lanewise(['devices', 'check', '--config', 'lane.json'], { folder: temp.folder })
    expect(code).toBe(1)
    expect(out).toEqual([
      'fault  second-drawer  devices[2].printer: there is no printer called "nobody"',
      `fault  scanner  devices[3].wire.path: there is no ${at('ttyUSB9')}; is it plugged in?`,
      'fault  printer  devices[4].name: another device is called "printer" already',
      '5 devices, 3 faults, 0 pieces of advice',
    ])
  })

  const hid = { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b61 }
  const tcp = { kind: 'tcp', host: '10.0.0.7', port: 9100 }
  const secret = { correction: '1A2B', polynomial: '8005' }
  it.each([
    ['magtek over TCP', [{ role: 'card-reader', name: 'a', wire: tcp, protocol: 'magtek', allow: ['29MMMMMMMMMMC'] }], 'devices[0].wire.kind: magtek is a HID report'],
    ['text over HID', [{ role: 'card-reader', name: 'a', wire: hid, allow: ['29MMMMMMMMMMC'] }], 'devices[0].wire.kind: text comes over serial or TCP'],
    ['SSI over HID', [{ role: 'scanner', name: 'a', wire: hid, protocol: 'ssi' }], 'devices[0].wire.kind: SSI packets go over a serial line'],
    ['a printer on HID', [{ role: 'printer', name: 'a', wire: hid }], 'devices[0].wire.kind: a printer is on'],
    ['a HID scale on TCP', [{ role: 'scale', name: 'a', wire: tcp, protocol: 'hid' }], 'devices[0].wire.kind: protocol hid needs a HID wire'],
    ['a Toledo scale on HID', [{ role: 'scale', name: 'a', wire: hid, protocol: 'toledo-8217' }], 'devices[0].wire.kind: toledo-8217 goes over serial'],
    ['a terminal on HID', [{ role: 'payment-terminal', name: 'a', wire: hid }], 'devices[0].wire.kind: ZVT goes over TCP'],
    ['Dialog 06 without its secret', [{ role: 'scale', name: 'a', wire: tcp, protocol: 'dialog-06' }], 'devices[0].dialog06Secret: the scale asks'],
    ['a HID beep on a serial scanner', [{ role: 'scanner', name: 'a', wire: tcp, beep: 'hid' }], 'devices[0].beep: this beep is a HID report'],
    ['an SSI beep on a text scanner', [{ role: 'scanner', name: 'a', wire: tcp, beep: 'ssi' }], 'devices[0].beep: this beep is an SSI packet'],
    ['a text beep on a HID scanner', [{ role: 'scanner', name: 'a', wire: hid, beep: 'bel' }], 'devices[0].beep: this beep is for scanners that send plain text'],
    ['two devices at one address', [{ role: 'printer', name: 'a', wire: tcp }, { role: 'scanner', name: 'b', wire: tcp }], 'devices[1].wire: "a" uses this wire already'],
    ['two scanners that cannot be told apart', [{ role: 'scanner', name: 'a', wire: hid }, { role: 'scanner', name: 'b', wire: { ...hid, serialNumber: 'S1' } }], 'devices[1].wire: "a" uses this wire already'],
    ['two drawers on one pin', [{ role: 'printer', name: 'p', wire: tcp }, { role: 'drawer', name: 'a', printer: 'p' }, { role: 'drawer', name: 'b', printer: 'p' }], 'devices[2].pin: "a" hangs on pin 2 of "p" already'],
  ])('refuses %s', async (_what, devices, said) => {
    const found = await check(devices)
    expect([found.code, found.said]).toEqual([1, [expect.stringContaining(`fault ${said}`)]])
  })

  it.each([
    ['two scanners with serial numbers', [{ role: 'scanner', name: 'a', wire: { ...hid, serialNumber: 'S1' } }, { role: 'scanner', name: 'b', wire: { ...hid, serialNumber: 'S2' } }]],
    ['a scanner and a scale in one case', [{ role: 'scanner', name: 'a', wire: hid }, { role: 'scale', name: 'b', wire: hid, protocol: 'hid' }]],
    ['drawers on both pins', [{ role: 'printer', name: 'p', wire: tcp }, { role: 'drawer', name: 'a', printer: 'p' }, { role: 'drawer', name: 'b', printer: 'p', pin: 5 }]],
    ['a Dialog 06 scale with its secret', [{ role: 'scale', name: 'a', wire: tcp, protocol: 'dialog-06', dialog06Secret: secret }]],
  ])('has nothing against %s', async (_what, devices) => {
    expect(await check(devices)).toEqual({ code: 0, said: [] })
  })

  it.each([
    ['a scale on other line settings than it is delivered with', { role: 'scale', name: 'a', wire: { kind: 'serial', path: '', baudRate: 9600 }, protocol: 'toledo-8217' }, 'wire.parity: a toledo-8217 scale is delivered with 7 data bits, even parity'],
    ['a secret nobody asks for', { role: 'scale', name: 'a', wire: tcp, protocol: 'mt-sics', dialog06Secret: secret }, 'dialog06Secret: mt-sics has no use for it'],
    ['silence as the only mark', { role: 'scanner', name: 'a', wire: tcp, framing: { end: 'silence' } }, 'framing.end: silence'],
    ['own cards in a range of payment cards', { role: 'card-reader', name: 'a', wire: tcp, allow: ['4111MMMMMMMMMMMM'] }, 'allow[0]: 4111MMMMMMMMMMMM lies in a range of payment cards'],
  ])('advises about %s, which is no fault', async (_what, device, said) => {
    writeFileSync(at('port'), '')
    const found = await check([device.wire.kind === 'serial' ? { ...device, wire: { ...device.wire, path: at('port') } } : device])
    expect(found).toEqual({ code: 0, said: [expect.stringContaining(`advice devices[0].${said}`)] })
  })

  it('names the key of a configuration that does not fit', async () => {
    writeLane([{ role: 'scanner', name: 'Scanner One', wire: { kind: 'serial', path: '/dev/ttyS0', baudRate: 1 } }])
    const { code, err } = await lanewise(['devices', 'check', '--config', 'lane.json'], { folder: temp.folder })
    expect(code).toBe(2)
    expect(err.join('\n')).toMatch(/lane\.json: devices\[0\]\.name: .*devices\[0\]\.wire\.baudRate: /)
  })
})

describe('lanewise devices test', () => {
  let simulators: Simulators
  beforeEach(async () => {
    simulators = await openSimulators({ dir: at('simulated') })
    writeFileSync(at('devices.json'), JSON.stringify(simulators.configs))
  })
  afterEach(() => simulators.close())

  /** Does at the devices what the command asks a person to do. */
  async function testing(names: readonly string[], onAsked: (line: string) => void): Promise<{ readonly code: number; readonly tests: Record<string, { result: string; seen: string }> }> {
    const out: string[] = []
    const code = await runLanewise(['devices', 'test', ...names, '--config', 'devices.json', '--json'], { input: (async function* () {})(), out: (line) => void out.push(line), bytes: () => undefined, err: onAsked, folder: temp.folder, env: {} })
    const { tests } = JSON.parse(out[0] ?? '') as { tests: { device: string; result: string; seen: string }[] }
    return { code, tests: Object.fromEntries(tests.map(({ device, result, seen }) => [device, { result, seen }])) }
  }

  it('asks for a scan and a card, prints a page and opens the drawer', async () => {
    const { code, tests } = await testing(['scanner', 'card-reader', 'printer', 'drawer'], (line) => {
      if (line === 'scanner: scan something now') simulators.scan('9521234567899', { aim: ']E0' })
      if (line === 'card-reader: swipe or hold a member card now') simulators.swipe('2900000048218')
    })
    expect({ code, tests }).toEqual({ code: 0, tests: {
      scanner: { result: 'works', seen: '9521234567899 (]E0): item' },
      'card-reader': { result: 'works', seen: "a card of the store's own, ending in 8218" },
      printer: { result: 'works', seen: 'a test page is printed' },
      drawer: { result: 'works', seen: 'it is open, its switch says so' },
    } })
    expect(simulators.printer.receipts.map(({ cut, lines }) => [cut, lines.some((line) => line.kind === 'qr')])).toEqual([[true, true]])
    expect(simulators.printer.unknown).toEqual([])
  })

  it('opens only what is asked for, and the printer of a drawer', async () => {
    expect((await testing(['drawer'], () => undefined)).tests).toEqual({ drawer: { result: 'works', seen: 'it is open, its switch says so' } })
  })

  it('says what is wrong with a device that does not open or does not do it', async () => {
    simulators.printer.set({ paper: 'out' })
    await simulators.unplug('scanner')
    const { code, tests } = await testing(['printer', 'scanner', '--wait', '5'], () => undefined)
    expect({ code, tests }).toEqual({ code: 1, tests: { printer: { result: 'failed', seen: 'paper-out' }, scanner: { result: 'failed', seen: expect.stringMatching(/^does not open: not-found/) } } })
  })

  it('never shows a payment card', async () => {
    const { tests } = await testing(['card-reader'], () => simulators.swipe('4111111111111111=25121011000012300000'))
    expect(tests['card-reader']).toEqual({ result: 'works', seen: 'a payment card, refused as it should be; nothing of it was kept' })
  })

  it('leaves the devices of a running lane alone, and says so', async () => {
    mkdirSync(at('data'))
    writeFileSync(at('lane.json'), JSON.stringify({ storeId: 's1', laneNumber: 1, dataDir: at('data'), crm: { url: 'http://127.0.0.1:1', token: 'x'.repeat(16) }, cashier: { cashierId: 'c1', name: 'Kim' }, devices: simulators.configs }))
    const lane = holdLane(at('data'))
    const { code, err } = await lanewise(['devices', 'test', '--all', '--config', 'lane.json'], { folder: temp.folder })
    expect([code, err.join()]).toEqual([1, expect.stringContaining('the lane of this configuration is running and holds its devices')])
    lane.close()
    expect((await lanewise(['devices', 'test', 'drawer', '--config', 'lane.json'], { folder: temp.folder })).out).toEqual(['works   drawer drawer: it is open, its switch says so'])
  })

  it.each([[['--all', 'scanner'], 'name devices or say --all'], [[], 'name devices or say --all'], [['scanner', 'toaster'], 'there is no device "toaster"'], [['--all', '--wait', '0'], '--wait takes a whole number']])('wants to be told right: %j', async (args, said) => {
    const { code, err } = await lanewise(['devices', 'test', ...args, '--config', 'devices.json'], { folder: temp.folder })
    expect([code, err.join()]).toEqual([2, expect.stringContaining(said)])
  })
})
