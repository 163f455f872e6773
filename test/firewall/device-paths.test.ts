import { describe, expect, it } from 'vitest'
import type { Driver, Send } from '../../drivers/driver.ts'
import { openCardReader } from '../../drivers/msr/card-reader.ts'
import { openScanner } from '../../drivers/scanner/scanner.ts'
import { ssiSource, writeSsiPacket } from '../../drivers/scanner/ssi-packet.ts'
import { buildMagtekReport, buildMsrReport, describeMsr, usualMsrLayout, writeTracks, type CardTracks } from '../../drivers/simulator/card-reports.ts'
import { deviceConfig } from '../../src/contract/config.ts'
import type { DeviceMessage } from '../../src/contract/devices.ts'
import { openHandWire, type HandWire } from '../support/drivers-hand-wire.ts'
import { scannerDescriptors, scanReportOf } from '../support/drivers-hid-scanners.ts'
import { manualTimers } from '../support/drivers-manual-timers.ts'
import { findTraces, looseForms, paymentCards, tracesOf, wholeForms } from '../support/firewall.ts'

const hid = { kind: 'hid', vendorId: 1, productId: 1 }
const serial = { kind: 'serial', path: '/dev/null' }
/** Patterns of a careless store: letters alone, as long as payment cards are. */
const careless = ['NNNNNNNNNNNNN', 'NNNNNNNNNNNNNN', 'UUUUUUUUUUUUUU', 'NNNNNNNNNNNNNNN', 'NNNNNNNNNNNNNNNN', 'NNNNNNNNNNNNNNNNNN', 'MMMMMMMMMMMMMMMMMMM', '29MMMMMMMMMMC']

/** One driver on one wire, and everything that leaves it. */
interface Opened {
  readonly hand: HandWire
  readonly messages: readonly DeviceMessage[]
  quiet(): Promise<void>
}

function open(config: object, reportDescriptor?: Buffer): Opened {
  const hand = openHandWire()
  const timers = manualTimers()
  const messages: DeviceMessage[] = []
  openDriver(deviceConfig.parse({ name: 'reader', ...config }), hand, { timers, send: (message) => void messages.push(message) })
  hand.open(reportDescriptor)
  return { hand, messages, quiet: () => timers.pass(5000) }
}

function openDriver(config: ReturnType<typeof deviceConfig.parse>, { wire }: HandWire, parts: { readonly timers: ReturnType<typeof manualTimers>; readonly send: Send }): Driver {
  if (config.role === 'card-reader') return openCardReader({ config, wire, ...parts })
  if (config.role === 'scanner') return openScanner({ config, wire, ...parts })
  throw new Error('neither reads cards nor codes')
}

/** Nothing of the number left the driver, something was said about it, and the wire's own buffers are empty. */
async function expectNothingOf(number: string, opened: Opened, said: readonly DeviceMessage['type'][] = ['payment-card-rejected']): Promise<void> {
  await opened.quiet()
  const told = opened.messages.filter((message) => message.type !== 'state')
  expect(findTraces(JSON.stringify(opened.messages), tracesOf([number]))).toEqual([])
  expect(told.length).toBeGreaterThan(0)
  expect(said).toEqual(expect.arrayContaining(told.map((message) => message.type)))
  expect(opened.hand.brought.filter((bytes) => bytes.some((byte) => byte !== 0))).toEqual([])
}

const cardReader = { role: 'card-reader', allow: careless }
const bank = '28121010000012300000'
const onCard = (number: string): Readonly<Record<string, CardTracks>> => ({
  'track 1': { track1: `B${number}^DOE/JANE^${bank}` },
  'track 2': { track2: `${number}=${bank}` },
  'track 2, number alone': { track2: number },
  'track 3': { track3: `01${number}=${bank}` },
  'every track': { track1: `B${number}^DOE/JANE^${bank}`, track2: `${number}=${bank}`, track3: `01${number}=${bank}` },
  'track 1 beside an own card': { track1: `B${number}^DOE/JANE^${bank}`, track2: '2900000048218' },
  'track 3 beside own cards': { track1: '2900000048218', track2: '2900000048218', track3: number },
})

