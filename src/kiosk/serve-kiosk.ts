import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { maxCallBytes } from '../contract/frames.ts'
import type { ScreenLane } from './screen-lane.ts'
import { answerRequest, writeAnswer } from './answer-request.ts'
import { securityHeaders } from './headers.ts'
import { serveLaneSocket } from './lane-socket.ts'
import type { SocketTimes } from './lane-socket.ts'
import type { Log } from './log.ts'
import { openSessions } from './sessions.ts'
import type { Session, Sessions } from './sessions.ts'
import { readStaticFiles } from './static-files.ts'
import { openTickets } from './tickets.ts'
import type { KioskPage } from './tickets.ts'

/** For an address a person opens by hand. */
export const printedTicketMs = 10 * 60_000

/** Pages at once: two windows, and room for ones that are just reloading. */
const maxSockets = 8

const maxConnections = 64

const usualTimes: SocketTimes = { helloMs: 5_000, pingEveryMs: 15_000 }

export interface KioskOptions {
  readonly lane: ScreenLane
  /** On 127.0.0.1; 0 takes any free one. */
  readonly port: number
  /** The built screens. */
  readonly staticDir: string
  readonly log: Log
  /** 32 bytes; the same ones keep open pages in over a restart of this process. */
  readonly sessionKey?: Buffer | undefined
  readonly times?: SocketTimes | undefined
}

export interface Kiosk {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** An address that lets one browser in once; `lifeMs` is ten minutes unless said. */
  ticketUrl(page: KioskPage, lifeMs?: number): string
  close(): Promise<void>
}

/**
 * Serves the screens and the lane's frames to browsers on this machine.
 * @throws Error with code EADDRINUSE when the port is taken, ENOENT when the screens were not built
 */
export async function serveKiosk({ lane, port, staticDir, log, sessionKey = randomBytes(32), times = usualTimes }: KioskOptions): Promise<Kiosk> {
  const files = readStaticFiles(staticDir)
  const server = createServer({ maxHeaderSize: 8 * 1024, requestTimeout: 10_000 })
  server.maxConnections = maxConnections
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${boundPort(server)}`
  const tickets = openTickets(() => performance.now())
  const sessions = openSessions(sessionKey, boundPort(server))
  server.on('request', (request, response) => {
    writeAnswer(response, answerRequest({ host, files, tickets, sessions }, request), securityHeaders(`http://${host}`), request.method)
  })
  const closeSockets = acceptSockets(server, { host, sessions, lane, times, log })
  return {
    url: `http://${host}`,
    ticketUrl: (page, lifeMs = printedTicketMs) => `http://${host}/enter?ticket=${tickets.mint(page, lifeMs)}`,
    async close() {
      closeSockets()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

interface SocketParts {
  readonly host: string
  readonly sessions: Sessions
  readonly lane: ScreenLane
  readonly times: SocketTimes
  readonly log: Log
}

/** @returns closes all sockets and takes no more */
function acceptSockets(server: Server, { host, sessions, lane, times, log }: SocketParts): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxCallBytes, perMessageDeflate: false })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', (error) => log('socket-error', { message: error.message }))
    const checked = checkUpgrade(request, host, sessions, sockets.clients.size)
    if (typeof checked === 'number') {
      log('socket-refused', { status: checked })
      stream.end(`HTTP/1.1 ${checked} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => stream.destroy())
      return
    }
    sockets.handleUpgrade(request, stream, head, (socket) => serveLaneSocket({ socket, sessions: checked, lane, times, log }))
  })
  return () => {
    for (const socket of sockets.clients) socket.close(1001, 'the lane stops')
    for (const socket of sockets.clients) socket.terminate()
    sockets.close()
  }
}

/** @returns the sessions its cookies hold, or the status it is refused with */
function checkUpgrade({ headers, url }: IncomingMessage, host: string, sessions: Sessions, socketCount: number): readonly Session[] | number {
  if (headers.host !== host) return 421
  if (url !== '/lane') return 404
  // Another page on this machine has our cookie but not our origin: this line is the real defence.
  if (headers.origin !== `http://${host}`) return 403
  const found = sessions.find(headers.cookie)
  if (found.length === 0) return 403
  return socketCount >= maxSockets ? 503 : found
}

function boundPort(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the kiosk is not listening on a port')
  return address.port
}
