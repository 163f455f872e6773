import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { detectDevices, type DetectedDevice } from '../../drivers/detect.ts'
import { topUsagePages } from '../../drivers/detect-hid.ts'
import { deviceConfig } from '../../src/contract/config.ts'
import { fakeMachine, type FakeMachine } from '../support/drivers-machine.ts'

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex')
const scannerDescriptor = bytes('05 8C 09 02 A1 01 85 02 15 00 26 FF 00 75 08 95 01 09 FB 81 02 09 FE 95 38 81 02 C0')
/** Has an output report for the not-on-file beep. */
const beepingDescriptor = bytes('05 8C 09 02 A1 01 85 02 15 00 26 FF 00 75 08 95 38 09 FE 81 02 85 04 75 01 95 01 09 87 91 02 75 07 91 03 C0')
const keyboardDescriptor = bytes('05 01 09 06 A1 01 05 07 19 E0 29 E7 15 00 25 01 75 01 95 08 81 02 C0')
const scaleDescriptor = bytes('05 8D 09 20 A1 01 85 01 75 08 95 02 09 40 81 02 C0')
const msrDescriptor = bytes('05 8E 09 01 A1 01 85 01 75 08 95 08 09 21 81 02 C0')
const magTekDescriptor = bytes('06 00 FF 09 01 A1 01 15 00 26 FF 00 75 08 96 52 01 09 20 81 02 C0')

let machine: FakeMachine

beforeEach(() => void (machine = fakeMachine()))
afterEach(() => machine.remove())

async function detected(): Promise<readonly DetectedDevice[]> {
  const { devices, problems } = await detectDevices(machine)
  expect(problems).toEqual([])
  for (const { proposal, advice, state } of devices) {
    expect(advice).not.toBe('')
    // Whatever is proposed can be written into a config as it stands.
    if (proposal) deviceConfig.parse(proposal)
    if (proposal && state === 'usable') expect(advice).toContain(JSON.stringify(proposal))
  }
  return devices
}

