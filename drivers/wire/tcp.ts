import { connect, type Socket } from 'node:net'
import type { WireConfig } from '../../src/contract/config.ts'
import type { Cancel, Timers } from '../timers.ts'
import { troubleOf } from './trouble-of.ts'
import { triesBySystem, watchDelivery, type TriesOf } from './watch-delivery.ts'
import type { Link, LinkEvents, WireTrouble } from './wire.ts'

type TcpConfig = Extract<WireConfig, { kind: 'tcp' }>

const connectTimeoutMs = 3000
/** Quiet for so long, and the kernel asks whether the device is still there: a device that lost its power says no goodbye. */
const keepAliveMs = 5000

/** No device of a lane sends so much in one go; after it, others get their turn. */
const floodByteCount = 16 * 1024
const restMs = 20

/**
 * Connects to a network printer or any other device that speaks over TCP.
 *
 * A device that vanishes without a word is noticed in about fifteen seconds: while nothing is under way by the kernel's
 * keep-alive, and while bytes are under way, when the kernel would try for a quarter of an hour, by counting its tries.
 */
export async function openTcpLink(config: TcpConfig, timers: Timers, events: LinkEvents, triesOf: TriesOf = triesBySystem): Promise<Link> {
  const socket = await connected(connect({ host: config.host, port: config.port }))
  socket.setNoDelay(true)
  socket.setKeepAlive(true, keepAliveMs)
  let cause: { trouble: WireTrouble; detail: string } = { trouble: 'unplugged', detail: 'the device closed the connection' }
  const stopWatching = watchDelivery(socket, { timers, triesOf }, () => {
    cause = { trouble: 'unreachable', detail: 'the device acknowledges nothing' }
    socket.destroy()
  })
  let cancelRest: Cancel = () => undefined
  socket.on('data', (bytes) => {
    events.bytes(bytes)
    if (bytes.length < floodByteCount) return
    // Node would else read on while there is more, and leave every other device waiting.
    socket.pause()
    cancelRest = timers.after(restMs, () => socket.resume())
  })
  socket.on('error', (error) => {
    const { trouble, detail } = troubleOf(error)
    cause = { trouble: trouble === 'failed' ? 'unplugged' : trouble, detail }
  })
  socket.on('end', () => socket.destroy())
  socket.on('close', () => {
    stopWatching()
    cancelRest()
    events.ended(cause.trouble, cause.detail)
  })
  return { write: (bytes) => writeTcp(socket, bytes), close: () => closeTcp(socket) }
}

function connected(socket: Socket): Promise<Socket> {
  return new Promise((opened, failed) => {
    const giveUp = (): void => {
      socket.destroy()
      failed(Object.assign(new Error(`no connection within ${connectTimeoutMs} ms`), { code: 'ETIMEDOUT' }))
    }
    const onError = (error: Error): void => failed(Object.assign(error, { message: error.message || troubleOf(error).trouble }))
    socket.setTimeout(connectTimeoutMs, giveUp)
    socket.once('error', onError)
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.removeListener('error', onError)
      opened(socket)
    })
  })
}

function writeTcp(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((sent, failed) => {
    if (socket.destroyed || !socket.writable) return failed(new Error('the connection is disconnected'))
    const onClose = (): void => failed(new Error('the connection was disconnected while writing'))
    socket.once('close', onClose)
    socket.write(bytes, (error) => {
      socket.removeListener('close', onClose)
      if (error) failed(error)
      else sent()
    })
  })
}

function closeTcp(socket: Socket): Promise<void> {
  return new Promise((closed) => {
    if (socket.closed) return closed()
    socket.once('close', () => closed())
    socket.destroy()
  })
}
