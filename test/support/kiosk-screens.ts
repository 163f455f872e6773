import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of screens with a page each, one script, a file of a kind that is not served, and a secret beside the folder. */
export function makeScreens(): { readonly screens: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'lanewise-screens-'))
  const screens = join(folder, 'screens')
  for (const page of ['lane', 'customer']) {
    mkdirSync(join(screens, page), { recursive: true })
    writeFileSync(join(screens, page, 'index.html'), `<!doctype html><html><head><title>${page}</title></head><body></body></html>`)
  }
  mkdirSync(join(screens, 'assets'))
  writeFileSync(join(screens, 'assets', 'lane.js'), 'export {}\n')
  writeFileSync(join(screens, 'notes.txt'), 'not a screen\n')
  writeFileSync(join(folder, 'secret.json'), '{"token":"x"}')
  return { screens, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