describe('looking for devices', () => {
  it('tells what is there and what to do, whatever this machine has', async () => {
    const { devices, problems } = await detectDevices()
    for (const device of devices) expect(device.advice).not.toBe('')
    for (const problem of problems) expect(problem).toMatch(/\w+/)
  })

  it('finds nothing on a machine with nothing', async () => {
    expect(await detected()).toEqual([])
  })

  it('knows a HID scanner by its usage page, its maker by its id, and how to make it beep', async () => {
    machine.plugHid({ vendorId: 0x0c2e, productId: 0x0b61, product: 'Xenon 1900' }, scannerDescriptor)
    machine.plugHid({ vendorId: 0x05f9, productId: 0x4204, manufacturer: 'Datalogic' }, beepingDescriptor)
    expect(await detected()).toMatchObject([
      { kind: 'hid-scanner', path: `${machine.dev}/hidraw0`, description: 'Honeywell Xenon 1900 (0c2e:0b61)', state: 'usable', proposal: { role: 'scanner', name: 'scanner', wire: { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b61 }, beep: 'none' } },
      { kind: 'hid-scanner', path: `${machine.dev}/hidraw1`, description: 'Datalogic (PSC) (05f9:4204)', state: 'usable', proposal: { role: 'scanner', name: 'scanner-2', wire: { kind: 'hid', vendorId: 0x05f9, productId: 0x4204 }, beep: 'hid' } },
    ])
  })

  it('knows scales and card readers on HID, and MagTek by its own page', async () => {
    machine.plugHid({ vendorId: 0x0eb8, productId: 0xf000 }, scaleDescriptor)
    machine.plugHid({ vendorId: 0x0acd, productId: 0x2010 }, msrDescriptor)
    machine.plugHid({ vendorId: 0x0801, productId: 0x0002 }, magTekDescriptor)
    machine.plugHid({ vendorId: 0x046d, productId: 0xc52b }, magTekDescriptor)
    expect(await detected()).toMatchObject([
      { kind: 'hid-scale', proposal: { role: 'scale', protocol: 'hid', name: 'scale' } },
      { kind: 'hid-card-reader', proposal: { role: 'card-reader', protocol: 'hid-msr', name: 'card-reader' } },
      { kind: 'hid-card-reader', proposal: { role: 'card-reader', protocol: 'magtek', name: 'card-reader-2' } },
    ])
  })

  it('passes over keyboards and mice, but not over a scanner that types like one', async () => {
    machine.plugHid({ vendorId: 0x046d, productId: 0xc31c, product: 'Keyboard' }, keyboardDescriptor)
    machine.plugHid({ vendorId: 0x05e0, productId: 0x1200, product: 'Bar Code Scanner' }, keyboardDescriptor)
    const found = await detected()
    expect(found).toMatchObject([{ kind: 'keyboard', state: 'needs-setting', description: 'Zebra (Symbol) Bar Code Scanner (05e0:1200)' }])
    expect(found[0]?.proposal).toBeUndefined()
  })

  it('a scanner that shows a keyboard beside its scanner interface is one scanner', async () => {
    machine.plugHid({ vendorId: 0x05e0, productId: 0x1900 }, keyboardDescriptor)
    machine.plugHid({ vendorId: 0x05e0, productId: 0x1900 }, scannerDescriptor)
    expect((await detected()).map(({ kind }) => kind)).toEqual(['hid-scanner'])
  })

  it('names a unit by its serial number only where another of the model hangs beside it: else a spare may take its place', async () => {
    machine.plugHid({ vendorId: 0x0c2e, productId: 0x0b61, serialNumber: 'A1' }, scannerDescriptor)
    expect((await detected())[0]?.proposal).toEqual({ role: 'scanner', name: 'scanner', wire: { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b61 }, beep: 'none' })
    machine.plugHid({ vendorId: 0x0c2e, productId: 0x0b61, serialNumber: 'B2' }, scannerDescriptor)
    expect((await detected()).map(({ proposal }) => proposal && 'wire' in proposal && proposal.wire)).toEqual([
      { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b61, serialNumber: 'A1' },
      { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b61, serialNumber: 'B2' },
    ])
  })

  it('finds a scanner on Bluetooth', async () => {
    machine.plugBluetoothHid({ vendorId: 0x05e0, productId: 0x2101, product: 'Cordless', serialNumber: 'aa:bb' }, scannerDescriptor)
    expect(await detected()).toMatchObject([{ kind: 'hid-scanner', description: 'Zebra (Symbol) Cordless (05e0:2101, serial number aa:bb)' }])
  })

  it('recommends the name of a serial port that stays the same', async () => {
    machine.plugUsbSerial('ttyACM', { vendorId: 0x0c2e, productId: 0x0b6a, product: 'Xenon', serialNumber: '77' }, { byId: 'usb-Honeywell_Xenon_77-if00', byPath: 'pci-0000:00-usb-0:1:1.0' })
    machine.plugUsbSerial('ttyUSB', { vendorId: 0x05e0, productId: 0x1701 }, { byPath: 'pci-0000:00-usb-0:2:1.0-port0' })
    machine.plugUsbSerial('ttyACM', { vendorId: 0x0eb8, productId: 0x2200 })
    expect(await detected()).toMatchObject([
      { kind: 'serial', path: `${machine.dev}/ttyACM0`, description: 'Honeywell Xenon (0c2e:0b6a, serial number 77)', proposal: { role: 'scanner', wire: { path: `${machine.dev}/serial/by-id/usb-Honeywell_Xenon_77-if00` }, beep: 'honeywell' } },
      { kind: 'serial', path: `${machine.dev}/ttyACM1`, proposal: { role: 'scale', protocol: 'mt-sics', wire: { path: `${machine.dev}/ttyACM1` } } },
      { kind: 'serial', path: `${machine.dev}/ttyUSB0`, proposal: { role: 'scanner', wire: { path: `${machine.dev}/serial/by-path/pci-0000:00-usb-0:2:1.0-port0` }, beep: 'bel' } },
    ])
  })

  it('an adapter or a port of the mainboard could be anything: it says what to write, and guesses no role', async () => {
    machine.plugUsbSerial('ttyUSB', { vendorId: 0x0403, productId: 0x6001, product: 'FT232R' }, { byId: 'usb-FTDI_FT232R-if00-port0' })
    machine.addBoardSerial(true)
    machine.addBoardSerial(false)
    const found = await detected()
    expect(found).toMatchObject([
      { path: `${machine.dev}/ttyS0`, description: 'serial port', state: 'usable' },
      { path: `${machine.dev}/ttyUSB0`, description: 'FTDI adapter FT232R (0403:6001)', state: 'usable' },
    ])
    expect(found.map(({ proposal }) => proposal)).toEqual([undefined, undefined])
    expect(found[1]?.advice).toContain(`"path":"${machine.dev}/serial/by-id/usb-FTDI_FT232R-if00-port0"`)
  })

  it('tells a receipt printer from an office printer by what it says of itself', async () => {
    machine.plugPrinter({ vendorId: 0x04b8, productId: 0x0e15, product: 'TM-T20II' }, { deviceId: 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;', stableName: 'printer-EPSON_TM-T20II_123' })
    machine.plugPrinter({ vendorId: 0x03f0, productId: 0x2b17, manufacturer: 'HP', product: 'LaserJet' }, { deviceId: 'MFG:HP;MDL:LaserJet;CMD:PJL,PCLXL,PCL,POSTSCRIPT;CLS:PRINTER;' })
    machine.plugPrinter({ vendorId: 0x0fe6, productId: 0x811e })
    expect(await detected()).toMatchObject([
      { kind: 'usb-printer', path: `${machine.dev}/usb/lp0`, description: 'Epson TM-T20II (04b8:0e15)', state: 'usable', proposal: { role: 'printer', name: 'printer', wire: { kind: 'file', path: `${machine.dev}/lanewise/printer-EPSON_TM-T20II_123` } } },
      { kind: 'usb-printer', description: 'HP LaserJet (03f0:2b17)', state: 'unsupported' },
      { kind: 'usb-printer', state: 'usable', proposal: { role: 'printer', name: 'printer-2', wire: { kind: 'file', path: `${machine.dev}/usb/lp2` } } },
    ])
  })

  it('says of a device that may not be opened how it may be', async () => {
    machine.forbid(machine.plugHid({ vendorId: 0x0c2e, productId: 0x0b61 }, scannerDescriptor))
    const [found] = await detected()
    expect(found).toMatchObject({ state: 'no-permission', proposal: { role: 'scanner' } })
    expect(found?.advice).toContain('lanewise devices rules')
  })

  it('works without udev, whose program the serial library asks', async () => {
    const path = process.env['PATH']
    process.env['PATH'] = '/nowhere'
    try {
      machine.plugUsbSerial('ttyACM', { vendorId: 0x0c2e, productId: 0x0b6a })
      expect(await detected()).toMatchObject([{ description: 'Honeywell (0c2e:0b6a)' }])
    } finally {
      process.env['PATH'] = path
    }
  })

  it('says so where the kernel shows no ports at all', async () => {
    const { problems } = await detectDevices({ ...machine, sys: `${machine.sys}/nowhere` })
    expect(problems).toHaveLength(1)
  })
})

describe('the usage pages of a report descriptor', () => {
  it.each([
    { what: 'one collection', descriptor: scannerDescriptor, pages: [0x8c] },
    { what: 'several collections', descriptor: Buffer.concat([keyboardDescriptor, msrDescriptor]), pages: [0x01, 0x8e] },
    { what: 'collections within one another', descriptor: bytes('05 8C 09 02 A1 01 05 01 09 3B A1 02 C0 C0 05 8D 09 20 A1 01 C0'), pages: [0x8c, 0x8d] },
    { what: 'a usage that brings its page', descriptor: bytes('0B 02 00 8C 00 A1 01 C0'), pages: [0x8c] },
    { what: 'a long item in front', descriptor: bytes('FE 02 10 AA BB 05 8C 09 02 A1 01 C0'), pages: [0x8c] },
    { what: 'bytes that end in the middle', descriptor: bytes('05 8C 09 02 A1 01 26 FF'), pages: [0x8c] },
    { what: 'nothing', descriptor: Buffer.alloc(0), pages: [] },
    { what: 'noise', descriptor: bytes('FF FF FF FF FF C0 C0 A1'), pages: [] },
  ])('are found in $what', ({ descriptor, pages }) => {
    expect(topUsagePages(descriptor)).toEqual(pages)
  })
})
