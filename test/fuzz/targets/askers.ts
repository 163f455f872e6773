import type { Driver } from '../../../drivers/driver.ts'
import { openPaymentTerminal } from '../../../drivers/payment-terminal/payment-terminal.ts'
import { openApduReader } from '../../../drivers/payment-terminal/apdu-reader.ts'
import { readStatusInformation } from '../../../drivers/payment-terminal/status-information.ts'
import { openStatusReader } from '../../../drivers/printer/status-bytes.ts'
import { encodeEscpos } from '../../../drivers/printer/encode-escpos.ts'
import { openPrinter } from '../../../drivers/printer/printer.ts'
import { openDialect } from '../../../drivers/scale/open-dialect.ts'
import { openScale } from '../../../drivers/scale/scale.ts'
import { message, printBlock, printLine, registered, statusInformation, terminalCards } from '../../../drivers/simulator/payment-terminal-bytes.ts'
import { hidScaleLayouts, reportOfPan } from '../../../drivers/simulator/simulated-scale-hid.ts'
import { openScalePan } from '../../../drivers/simulator/simulated-scale-pan.ts'
import { deviceConfig, type DeviceConfig } from '../../../src/contract/config.ts'
import { printOrder } from '../../support/drivers-receipts.ts'
import { testPaymentCards } from '../../support/drivers.ts'
import { openFuzzedDriver } from '../fuzzed-driver.ts'
import { Broken, type FuzzTarget } from '../fuzz-target.ts'

/** Devices that answer: an order is open while the bytes come. */
const serial = { wire: { kind: 'serial', path: '/dev/null' } }
const ascii = (texts: readonly string[]): Buffer[] => texts.map((text) => Buffer.from(text, 'latin1'))

function scaleTarget(protocol: string, samples: readonly Buffer[], reportDescriptor?: Buffer): FuzzTarget {
  const wire = reportDescriptor ? { wire: { kind: 'hid', vendorId: 1, productId: 2 } } : serial
  const config = only('scale', { ...wire, protocol, ...(protocol === 'dialog-06' ? { dialog06Secret: { correction: '1D0F', polynomial: '8005' } } : {}) })
  const begin = (driver: Driver): void => driver.order({ type: 'weigh', orderId: 'w', device: config.name, timeoutMs: 5000, pricePerKgMinor: 199, tareGrams: 5 })
  return {
    name: `scale, ${protocol}`,
    samples,
    ...(reportDescriptor ? { isWhole: true } : {}),
    open: () => openFuzzedDriver({
      open: ({ wire: played, timers, send }) => openScale({ config, wire: played, timers, send, dialect: openDialect(config) }),
      reportDescriptor,
      begin,
      check: (said) => {
        if (said.type === 'outcome' && said.outcome === 'done' && (said.weighed?.grams ?? 0) < 1) throw new Broken('a weight of nothing')
      },
    }),
  }
}

function only<Role extends DeviceConfig['role']>(role: Role, parts: object): Extract<DeviceConfig, { role: Role }> {
  const config = deviceConfig.parse({ role, name: role, ...parts })
  return config as Extract<DeviceConfig, { role: Role }>
}

const toledo = ascii(['\x0201.235\r', '\x0200.734N\r', '\x02?A\r', '\x02?P\r', '\x02?D\r'])
const sics = ascii(['S S      1.235 kg\r\n', 'S D      1.2 kg\r\n', 'S I\r\n', 'S +\r\n', 'S -\r\n', 'ES\r\n', 'Z A\r\n'])
const dialog = ascii(['\x06', '\x15', '\x0202\x1b3\x1b01235\x1b000199\x1b000246\x03', '\x0209\x1b20\x03', '\x0209\x1b30\x03', '\x0211\x1b25A\x03', '\x0211\x1b1\x03', '\x0211\x1b0\x03'])

