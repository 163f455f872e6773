import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Looks along PATH for a Chromium; undefined when there is none that may be run. */
export function findChromium(path: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(mayRun)
}

/** True where a window can appear at all. */
export function hasDisplay(env: NodeJS.ProcessEnv): boolean {
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((display) => display !== undefined && display !== '')
}

export interface KioskWindow {
  readonly url: string
  /** Its own: a second Chromium on the same profile hands its window to the first and forgets where it should be. */
  readonly profileDir: string
  readonly leftPx: number
  readonly widthPx: number
  readonly heightPx: number
  /** Root has no sandbox; say so to the person before using this. */
  readonly asRoot: boolean
}

/**
 * Arguments of one kiosk window. Position and size are given because without a window
 * manager `--kiosk` alone does not fill the screen (Chromium 156 on X).
 */
export function chromiumArguments({ url, profileDir, leftPx, widthPx, heightPx, asRoot }: KioskWindow): string[] {
  return [
    '--kiosk', `--app=${url}`, `--user-data-dir=${profileDir}`, `--window-position=${leftPx},0`, `--window-size=${widthPx},${heightPx}`,
    '--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-session-crashed-bubble', '--disable-features=Translate', '--password-store=basic', '--disable-pinch', '--overscroll-history-navigation=0',
    // The lane's own sounds need no click first.
    '--autoplay-policy=no-user-gesture-required',
    ...(asRoot ? ['--no-sandbox'] : []),
  ]
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
