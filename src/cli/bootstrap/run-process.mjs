// @ts-check
import { spawn } from 'node:child_process'
import process from 'node:process'

/** Signals a person or a supervisor ends a program with. */
const endings = /** @type {const} */ (['SIGTERM', 'SIGHUP', 'SIGINT'])

/**
 * Runs one program on this terminal until it ends, passing on signals.
 *
 * Ctrl-C on a terminal reaches parent and child alike, so it is not passed on there: a program
 * that takes the second one as "now" would never end in good order.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>} its exit code, or 128 plus the signal that ended it
 */
export function runProcess(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    const passOn = (/** @type {NodeJS.Signals} */ signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    for (const signal of endings) process.on(signal, passOn)
    const settle = () => {
      for (const signal of endings) process.off(signal, passOn)
    }
    child.once('error', (error) => {
      settle()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      settle()
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 137))
    })
  })
}
