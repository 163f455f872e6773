import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildShell } from '../../electron/build-shell.ts'
import { idleView } from '../support/kiosk-lane.ts'
import { openFakeElectron } from './fake-electron.ts'
import type { FakeContents, FakeElectron, FakeUtility } from './fake-electron.ts'

/** Inside the project, so that the built modules find their packages. */
const folder = fileURLToPath(new URL(`../../out/test-shell-${process.pid}-${process.env['VITEST_POOL_ID'] ?? 0}`, import.meta.url))
const screens = join(folder, 'screens')
const onFile = 'app://lane/lane/'
const lanePage = { url: onFile, parent: null }
const customerPage = { url: 'app://lane/customer/', parent: null }
let electron: FakeElectron

beforeAll(async () => {
  for (const page of ['lane', 'customer']) {
    mkdirSync(join(screens, page), { recursive: true })
    writeFileSync(join(screens, page, 'index.html'), `<!doctype html><title>${page}</title>`)
  }
  writeFileSync(join(folder, 'secret.json'), '{}')
  await buildShell(folder, ['main'])
  electron = openFakeElectron()
  await runMain(electron)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Node's own loader: the test runner's would find the real Electron package, whose import starts a download. */
const load = createRequire(import.meta.url)

/** Runs the built main module against the fake, as Electron would with these arguments. */
async function runMain(fake: FakeElectron): Promise<void> {
  const key = `lanewiseFakeElectron${randomUUID()}`
  Object.assign(globalThis, { [key]: fake.exports })
  const source = `const fake = globalThis['${key}']\n${Object.keys(fake.exports).map((name) => `export const ${name} = fake.${name}`).join('\n')}`
  const hooks = registerHooks({ resolve: (specifier, context, next) => (specifier === 'electron' ? { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true } : next(specifier, context)) })
  const argv = process.argv
  process.argv = ['electron', 'main.mjs', '--config=/shop/lane.json', `--screens=${screens}`]
  copyFileSync(join(folder, 'main.mjs'), join(folder, `${key}.mjs`))
  load(join(folder, `${key}.mjs`))
  process.argv = argv
  hooks.deregister()
  fake.ready()
  await vi.waitFor(() => expect(fake.windows.length).toBeGreaterThan(0))
}

function utility(name: string): FakeUtility {
  const found = electron.utilities.findLast((candidate) => candidate.name === `${name}-process.mjs`)
  if (found === undefined) throw new Error(`no ${name} process`)
  return found
}

function contents(page: number): FakeContents {
  const window = electron.windows[page]
  if (window === undefined) throw new Error('no such window')
  return window.contents
}

const call = (): { type: string; id: string; body: { name: string } } => ({ type: 'call', id: randomUUID(), body: { name: 'undoLast' } })

/** A page's message, as ipcMain gets it. */
function say(channel: string, page: number, senderFrame: object | null, ...args: unknown[]): void {
  electron.ipcMain.emit(channel, { senderFrame, sender: contents(page) }, ...args)
}

describe('the windows', () => {
  it('are sandboxed before anything runs, on a scheme of their own', () => {
    expect(electron.log.slice(0, 2)).toEqual(['sandbox', 'schemes [{"scheme":"app","privileges":{"standard":true,"secure":true}}]'])
  })

  it('have no Node, no web views and no way around web security', () => {
    for (const { options } of electron.windows) {
      expect(options.webPreferences).toMatchObject({
        sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
        webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false,
      })
      expect(options.webPreferences).not.toHaveProperty('enableBlinkFeatures')
      expect(options.webPreferences['preload']).toBe(join(folder, 'preload.cjs'))
    }
  })

  it('show the cashier on the primary display and the customer on the other', () => {
    expect(electron.windows.map(({ url, options }) => ({ url, x: options.x, kiosk: options.kiosk }))).toEqual([{ url: onFile, x: 0, kiosk: true }, { url: 'app://lane/customer/', x: 1920, kiosk: true }])
  })

  it('show the cashier alone where there is one display', async () => {
    const single = openFakeElectron(1)
    await runMain(single)
    expect(single.windows.map(({ url }) => url)).toEqual([onFile])
  })

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('go nowhere else on %s', (name) => {
    const went = (url: string): boolean => {
      let prevented = false
      contents(0).emit(name, { url, preventDefault: () => (prevented = true) })
      return !prevented
    }
    expect(went(onFile)).toBe(true)
    for (const url of ['https://example.org/', 'app://lane.evil/lane/', 'app://user@lane/lane/', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', '']) expect(went(url), url).toBe(false)
  })

  it('open no other window and take no web view', () => {
    expect(contents(0).openHandler({ url: onFile })).toEqual({ action: 'deny' })
    let prevented = false
    contents(0).emit('will-attach-webview', { preventDefault: () => (prevented = true) })
    expect(prevented).toBe(true)
  })

  it('come back when their page crashes', () => {
    contents(0).emit('render-process-gone', {}, { reason: 'crashed' })
    expect(contents(0).reloadCount).toBe(1)
  })
})

describe('what pages may not have', () => {
  it.each(['media', 'geolocation', 'notifications', 'hid', 'serial', 'usb', 'clipboard-read', 'openExternal', 'fullscreen'])('the permission %s', (permission) => {
    expect(electron.askPermission(permission)).toBe(false)
    expect(electron.checkPermission()).toBe(false)
    expect(electron.checkDevice()).toBe(false)
  })

  it.each([['select-hid-device', 2], ['select-serial-port', 3], ['select-usb-device', 2]])('a device of %s', (name, callbackAt) => {
    let prevented = false
    let chosen: string | undefined
    const args: unknown[] = [{ preventDefault: () => (prevented = true) }, {}, {}]
    args[callbackAt] = (device: string) => (chosen = device)
    electron.session.emit(name, ...args)
    expect({ prevented, chosen }).toEqual({ prevented: true, chosen: '' })
  })

  it('a download', () => {
    let prevented = false
    electron.session.emit('will-download', { preventDefault: () => (prevented = true) })
    expect(prevented).toBe(true)
  })

  it('another address than their own files', () => {
    for (const url of [onFile, 'app://lane/assets/lane.js', 'data:image/svg+xml,x', 'blob:app://lane/7d0b']) expect(electron.cancels(url), url).toBe(false)
    for (const url of ['https://example.org/', 'http://127.0.0.1:80/', 'ws://127.0.0.1/', 'file:///etc/passwd', 'app://lane.evil/', 'app://other/', 'data:text/html,x', 'blob:https://example.org/1', 'devtools://devtools/']) expect(electron.cancels(url), url).toBe(true)
  })

  it.each(['app://lane/../secret.json', 'app://lane/lane/../../secret.json', 'app://lane/%2e%2e/secret.json', 'app://lane/..%2fsecret.json', 'app://lane/%2e%2e%2fsecret.json', 'app://lane/..%5csecret.json', 'app://lane/lane/%00', 'app://lane/%', 'app://other/lane/', 'app://lane//etc/passwd', 'app://lane/secret.json'])('the file %s', async (url) => {
    expect((await electron.serve(url)).status).toBe(404)
  })

  it('a page without its security policy', async () => {
    const page = await electron.serve(onFile)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<title>lane</title>')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
    expect(page.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'; trusted-types 'none'")
  })
})

describe('frames', () => {
  it('of the cashier reach the lane, and its answers and sounds reach her alone', () => {
    const frame = call()
    say('lane:call', 0, lanePage, frame)
    expect(utility('lane').posted.at(-1)).toEqual({ kind: 'call', frame })
    const answer = { type: 'answer', id: frame.id, outcome: { kind: 'ok' } }
    utility('lane').emit('message', { kind: 'frame', frame: answer })
    expect(contents(0).sent.at(-1)).toEqual({ channel: 'lane:frame', frame: answer })
    expect(contents(1).sent).toEqual([])
  })

  it.each([
    ['a frame inside a page', { url: onFile, parent: {} }],
    ['a page that has gone', null],
    ['a host that begins like ours', { url: 'app://lane.evil/lane/', parent: null }],
    ['another site', { url: 'https://example.org/lane/', parent: null }],
    ['an address of ours that is no screen', { url: 'app://lane/assets/', parent: null }],
  ])('of %s go nowhere', (_who, senderFrame) => {
    const before = utility('lane').posted.length
    say('lane:call', 0, senderFrame, call())
    expect(utility('lane').posted).toHaveLength(before)
  })

  it("of the customer's display are refused", () => {
    const before = utility('lane').posted.length
    say('lane:call', 1, customerPage, call())
    expect(utility('lane').posted).toHaveLength(before)
    expect(contents(1).sent.pop()).toMatchObject({ channel: 'lane:frame', frame: { type: 'answer', outcome: { kind: 'refused' } } })
  })

  it.each([undefined, 'scan', {}, { type: 'call', id: 'x', body: { name: 'undoLast' } }, { ...call(), body: { name: 'openTill' } }])('that are broken (%j) get a fault and go no further', (frame) => {
    const before = utility('lane').posted.length
    say('lane:call', 0, lanePage, frame)
    expect(utility('lane').posted).toHaveLength(before)
    expect(contents(0).sent.at(-1)).toMatchObject({ channel: 'lane:frame', frame: { outcome: { kind: 'fault' } } })
  })

  it('show a page the current view when it listens, and only the latest one when it is slow', () => {
    const show = (edition: number): void => void utility('lane').emit('message', { kind: 'frame', frame: { type: 'notice', name: 'view', body: idleView(edition, 'Demo') } })
    const editions = (): unknown[] => contents(0).sent.filter(({ channel }) => channel === 'lane:view').map(({ frame }) => Reflect.get(Object(Reflect.get(Object(frame), 'body')), 'edition'))
    show(1)
    expect(editions()).toEqual([])
    say('lane:listen', 0, lanePage)
    expect(editions()).toEqual([1])
    for (let edition = 2; edition <= 300; edition += 1) show(edition)
    expect(editions()).toEqual([1])
    say('lane:seen', 0, lanePage)
    say('lane:seen', 0, lanePage)
    show(301)
    expect(editions()).toEqual([1, 300, 301])
    say('lane:listen', 0, lanePage)
    expect(editions()).toEqual([1, 300, 301, 301])
    utility('lane').emit('message', { kind: 'frame', frame: { type: 'notice', name: 'sound', body: 'item' } })
    expect(contents(0).sent.at(-1)).toMatchObject({ channel: 'lane:frame', frame: { name: 'sound' } })
  })

  it("show the customer's display her basket and nothing else", () => {
    say('lane:listen', 1, customerPage)
    utility('lane').emit('message', { kind: 'frame', frame: { type: 'notice', name: 'sound', body: 'item' } })
    expect(contents(1).sent).toHaveLength(1)
    expect(contents(1).sent[0]).toMatchObject({ channel: 'lane:view', frame: { body: { suspended: [], devices: [], unknownCount: 0 } } })
  })
})

describe('the processes behind the windows', () => {
  it('get the configuration, and speak to each other through the shell', () => {
    expect(utility('lane').args).toEqual(['/shop/lane.json'])
    utility('lane').emit('message', { kind: 'ready' })
    const reading = { type: 'scanned', device: 'scanner', text: '9520000000004' }
    utility('device').emit('message', { kind: 'device', message: reading })
    expect(utility('lane').posted.at(-1)).toEqual({ kind: 'device', message: reading })
    const order = { type: 'open-drawer', orderId: 'o-1', device: 'drawer', timeoutMs: 1000 }
    utility('lane').emit('message', { kind: 'order', order })
    expect(utility('device').posted.at(-1)).toEqual({ kind: 'order', order })
  })

  it('come back after a crash, and the lane is told that its devices went', async () => {
    const [lane, device] = [utility('lane'), utility('device')]
    device.emit('exit', 1)
    expect(lane.posted.at(-1)).toEqual({ kind: 'devices-lost' })
    lane.emit('exit', 1)
    await vi.waitFor(() => expect([utility('lane') !== lane, utility('device') !== device]).toEqual([true, true]), 5_000)
  })

  it('are closed in order before the shell quits', async () => {
    const [lane, device] = [utility('lane'), utility('device')]
    electron.app.emit('window-all-closed')
    expect(electron.log).not.toContain('quit')
    await vi.waitFor(() => expect(electron.log).toContain('quit'))
    expect(lane.posted.at(-1)).toEqual({ kind: 'close' })
    expect(device.posted.at(-1)).toEqual({ kind: 'close' })
  })
})

describe('the preload', () => {
  it('needs nothing but Electron and gives a page two functions, without the event', () => {
    const exposed: Record<string, unknown> = {}
    const sent: unknown[][] = []
    const heard = new Map<string, (event: object, frame: unknown) => void>()
    const require = (name: string): object => {
      if (name !== 'electron') throw new Error(`a sandboxed preload cannot load ${name}`)
      return {
        contextBridge: { exposeInMainWorld: (key: string, value: unknown) => (exposed[key] = value) },
        ipcRenderer: { send: (...args: unknown[]) => void sent.push(args), on: (channel: string, listener: (event: object, frame: unknown) => void) => heard.set(channel, listener) },
      }
    }
    new Function('require', 'module', 'exports', readFileSync(join(folder, 'preload.cjs'), 'utf8'))(require, { exports: {} }, {})
    const bridge = exposed['lanewise'] as { send: (frame: unknown) => void; onFrame: (listener: (...frames: unknown[]) => void) => void }
    expect(Object.keys(exposed)).toEqual(['lanewise'])
    expect(Object.keys(bridge)).toEqual(['send', 'onFrame'])
    const frames: unknown[][] = []
    bridge.onFrame((...args) => frames.push(args))
    bridge.send({ type: 'call' })
    heard.get('lane:view')?.({ sender: 'secret' }, { name: 'view' })
    heard.get('lane:frame')?.({ sender: 'secret' }, { name: 'sound' })
    expect(frames).toEqual([[{ name: 'view' }], [{ name: 'sound' }]])
    expect(sent).toEqual([['lane:listen'], ['lane:call', { type: 'call' }], ['lane:seen']])
  })
})
