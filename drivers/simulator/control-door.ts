import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { simulatedDevices } from './bench-device.ts'
import { describeRoutes, doorRoute, type DoorRoute } from './door-route.ts'
import type { Simulators } from './open-simulators.ts'
import { seededRandom } from './seeded-random.ts'

const maxBodyByteCount = 64 * 1024

export interface ControlDoor {
  readonly url: string
  close(): Promise<void>
}

/**
 * Lets tests and people work the simulated devices: JSON over HTTP, on this machine only.
 * `GET /` says what can be asked, `GET /state` how the devices are; everything else is `POST`.
 * Web pages are refused: a page somebody has open must not scan things into the till.
 * @param port zero for a free one
 */
export async function openControlDoor(simulators: Simulators, port: number): Promise<ControlDoor> {
  const routes = routesOf(simulators)
  const server = createServer((request, response) => void answer({ simulators, routes }, request, response))
  await new Promise<void>((opened, failed) => server.once('error', failed).listen(port, '127.0.0.1', opened))
  const address = server.address()
  const openPort = typeof address === 'object' && address ? address.port : port
  return { url: `http://127.0.0.1:${openPort}`, close: () => closeServer(server) }
}

/** What each device brings, and what can be done to any of them. */
function routesOf(simulators: Simulators): readonly DoorRoute[] {
  const device = z.enum(simulatedDevices)
  return [
    ...simulators.devices.flatMap(({ routes }) => routes),
    doorRoute('/unplug', 'pulls the cable of a device', z.strictObject({ device }), (asked) => simulators.unplug(asked.device)),
    doorRoute('/replug', 'plugs it in again', z.strictObject({ device }), (asked) => simulators.replug(asked.device)),
    doorRoute('/noise', 'sends bytes that mean nothing, the same for the same seed', z.strictObject({ device: device.default('scanner'), byteCount: z.number().int().min(1).max(16_384).default(64), seed: z.number().int().default(1) }), ({ device: name, byteCount, seed }) => simulators.device(name).sendNoise?.(noise(byteCount, seed))),
  ]
}

interface Door {
  readonly simulators: Simulators
  readonly routes: readonly DoorRoute[]
}

async function answer(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { status, body } = await reply(door, request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`)
  } catch (error) {
    response.writeHead(500, { 'content-type': 'application/json' }).end(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`)
  }
}

interface Reply {
  readonly status: number
  readonly body: unknown
}

async function reply({ simulators, routes }: Door, request: IncomingMessage): Promise<Reply> {
  if (request.headers.origin !== undefined || !/^(127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? '')) return { status: 403, body: { error: 'not for web pages' } }
  const path = request.url ?? ''
  if (request.method === 'GET' && path === '/') return { status: 200, body: { routes: describeRoutes(routes) } }
  if (request.method === 'GET' && path === '/state') return { status: 200, body: Object.assign({}, ...simulators.devices.map((device) => device.state())) }
  const route = routes.find((known) => known.path === path)
  if (request.method !== 'POST' || route === undefined) return { status: 404, body: { error: 'unknown', paths: ['GET /', 'GET /state', ...routes.map((known) => `POST ${known.path}`)] } }
  const text = await readBody(request)
  if (text === undefined) return { status: 413, body: { error: `at most ${maxBodyByteCount} bytes` } }
  const problem = await route.act(parsedJson(text))
  return problem === undefined ? { status: 200, body: { ok: true } } : { status: 400, body: { error: problem } }
}

/** Bytes as a loose plug makes them, the same for the same seed, ending a reading now and then. */
function noise(byteCount: number, seed: number): Buffer {
  const random = seededRandom(seed)
  return Buffer.concat([Buffer.from(Array.from({ length: byteCount }, () => random(256))), Buffer.from('\xff\r', 'latin1')])
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The schema says what was expected instead.
    return undefined
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let byteCount = 0
  for await (const part of request) {
    const bytes = Buffer.from(part)
    byteCount += bytes.length
    if (byteCount > maxBodyByteCount) return undefined
    parts.push(bytes)
  }
  return Buffer.concat(parts).toString('utf8')
}

function closeServer(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed())
    server.closeAllConnections()
  })
}
