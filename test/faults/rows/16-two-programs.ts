import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { FaultRow } from '../fault-row.ts'

/** Opens the lane, says what came of it, and keeps it until it is ended: a store nobody keeps would be let go of with its lock. */
const program = `
  const { openLaneStore } = await import(${JSON.stringify(new URL('../../../src/lane/store/open-lane-store.ts', import.meta.url).href)})
  const { StoreTrouble } = await import(${JSON.stringify(new URL('../../../src/lane/store/store-trouble.ts', import.meta.url).href)})
  try {
    globalThis.store = openLaneStore({ dataDir: process.argv[1], lane: { storeId: 'demo', laneNumber: 1 } })
    process.stdout.write('writes')
  } catch (error) {
    if (!(error instanceof StoreTrouble && error.code === 'in-use')) throw error
    process.stdout.write('refused')
  }
  process.stdin.resume()
`

export const row: FaultRow = {
  number: 16,
  fault: 'two programs on one lane',
  async run({ scale, folder }) {
    const rounds = scale === 'full' ? 1_000 : 3
    const violations: string[] = []
    for (let round = 0; round < rounds; round += 1) {
      const both = [startProgram(folder), startProgram(folder)]
      const said = await Promise.all(both.map(({ said: answer }) => answer))
      await Promise.all(both.map(({ end }) => end()))
      if (said.toSorted().join() !== 'refused,writes') violations.push(`round ${round}: ${said.join(' and ')}`)
    }
    return { figure: `${rounds.toLocaleString('en')} double starts, ${violations.length} with two writers or none`, violations }
  },
  weakenings: [{ name: 'the lock of the lane', file: 'src/lane/store/hold-lane.ts', find: "lock.exec('begin exclusive')", replace: '', noticed: 'writes and writes' }],
}

function startProgram(dataDir: string): { readonly said: Promise<string>; end(): Promise<void> } {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, dataDir], { stdio: ['pipe', 'pipe', 'inherit'], cwd: fileURLToPath(new URL('../../../', import.meta.url)) })
  const ended = once(child, 'exit')
  const said = Promise.race([once(child.stdout, 'data').then(([data]) => String(data)), ended.then(() => 'broke off')])
  return {
    said,
    async end() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
