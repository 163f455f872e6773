import { app, BrowserWindow, ipcMain, screen, session, protocol, utilityProcess } from 'electron'
import type { IpcMainEvent, WebContents } from 'electron'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { customerView, onlyLooks } from '../src/contract/customer-view.ts'
import type { LaneFrame } from '../src/contract/frames.ts'
import { readCall } from '../src/contract/read-call.ts'
import { hardenContents } from './harden-contents.ts'
import { hardenSession } from './harden-session.ts'
import { openLaneLink } from './lane-link.ts'
import type { LaneLink } from './lane-link.ts'
import { openNoticeSender } from './notice-sender.ts'
import type { NoticeSender } from './notice-sender.ts'
import { callingPage, origin, webPreferences, windowPlaces } from './policy.ts'
import type { Bounds, Page } from './policy.ts'
import { openScreenFiles } from './screen-files.ts'

interface ShellWindow {
  readonly page: Page
  readonly contents: WebContents
  readonly notices: NoticeSender
}

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const { values: asked } = parseArgs({ strict: false, options: { config: { type: 'string' }, screens: { type: 'string' }, windowed: { type: 'boolean' } } })
const windows: ShellWindow[] = []

app.enableSandbox()
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
app.on('web-contents-created', (_event, contents) => hardenContents(contents))
app.on('window-all-closed', () => app.quit())
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit())
app.whenReady().then(start).catch((error: unknown) => {
  process.stderr.write(`The desktop shell cannot start: ${String(error)}\n`)
  app.exit(1)
})

function start(): void {
  if (typeof asked.config !== 'string') throw new Error('--config=FILE is missing')
  hardenSession(session.defaultSession)
  const answerFile = openScreenFiles(typeof asked.screens === 'string' ? asked.screens : beside('../renderer'))
  session.defaultSession.protocol.handle('app', ({ url }) => answerFile(url))
  const link = startLane(asked.config)
  acceptPages(link)
  for (const { page, bounds } of windowPlaces(screen.getPrimaryDisplay().id, screen.getAllDisplays())) openWindow(page, bounds)
  closeInOrder(link)
}

function startLane(config: string): LaneLink {
  const fork = (name: string) => () => utilityProcess.fork(beside(`./${name}-process.mjs`), [config], { serviceName: `lanewise ${name}` })
  return openLaneLink({
    forkLane: fork('lane'),
    forkDevices: fork('device'),
    onFrame: passOn,
    onReady: () => process.stdout.write(`${JSON.stringify({ ready: true, url: `${origin}/lane/` })}\n`),
    log: (line) => process.stderr.write(`${line}\n`),
  })
}

/** Answers and sounds are for the cashier; the customer's display gets views, without what is not hers. */
function passOn(frame: LaneFrame): void {
  for (const { page, contents, notices } of windows) {
    if (frame.type === 'notice' && frame.name === 'view') notices.tell(page === 'customer' ? { ...frame, body: customerView(frame.body) } : frame)
    else if (page === 'lane' && frame.type === 'notice') notices.tell(frame)
    else if (page === 'lane' && !contents.isDestroyed()) contents.send('lane:frame', frame)
  }
}

function acceptPages(link: LaneLink): void {
  ipcMain.on('lane:call', (event, raw: unknown) => {
    const page = callingPage(event.senderFrame)
    const read = readCall(raw)
    if (page === undefined) return
    if ('fault' in read) event.sender.send('lane:frame', read.fault)
    else if (page === 'customer') event.sender.send('lane:frame', onlyLooks(read.call.id))
    else link.call(read.call)
  })
  ipcMain.on('lane:listen', (event) => noticesOf(event)?.listen())
  ipcMain.on('lane:seen', (event) => noticesOf(event)?.seen())
}

function noticesOf(event: IpcMainEvent): NoticeSender | undefined {
  return callingPage(event.senderFrame) === undefined ? undefined : windows.find(({ contents }) => contents === event.sender)?.notices
}

function openWindow(page: Page, bounds: Bounds): void {
  const window = new BrowserWindow({ ...bounds, kiosk: asked.windowed !== true, autoHideMenuBar: true, backgroundColor: '#ffffff', webPreferences: webPreferences(beside('./preload.cjs')) })
  const contents = window.webContents
  const notices = openNoticeSender((notice) => {
    if (!contents.isDestroyed()) contents.send(notice.name === 'view' ? 'lane:view' : 'lane:frame', notice)
  })
  windows.push({ page, contents, notices })
  // A page that crashes comes back by itself; the lane has lost nothing.
  contents.on('render-process-gone', () => contents.reload())
  void window.loadURL(`${origin}/${page}/`)
}

/** The lane puts its files away before the process goes; a second request to quit finds it done. */
function closeInOrder(link: LaneLink): void {
  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    closed = true
    link.close().then(() => app.quit(), (error: unknown) => {
      process.stderr.write(`The lane did not close in order: ${String(error)}\n`)
      app.exit(1)
    })
  })
}
