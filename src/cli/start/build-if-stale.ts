import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { holdName } from './hold-name.ts'

const run = promisify(execFile)
const buildTimeoutMs = 180_000

export interface Build {
  /** As people read it: "the screens". */
  readonly what: string
  /** Files and folders it is made from. */
  readonly sources: readonly string[]
  /** Folder it goes to. */
  readonly outDir: string
  /** What Node runs to make it. */
  readonly args: readonly string[]
}

/**
 * Builds where something is missing or older than its sources.
 * @param say tells a person, because it takes seconds
 * @throws Error with the builder's own words
 */
export async function buildIfStale(build: Build, root: string, say: (line: string) => void, stopping: AbortSignal): Promise<void> {
  if (!isStale(build, root)) return
  const letGo = await takeTurn(join(root, build.outDir), stopping)
  try {
    // Another start may have built it while we waited.
    if (isStale(build, root)) await runBuild(build, root, say, stopping)
  } finally {
    letGo()
  }
}

/** Two builders at once would empty each other's folder. */
async function takeTurn(outDir: string, stopping: AbortSignal): Promise<() => void> {
  const untilMs = performance.now() + buildTimeoutMs
  for (;;) {
    const letGo = await holdName(`build ${outDir}`)
    if (letGo !== undefined) return letGo
    if (performance.now() > untilMs) throw new Error(`${outDir} has been in the making elsewhere for ${buildTimeoutMs / 1000} s: end that build, and try again.`)
    await wait(100, undefined, { signal: stopping })
  }
}

async function runBuild(build: Build, root: string, say: (line: string) => void, stopping: AbortSignal): Promise<void> {
  const startedMs = performance.now()
  say(`Building ${build.what} …`)
  try {
    await run(process.execPath, [...build.args], { cwd: root, timeout: buildTimeoutMs, signal: stopping, maxBuffer: 16 * 1024 * 1024 })
  } catch (error) {
    throw new Error(`${build.what} could not be built:\n${wordsOf(error)}`, { cause: error })
  }
  say(`Built ${build.what} in ${((performance.now() - startedMs) / 1000).toFixed(1)} s.`)
}

function isStale({ sources, outDir }: Pick<Build, 'sources' | 'outDir'>, root: string): boolean {
  const builtMs = newestMs(join(root, outDir))
  return builtMs === 0 || sources.some((source) => newestMs(join(root, source)) > builtMs)
}

/** When the youngest file in it was written; 0 when there is none. Hidden files do not count. */
function newestMs(path: string): number {
  if (!existsSync(path)) return 0
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs
  return readdirSync(path, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.')).reduce((newest, { name }) => Math.max(newest, newestMs(join(path, name))), 0)
}

function wordsOf(error: unknown): string {
  return error instanceof Error && 'stderr' in error && typeof error.stderr === 'string' && error.stderr !== '' ? error.stderr : String(error)
}
