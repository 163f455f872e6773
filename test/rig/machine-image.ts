import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { archive, type ArchiveFile } from './archive.ts'
import type { MachineParts } from './debian-kernel.ts'
import { runProgram } from './run-program.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const require = createRequire(import.meta.url)

/** Native, or reached only where a device needs it. */
const leftOut = ['node-hid', 'serialport', '@node-escpos/core', '@lydell/node-pty']

/**
 * Builds the machine's root file system: this Node, node-hid with its native part, the device process as a shell ships it,
 * and the cases.
 * @returns the path of a file that the kernel takes as it is
 */
export async function machineImage(parts: MachineParts, workDir: string): Promise<string> {
  mkdirSync(workDir, { recursive: true })
  const programDir = join(workDir, 'program')
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: leftOut },
    build: { ssr: true, target: 'node24', outDir: programDir, emptyOutDir: true, rolldownOptions: { input: { 'device-process': here('../../drivers/device-process.ts'), 'run-cases': here('inside/run-cases.ts') }, output: { entryFileNames: '[name].mjs', chunkFileNames: 'parts/[name]-[hash].mjs' } } },
  })
  const imagePath = join(workDir, 'image.cpio')
  const program = archive([{ to: 'init', from: here('inside/init.sh'), isProgram: true }, ...folder(programDir, 'lane')])
  writeFileSync(imagePath, Buffer.concat([systemPart(parts), program]))
  return imagePath
}

/** Everything that changes only with Node, node-hid or the kernel. Made once for each. */
function systemPart(parts: MachineParts): Buffer {
  const hid = dirname(require.resolve('node-hid'))
  const prebuilds = dirname(createRequire(join(hid, 'package.json')).resolve('pkg-prebuilds/package.json'))
  const natives = readdirSync(join(hid, 'prebuilds')).filter((name) => name === 'HID-linux-x64' || name === 'HID_hidraw-linux-x64')
  const files: readonly ArchiveFile[] = [
    { to: 'bin/busybox', from: parts.busyboxPath, isProgram: true },
    { to: 'bin/sh', from: parts.busyboxPath, isProgram: true },
    { to: 'bin/node', from: process.execPath, isProgram: true },
    ...parts.modulePaths.map((from) => ({ to: `modules/${from.split('/').at(-1) ?? ''}`, from })),
    ...librariesOf([process.execPath, ...natives.map((name) => join(hid, 'prebuilds', name, 'node-napi-v4.node'))]),
    ...readdirSync(hid).filter((name) => /\.(js|json)$/.test(name)).map((name) => ({ to: `lane/node_modules/node-hid/${name}`, from: join(hid, name) })),
    ...natives.flatMap((name) => folder(join(hid, 'prebuilds', name), `lane/node_modules/node-hid/prebuilds/${name}`)),
    ...folder(prebuilds, 'lane/node_modules/pkg-prebuilds'),
  ]
  const stamp = files.map(({ to, from }) => `${to} ${typeof from === 'string' ? `${statSync(from).size} ${statSync(from).mtimeMs}` : ''}`).join('\n')
  const path = join(parts.dir, 'system.cpio')
  const stampPath = join(parts.dir, 'system.stamp')
  if (existsSync(path) && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return readFileSync(path)
  const bytes = archive(files)
  writeFileSync(path, bytes)
  writeFileSync(stampPath, stamp)
  return bytes
}

function folder(dir: string, to: string): ArchiveFile[] {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => statSync(join(dir, name)).isFile()).map((name) => ({ to: `${to}/${name}`, from: join(dir, name) }))
}

/** Shared libraries stay at the paths where this system's loader finds them. */
function librariesOf(programs: readonly string[]): ArchiveFile[] {
  const paths = programs.flatMap((program) => Array.from(runProgram('ldd', [program]).matchAll(/(\/\S+) \(0x/g), ([, path]) => path ?? ''))
  return Array.from(new Set(paths), (path) => ({ to: path.slice(1), from: path, isProgram: true }))
}
