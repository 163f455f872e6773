import { z } from 'zod'

/** Keys that no keyboard has and every scanner can send. */
const functionKeys = ['F13', 'F14', 'F15', 'F16', 'F17', 'F18', 'F19', 'F20', 'F21', 'F22', 'F23', 'F24'] as const

/** How a scanner that types is set up. Without prefix and suffix it is told from fingers by its speed alone. */
export const wedgeSettings = z.strictObject({
  /** Key before every code; `stx` is Ctrl+B. */
  prefix: z.enum(['none', 'stx', ...functionKeys]).default('F18'),
  /** Key behind every code; `etx` is Ctrl+C. Behind a code without prefix Enter and Tab always count as well. */
  suffix: z.enum(['enter', 'tab', 'etx', ...functionKeys]).default('F19'),
  /** `us`: the scanner presses the keys of an American keyboard, as it leaves the factory, whatever the computer is set to. `as-computer`: both are set to the same country. */
  layout: z.enum(['us', 'as-computer']).default('us'),
})
export type WedgeSettings = z.infer<typeof wedgeSettings>

export const usualWedge: WedgeSettings = wedgeSettings.parse({})
