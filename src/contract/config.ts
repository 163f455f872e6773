import { z } from 'zod'
import { wedgeSettings } from './wedge-settings.ts'

/** Which one of several devices of a make. `serialNumber` is the maker's; without it any device of these ids will do. */
const usbIds = { vendorId: z.number().int().min(0).max(0xffff), productId: z.number().int().min(0).max(0xffff), serialNumber: z.string().min(1).max(64).optional() }

const wire = z.discriminatedUnion('kind', [
  /** `path` as in /dev/ttyS0, or /dev/serial/by-id/…, which stays the same wherever the cable is plugged in again. */
  z.strictObject({ kind: z.literal('serial'), path: z.string().min(1), baudRate: z.number().int().min(300).max(921_600).default(9600), dataBits: z.union([z.literal(7), z.literal(8)]).default(8), parity: z.enum(['none', 'even', 'odd']).default('none'), stopBits: z.union([z.literal(1), z.literal(2)]).default(1) }),
  z.strictObject({ kind: z.literal('hid'), ...usbIds }),
  z.strictObject({ kind: z.literal('tcp'), host: z.string().min(1), port: z.number().int().min(1).max(65_535) }),
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1) }),
  /** The system's card service. `reader`: a part of the reader's name; without it every reader there is. */
  z.strictObject({ kind: z.literal('pcsc'), reader: z.string().min(1).max(127).optional() }),
])
export type WireConfig = z.infer<typeof wire>

const name = z.string().regex(/^[a-z0-9-]{1,32}$/, 'lower-case letters, digits and dashes')

/** How a serial device marks the end of a reading. `silenceMs` is the fallback for one that cannot send a suffix. */
const framing = z.strictObject({
  end: z.enum(['cr-lf', 'etx', 'silence']).default('cr-lf'),
  silenceMs: z.number().int().min(5).max(500).default(30),
  /** Text in front of every reading, taken off; readings without it are kept as they are. */
  prefix: z.string().max(8).default(''),
})

export const deviceConfig = z.discriminatedUnion('role', [
  /**
   * `protocol`: `text` with marks as in `framing`, or Zebra's SSI packets; HID needs neither.
   * `labelId`: whose letters the scanner puts in front of a code to name its kind, where it is set up to and sends no AIM identifier.
   * `beep`: how the scanner itself is told that a code is not on file; `none` where it cannot be.
   */
  z.strictObject({ role: z.literal('scanner'), name, wire, protocol: z.enum(['text', 'ssi']).default('text'), framing: framing.prefault({}), labelId: z.enum(['none', 'zebra', 'honeywell', 'datalogic', 'datalogic-eu']).default('none'), beep: z.enum(['none', 'hid', 'ssi', 'honeywell', 'bel']).default('none') }),
  /**
   * `protocol`: `text` over serial; `hid-msr` by its report descriptor; `magtek` by its fixed report; `pcsc` reads the UID of contactless cards through the system's card service.
   * `allow`: patterns of the retailer's own cards, see OwnCode; anything else from this reader is refused. `U` stands for a hexadecimal digit of a card's UID.
   */
  z.strictObject({ role: z.literal('card-reader'), name, wire, protocol: z.enum(['text', 'hid-msr', 'magtek', 'pcsc']).default('text'), framing: framing.prefault({}), allow: z.array(z.string().regex(/^[0-9CMNU]{4,24}$/)).min(1) }),
  /**
   * `profile`: the family it belongs to. `plain`: neither cutter nor codes of its own.
   * `confirm`: how it tells that a receipt is finished, where it differs from its family; see Confirm in drivers/printer/profiles.ts.
   */
  z.strictObject({
    role: z.literal('printer'), name, wire,
    profile: z.enum(['epson-80mm', 'epson-58mm', 'gb18030-80mm', 'gb18030-58mm', 'citizen-80mm', 'star-80mm', 'plain-80mm', 'plain-58mm']).default('epson-80mm'),
    encoder: z.enum(['lanewise', 'escpos']).default('lanewise'),
    confirm: z.enum(['process-id', 'gs-r', 'automatic', 'watched']).optional(),
  }),
  /** Hangs on a printer's kick-out connector. `openTooLongMs`: so long open, and somebody should look. */
  z.strictObject({ role: z.literal('drawer'), name, printer: name, pin: z.union([z.literal(2), z.literal(5)]).default(2), onMs: z.number().int().min(2).max(510).default(100), offMs: z.number().int().min(2).max(510).default(500), openWhen: z.enum(['high', 'low']).default('low'), openTooLongMs: z.number().int().min(1_000).max(600_000).default(60_000) }),
  /** Two lines for the customer, on a pole or behind the printer. */
  z.strictObject({ role: z.literal('line-display'), name, wire, protocol: z.enum(['epson', 'cd5220']).default('epson'), columnCount: z.number().int().min(16).max(40).default(20), codePage: z.enum(['cp437', 'cp850', 'cp858', 'cp1252', 'gb18030']).default('cp437') }),
  /**
   * `dialog06Secret`: correction value and polynomial that the scale's maker gives under contract, four hexadecimal digits each; without it a Dialog 06 scale that asks cannot be used.
   * `unit`: what the scale is set to, where its protocol does not say (Toledo 8217).
   */
  z.strictObject({ role: z.literal('scale'), name, wire, protocol: z.enum(['toledo-8217', 'dialog-06', 'mt-sics', 'hid']), unit: z.enum(['kg', 'lb']).default('kg'), dialog06Secret: z.strictObject({ correction: z.string().regex(/^[0-9A-Fa-f]{4}$/), polynomial: z.string().regex(/^[0-9A-Fa-f]{4}$/) }).optional() }),
  /** ZVT over TCP. `password` is the terminal's, six digits. `currency` ISO 4217 numeric. `slip`: who prints the customer's. */
  z.strictObject({ role: z.literal('payment-terminal'), name, wire, protocol: z.literal('zvt').default('zvt'), password: z.string().regex(/^\d{6}$/).default('000000'), currency: z.number().int().min(1).max(999).default(978), slip: z.enum(['lane', 'terminal']).default('lane') }),
])
export type DeviceConfig = z.infer<typeof deviceConfig>

