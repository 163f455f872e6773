/** How a thing stands: `look` at it when there is time; `broken` loses sales or money, or keeps the lane from starting. */
type Level = 'ok' | 'look' | 'broken'

/** What one check found. */
export interface Finding {
  readonly check: string
  readonly level: Level
  /** What is there, for a person. */
  readonly seen: string
  /** What to do; only where there is something. */
  readonly todo?: string
}

/** The end of a check, before it has its name. */
export type Found = Omit<Finding, 'check'>

export function ok(seen: string): Found {
  return { level: 'ok', seen }
}

export function look(seen: string, todo: string): Found {
  return { level: 'look', seen, todo }
}

export function broken(seen: string, todo: string): Found {
  return { level: 'broken', seen, todo }
}
