import type { Build } from './build-if-stale.ts'

/** The pages, from React to files. */
export const screensBuild: Build = {
  what: 'the screens',
  sources: ['renderer', 'src/contract', 'src/domain', 'vite.config.ts', 'package-lock.json'],
  outDir: 'out/renderer',
  args: ['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.config.ts', '--logLevel', 'warn'],
}

/** Electron's processes; Electron does not read TypeScript. */
export const shellBuild: Build = {
  what: 'the desktop shell',
  sources: ['electron', 'drivers', 'src/contract', 'src/domain', 'src/lane', 'package-lock.json'],
  outDir: 'out/electron',
  args: ['electron/build-shell.ts'],
}
