import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Monitor {
  readonly leftPx: number
  readonly widthPx: number
  readonly heightPx: number
}

/** Taken where nobody can say how large the screen is. */
const usualMonitor: Monitor = { leftPx: 0, widthPx: 1920, heightPx: 1080 }

/** The monitors of the X display, the primary one first; one of the usual size where xrandr is missing or silent. */
export async function findMonitors(): Promise<readonly Monitor[]> {
  const monitors = await run('xrandr', ['--current'], { timeout: 2_000 }).then(({ stdout }) => readMonitors(stdout), () => [])
  return monitors.length > 0 ? monitors : [usualMonitor]
}

/** Reads lines such as `HDMI-1 connected primary 1920x1080+0+0 (normal …`. */
export function readMonitors(text: string): Monitor[] {
  return [...text.matchAll(/^\S+ connected (primary )?(\d+)x(\d+)\+(\d+)\+\d+/gm)]
    .sort((a, b) => Number(b[1] !== undefined) - Number(a[1] !== undefined))
    .map(([, , width, height, left]) => ({ leftPx: Number(left), widthPx: Number(width), heightPx: Number(height) }))
}
