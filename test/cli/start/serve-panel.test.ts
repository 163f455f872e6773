import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { servePanel } from '../../../src/cli/start/serve-panel.ts'
import type { Panel } from '../../../src/cli/start/serve-panel.ts'
import { get } from '../../support/kiosk-page.ts'

const folder = mkdtempSync(join(tmpdir(), 'lanewise-panel-'))
const knocks: string[] = []
let door: Server
let panel: Panel
let origin: string

beforeAll(async () => {
  for (const page of ['panel', 'lane']) {
    mkdirSync(join(folder, page))
    writeFileSync(join(folder, page, 'index.html'), `<title>${page}</title>`)
  }
  door = createServer((request, response) => {
    void text(request).then((body) => {
      knocks.push(`${request.method} ${request.url} ${body} ${request.headers.origin ?? 'no page'}`)
      response.end('{"ok":true}')
    })
  }).listen(0, '127.0.0.1')
  await once(door, 'listening')
  const address = door.address()
  const doorUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const things = [{ group: 'items', label: 'Milk', text: '9521200000016', how: 'scan' }] as const
  panel = await servePanel({ port: 0, staticDir: folder, doorUrl, things: () => Promise.resolve(things) })
  origin = new URL(panel.url).origin
})
afterAll(async () => {
  await panel.close()
  door.close()
  rmSync(folder, { recursive: true, force: true })
})

it('shows its page, and what there is to scan', async () => {
  expect((await get(origin)).headers.location).toBe('/panel/')
  expect((await get(panel.url)).text).toBe('<title>panel</title>')
  expect(JSON.parse((await get(`${panel.url}things.json`)).text)).toEqual([{ group: 'items', label: 'Milk', text: '9521200000016', how: 'scan' }])
})

it('knocks at the simulators\' door for its own page', async () => {
  const answer = await fetch(`${origin}/scan`, { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: '{"text":"9521200000016"}' })
  expect(await answer.json()).toEqual({ ok: true })
  expect((await get(`${origin}/state`)).text).toBe('{"ok":true}')
  expect(knocks).toEqual(['POST /scan {"text":"9521200000016"} no page', 'GET /state  no page'])
})

it.each([
  ['another page', { origin: 'http://127.0.0.1:1' }, 'POST', '/scan', 403],
  ['no page at all', {}, 'POST', '/scan', 403],
  ['a name that points here', { host: 'shop.example' }, 'GET', '/state', 421],
  ['a link elsewhere', { 'sec-fetch-site': 'cross-site' }, 'GET', '/state', 403],
  ["the lane's own page", {}, 'GET', '/lane/', 404],
  ['a path that is no door', {}, 'GET', '/state/../scan/now', 404],
])('does not knock for %s', async (_who, headers, method, path, status) => {
  const before = knocks.length
  expect((await get(`${origin}${path}`, headers, method)).status).toBe(status)
  expect(knocks).toHaveLength(before)
})