export const devicesConfig = z.array(deviceConfig).max(16)

const host = z.string().regex(/^[\w.-]+(:\d{1,5})?$/)

/**
 * Where the lanes of a store find each other: a multicast group within the site and a port, the same for all of them.
 * `addresses`: lanes to be told directly, where the network carries no multicast, and for two lanes on one machine.
 */
const storeNetwork = z.union([z.literal('off'), z.strictObject({ group: z.ipv4().optional(), port: z.number().int().min(1).max(65_535).optional(), addresses: z.array(host).max(99).optional() })])
export const usualStoreNetwork = { group: '239.255.71.9', port: 47_810 } as const

/** One lane's own file. Everything the whole store shares comes down the feed instead. */
export const laneConfig = z.strictObject({
  storeId: z.string().min(1).max(32),
  laneNumber: z.number().int().min(1).max(99),
  /** Folder of the lane's database; made when missing. */
  dataDir: z.string().min(1),
  /** Folder of the journal's second copy: best on another disk. Default: `copy` in `dataDir`. */
  copyDir: z.string().min(1).optional(),
  /** File with the key of the lane's files: 64 hex digits, readable by the lane alone, elsewhere than in those folders. Without it they are not encrypted. */
  keyFile: z.string().min(1).optional(),
  /** `feedKey`: public key by which the lane knows what head office sends, as the CRM says it at its start. Without it the lane keeps the first one it sees, and takes no other. */
  crm: z.strictObject({ url: z.url(), token: z.string().min(16), feedKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'as the CRM prints it: 43 letters, digits, - and _').optional() }),
  kiosk: z.strictObject({ port: z.number().int().min(0).max(65_535).default(0) }).prefault({}),
  language: z.enum(['en', 'zh']).optional(),
  cashier: z.strictObject({ cashierId: z.string().min(1).max(32), name: z.string().min(1).max(40) }),
  devices: devicesConfig.default([]),
  /** Scanners that type into the screen. */
  wedge: wedgeSettings.optional(),
  /** How the lane asks the other lanes of the store; they find each other by themselves unless told. */
  storeNetwork: storeNetwork.optional(),
})
export type LaneConfig = z.infer<typeof laneConfig>
