import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Shell } from './read-start-options.ts'

/** What the machine has. */
export interface ShellFacts {
  readonly electron: string | undefined
  readonly chromium: string | undefined
  readonly hasDisplay: boolean
}

export type ChosenShell =
  | { readonly shell: 'electron' | 'kiosk'; readonly program: string; readonly because: string }
  | { readonly shell: 'none'; readonly because: string }

const where: Readonly<Partial<Record<NodeJS.Platform, string>>> = { linux: 'electron', win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }

/** Electron's runtime, found by its files: importing the package where the runtime is missing starts a download. */
export function findElectron(root: string): string | undefined {
  const path = join(root, 'node_modules/electron/dist', where[process.platform] ?? 'electron')
  return existsSync(path) ? path : undefined
}

/**
 * Takes Electron where its runtime is there, else Chromium, else no window at all.
 * @param asked the shell a person insists on
 * @throws Error when that one cannot be had
 */
export function chooseShell(asked: Shell | undefined, { electron, chromium, hasDisplay }: ShellFacts): ChosenShell {
  if (asked === 'none') return { shell: 'none', because: 'No window, as asked.' }
  const missing = !hasDisplay ? 'there is no display (DISPLAY and WAYLAND_DISPLAY are empty)' : undefined
  const noElectron = missing ?? (electron === undefined ? "Electron's runtime is not installed" : undefined)
  const noChromium = missing ?? (chromium === undefined ? 'there is no Chromium on PATH' : undefined)
  if (asked === 'electron' && noElectron !== undefined) throw new Error(`--shell=electron cannot be: ${noElectron}.`)
  if (asked === 'kiosk' && noChromium !== undefined) throw new Error(`--shell=kiosk cannot be: ${noChromium}.`)
  if (electron !== undefined && noElectron === undefined && asked !== 'kiosk') return { shell: 'electron', program: electron, because: 'Opening the lane in Electron: its runtime is installed.' }
  if (chromium !== undefined && noChromium === undefined) return { shell: 'kiosk', program: chromium, because: `Opening the lane in ${chromium}: ${asked === 'kiosk' ? 'as asked' : noElectron}.` }
  return { shell: 'none', because: `No window: ${missing ?? `${noElectron}, and ${noChromium}`}. Open the addresses below in a browser.` }
}
