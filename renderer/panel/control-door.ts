import { z } from 'zod'

const thing = z.object({ group: z.string(), label: z.string(), text: z.string(), how: z.enum(['scan', 'swipe', 'type']) })
export type Thing = z.infer<typeof thing>

const plug = z.object({ plugged: z.boolean() })
const simulatorState = z.object({
  scanner: plug.extend({ beepCount: z.number() }),
  'card-reader': plug,
  printer: plug.extend({ paper: z.string(), cover: z.string(), state: z.string(), receipts: z.array(z.string()) }),
  drawer: z.object({ open: z.boolean() }),
  scale: plug.extend({ grams: z.number(), deaf: z.boolean() }),
  'line-display': plug.extend({ lines: z.tuple([z.string(), z.string()]) }),
  'payment-terminal': plug.extend({ answer: z.string(), slowMs: z.number(), isAtWork: z.boolean(), chargedMinor: z.number(), newest: z.object({ kind: z.string(), amountMinor: z.number() }) }),
})
export type SimulatorState = z.infer<typeof simulatorState>
export type PluggedDevice = Exclude<keyof SimulatorState, 'drawer'>

/** What is asked of the simulated devices: see `GET /` of their door for what there is. */
export interface Order {
  readonly path: string
  readonly body: Readonly<Record<string, string | number | boolean>>
}

/** @throws when the server is away or sends something else */
export async function fetchThings(): Promise<readonly Thing[]> {
  return z.array(thing).parse(await answerOf('things.json'))
}

/** @throws when the simulators are away */
export async function fetchState(): Promise<SimulatorState> {
  return simulatorState.parse(await answerOf('/state'))
}

/** @throws with the simulator's own words when it cannot do that */
export async function order({ path, body }: Order): Promise<void> {
  await answerOf(`/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

async function answerOf(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(path, init)
  if (!response.ok) throw new Error(await response.text())
  return response.json()
}
