import { spawnSync } from 'node:child_process'

/** Something the rig cannot do without, in one line that says what to do about it. */
export class RigTrouble extends Error {}

/** Runs a program of this machine to its end. @throws RigTrouble with its last words when it fails */
export function runProgram(command: string, args: readonly string[], cwd?: string): string {
  const done = spawnSync(command, args, { encoding: 'utf8', cwd, maxBuffer: 64 * 1024 * 1024 })
  if (done.status === 0) return done.stdout
  const lastWords = (done.stderr || String(done.error ?? '')).trim().split('\n').at(-1) ?? ''
  throw new RigTrouble(`${command} ${args.join(' ')} failed: ${lastWords}`)
}

export function hasProgram(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined
}
