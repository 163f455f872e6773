import type { ParentPort } from 'electron'

/** The line of a utility process to the process that started it. @throws when this runs anywhere else */
export function parentPort(): ParentPort {
  if (process.parentPort === undefined) throw new Error('this runs as a utility process of Electron')
  return process.parentPort
}
