// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

/** The SQLite addon is built for this Node-API version and crashes on an older one instead of saying so. */
const neededNapi = 10

/** @param {string | undefined} napi */
function newEnough(napi) {
  return Number(napi ?? 0) >= neededNapi
}

/**
 * Finds the Node that runs the program: this one when it is new enough, else the one npm installed.
 * @param {string} root folder of package.json
 * @param {string | undefined} ownNapi Node-API version of this process
 * @returns {{ path: string } | { path: undefined, trouble: string }}
 */
export function findRuntime(root, ownNapi = process.versions.napi) {
  if (newEnough(ownNapi)) return { path: process.execPath }
  const installed = path.join(root, 'node_modules', '.bin', 'node')
  if (existsSync(installed)) {
    const answer = spawnSync(installed, ['-p', 'process.versions.napi'], { encoding: 'utf8', timeout: 20_000 })
    if (newEnough(answer.stdout?.trim())) return { path: installed }
  }
  return { path: undefined, trouble: `Lanewise needs Node 24 and this is ${process.version}: run "npm install" (it brings Node 24), without --ignore-scripts and --omit=dev.` }
}
