import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Simulators } from './open-simulators.ts'
import { receiptText } from './paper.ts'

const device = z.enum(['scanner', 'card-reader', 'printer'])

/** What can be asked, by path. Everything is optional that has a sensible default. */
const bodies = {
  '/scan': z.strictObject({ text: z.string().min(1).max(16_384), aim: z.string().length(3).optional(), suffix: z.string().max(4).optional() }),
  '/swipe': z.strictObject({ text: z.string().min(1).max(256) }),
  '/tap': z.strictObject({ text: z.string().min(1).max(256) }),
  '/printer': z.strictObject({
    paper: z.enum(['ok', 'near-end', 'out']).optional(),
    cover: z.enum(['closed', 'open']).optional(),
    cutter: z.enum(['ok', 'stuck']).optional(),
    slowMs: z.number().int().min(0).max(60_000).optional(),
    deaf: z.boolean().optional(),
    endPaperAfterLineCount: z.number().int().min(0).max(10_000).optional(),
    dropLinkAfterByteCount: z.number().int().min(0).max(1_000_000).optional(),
  }),
  '/drawer': z.strictObject({ close: z.literal(true) }),
  '/unplug': z.strictObject({ device }),
  '/replug': z.strictObject({ device }),
  '/noise': z.strictObject({ device: z.enum(['scanner', 'card-reader']).default('scanner'), byteCount: z.number().int().min(1).max(16_384).default(64), seed: z.number().int().default(1) }),
}
type Path = keyof typeof bodies

const maxBodyByteCount = 64 * 1024

export interface ControlDoor {
  readonly url: string
  close(): Promise<void>
}

/**
 * Lets tests and people work the simulated devices: JSON over HTTP, on this machine only.
 * `POST /scan {"text":"…"}`, `/swipe`, `/tap`, `/printer`, `/drawer`, `/unplug`, `/replug`, `/noise`; `GET /state`.
 * Web pages are refused: a page somebody has open must not scan things into the till.
 * @param port zero for a free one
 */
export async function openControlDoor(simulators: Simulators, port: number): Promise<ControlDoor> {
  const server = createServer((request, response) => void answer(simulators, request, response))
  await new Promise<void>((opened, failed) => server.once('error', failed).listen(port, '127.0.0.1', opened))
  const address = server.address()
  const openPort = typeof address === 'object' && address ? address.port : port
  return { url: `http://127.0.0.1:${openPort}`, close: () => closeServer(server) }
}

async function answer(simulators: Simulators, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { status, body } = await reply(simulators, request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`)
  } catch (error) {
    response.writeHead(500, { 'content-type': 'application/json' }).end(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`)
  }
}

interface Reply {
  readonly status: number
  readonly body: unknown
}

async function reply(simulators: Simulators, request: IncomingMessage): Promise<Reply> {
  if (request.headers.origin !== undefined || !/^(127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? '')) return { status: 403, body: { error: 'not for web pages' } }
  const path = request.url ?? ''
  if (request.method === 'GET' && path === '/state') return { status: 200, body: stateOf(simulators) }
  if (request.method !== 'POST' || !isPath(path)) return { status: 404, body: { error: 'unknown', paths: ['GET /state', ...Object.keys(bodies).map((known) => `POST ${known}`)] } }
  const text = await readBody(request)
  if (text === undefined) return { status: 413, body: { error: `at most ${maxBodyByteCount} bytes` } }
  const problem = await act(simulators, path, parsedJson(text))
  return problem === undefined ? { status: 200, body: { ok: true } } : { status: 400, body: { error: problem } }
}

/** @returns what is wrong with the body, or undefined when it is done */
async function act(simulators: Simulators, path: Path, raw: unknown): Promise<string | undefined> {
  const parsed = bodies[path].safeParse(raw)
  if (!parsed.success) return z.prettifyError(parsed.error)
  switch (path) {
    case '/scan': {
      const { text, aim, suffix } = bodies[path].parse(raw)
      simulators.scan(text, { aim, suffix })
      return undefined
    }
    case '/swipe':
      simulators.swipe(bodies[path].parse(raw).text)
      return undefined
    case '/tap':
      simulators.tap(bodies[path].parse(raw).text)
      return undefined
    case '/printer': {
      const { dropLinkAfterByteCount, endPaperAfterLineCount, ...faults } = bodies[path].parse(raw)
      simulators.printer.set(Object.fromEntries(Object.entries(faults).filter(([, value]) => value !== undefined)))
      if (dropLinkAfterByteCount !== undefined) simulators.printer.dropLinkAfter(dropLinkAfterByteCount)
      if (endPaperAfterLineCount !== undefined) simulators.printer.endPaperAfter(endPaperAfterLineCount)
      return undefined
    }
    case '/drawer':
      simulators.printer.closeDrawer()
      return undefined
    case '/unplug':
      await simulators.unplug(bodies[path].parse(raw).device)
      return undefined
    case '/replug':
      await simulators.replug(bodies[path].parse(raw).device)
      return undefined
    case '/noise': {
      const { device: noisy, byteCount, seed } = bodies[path].parse(raw)
      simulators.sendBytes(noisy, noise(byteCount, seed))
      return undefined
    }
  }
}

function stateOf({ printer, isPlugged }: Simulators): object {
  return {
    scanner: { plugged: isPlugged('scanner') },
    cardReader: { plugged: isPlugged('card-reader') },
    printer: { plugged: isPlugged('printer'), ...printer.faults, receipts: printer.receipts.map(receiptText), unknown: printer.unknown },
    drawer: { open: printer.drawer.isOpen, kickCount: printer.drawer.kickCount },
  }
}

/** Bytes as a loose plug makes them, the same for the same seed, ending a reading now and then. */
function noise(byteCount: number, seed: number): Buffer {
  let state = seed >>> 0
  const bytes = Buffer.alloc(byteCount)
  for (let at = 0; at < byteCount; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[at] = state >>> 24
  }
  return Buffer.concat([bytes, Buffer.from('\xff\r', 'latin1')])
}

function isPath(path: string): path is Path {
  return Object.hasOwn(bodies, path)
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
