import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { serveKiosk } from '../../src/kiosk/serve-kiosk.ts'
import type { Kiosk } from '../../src/kiosk/serve-kiosk.ts'
import { openScriptedLane } from '../support/kiosk-lane.ts'
import type { ScriptedLane } from '../support/kiosk-lane.ts'
import { connect, enter } from '../support/kiosk-page.ts'
import { makeScreens } from '../support/kiosk-screens.ts'

const { screens, remove } = makeScreens()
afterAll(remove)

let lane: ScriptedLane
let kiosk: Kiosk
let logged: string[]
beforeEach(async () => {
  lane = openScriptedLane()
  logged = []
  kiosk = await serveKiosk({ lane, port: 0, staticDir: screens, log: (event) => logged.push(event) })
})
afterEach(() => kiosk.close())

const scan = (text = '9521234567899'): { type: string; id: string; body: object } => ({ type: 'call', id: randomUUID(), body: { name: 'scan', text } })

it('brings the view at once, answers a call, and tells what changes', async () => {
  const socket = await connect(kiosk.url, await enter(kiosk.ticketUrl('lane')))
  expect(await socket.next()).toEqual({ type: 'notice', name: 'view', body: lane.view() })
  const call = scan()
  socket.send(call)
  expect(await socket.next()).toEqual({ type: 'answer', id: call.id, outcome: { kind: 'ok' } })
  expect(lane.calls).toEqual([{ id: call.id, body: call.body }])
  lane.beep()
  expect(await socket.next()).toEqual({ type: 'notice', name: 'sound', body: 'item' })
  lane.change('After')
  expect((await socket.nextView()).lane.storeName).toBe('After')
})

it('passes on what the lane refuses', async () => {
  const refusing = openScriptedLane({ kind: 'refused', refusal: { refused: 'basket-empty' } })
  const other = await serveKiosk({ lane: refusing, port: 0, staticDir: screens, log: () => {} })
  const socket = await connect(other.url, await enter(other.ticketUrl('lane')))
  await socket.next()
  socket.send(scan())
  expect((await socket.nextAnswer()).outcome).toEqual({ kind: 'refused', refusal: { refused: 'basket-empty' } })
  await other.close()
})

it('shows the customer her basket and nothing else, and takes no command from her display', async () => {
  const socket = await connect(kiosk.url, await enter(kiosk.ticketUrl('customer')))
  expect((await socket.nextView())).toEqual({ ...lane.view(), suspended: [], devices: [], unknownCount: 0 })
  socket.send(scan())
  expect((await socket.nextAnswer()).outcome).toEqual({ kind: 'refused', refusal: { refused: 'display-only-looks' } })
  lane.beep()
  lane.change('After the beep')
  expect((await socket.nextView()).lane.storeName).toBe('After the beep')
  expect(lane.calls).toEqual([])
})

const id = randomUUID()
it.each([
  ['no JSON', '{', undefined, ''],
  ['no frame', '7', undefined, ''],
  ['an unknown command', JSON.stringify({ type: 'call', id, body: { name: 'openTill' } }), id, 'body'],
  ['no id', JSON.stringify({ type: 'call', body: { name: 'undoLast' } }), undefined, 'id'],
  ['a value out of range', JSON.stringify({ type: 'call', id, body: { name: 'setNextQuantity', unitCount: 100_000 } }), id, 'body'],
])('answers %s with a fault and goes on', async (_what, text, answerId, where) => {
  const socket = await connect(kiosk.url, await enter(kiosk.ticketUrl('lane')))
  await socket.next()
  socket.socket.send(text)
  const answer = await socket.nextAnswer()
  expect(answer).toMatchObject({ type: 'answer', id: answerId ?? '00000000-0000-0000-0000-000000000000', outcome: { kind: 'fault' } })
  expect(answer.outcome).toHaveProperty('message', expect.stringContaining(where))
  socket.send(scan())
  expect((await socket.nextAnswer()).outcome.kind).toBe('ok')
  expect(logged.filter((event) => event === 'bad-frame')).toHaveLength(1)
})

it('gives up a page that sends nothing but broken frames', async () => {
  const socket = await connect(kiosk.url, await enter(kiosk.ticketUrl('lane')))
  for (let sent = 0; sent < 32; sent += 1) socket.socket.send(Buffer.from([1, 2, 3]))
  expect(await socket.closed()).toBe(1008)
  expect(lane.calls).toEqual([])
})

it('gives up a page that sends a frame over 64 KiB', async () => {
  const socket = await connect(kiosk.url, await enter(kiosk.ticketUrl('lane')))
  socket.send(scan('9'.repeat(70_000)))
  expect(await socket.closed()).toBe(1009)
  expect(logged).toContain('socket-error')
})

it('slows a page down that calls too often', async () => {
  const socket = await connect(kiosk.url, await enter(kiosk.ticketUrl('lane')))
  await socket.next()
  for (let sent = 0; sent < 600; sent += 1) socket.send(scan())
  const outcomes: string[] = []
  for (let got = 0; got < 600; got += 1) outcomes.push((await socket.nextAnswer()).outcome.kind)
  expect(outcomes.slice(0, 250).every((kind) => kind === 'ok')).toBe(true)
  expect(outcomes).toContain('fault')
  expect(lane.calls.length).toBe(outcomes.filter((kind) => kind === 'ok').length)
})

it('lets a slow page skip to the latest view', async () => {
  const socket = await connect(kiosk.url, await enter(kiosk.ticketUrl('lane')))
  await socket.next()
  socket.socket.pause()
  const long = 'x'.repeat(200_000)
  for (let change = 1; change < 200; change += 1) lane.change(`${change} ${long}`)
  lane.change('the last')
  socket.socket.resume()
  const seen: string[] = []
  while (seen.at(-1) !== 'the last') seen.push((await socket.nextView()).lane.storeName)
  expect(seen.length).toBeLessThan(20)
})

it('forgets a page that has gone', async () => {
  const socket = await connect(kiosk.url, await enter(kiosk.ticketUrl('lane')))
  await socket.next()
  expect(lane.listenerCount()).toBe(1)
  socket.socket.terminate()
  await vi.waitFor(() => expect(lane.listenerCount()).toBe(0))
})
