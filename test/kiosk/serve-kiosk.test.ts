import { connect as connectTcp } from 'node:net'
import { networkInterfaces } from 'node:os'
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serveKiosk } from '../../src/kiosk/serve-kiosk.ts'
import type { Kiosk } from '../../src/kiosk/serve-kiosk.ts'
import { openScriptedLane } from '../support/kiosk-lane.ts'
import type { ScriptedLane } from '../support/kiosk-lane.ts'
import { connect, enter, get, nonceIn, refusedWith } from '../support/kiosk-page.ts'
import { makeScreens } from '../support/kiosk-screens.ts'

const { screens, remove } = makeScreens()
afterAll(remove)

let lane: ScriptedLane
let kiosk: Kiosk
beforeEach(async () => {
  lane = openScriptedLane()
  kiosk = await serveKiosk({ lane, port: 0, staticDir: screens, log: () => {} })
})
afterEach(() => kiosk.close())

const scan = (text = '9521234567899'): { type: string; id: string; body: object } => ({ type: 'call', id: randomUUID(), body: { name: 'scan', text } })

describe('the way in', () => {
  it('leads from a ticket over a cookie to a clean address with a nonce in the page', async () => {
    const door = await get(kiosk.ticketUrl('lane'))
    expect(door.status).toBe(303)
    expect(door.headers.location).toBe('/lane/')
    expect(door.headers['set-cookie']?.[0]).toMatch(/^lanewise-lane-\d+=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict$/)
    const page = await enter(kiosk.ticketUrl('lane'))
    expect(page.html.status).toBe(200)
    expect(page.nonce).toHaveLength(43)
  })

  it('opens once per ticket', async () => {
    const url = kiosk.ticketUrl('lane')
    expect((await get(url)).status).toBe(303)
    const second = await get(url)
    expect(second.status).toBe(403)
    expect(second.text).toContain('works once')
    expect(second.headers['set-cookie']).toBeUndefined()
  })

  it('stays shut for a ticket that is too old, invented or missing', async () => {
    expect((await get(kiosk.ticketUrl('lane', 0))).status).toBe(403)
    expect((await get(`${kiosk.url}/enter?ticket=${'A'.repeat(43)}`)).status).toBe(403)
    expect((await get(`${kiosk.url}/enter`)).status).toBe(403)
  })

  it('shows nothing without a session, not even an asset', async () => {
    for (const path of ['/', '/lane/', '/customer/', '/assets/lane.js']) expect((await get(kiosk.url + path)).status, path).toBe(403)
    expect((await get(`${kiosk.url}/favicon.ico`)).status).toBe(200)
  })

  it('lets the customer display see its own page only', async () => {
    const { cookie } = await enter(kiosk.ticketUrl('customer'))
    expect((await get(`${kiosk.url}/customer/`, { cookie })).status).toBe(200)
    expect((await get(`${kiosk.url}/lane/`, { cookie })).status).toBe(403)
  })

  it('refuses a session that was forged or altered', async () => {
    const { cookie } = await enter(kiosk.ticketUrl('customer'))
    for (const forged of [cookie.replace('-customer-', '-lane-'), `${cookie}x`, cookie.replace(/=.*/, '=a.b'), cookie.replace(/=.*/, '=')]) {
      expect((await get(`${kiosk.url}/lane/`, { cookie: forged })).status, forged).toBe(403)
    }
  })
})

