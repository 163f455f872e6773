import { readdir } from 'node:fs/promises'
import { SerialPort } from 'serialport'

export interface SerialPortFound {
  readonly path: string
  readonly maker?: string | undefined
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
}

/**
 * Lists serial ports. serialport asks `udevadm`, which is missing without Debian's udev package; then only the
 * names in /dev are known.
 * @returns `problem` when makers and ids could not be had
 */
export async function listSerialPorts(): Promise<{ readonly ports: readonly SerialPortFound[]; readonly problem?: string | undefined }> {
  try {
    const ports = await SerialPort.list()
    return { ports: ports.map(({ path, manufacturer, vendorId, productId }) => ({ path, maker: manufacturer, vendorId, productId })) }
  } catch (error) {
    const names = await readdir('/dev').catch(() => [])
    const ports = names.filter((name) => /^tty(USB|ACM|S|AMA|XRUSB)\d+$/.test(name)).map((name) => ({ path: `/dev/${name}` }))
    return { ports, problem: error instanceof Error ? error.message : String(error) }
  }
}
