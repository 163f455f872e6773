import type { Timers } from '../../drivers/timers.ts'

/** Time that moves only when told to. */
export interface ManualTimers extends Timers {
  /** Lets time pass, running what falls due in order, and whatever that sets off. */
  pass(durationMs: number): Promise<void>
}

export function manualTimers(): ManualTimers {
  let nowMs = 0
  let due: { readonly atMs: number; readonly run: () => void }[] = []
  return {
    nowMs: () => nowMs,
    after(delayMs, run) {
      const timer = { atMs: nowMs + delayMs, run }
      due.push(timer)
      return () => void (due = due.filter((other) => other !== timer))
    },
    async pass(durationMs) {
      const untilMs = nowMs + durationMs
      await settled()
      for (;;) {
        const next = due.filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0]
        if (!next) break
        due = due.filter((timer) => timer !== next)
        nowMs = Math.max(nowMs, next.atMs)
        next.run()
        await settled()
      }
      nowMs = untilMs
    },
  }
}

/** Everything that promises have to do is done. */
async function settled(): Promise<void> {
  for (let round = 0; round < 5; round++) await new Promise((resume) => setImmediate(resume))
}
