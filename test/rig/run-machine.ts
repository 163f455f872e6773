import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

export interface MachineOptions {
  readonly kernelPath: string
  readonly imagePath: string
  /** Where the kernel's own lines go. */
  readonly consolePath: string
  readonly timeoutMs: number
  /** Called for every line the cases write, as it comes. */
  readonly onLine: (line: string) => void
}

/** Without the processor's own virtualisation, which most build machines do not hand on: slower, and the same everywhere. */
const machine = ['-machine', 'q35,accel=tcg', '-cpu', 'max', '-smp', '2', '-m', '1024', '-display', 'none', '-no-reboot', '-nodefaults', '-monitor', 'none']

/**
 * Runs the machine until it switches itself off.
 * @returns undefined when it did, else what went wrong
 */
export function runMachine({ kernelPath, imagePath, consolePath, timeoutMs, onLine }: MachineOptions): Promise<string | undefined> {
  const boot = ['-kernel', kernelPath, '-initrd', imagePath, '-append', 'console=ttyS0 quiet panic=-1 rdinit=/init']
  const qemu = spawn('qemu-system-x86_64', [...machine, ...boot, '-serial', `file:${consolePath}`, '-serial', 'stdio'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let complaint = ''
  qemu.stderr.on('data', (bytes: Buffer) => void (complaint = `${complaint}${bytes.toString()}`.slice(-2000)))
  createInterface({ input: qemu.stdout }).on('line', onLine)
  return new Promise((ended) => {
    const timer = setTimeout(() => {
      complaint = `not done within ${timeoutMs} ms\n${lastLines(consolePath)}`
      qemu.kill('SIGKILL')
    }, timeoutMs)
    qemu.on('error', (error) => ended(error.message))
    qemu.on('close', (code) => {
      clearTimeout(timer)
      ended(code === 0 ? undefined : complaint || `ended with code ${code ?? 'none'}`)
    })
  })
}

/** The end of the kernel's console, for people. */
export function lastLines(path: string): string {
  return readFileSync(path, 'utf8').trimEnd().split(/\r?\n/).slice(-20).join('\n')
}
