import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import type { DemoThing } from '../../crm/demo/demo-things.ts'
import { assert } from '../../domain/assert.ts'
import { favicon } from '../../kiosk/favicon.ts'
import { securityHeaders } from '../../kiosk/headers.ts'
import { readStaticFiles } from '../../kiosk/static-files.ts'

/** The page with which a person plays the devices: holds things to the scanner, pulls plugs, takes the paper out. */
export interface Panel {
  readonly url: string
  close(): Promise<void>
}

interface PanelParts {
  /** 0 takes any free one. */
  readonly port: number
  readonly staticDir: string
  /** The simulators' control door; it refuses web pages, so we knock for our own. */
  readonly doorUrl: string
  readonly things: () => Promise<readonly DemoThing[]>
}

interface PanelAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string | Buffer
}

const maxBodyBytes = 64 * 1024
const doorTimeoutMs = 10_000

/** @throws Error with code EADDRINUSE when the port is taken */
export async function servePanel({ port, staticDir, doorUrl, things }: PanelParts): Promise<Panel> {
  const files = readStaticFiles(staticDir)
  let host = ''
  const answer = async (request: IncomingMessage): Promise<PanelAnswer> => {
    const refused = refuse(request, host)
    if (refused !== undefined) return refused
    const path = request.url ?? '/'
    if (request.method === 'GET' && path === '/panel/things.json') return json(200, JSON.stringify(await things()))
    if (request.method === 'GET' && path === '/favicon.ico') return { status: 200, ...favicon }
    const file = request.method === 'GET' ? files.get(path.endsWith('/') ? `${path}index.html` : path) : undefined
    if (file !== undefined && !/^\/(lane|customer)\//.test(path)) return { status: 200, ...file }
    return /^\/[a-z-]+$/.test(path) ? knock(doorUrl + path, request) : json(404, '{"error":"not here"}')
  }
  const server = createServer((request, response) => {
    answer(request).catch((error: unknown) => json(502, JSON.stringify({ error: String(error) }))).then(({ status, contentType, body }) => {
      response.writeHead(status, { ...securityHeaders(`http://${host}`), 'content-type': contentType, ...(status === 303 && { location: '/panel/' }) }).end(body)
    }, () => response.destroy())
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert(address !== null && typeof address === 'object', 'a TCP server has a port')
  host = `127.0.0.1:${address.port}`
  return {
    url: `http://${host}/panel/`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Another page somebody has open must not scan things into the till. */
function refuse({ headers, method, url }: IncomingMessage, host: string): PanelAnswer | undefined {
  const site = headers['sec-fetch-site']
  if (headers.host !== host) return json(421, '{"error":"wrong host"}')
  if (site !== undefined && site !== 'none' && site !== 'same-origin') return json(403, '{"error":"not from another page"}')
  if (method !== 'GET' && headers.origin !== `http://${host}`) return json(403, '{"error":"from the panel only"}')
  return url === '/' ? { status: 303, contentType: 'text/plain', body: '' } : undefined
}

async function knock(url: string, request: IncomingMessage): Promise<PanelAnswer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return json(413, '{"error":"too long"}')
  const body = request.method === 'POST' ? await text(request) : undefined
  const response = await fetch(url, { method: request.method ?? 'GET', ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }), signal: AbortSignal.timeout(doorTimeoutMs) })
  return json(response.status, await response.text())
}

function json(status: number, body: string): PanelAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body }
}
