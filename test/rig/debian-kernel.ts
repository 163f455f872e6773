import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { RigTrouble, runProgram } from './run-program.ts'

/** What the machine takes from Debian, unpacked. */
export interface MachineParts {
  readonly kernelPath: string
  /** In the order they are loaded. */
  readonly modulePaths: readonly string[]
  readonly busyboxPath: string
  /** The folder they are in, which is named after the kernel's package. */
  readonly dir: string
}

const modules = ['hid', 'hid-generic', 'uhid']

/**
 * Debian's own kernel and a small set of Unix commands for the machine, from the package sources this system is set up with.
 * Downloaded once, without being installed: no rights are needed for it.
 */
export function debianParts(cacheDir: string): MachineParts {
  mkdirSync(cacheDir, { recursive: true })
  const known = readdirSync(cacheDir).find((name) => name.startsWith('linux-image-'))
  const dir = join(cacheDir, known ?? newestKernel())
  if (!known) unpack(dir)
  const release = readdirSync(join(dir, 'lib/modules'))[0] ?? ''
  return {
    dir,
    kernelPath: join(dir, `boot/vmlinuz-${release}`),
    modulePaths: modules.map((name) => existing(join(dir, `lib/modules/${release}/kernel/drivers/hid/${name}.ko`))),
    busyboxPath: existing(join(dir, 'bin/busybox'), join(dir, 'usr/bin/busybox')),
  }
}

/** The package behind Debian's `linux-image-amd64`, which has nothing in it but this name. */
function newestKernel(): string {
  const depends = runProgram('apt-cache', ['depends', 'linux-image-amd64']).match(/Depends: (linux-image-\S+)/)?.[1]
  if (depends === undefined) throw new RigTrouble('no Linux kernel package is known here: run `apt-get update` first (on Debian, or with Debian\'s package sources)')
  return depends
}

/** Only what is needed is kept, and the folder gets its name when it is complete. */
function unpack(dir: string): void {
  const unfinished = `${dir.replace(/linux-image/, 'unfinished')}`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished)
  const kernel = dir.split('/').at(-1) ?? ''
  runProgram('apt-get', ['download', '-qq', kernel, 'busybox-static'], unfinished)
  const wanted = ['--wildcards', './boot/vmlinuz-*', ...modules.map((name) => `./lib/modules/*/kernel/drivers/hid/${name}.ko`)]
  for (const name of readdirSync(unfinished)) {
    const files = name.startsWith('busybox') ? ['--wildcards', '*bin/busybox'] : wanted
    runProgram('sh', ['-c', 'package=$1; shift; dpkg-deb --fsys-tarfile "$package" | tar -x "$@"', 'sh', name, ...files], unfinished)
    rmSync(join(unfinished, name))
  }
  renameSync(unfinished, dir)
}

function existing(...paths: readonly string[]): string {
  const path = paths.find(existsSync)
  if (path === undefined) throw new RigTrouble(`the Debian package does not hold ${paths[0] ?? ''}`)
  return path
}
