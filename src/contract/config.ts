import { z } from 'zod'

const wire = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('serial'), path: z.string().min(1), baudRate: z.number().int().min(300).max(921_600).default(9600), dataBits: z.union([z.literal(7), z.literal(8)]).default(8), parity: z.enum(['none', 'even', 'odd']).default('none'), stopBits: z.union([z.literal(1), z.literal(2)]).default(1) }),
  z.strictObject({ kind: z.literal('hid'), vendorId: z.number().int().min(0).max(0xffff), productId: z.number().int().min(0).max(0xffff) }),
  z.strictObject({ kind: z.literal('tcp'), host: z.string().min(1), port: z.number().int().min(1).max(65_535) }),
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1) }),
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
  z.strictObject({ role: z.literal('scanner'), name, wire, framing: framing.prefault({}) }),
  /** `allow`: patterns of the retailer's own cards, see OwnCode; anything else from this reader is refused. */
  z.strictObject({ role: z.literal('card-reader'), name, wire, framing: framing.prefault({}), allow: z.array(z.string().regex(/^[0-9CMN]{4,24}$/)).min(1) }),
  z.strictObject({ role: z.literal('printer'), name, wire, profile: z.enum(['epson-80mm', 'epson-58mm', 'gb18030-80mm']).default('epson-80mm'), encoder: z.enum(['lanewise', 'escpos']).default('lanewise') }),
  /** Hangs on a printer's kick-out connector. */
  z.strictObject({ role: z.literal('drawer'), name, printer: name, pin: z.union([z.literal(2), z.literal(5)]).default(2), onMs: z.number().int().min(2).max(510).default(100), offMs: z.number().int().min(2).max(510).default(500), openWhen: z.enum(['high', 'low']).default('low') }),
])
export type DeviceConfig = z.infer<typeof deviceConfig>

export const devicesConfig = z.array(deviceConfig).max(16)

/** One lane's own file. Everything the whole store shares comes down the feed instead. */
export const laneConfig = z.strictObject({
  storeId: z.string().min(1).max(32),
  laneNumber: z.number().int().min(1).max(99),
  /** Folder of the lane's database; made when missing. */
  dataDir: z.string().min(1),
  crm: z.strictObject({ url: z.url(), token: z.string().min(16) }),
  kiosk: z.strictObject({ port: z.number().int().min(0).max(65_535).default(0) }).prefault({}),
  language: z.enum(['en', 'zh']).optional(),
  cashier: z.strictObject({ cashierId: z.string().min(1).max(32), name: z.string().min(1).max(40) }),
  devices: devicesConfig.default([]),
})
export type LaneConfig = z.infer<typeof laneConfig>
