import type { DeviceConfig, WireConfig } from '../src/contract/config.ts'

/** One thing about a lane's list of devices that somebody should mend, or at least know. */
export interface ConfigFinding {
  /** Place in the list, from 0. */
  readonly index: number
  /** The key it is about, as in `wire.path`; empty for the device as a whole. */
  readonly key: string
  /** `fault`: it cannot work; `advice`: it may, and often does not. */
  readonly level: 'fault' | 'advice'
  readonly problem: string
}

type Say = (level: ConfigFinding['level'], key: string, problem: string) => void
type WireKind = WireConfig['kind']
type Wired = Exclude<DeviceConfig, { role: 'drawer' }>

/**
 * Finds what is wrong within a lane's list of devices: names, references, two devices on one wire, settings that
 * contradict each other. Looks at nothing outside the list: neither ports nor files.
 */
export function checkDeviceConfigs(configs: readonly DeviceConfig[]): ConfigFinding[] {
  return configs.flatMap((config, index) => {
    const findings: ConfigFinding[] = []
    const say: Say = (level, key, problem) => findings.push({ index, key, level, problem })
    const earlier = configs.slice(0, index)
    if (earlier.some(({ name }) => name === config.name)) say('fault', 'name', `another device is called "${config.name}" already`)
    if (config.role === 'drawer') checkDrawer(config, configs, earlier, say)
    else checkWired(config, earlier, say)
    return findings
  })
}

function checkDrawer(config: Extract<DeviceConfig, { role: 'drawer' }>, configs: readonly DeviceConfig[], earlier: readonly DeviceConfig[], say: Say): void {
  if (!configs.some(({ role, name }) => role === 'printer' && name === config.printer)) say('fault', 'printer', `there is no printer called "${config.printer}"`)
  const twin = earlier.find((other) => other.role === 'drawer' && other.printer === config.printer && other.pin === config.pin)
  if (twin) say('fault', 'pin', `"${twin.name}" hangs on pin ${config.pin} of "${config.printer}" already`)
}

function checkWired(config: Wired, earlier: readonly DeviceConfig[], say: Say): void {
  const { kinds, why } = wiresFor(config)
  if (!kinds.includes(config.wire.kind)) return say('fault', 'wire.kind', why)
  const holder = earlier.find((other) => other.role !== 'drawer' && sameWire(other, config))
  if (holder) say('fault', 'wire', `"${holder.name}" uses this wire already`)
  if (config.wire.kind === 'serial' && /^\/dev\/tty(USB|ACM)\d+$/.test(config.wire.path)) {
    say('advice', 'wire.path', `${config.wire.path} changes with the order of plugging in; use its name under /dev/serial/by-id or a udev rule (lanewise devices rules)`)
  }
  checkRole(config, say)
}

/** Which wires a device of this kind and protocol can hang on, and why others are no good. */
function wiresFor(config: Wired): { readonly kinds: readonly WireKind[]; readonly why: string } {
  const streams: readonly WireKind[] = ['serial', 'tcp']
  switch (config.role) {
    case 'scanner':
      return config.protocol === 'ssi' ? { kinds: streams, why: 'SSI packets go over a serial line; over HID a scanner speaks HID' } : { kinds: ['serial', 'tcp', 'hid'], why: 'a scanner is on serial, HID or TCP' }
    case 'card-reader':
      if (config.protocol === 'text') return { kinds: streams, why: 'text comes over serial or TCP; over HID set protocol to hid-msr or magtek' }
      if (config.protocol === 'pcsc') return { kinds: ['pcsc'], why: 'the card service finds its readers itself: set the wire to {"kind":"pcsc"}' }
      return { kinds: ['hid'], why: `${config.protocol} is a HID report; over serial set protocol to text` }
    case 'printer':
      return { kinds: ['serial', 'tcp', 'file'], why: 'a printer is on TCP, serial, or a file as /dev/usb/lp0' }
    case 'line-display':
      return { kinds: ['serial', 'tcp', 'file'], why: 'a line display is on serial, TCP or a file' }
    case 'scale':
      return config.protocol === 'hid' ? { kinds: ['hid'], why: 'protocol hid needs a HID wire' } : { kinds: streams, why: `${config.protocol} goes over serial or TCP; over HID set protocol to hid` }
    case 'payment-terminal':
      return { kinds: ['tcp'], why: 'ZVT goes over TCP here; most terminals listen on port 20007' }
  }
}

