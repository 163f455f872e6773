import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { callFrame } from '../../src/contract/frames.ts'
import type { AnswerFrame, CallFrame } from '../../src/contract/frames.ts'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { securityHeaders } from '../../src/kiosk/headers.ts'

export interface FakeLane {
  readonly url: string
  /** Every call heard, resent ones included, in order. */
  readonly calls: readonly CallFrame[]
  /** Names and contents of the calls, without ids. */
  bodies(): CallFrame['body'][]
  /** Resolves when so many calls have been heard. */
  heard(count: number): Promise<void>
  /** Sends a view to every page, with an edition of its own. @returns that edition */
  show(view: LaneView): number
  /** How calls are answered from now on; undefined leaves them without an answer. */
  answerWith(answer: (body: CallFrame['body']) => AnswerFrame['outcome'] | undefined): void
  forget(): void
  /** Breaks every page's line, as a dying lane does. */
  dropPages(): void
  close(): Promise<void>
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.woff': 'font/woff', '.svg': 'image/svg+xml' }
const fakeNonce = 'nonce-of-the-test'

/**
 * Serves the built screens with the kiosk's own headers, shows the views it is given, and keeps what the page asks.
 * @param built folder of the built screens
 */
export async function openFakeLane(built: string, first: LaneView): Promise<FakeLane> {
  const calls: CallFrame[] = []
  const waiting: { readonly count: number; readonly done: () => void }[] = []
  const pages = new Set<WebSocket>()
  let answer: (body: CallFrame['body']) => AnswerFrame['outcome'] | undefined = () => ({ kind: 'ok' })
  let view = first
  let edition = 0
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://lane').pathname
    if (path === '/favicon.ico') {
      response.writeHead(204).end()
      return
    }
    const file = join(built, path.endsWith('/') ? `${path}index.html` : path)
    try {
      const body = readFileSync(file)
      const html = extname(file) === '.html'
      response.writeHead(200, { ...securityHeaders(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), 'content-type': types[extname(file)] ?? 'text/plain' })
      response.end(html ? body.toString('utf8').replace('<head>', `<head><meta name="lanewise-nonce" content="${fakeNonce}">`) : body)
    } catch {
      response.writeHead(404).end()
    }
  })
  const sockets = new WebSocketServer({ server, path: '/lane' })
  const viewFrame = (): string => JSON.stringify({ type: 'notice', name: 'view', body: { ...view, edition } })
  sockets.on('connection', (socket) => {
    socket.once('message', (hello) => {
      const { type, nonce } = JSON.parse(String(hello)) as { type: string; nonce: string }
      if (type !== 'hello' || nonce !== fakeNonce) return socket.close(1008)
      pages.add(socket)
      socket.send(viewFrame())
      socket.on('message', (data) => {
        const call = callFrame.parse(JSON.parse(String(data)))
        calls.push(call)
        const outcome = answer(call.body)
        if (outcome) socket.send(JSON.stringify({ type: 'answer', id: call.id, outcome }))
        for (const { count, done } of waiting) if (calls.length >= count) done()
      })
    })
    socket.on('close', () => pages.delete(socket))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    bodies: () => calls.map(({ body }) => body),
    heard: (count) => (calls.length >= count ? Promise.resolve() : new Promise((done) => waiting.push({ count, done }))),
    show(next) {
      view = next
      edition += 1
      for (const page of pages) page.send(viewFrame())
      return edition
    },
    answerWith: (next) => (answer = next),
    forget: () => calls.splice(0),
    dropPages() {
      for (const page of pages) page.terminate()
    },
    async close() {
      for (const page of sockets.clients) page.terminate()
      sockets.close()
      await new Promise((closed) => {
        server.close(closed)
        server.closeAllConnections()
      })
    },
  }
}