describe.each(paymentCards)('of %s nothing leaves', (number) => {
  it('a text card reader, in any form, whole or byte by byte', async () => {
    for (const form of Object.values(wholeForms(number))) {
      const whole = open({ ...cardReader, wire: serial })
      whole.hand.bring(Buffer.from(`${form}\r`, 'latin1'))
      await expectNothingOf(number, whole)
      const apart = open({ ...cardReader, wire: serial })
      for (const byte of Buffer.from(`${form}\r`, 'latin1')) apart.hand.bring(Buffer.from([byte]))
      await expectNothingOf(number, apart)
    }
    for (const form of Object.values(looseForms(number))) {
      const opened = open({ ...cardReader, allow: ['29MMMMMMMMMMC'], wire: serial })
      opened.hand.bring(Buffer.from(`${form}\r`, 'latin1'))
      await expectNothingOf(number, opened, ['payment-card-rejected', 'garbled'])
    }
  })

  it('a text card reader, on any track, in one line or a line each, in any order', async () => {
    for (const card of Object.values(onCard(number))) {
      for (const order of [writeTracks(card), writeTracks(card, true), writeTracks(card).reverse()]) {
        for (const mark of ['', '\r']) {
          const opened = open({ ...cardReader, wire: serial })
          opened.hand.bring(Buffer.from(`${order.join(mark)}\r`, 'latin1'))
          await expectNothingOf(number, opened)
        }
      }
    }
  })

  it('a card reader that ends its readings in other ways, or never', async () => {
    for (const framing of [{ end: 'etx' }, { end: 'silence', silenceMs: 30 }]) {
      const opened = open({ ...cardReader, wire: serial, framing })
      opened.hand.bring(Buffer.from(`\u0002${writeTracks(onCard(number)['every track'] ?? {}).join('')}${framing.end === 'etx' ? '\u0003' : ''}`, 'latin1'))
      await expectNothingOf(number, opened, ['payment-card-rejected', 'garbled'])
    }
    const endless = open({ ...cardReader, wire: serial })
    endless.hand.bring(Buffer.from(number.repeat(1000), 'latin1'))
    endless.hand.end()
    await expectNothingOf(number, endless, ['garbled'])
  })

  it('a HID card reader, on any track', async () => {
    for (const card of Object.values(onCard(number))) {
      for (const layout of [usualMsrLayout, { ...usualMsrLayout, withLengths: false }, { ...usualMsrLayout, reportId: 0 }]) {
        const opened = open({ ...cardReader, wire: hid, protocol: 'hid-msr' }, describeMsr(layout))
        opened.hand.bring(buildMsrReport(card, layout))
        await expectNothingOf(number, opened)
      }
    }
  })

  it('a HID card reader that cannot be understood', async () => {
    const opened = open({ ...cardReader, wire: hid, protocol: 'hid-msr' })
    opened.hand.bring(buildMsrReport(onCard(number)['every track'] ?? {}))
    await opened.quiet()
    expect(findTraces(JSON.stringify(opened.messages), tracesOf([number]))).toEqual([])
    expect(opened.hand.brought.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true)
  })

  it('a MagTek reader, on any track, read well or badly', async () => {
    for (const card of Object.values(onCard(number))) {
      for (const errors of [[], [1, 2, 3]] as const) {
        const opened = open({ ...cardReader, wire: hid, protocol: 'magtek' })
        opened.hand.bring(buildMagtekReport(card, errors))
        await expectNothingOf(number, opened)
      }
    }
    const short = open({ ...cardReader, wire: hid, protocol: 'magtek' })
    short.hand.bring(buildMagtekReport(onCard(number)['every track'] ?? {}).subarray(0, 300))
    await expectNothingOf(number, short, ['garbled'])
  })

  it('a contactless reader, were it packed into a UID', async () => {
    for (const byteCount of [4, 7, 10]) {
      const opened = open({ ...cardReader, allow: ['UUUUUUUUUUUUUU', '29UUUUUU'], wire: { kind: 'pcsc' }, protocol: 'pcsc' })
      opened.hand.bring(Buffer.concat([Buffer.from(number.padEnd(20, '0').slice(0, byteCount * 2), 'hex'), Buffer.from([0x90, 0x00])]))
      // Seven bytes of a longer number are no card number, and a store that lets every UID in lets them in.
      if (byteCount === 7 && number.length !== 14) continue
      await expectNothingOf(number, opened, ['payment-card-rejected', 'garbled'])
    }
  })

  it('a text scanner', async () => {
    for (const form of Object.values(wholeForms(number))) {
      for (const front of ['', ']C0', ']Q1', ']X0']) {
        const opened = open({ role: 'scanner', wire: serial })
        opened.hand.bring(Buffer.from(`${front}${form}\r`, 'latin1'))
        await opened.quiet()
        expect(findTraces(JSON.stringify(opened.messages), tracesOf([number]))).toEqual([])
        expect(opened.messages.map((message) => message.type)).toContain('payment-card-rejected')
      }
    }
  })

  it('an SSI scanner', async () => {
    for (const form of Object.values(wholeForms(number))) {
      const opened = open({ role: 'scanner', wire: serial, protocol: 'ssi' })
      opened.hand.bring(writeSsiPacket({ opcode: 0xf3, source: ssiSource.decoder, data: Buffer.concat([Buffer.from([0x03]), Buffer.from(form, 'latin1')]) }))
      await opened.quiet()
      expect(findTraces(JSON.stringify(opened.messages), tracesOf([number]))).toEqual([])
      expect(opened.messages.map((message) => message.type)).toContain('payment-card-rejected')
    }
  })

  it('a HID scanner, in one report or several', async () => {
    for (const form of Object.values(wholeForms(number))) {
      for (const scanner of ['plain', 'counted', 'honeywell'] as const) {
        const opened = open({ role: 'scanner', wire: hid }, scannerDescriptors[scanner])
        const portions = form.match(/.{1,7}/g) ?? []
        portions.forEach((data, index) => opened.hand.bring(scanReportOf(scanner, { data, continued: index < portions.length - 1 })))
        await opened.quiet()
        expect(findTraces(JSON.stringify(opened.messages), tracesOf([number]))).toEqual([])
        expect(opened.messages.map((message) => message.type)).toContain('payment-card-rejected')
      }
    }
  })
})
