import { writeFileSync } from 'node:fs'

/**
 * Keeps what is in this process's memory out of crash files: a card may be in a buffer when it dies.
 *
 * - Node's diagnostic reports are off, whatever the environment asks for.
 * - The kernel leaves every mapping out of a core dump, and so it does for whatever this process starts. Unlike a
 *   size limit of zero this also holds where dumps are piped into a collector. Only Linux has this switch.
 */
export function leaveNoDump(): void {
  if (process.report) {
    process.report.reportOnFatalError = false
    process.report.reportOnSignal = false
    process.report.reportOnUncaughtException = false
  }
  if (process.platform !== 'linux') return
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch (error) {
    // Without /proc nothing else is left to do here; the size limit that the starter sets still stands.
    process.stderr.write(`core dumps may hold what devices read: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}
