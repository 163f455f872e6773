import { EventEmitter } from 'node:events'

/** Everything faked, as `Type` to its members and `event:` names, to be found again in electron.d.ts. */
export const faked: Readonly<Record<string, readonly string[]>> = {
  App: ['enableSandbox', 'whenReady', 'quit', 'exit', 'event:web-contents-created', 'event:window-all-closed', 'event:before-quit'],
  Protocol: ['registerSchemesAsPrivileged', 'handle'],
  Session: ['setPermissionRequestHandler', 'setPermissionCheckHandler', 'setDevicePermissionHandler', 'webRequest', 'protocol', 'event:select-hid-device', 'event:select-serial-port', 'event:select-usb-device', 'event:will-download'],
  WebRequest: ['onBeforeRequest'],
  WebContents: ['setWindowOpenHandler', 'send', 'isDestroyed', 'reload', 'event:will-navigate', 'event:will-frame-navigate', 'event:will-redirect', 'event:will-attach-webview', 'event:render-process-gone'],
  BrowserWindow: ['loadURL', 'webContents'],
  Screen: ['getPrimaryDisplay', 'getAllDisplays'],
  UtilityProcess: ['fork', 'postMessage', 'kill', 'event:exit', 'event:message'],
  IpcMainEvent: ['senderFrame', 'sender'],
  WebFrameMain: ['url', 'parent'],
  ContextBridge: ['exposeInMainWorld'],
  IpcRenderer: ['send', 'on'],
}

export interface FakeContents extends EventEmitter {
  readonly sent: { channel: string; frame: unknown }[]
  reloadCount: number
  openHandler: (details: { url: string }) => { action: string }
}

export interface FakeWindow {
  readonly options: { readonly webPreferences: Record<string, unknown>; readonly x: number; readonly kiosk: boolean }
  readonly contents: FakeContents
  url: string
}

export interface FakeUtility extends EventEmitter {
  readonly name: string
  readonly args: readonly string[]
  readonly posted: { kind: string }[]
}

type Decide = (contents: unknown, permission: string, decide: (granted: boolean) => void) => void
type BeforeRequest = (details: { url: string }, decide: (answer: { cancel: boolean }) => void) => void

/** What was registered, and what the test may do to it. */
export interface FakeElectron {
  /** The members of `import … from 'electron'` in the main process. */
  readonly exports: Readonly<Record<string, unknown>>
  readonly app: EventEmitter
  readonly ipcMain: EventEmitter
  readonly session: EventEmitter
  readonly windows: FakeWindow[]
  readonly utilities: FakeUtility[]
  readonly log: string[]
  ready(): void
  serve(url: string): Response | Promise<Response>
  askPermission(permission: string): boolean
  checkPermission(): boolean
  checkDevice(): boolean
  cancels(url: string): boolean
}

/** Throws on whatever the fake does not have: a call to it would go untested. */
function strict<Thing extends object>(name: string, thing: Thing): Thing {
  return new Proxy(thing, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target) && key !== 'then') throw new Error(`electron's ${name}.${key} is not faked`)
      return Reflect.get(target, key, receiver)
    },
  })
}

/** As much of Electron's main process as the shell uses, without windows, and with two displays unless said. */
export function openFakeElectron(displayCount = 2): FakeElectron {
  const log: string[] = []
  const windows: FakeWindow[] = []
  const utilities: FakeUtility[] = []
  let becomeReady: () => void = () => undefined
  const ready = new Promise<void>((resolve) => (becomeReady = resolve))
  let permission: Decide | undefined
  let permissionCheck: (() => boolean) | undefined
  let deviceCheck: (() => boolean) | undefined
  let beforeRequest: BeforeRequest | undefined
  let handler: ((request: { url: string }) => Response | Promise<Response>) | undefined

  const app = strict('app', Object.assign(new EventEmitter(), {
    enableSandbox: () => void log.push('sandbox'),
    whenReady: () => ready,
    exit: (code: number) => void log.push(`exit ${code}`),
    quit() {
      let prevented = false
      app.emit('before-quit', { preventDefault: () => (prevented = true) })
      if (!prevented) log.push('quit')
    },
  }))
  const session = strict('session', Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (decide: Decide) => (permission = decide),
    setPermissionCheckHandler: (check: () => boolean) => (permissionCheck = check),
    setDevicePermissionHandler: (check: () => boolean) => (deviceCheck = check),
    webRequest: strict('webRequest', { onBeforeRequest: (listener: BeforeRequest) => (beforeRequest = listener) }),
    protocol: strict('protocol', { handle: (_scheme: string, answer: typeof handler) => (handler = answer) }),
  }))
  const ipcMain = strict('ipcMain', new EventEmitter())
  const displays = Array.from({ length: displayCount }, (_, index) => ({ id: 11 + index, bounds: { x: index * 1920, y: 0, width: 1920, height: 1080 } }))

  function BrowserWindow(options: FakeWindow['options']): object {
    const contents: FakeContents = strict('webContents', Object.assign(new EventEmitter(), {
      sent: [] as FakeContents['sent'],
      reloadCount: 0,
      openHandler: () => ({ action: 'allow' }),
      setWindowOpenHandler(handle: FakeContents['openHandler']) {
        contents.openHandler = handle
      },
      send: (channel: string, frame: unknown) => void contents.sent.push({ channel, frame }),
      isDestroyed: () => false,
      reload: () => void (contents.reloadCount += 1),
    }))
    const window: FakeWindow = { options, contents, url: '' }
    windows.push(window)
    app.emit('web-contents-created', {}, contents)
    return strict('BrowserWindow', { webContents: contents, loadURL: (url: string) => Promise.resolve(void (window.url = url)) })
  }

  function fork(path: string, args: readonly string[]): FakeUtility {
    const utility: FakeUtility = strict('UtilityProcess', Object.assign(new EventEmitter(), {
      name: path.split('/').at(-1) ?? path,
      args,
      posted: [] as { kind: string }[],
      postMessage(message: { kind: string }) {
        utility.posted.push(message)
        if (message.kind === 'close') queueMicrotask(() => utility.emit('exit', 0))
      },
      kill: () => queueMicrotask(() => utility.emit('exit', 15)),
    }))
    utilities.push(utility)
    return utility
  }

  return {
    exports: {
      app, session: strict('session', { defaultSession: session }), ipcMain, BrowserWindow,
      protocol: strict('protocol', { registerSchemesAsPrivileged: (schemes: unknown) => void log.push(`schemes ${JSON.stringify(schemes)}`) }),
      screen: strict('screen', { getPrimaryDisplay: () => displays[0], getAllDisplays: () => displays }),
      utilityProcess: strict('utilityProcess', { fork }),
    },
    app, ipcMain, session, windows, utilities, log,
    ready: () => becomeReady(),
    serve: (url) => present(handler)({ url }),
    askPermission(name) {
      let granted = true
      present(permission)({}, name, (answer) => (granted = answer))
      return granted
    },
    checkPermission: () => present(permissionCheck)(),
    checkDevice: () => present(deviceCheck)(),
    cancels(url) {
      let cancelled = false
      present(beforeRequest)({ url }, ({ cancel }) => (cancelled = cancel))
      return cancelled
    },
  }
}

function present<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('the shell has not registered it')
  return thing
}
