import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { DeviceConfig } from '../src/contract/config.ts'
import type { DeviceTrouble } from '../src/contract/device-troubles.ts'
import type { DeviceMessage, DeviceOrder, DeviceState, Devices } from '../src/contract/devices.ts'
import { outcomeOf } from './driver.ts'
import { openOutbox } from './outbox.ts'
import { upMessage, type DownMessage } from './process-messages.ts'
import { realTimers, type Cancel, type Timers } from './timers.ts'

export interface ForkOptions {
  /** Entry file of the device process, where it was built to another place. */
  readonly entryPath?: string | undefined
  readonly timers?: Timers | undefined
  /** Where the device process's own complaints go; standard error unless given. */
  readonly stderr?: 'inherit' | 'ignore' | undefined
}

const firstPauseMs = 250
const mostPauseMs = 5000
/** A process that lived this long was a good one. */
const goodLifeMs = 10_000
const pingEveryMs = 2000
/**
 * So many pings in a row without an answer, and it hangs: native calls that never return.
 * Pings are counted, not time: the lane may have been held up itself.
 */
const maxUnansweredCount = 7
const closeTimeoutMs = 3000
/** On top of an order's own time, before the order is answered in the process's place. */
const graceMs = 1000
/** Calls into the operating system that may hang at once, before no other of the process is served. Node's own number is four. */
const threadCount = 16

/**
 * Runs the devices in a process of their own and starts it again whenever it ends, with growing pauses.
 * Meanwhile every device is `away`; open orders are answered `unknown`, new ones `failed` at once.
 */
export function forkDevices(configs: readonly DeviceConfig[], options: ForkOptions = {}): Devices {
  const timers = options.timers ?? realTimers
  const entryPath = options.entryPath ?? fileURLToPath(new URL('./device-process.ts', import.meta.url))
  const openOrders = new Map<string, { readonly order: DeviceOrder; readonly cancel: Cancel }>()
  const outbox = openOutbox()
  let child: ChildProcess | undefined
  let pauseMs = firstPauseMs
  let startedAtMs = 0
  let unansweredCount = 0
  let closing = false
  let cancelTimer: Cancel = () => undefined

  function tell(message: DeviceMessage): void {
    if (message.type === 'outcome') {
      const open = openOrders.get(message.orderId)
      // Answered in its place already, when it was late: exactly one answer goes up.
      if (!open) return
      open.cancel()
      openOrders.delete(message.orderId)
    }
    outbox.send(message)
  }

  function answer(order: DeviceOrder, outcome: 'failed' | 'unknown', detail: string): void {
    tell(outcomeOf(order, outcome, detail))
  }

  function start(): void {
    const born = fork(entryPath, [], { stdio: ['ignore', 'ignore', options.stderr ?? 'inherit', 'ipc'], ...withoutDumps(), env: { ...process.env, NODE_OPTIONS: '', UV_THREADPOOL_SIZE: String(threadCount) } })
    child = born
    startedAtMs = timers.nowMs()
    unansweredCount = 0
    born.on('message', (raw) => hear(born, raw))
    // A process that could not be started has no exit. Of one that was, a failed send ends in `exit` as well.
    born.on('error', (error) => void (born.pid === undefined && ended(born, error.message)))
    born.on('exit', (code, signal) => ended(born, signal ?? `code ${code}`))
    send({ type: 'configure', configs: [...configs] })
    watch()
  }

  /** A process that talks nonsense is not to be trusted with a drawer: it is ended like one that hangs, and the sale goes on. */
  function hear(from: ChildProcess, raw: unknown): void {
    if (child !== from) return
    const parsed = upMessage.safeParse(raw)
    if (!parsed.success) return void from.kill('SIGKILL')
    if (parsed.data.type === 'message') tell(parsed.data.message)
    else unansweredCount = 0
  }

  function send(message: DownMessage): void {
    if (child?.connected) child.send(message)
  }

  function watch(): void {
    cancelTimer = timers.after(pingEveryMs, () => {
      if (++unansweredCount > maxUnansweredCount) return void child?.kill('SIGKILL')
      send({ type: 'ping' })
      watch()
    })
  }

  function ended(dead: ChildProcess, how: string): void {
    if (child !== dead) return
    child = undefined
    cancelTimer()
    for (const { order } of Array.from(openOrders.values())) answer(order, 'unknown', 'device-process-ended')
    if (closing) return
    for (const state of awayStates(configs, how)) tell(state)
    if (timers.nowMs() - startedAtMs > goodLifeMs) pauseMs = firstPauseMs
    cancelTimer = timers.after(pauseMs, start)
    pauseMs = Math.min(pauseMs * 2, mostPauseMs)
  }

  start()
  return {
    order(order) {
      // Asked again under the same id, it is still answered once.
      openOrders.get(order.orderId)?.cancel()
      const cancel = timers.after(order.timeoutMs + graceMs, () => answer(order, 'unknown', 'timed-out'))
      openOrders.set(order.orderId, { order, cancel })
      if (child?.connected) send({ type: 'order', order })
      else answer(order, 'failed', 'device-process-ended')
    },
    onMessage: outbox.onMessage,
    close() {
      closing = true
      cancelTimer()
      return child ? closeChild(child, timers, () => send({ type: 'close' })) : Promise.resolve()
    },
  }
}

/**
 * What is in the memory of the device process goes to no file: a card may be there. A shell takes away its right to
 * dump core before it becomes the process, and no option of ours or of the environment makes reports or heap
 * snapshots. `leaveNoDump` does the rest from within.
 */
function withoutDumps(): { readonly execPath?: string; readonly execArgv: string[] } {
  if (process.platform === 'win32') return { execArgv: [] }
  return { execPath: '/bin/sh', execArgv: ['-c', 'ulimit -c 0; exec "$0" "$@"', process.execPath] }
}

/** Ends with the process, by force if it does not end by itself. */
function closeChild(child: ChildProcess, timers: Timers, askToClose: () => void): Promise<void> {
  return new Promise((closed) => {
    const cancel = timers.after(closeTimeoutMs, () => child.kill('SIGKILL'))
    child.once('exit', () => {
      cancel()
      closed()
    })
    askToClose()
  })
}

function awayStates(configs: readonly DeviceConfig[], detail: string): DeviceState[] {
  return configs.map(({ name, role }) => ({ type: 'state', device: name, role, state: 'away', trouble: 'process-ended' satisfies DeviceTrouble, detail: `the device process ended (${detail})` }))
}
