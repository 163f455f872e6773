import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { launchBrowser } from './browser.ts'

/** The program as `npm start` runs it, in a data folder of its own, with a browser in front of it. */
export interface RunningShop {
  readonly lane: Page
  readonly customer: Page
  /** What can be scanned, as the device panel offers it. */
  readonly things: readonly Thing[]
  /** Sends bytes to the scanner's line from another process, as a person at a terminal would. */
  printf(text: string): Promise<void>
  /** Ends it as Ctrl-C does. @returns its exit code */
  close(): Promise<number | null>
}

const thing = z.object({ group: z.string(), label: z.string(), text: z.string(), how: z.string() })
type Thing = z.infer<typeof thing>

const start = fileURLToPath(new URL('../../src/cli/start/start.ts', import.meta.url))
/** A first start makes a database and may build the screens, on a busy machine. */
const patienceMs = 150_000

export async function openRunningShop(size: { readonly width: number; readonly height: number }): Promise<RunningShop> {
  const folder = mkdtempSync(join(tmpdir(), 'lanewise-shop-'))
  // PostgreSQL's own account has to pass through.
  chmodSync(folder, 0o755)
  const shop = spawn(process.execPath, [start, '--data', join(folder, 'data'), '--no-browser'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let browser: Browser | undefined
  const close = async (): Promise<number | null> => {
    await browser?.close()
    if (shop.exitCode === null) {
      const gone = once(shop, 'exit')
      shop.kill('SIGINT')
      await gone
    }
    rmSync(folder, { recursive: true, force: true })
    return shop.exitCode
  }
  try {
    const said = await untilOpen(shop.stdout)
    const after = (label: string): string => new RegExp(`^ +${label} +(.+)$`, 'm').exec(said)?.[1] ?? ''
    const outside = after('Scan from here').split('> ')[1] ?? ''
    const things = z.array(thing).parse(await (await fetch(new URL('things.json', after('Device panel')))).json())
    const opened = await launchBrowser()
    browser = opened
    const show = async (address: string): Promise<Page> => {
      const page = await opened.newPage({ viewport: size })
      // Below a test's own patience, so that a failure names what it waited for.
      page.setDefaultTimeout(20_000)
      await page.goto(address)
      await page.waitForFunction(() => document.documentElement.dataset['edition'] !== undefined)
      await page.evaluate(() => document.fonts.ready)
      return page
    }
    return { lane: await show(after('Lane')), customer: await show(after('Customer display')), things, printf: (text) => printf(text, outside), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function untilOpen(stdout: NodeJS.ReadableStream): Promise<string> {
  let said = ''
  const timer = AbortSignal.timeout(patienceMs)
  for await (const [chunk] of iterate(stdout, timer)) {
    said += String(chunk)
    if (said.includes('Press Enter')) return said
  }
  throw new Error(`the shop did not open:\n${said}`)
}

async function* iterate(stream: NodeJS.ReadableStream, signal: AbortSignal): AsyncGenerator<unknown[]> {
  for (;;) yield (await once(stream, 'data', { signal })) as unknown[]
}

async function printf(text: string, path: string): Promise<void> {
  const child = spawn('sh', ['-c', 'printf "%b" "$1" > "$2"', 'sh', text, path], { stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`printf ended with code ${code}`)
}
