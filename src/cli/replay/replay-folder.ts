import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Trouble } from '../command.ts'

/** Where one replay keeps its lanes and its CRM. */
export interface ReplayFolder {
  readonly path: string
  /** Removes a temporary folder; a named one stays. */
  remove(): void
}

/**
 * Makes the folder, or takes up one an earlier run was stopped in.
 * @param deal what decides which basket goes to which lane: it must be the same when a run is taken up again
 * @throws Trouble when the folder belongs to another replay
 */
export function openReplayFolder(named: string | undefined, deal: { readonly file: string; readonly laneCount: number; readonly seed: number }): ReplayFolder {
  if (named === undefined) {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'lanewise-replay-'))
    // PostgreSQL runs under an account of its own and has to pass through.
    chmodSync(folder, 0o755)
    return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) }
  }
  mkdirSync(named, { recursive: true })
  const mark = path.join(named, 'replay.json')
  const wanted = JSON.stringify(deal)
  if (existsSync(mark) && readFileSync(mark, 'utf8') !== wanted) throw new Trouble(`${named} holds a replay of another file, seed or number of lanes: name an empty folder with --data`)
  writeFileSync(mark, wanted)
  return { path: named, remove: () => undefined }
}
