import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of package.json. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

const rooms = ['src/domain', 'src/contract', 'src/analytics', 'src/lane', 'src/crm', 'src/kiosk', 'src/cli', 'drivers', 'renderer', 'electron', 'test']
const configs = ['package.json', 'tsconfig.json', 'eslint.config.js', '.dependency-cruiser.cjs', ...rooms.map((room) => `${room}/tsconfig.json`)]

/**
 * Lays out a tree with this repository's own rules and somebody else's files, outside the repository.
 * @param files text by path, as in `src/domain/bad.ts`
 */
export function plantTree(files: Readonly<Record<string, string>>): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lanewise-planted-'))
  for (const room of rooms) mkdirSync(path.join(folder, room), { recursive: true })
  for (const config of configs) copyFileSync(path.join(root, config), path.join(folder, config))
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
