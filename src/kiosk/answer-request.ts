import type { IncomingMessage, ServerResponse } from 'node:http'
import { favicon } from './favicon.ts'
import type { Session, Sessions } from './sessions.ts'
import type { StaticFile, StaticFiles } from './static-files.ts'
import type { KioskPage, Tickets } from './tickets.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

export interface Doors {
  /** `127.0.0.1:<port>`, the only Host accepted: stops pages that point a name of theirs at this machine. */
  readonly host: string
  readonly files: StaticFiles
  readonly tickets: Tickets
  readonly sessions: Sessions
}

/** Where each window's page lives; the file behind it is `index.html` in that folder. */
const pagePaths: Readonly<Record<KioskPage, string>> = { lane: '/lane/', customer: '/customer/' }

const comeIn = 'This screen opens with an address that works once.\nAsk for a fresh one where the lane was started (press Enter there), or restart the lane.\n'

/** Decides what one request gets. Reads only; the only thing it changes is that a ticket is used up. */
export function answerRequest(doors: Doors, request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): Answer {
  if (request.headers.host !== doors.host) return plain(421, 'Wrong host.\n')
  if (request.method !== 'GET' && request.method !== 'HEAD') return { ...plain(405, 'Only GET.\n'), headers: { allow: 'GET, HEAD' } }
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'none' && site !== 'same-origin') return plain(403, 'Not from another page.\n')
  const url = URL.parse(request.url ?? '', `http://${doors.host}`)
  if (url === null || url.host !== doors.host) return plain(400, 'Bad address.\n')
  if (url.pathname === '/enter') return enter(doors, url.searchParams.get('ticket') ?? '')
  if (url.pathname === '/favicon.ico') return file(doors.files.get(url.pathname) ?? favicon)
  return content(doors, url.pathname, doors.sessions.find(request.headers.cookie))
}

function enter(doors: Doors, ticket: string): Answer {
  const page = doors.tickets.redeem(ticket)
  if (page === undefined) return plain(403, comeIn)
  return { status: 303, headers: { location: pagePaths[page], 'set-cookie': doors.sessions.begin(page) }, body: '' }
}

function content(doors: Doors, path: string, sessions: readonly Session[]): Answer {
  if (sessions.length === 0) return plain(403, comeIn)
  const found = doors.files.get(path.endsWith('/') ? `${path}index.html` : path)
  if (found === undefined) return plain(404, 'Not here.\n')
  if (!found.contentType.startsWith('text/html')) return file(found)
  const session = sessions.find(({ page }) => path.startsWith(pagePaths[page]))
  return session === undefined ? plain(403, comeIn) : file({ ...found, body: withNonce(found.body, session.nonce) })
}

/** The nonce is base64url: nothing in it needs escaping. */
function withNonce(html: Buffer, nonce: string): Buffer {
  return Buffer.from(html.toString('utf8').replace(/<head[^>]*>/i, (head) => `${head}<meta name="lanewise-nonce" content="${nonce}">`))
}

function file(found: StaticFile): Answer {
  return { status: 200, headers: { 'content-type': found.contentType }, body: found.body }
}

function plain(status: number, text: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text }
}

/** Writes an answer out; HEAD gets everything but the body. */
export function writeAnswer(response: ServerResponse, answer: Answer, headers: Readonly<Record<string, string>>, method: string | undefined): void {
  response.writeHead(answer.status, { ...headers, ...answer.headers, 'content-length': Buffer.byteLength(answer.body) })
  response.end(method === 'HEAD' ? undefined : answer.body)
}