/** A scanner-scale is one USB device with a collection each: only two of the same role cannot share its ids. */
function sameWire(a: Wired, b: Wired): boolean {
  const [one, other] = [a.wire, b.wire]
  if (one.kind === 'hid' && other.kind === 'hid') {
    const told = one.serialNumber !== undefined && other.serialNumber !== undefined
    return a.role === b.role && one.vendorId === other.vendorId && one.productId === other.productId && (!told || one.serialNumber === other.serialNumber)
  }
  if (one.kind === 'tcp' && other.kind === 'tcp') return one.host === other.host && one.port === other.port
  return (one.kind === 'serial' || one.kind === 'file') && (other.kind === 'serial' || other.kind === 'file') && one.path === other.path
}

function checkRole(config: Wired, say: Say): void {
  if (config.role === 'scanner') checkScanner(config, say)
  if (config.role === 'card-reader') checkCards(config, say)
  if (config.role === 'scale') checkScale(config, say)
}

function checkScanner({ wire, protocol, beep, framing }: Extract<DeviceConfig, { role: 'scanner' }>, say: Say): void {
  if (beep === 'hid' && wire.kind !== 'hid') say('fault', 'beep', 'this beep is a HID report; the scanner is not on HID')
  if (beep === 'ssi' && protocol !== 'ssi') say('fault', 'beep', 'this beep is an SSI packet; protocol is not ssi')
  if ((beep === 'honeywell' || beep === 'bel') && (wire.kind === 'hid' || protocol === 'ssi')) say('fault', 'beep', 'this beep is for scanners that send plain text over serial')
  if (framing.end === 'silence') say('advice', 'framing.end', 'silence as the only mark is slow and may cut a code: have the scanner send CR after each')
}

/** Ranges of ISO/IEC 7812 in which banks issue cards. */
const paymentRange = /^([3-6]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/

function checkCards({ allow }: Extract<DeviceConfig, { role: 'card-reader' }>, say: Say): void {
  for (const [at, pattern] of allow.entries()) {
    if (pattern.length >= 12 && pattern.length <= 19 && paymentRange.test(pattern)) say('advice', `allow[${at}]`, `${pattern} lies in a range of payment cards: name more of its leading digits if these cards are the store's own`)
  }
}

/** Line settings a scale is delivered with. Toledo 8217 and Dialog 06 are seven-bit protocols. */
const usualLine = {
  'toledo-8217': { dataBits: 7, parity: 'even', text: '7 data bits, even parity' },
  'dialog-06': { dataBits: 7, parity: 'odd', text: '7 data bits, odd parity' },
  'mt-sics': { dataBits: 8, parity: 'none', text: '8 data bits, no parity' },
} as const

function checkScale({ wire, protocol, dialog06Secret }: Extract<DeviceConfig, { role: 'scale' }>, say: Say): void {
  if (protocol === 'dialog-06' && !dialog06Secret) say('fault', 'dialog06Secret', "the scale asks for its maker's correction value and polynomial after power-on and every 50 weighings: it cannot be used without")
  if (protocol !== 'dialog-06' && dialog06Secret) say('advice', 'dialog06Secret', `${protocol} has no use for it`)
  if (wire.kind !== 'serial' || protocol === 'hid') return
  const usual = usualLine[protocol]
  if (wire.dataBits !== usual.dataBits || wire.parity !== usual.parity) say('advice', 'wire.parity', `a ${protocol} scale is delivered with ${usual.text}; look whether this one is set otherwise`)
}
