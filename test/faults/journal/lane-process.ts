import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { DeviceMessage, DeviceOrder } from '../../../src/contract/devices.ts'
import type { LaneView } from '../../../src/contract/lane-view.ts'
import type { IssuedCoupon } from '../../../src/domain/sale/facts.ts'
import type { LaneOutcome } from '../../../src/lane/command-outcome.ts'
import type { LaneKey } from '../../../src/lane/store/lane-key.ts'
import type { Told } from './lane-program.ts'
import type { KillAt } from './stops.ts'

/** What the lane has said: all of it is acknowledged. */
export interface Status extends Pick<LaneView, 'sale' | 'suspended' | 'returning' | 'message'> {
  /** Of the newest record. */
  readonly number: number
  readonly hash: string
  readonly receiptCount: number
  /** With the first receipt. */
  readonly issued?: IssuedCoupon
  readonly outcome?: LaneOutcome
  readonly stopCount: number
  /** Of the first status alone. */
  readonly openMs?: number
}

/** The lane's process has ended; with the stop at which it ended itself. */
export class LaneEnded extends Error {
  override readonly name = 'LaneEnded'
  readonly stop: string | undefined

  constructor(stop: string | undefined, message: string) {
    super(message)
    this.stop = stop
  }
}

export interface LaneProcess {
  readonly first: Promise<Status>
  /** @throws LaneEnded */
  tell(told: Told): Promise<Status>
  kill(): Promise<void>
}

const program = fileURLToPath(new URL('./lane-program.ts', import.meta.url))

interface Start {
  readonly dataDir: string
  readonly isNew: boolean
  readonly killAt?: KillAt | undefined
  readonly env?: NodeJS.ProcessEnv | undefined
  readonly key?: LaneKey | undefined
  /** Answers an order of the lane as its devices would. */
  readonly onOrder: (order: DeviceOrder) => readonly DeviceMessage[]
}

export function startLane({ dataDir, isNew, killAt, env, key, onOrder }: Start): LaneProcess {
  const child = spawn(process.execPath, [program, dataDir, isNew ? 'new' : 'again'], { env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'lanewise-compile-cache'), ...env, ...(key && { LANE_KEY: key.export().toString('hex') }), ...(killAt && { LANE_KILL_AT: JSON.stringify(killAt) }) }, stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  const answers: DeviceMessage[] = []
  let stop: string | undefined
  let stderr = ''
  let settle: { readonly resolve: (status: Status) => void; readonly reject: (error: Error) => void } | undefined
  child.stderr.on('data', (data) => void (stderr += String(data)))
  child.stdin.on('error', () => undefined)
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line) as { readonly status?: Status; readonly order?: DeviceOrder; readonly stop?: string }
    if (said.stop !== undefined) stop = said.stop
    if (said.order) answers.push(...onOrder(said.order))
    if (said.status) settle?.resolve(said.status)
  })
  const next = (): Promise<Status> => {
    const said = new Promise<Status>((resolve, reject) => {
      settle = { resolve, reject }
    })
    void ended.then(([code, signal]) => settle?.reject(new LaneEnded(stop, `the lane ended with ${String(code ?? signal)}: ${stderr.slice(-6000)}`)))
    return said
  }
  const tellOne = (told: Told): Promise<Status> => {
    const said = next()
    child.stdin.write(`${JSON.stringify(told)}\n`)
    return said
  }
  return {
    first: next(),
    async tell(told) {
      let status = await tellOne(told)
      const outcome = status.outcome
      for (let message = answers.shift(); message; message = answers.shift()) status = await tellOne({ message })
      return { ...status, ...(outcome && { outcome }) }
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
