import { expect, it } from 'vitest'
import { chooseShell } from '../../../src/cli/start/choose-shell.ts'
import { readMonitors } from '../../../src/cli/start/monitors.ts'
import { readStartOptions } from '../../../src/cli/start/read-start-options.ts'

const nothingAsked = { fresh: false, shell: undefined, data: undefined, port: undefined, help: false }

it.each([
  [[], nothingAsked],
  [['--fresh', '--shell=kiosk'], { ...nothingAsked, fresh: true, shell: 'kiosk' }],
  [['--no-browser', '--shell', 'kiosk'], { ...nothingAsked, shell: 'none' }],
  [['--data', '/shop', '--port', '8080'], { ...nothingAsked, data: '/shop', port: 8080 }],
])('npm start -- %j is understood', (args, options) => {
  expect(readStartOptions(args)).toEqual(options)
})

it.each([
  [['--shell=firefox'], '--shell is electron, kiosk, none; not "firefox"'],
  [['--port', 'x'], '--port is a number from 1 to 65535; not "x"'],
  [['--port', '70000'], '--port is a number from 1 to 65535; not "70000"'],
  [['--frehs'], '--frehs'],
  [['lane'], 'lane'],
])('npm start -- %j is refused by name', (args, message) => {
  expect(() => readStartOptions(args)).toThrow(message)
})

const machine = { electron: '/e/electron', chromium: '/usr/bin/chromium', hasDisplay: true }

it.each([
  ['Electron where its runtime is', undefined, machine, 'electron', 'its runtime is installed'],
  ['Chromium where it is not', undefined, { ...machine, electron: undefined }, 'kiosk', "Electron's runtime is not installed"],
  ['nothing where neither is', undefined, { ...machine, electron: undefined, chromium: undefined }, 'none', 'there is no Chromium on PATH'],
  ['nothing without a display', undefined, { ...machine, hasDisplay: false }, 'none', 'no display'],
  ['Chromium when a person wants it', 'kiosk', machine, 'kiosk', 'as asked'],
  ['nothing when a person wants that', 'none', machine, 'none', 'as asked'],
] as const)('opens %s, and says why', (_what, asked, facts, shell, because) => {
  const chosen = chooseShell(asked, facts)
  expect(chosen.shell).toBe(shell)
  expect(chosen.because).toContain(because)
})

it.each([
  ['electron', { ...machine, electron: undefined }, "Electron's runtime is not installed"],
  ['electron', { ...machine, hasDisplay: false }, 'there is no display'],
  ['kiosk', { ...machine, chromium: undefined }, 'there is no Chromium'],
] as const)('does not quietly open something else than the %s shell asked for', (asked, facts, message) => {
  expect(() => chooseShell(asked, facts)).toThrow(message)
})

it('finds the primary monitor first and the second beside it', () => {
  const xrandr = [
    'Screen 0: minimum 320 x 200, current 3286 x 1080, maximum 16384 x 16384',
    'DP-1 connected 1366x768+1920+0 (normal left inverted right x axis y axis) 344mm x 194mm',
    '   1366x768      60.00*+',
    'HDMI-1 connected primary 1920x1080+0+0 (normal left inverted right x axis y axis) 527mm x 296mm',
    'DP-2 disconnected (normal left inverted right x axis y axis)',
    'DP-3 connected (normal left inverted right x axis y axis)',
  ].join('\n')
  expect(readMonitors(xrandr)).toEqual([{ leftPx: 0, widthPx: 1920, heightPx: 1080 }, { leftPx: 1920, widthPx: 1366, heightPx: 768 }])
  expect(readMonitors('')).toEqual([])
})