describe('the HTTP door', () => {
  it.each(['lane.example', 'localhost', '127.0.0.1', '127.0.0.1:1'])('turns away a request for the host %s', async (host) => {
    expect((await get(kiosk.ticketUrl('lane'), { host })).status).toBe(421)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('does not take %s', async (method) => {
    expect((await get(kiosk.ticketUrl('lane'), {}, method)).status).toBe(405)
  })

  it.each(['cross-site', 'same-site'])('does not answer a page elsewhere (%s)', async (site) => {
    expect((await get(kiosk.ticketUrl('lane'), { 'sec-fetch-site': site })).status).toBe(403)
  })

  it.each(['/../secret.json', '/lane/../../secret.json', '/%2e%2e/secret.json', '/..%2fsecret.json', '/lane/%00', '/notes.txt', '/assets', '//etc/passwd', '/lane/index.html/'])('finds nothing at %s', async (path) => {
    const { cookie } = await enter(kiosk.ticketUrl('lane'))
    const status = await rawStatus(kiosk.url, path, cookie)
    expect([400, 404]).toContain(status)
  })

  it('sends every answer with the headers that keep other pages out', async () => {
    const { html } = await enter(kiosk.ticketUrl('lane'))
    expect(html.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self';")
    expect(html.headers['content-security-policy']).toContain("require-trusted-types-for 'script'; trusted-types 'none'")
    expect(html.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'cross-origin-resource-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin' })
    expect((await get(kiosk.url)).headers['content-security-policy']).toBeDefined()
  })

  it('listens on this machine alone', async () => {
    const port = Number(new URL(kiosk.url).port)
    const outside = Object.values(networkInterfaces()).flat().filter((address) => address?.family === 'IPv4' && !address.internal)
    for (const address of outside) {
      await expect(new Promise((resolve, reject) => connectTcp(port, address?.address).once('connect', resolve).once('error', reject))).rejects.toThrow(/ECONNREFUSED/)
    }
  })

  it('says so when its port is taken', async () => {
    const port = Number(new URL(kiosk.url).port)
    await expect(serveKiosk({ lane, port, staticDir: screens, log: () => {} })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

describe('the socket door', () => {
  it('refuses a missing or foreign origin, another port of this machine, and a missing cookie', async () => {
    const { cookie } = await enter(kiosk.ticketUrl('lane'))
    const { host } = new URL(kiosk.url)
    expect(await refusedWith(kiosk.url, { cookie })).toBe(403)
    expect(await refusedWith(kiosk.url, { cookie, origin: 'http://127.0.0.1:1' })).toBe(403)
    expect(await refusedWith(kiosk.url, { cookie, origin: `http://localhost:${new URL(kiosk.url).port}` })).toBe(403)
    expect(await refusedWith(kiosk.url, { cookie, origin: `https://${host}` })).toBe(403)
    expect(await refusedWith(kiosk.url, { cookie, origin: 'null' })).toBe(403)
    expect(await refusedWith(kiosk.url, { origin: kiosk.url })).toBe(403)
    expect(await refusedWith(kiosk.url, { cookie, origin: kiosk.url, host: 'lane.example' })).toBe(421)
    expect(lane.listenerCount()).toBe(0)
  })

  it.each([{ type: 'hello', nonce: 'guessed' }, { type: 'hello' }, { type: 'call' }, 'hello', null])('closes on a wrong first frame: %j', async (frame) => {
    const page = await enter(kiosk.ticketUrl('lane'))
    const socket = await connect(kiosk.url, page, {}, false)
    socket.send(frame)
    expect(await socket.closed()).toBe(1008)
    expect(lane.listenerCount()).toBe(0)
  })

  it('does not take the nonce of another session', async () => {
    const [page, other] = [await enter(kiosk.ticketUrl('customer')), await enter(kiosk.ticketUrl('lane'))]
    const socket = await connect(kiosk.url, { cookie: page.cookie, nonce: other.nonce })
    expect(await socket.closed()).toBe(1008)
  })

  it('closes on a page that never says hello, and on one that stops answering pings', async () => {
    const hasty = await serveKiosk({ lane, port: 0, staticDir: screens, log: () => {}, times: { helloMs: 30, pingEveryMs: 20 } })
    const page = await enter(hasty.ticketUrl('lane'))
    const silent = await connect(hasty.url, page, {}, false)
    expect(await silent.closed()).toBe(1008)
    const dead = await connect(hasty.url, page)
    await dead.next()
    expect(lane.listenerCount()).toBe(1)
    dead.socket.pause()
    await vi.waitFor(() => expect(lane.listenerCount()).toBe(0))
    dead.socket.terminate()
    await hasty.close()
  })

  it('keeps a page in over a reload and over a restart of the lane process', async () => {
    const sessionKey = Buffer.alloc(32, 7)
    const first = await serveKiosk({ lane, port: 0, staticDir: screens, log: () => {}, sessionKey })
    const page = await enter(first.ticketUrl('lane'))
    const again = await get(`${first.url}/lane/`, { cookie: page.cookie })
    expect(again.status).toBe(200)
    await first.close()
    const second = await serveKiosk({ lane, port: Number(new URL(first.url).port), staticDir: screens, log: () => {}, sessionKey })
    const socket = await connect(second.url, { cookie: page.cookie, nonce: nonceIn(again.text) })
    expect((await socket.nextView()).edition).toBe(1)
    socket.socket.terminate()
    await second.close()
  })

  it('takes a browser that shows both windows', async () => {
    const [cashier, customer] = [await enter(kiosk.ticketUrl('lane')), await enter(kiosk.ticketUrl('customer'))]
    const cookie = `${cashier.cookie}; ${customer.cookie}`
    const display = await connect(kiosk.url, { cookie, nonce: customer.nonce })
    await display.next()
    display.send(scan())
    expect((await display.nextAnswer()).outcome.kind).toBe('refused')
    expect((await get(`${kiosk.url}/lane/`, { cookie })).status).toBe(200)
  })
})

/** Sends the path as it stands: URL parsers tidy the dots away before they leave. */
function rawStatus(url: string, path: string, cookie: string): Promise<number> {
  const { hostname, port, host } = new URL(url)
  return new Promise((resolve, reject) => {
    const stream = connectTcp(Number(port), hostname)
    stream.once('error', reject)
    stream.once('data', (data) => {
      resolve(Number(String(data).split(' ')[1]))
      stream.destroy()
    })
    stream.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`)
  })
}
