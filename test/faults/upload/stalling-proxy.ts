import { connect, createServer, type Socket } from 'node:net'
import { once } from 'node:events'

export interface StallingProxy {
  readonly url: string
  /** While true, whatever comes is taken and nothing is passed on or answered; connections of that time stay so for ever: half open. */
  isStalled: boolean
  /** Connections that were made while it stalled. */
  readonly stalledCount: number
  close(): Promise<void>
}

export async function openStallingProxy(upstream: string): Promise<StallingProxy> {
  const { hostname, port } = new URL(upstream)
  const open = new Set<Socket>()
  let isStalled = false
  let stalledCount = 0
  const keep = (socket: Socket): void => {
    open.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket))
  }
  const server = createServer((lane) => {
    keep(lane)
    if (isStalled) {
      stalledCount += 1
      return void lane.resume()
    }
    const office = connect(Number(port), hostname)
    keep(office)
    // A connection that was alive and falls silent is the half-open one: neither side is told.
    lane.on('data', (bytes) => (isStalled ? undefined : office.write(bytes))).on('close', () => office.destroy())
    office.on('data', (bytes) => (isStalled ? undefined : lane.write(bytes))).on('close', () => (isStalled ? undefined : lane.destroy()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    get isStalled() { return isStalled },
    set isStalled(value) { isStalled = value },
    get stalledCount() { return stalledCount },
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
