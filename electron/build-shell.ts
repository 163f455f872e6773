import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { InlineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

/** The shell's processes besides the preload; each becomes one module of its name. */
const processes = ['main', 'lane-process', 'device-process'] as const

/** Packages stay where npm put them: the native ones must, and the others may. */
const isPackage = (id: string): boolean => !id.startsWith('.') && !isAbsolute(id)

/**
 * Builds the desktop shell: modules for its processes, and the preload as the one CommonJS file
 * needing nothing but Electron that the sandbox demands.
 */
export async function buildShell(outDir: string, wanted: readonly (typeof processes)[number][] = processes): Promise<void> {
  const input = Object.fromEntries(wanted.map((name) => [name, join(here, `${name}.ts`)]))
  await build(target(outDir, { input, external: isPackage, output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'parts/[name]-[hash].mjs' } }))
  await build(target(outDir, { input: { preload: join(here, 'preload.ts') }, external: ['electron'], output: { format: 'cjs', entryFileNames: '[name].cjs' } }))
}

function target(outDir: string, rolldownOptions: NonNullable<NonNullable<InlineConfig['build']>['rolldownOptions']>): InlineConfig {
  return { configFile: false, logLevel: 'warn', build: { ssr: true, target: 'node24', outDir, emptyOutDir: false, rolldownOptions } }
}

if (import.meta.main) await buildShell(process.argv[2] ?? join(here, '../out/electron'))