function hidScaleTarget(): FuzzTarget {
  const layout = hidScaleLayouts[0]
  if (!layout) throw new Error('a layout')
  const loaded = (grams: number, swingCount = 0): Buffer[] => {
    const pan = openScalePan(15_000)
    pan.put(grams, swingCount)
    return layout.report(reportOfPan(pan))
  }
  return scaleTarget('hid', [...loaded(734), ...loaded(0), ...loaded(734, 1), ...loaded(20_000), ...loaded(-5)], layout.descriptor)
}

const plainPan = Buffer.from(testPaymentCards[0] ?? '', 'hex')
const approved = terminalCards.map((card) => statusInformation({ resultCode: 0, amountMinor: 1234, traceNumber: 7, receiptNumber: 8, card, plainPan: false }))
const terminalMessages = [message(0x8000), message(0x060f), message(0x061e, [0x6c]), message(0x04ff, [0x0a]), message(0x849c), message(0x8483), ...approved, printBlock(['Thank you'], 1), printLine('Thank you'), registered()]
/** A terminal that is set up wrongly sends the whole number. */
const telling = testPaymentCards.filter((number) => number.length === 16).map((number) => message(0x040f, [0x27, 0x00, 0x04, 0, 0, 0, 0, 0x12, 0x34, 0x22, 0xf0, 0xf8, ...Buffer.from(number, 'hex')]))
const telltale = testPaymentCards.map((number) => printLine(`CARD ${number}`))

const terminalConfig = only('payment-terminal', { wire: { kind: 'tcp', host: '127.0.0.1', port: 1 } })
const printerConfig = only('printer', serial)

export const askerTargets: readonly FuzzTarget[] = [
  scaleTarget('toledo-8217', toledo),
  scaleTarget('mt-sics', sics),
  scaleTarget('dialog-06', dialog),
  hidScaleTarget(),
  {
    name: 'payment terminal, ZVT',
    samples: [...terminalMessages, ...telling, ...telltale, Buffer.concat([message(0x8000), registered(), message(0x8000), ...approved.slice(0, 1), message(0x060f)])],
    open: () => openFuzzedDriver({
      open: ({ wire, timers, send }) => openPaymentTerminal({ config: terminalConfig, wire, timers, send }),
      begin: (driver) => driver.order({ type: 'pay', orderId: 'p', device: terminalConfig.name, timeoutMs: 180_000, amountMinor: 1234 }),
    }),
  },
  {
    name: 'ZVT messages',
    samples: [...terminalMessages, ...telling, Buffer.concat([message(0x040f, [0x22, 0xf0, 0xf8, ...plainPan])])],
    open: () => {
      const reader = openApduReader()
      return {
        take(bytes) {
          for (const apdu of reader.take(bytes)) if (apdu !== 'noise') checkMasked(readStatusInformation(apdu.data))
        },
        end: () => undefined,
      }
    },
  },
  {
    name: 'printer, status answers',
    samples: [[0x12], [0x16], [0x1a], [0x1e], [0x72], [0x10, 0x00, 0x00, 0x0f], [0x14, 0x00, 0x03, 0x0f], [0x00], [0x0c], [0x37, 0x22, 0x31, 0x32, 0x33, 0x34, 0x00], [0x11, 0x13]].map((bytes) => Buffer.from(bytes)),
    open: () => openFuzzedDriver({
      open: ({ wire, timers, send }) => openPrinter({ config: printerConfig, wire, timers, send, encode: encodeEscpos }),
      begin: (driver) => driver.order(printOrder('r1')),
    }),
  },
  {
    name: 'ESC/POS answers',
    samples: [[0x12], [0x16, 0x12], [0x10, 0x00, 0x00, 0x0f], [0x00]].map((bytes) => Buffer.from(bytes)),
    open: () => {
      const read = openStatusReader()
      return { take: (bytes) => void read(bytes), end: () => undefined }
    },
  },
]

function checkMasked(status: ReturnType<typeof readStatusInformation>): void {
  if (testPaymentCards.some((number) => JSON.stringify(status).includes(number))) throw new Broken('digits of a payment card are out')
}
