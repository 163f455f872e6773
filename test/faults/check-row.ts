import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FaultRow, RowResult, Scale, Weakening } from './fault-row.ts'

export interface Checked {
  readonly result: RowResult
  /** A line for each defence whose removal went unnoticed. */
  readonly unnoticed: readonly string[]
  readonly seconds: number
}

const program = fileURLToPath(new URL('./run-row.ts', import.meta.url))
const hook = new URL('./weaken.ts', import.meta.url).href
const limitMs = { quick: 120_000, full: 6 * 3_600_000 }

/** Runs a row as it is, which must show no violation, and then with each defence removed, which must be noticed. */
export async function checkRow(row: FaultRow, { scale, seed }: { readonly scale: Scale; readonly seed: number }): Promise<Checked> {
  const startedMs = performance.now()
  const result = await runRow(row.number, scale, seed)
  const seconds = (performance.now() - startedMs) / 1000
  const unnoticed: string[] = []
  for (const weakening of row.weakenings) {
    const { violations } = await runRow(row.number, 'quick', seed, weakening)
    if (!violations.some((violation) => violation.includes(weakening.noticed))) unnoticed.push(`without "${weakening.name}": ${violations[0] ?? 'nothing was noticed'}`)
  }
  return { result, unnoticed, seconds }
}

function runRow(number: number, scale: Scale, seed: number, weakening?: Weakening): Promise<RowResult> {
  const env = weakening ? { ...process.env, LANEWISE_WEAKENING: JSON.stringify(weakening), NODE_OPTIONS: `--import=${hook}` } : process.env
  return new Promise((resolve) => {
    const running = execFile(process.execPath, [program, String(number), scale, String(seed)], { env, timeout: limitMs[scale], killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const line = stdout.trimEnd().split('\n').at(-1)
      if (!error && line) return resolve(JSON.parse(line) as RowResult)
      resolve({ figure: 'did not end', violations: [`${error?.killed === true ? 'took too long' : 'the row broke off'}: ${stderr.slice(-2000)}`] })
    })
    // A row that takes an hour says how far it is.
    if (scale === 'full') running.stderr?.pipe(process.stderr, { end: false })
  })
}
