import { SerialPort } from 'serialport'
import type { WireConfig } from '../../src/contract/config.ts'
import type { Timers } from '../timers.ts'
import { troubleOf } from './trouble-of.ts'
import { watchDeviceFile } from './watch-device-file.ts'
import type { Link, LinkEvents } from './wire.ts'

type SerialConfig = Extract<WireConfig, { kind: 'serial' }>

/**
 * Opens a serial port raw.
 *
 * serialport keeps a write to a closed port and sends it when the port is opened again, minutes later
 * (a drawer would spring open): so the port is asked before every write, and never opened twice.
 * A port that is only written to does not notice an unplug: the reader is always attached.
 * A port that is pulled between two reads is not noticed either: serialport 13 takes "0 bytes" for "not yet" and
 * reads on for ever. So we look whether the device file is still the one we opened.
 * What came in while nobody was looking is no scan of this sale: serialport drops it while opening.
 */
export async function openSerialLink(config: SerialConfig, timers: Timers, events: LinkEvents): Promise<Link> {
  const { path, baudRate, dataBits, parity, stopBits } = config
  const port = new SerialPort({ path, baudRate, dataBits, parity, stopBits, autoOpen: false })
  port.on('close', (error: unknown) => events.ended('unplugged', error instanceof Error ? error.message : 'the port closed'))
  await new Promise<void>((opened, failed) => port.open((error) => (error ? failed(error) : opened())))
  port.on('error', (error) => {
    const { trouble, detail } = troubleOf(error)
    events.ended(trouble, detail)
  })
  port.on('data', (bytes: Buffer) => events.bytes(bytes))
  const stopWatching = watchDeviceFile(path, timers, () => events.ended('unplugged', `${path} is gone`))
  return {
    write: (bytes) => writeSerial(port, bytes),
    close() {
      stopWatching()
      return closeSerial(port)
    },
  }
}

/** Resolves when the bytes have left the system's buffer; a disconnect while they go is a failure. */
function writeSerial(port: SerialPort, bytes: Buffer): Promise<void> {
  return new Promise((sent, failed) => {
    if (!port.isOpen) return failed(new Error('the port is disconnected'))
    const onClose = (): void => failed(new Error('the port was disconnected while writing'))
    const settle = (error: Error | null | undefined): void => {
      port.removeListener('close', onClose)
      if (error) failed(error)
      else sent()
    }
    port.once('close', onClose)
    port.write(bytes, (error) => {
      if (error || !port.isOpen) return settle(error ?? new Error('the port was disconnected while writing'))
      port.drain(settle)
    })
  })
}

function closeSerial(port: SerialPort): Promise<void> {
  return new Promise((closed, failed) => {
    if (!port.isOpen) return closed()
    port.close((error) => (error ? failed(error) : closed()))
  })
}
