import { z } from 'zod'

const thing = z.object({ group: z.string(), label: z.string(), text: z.string(), how: z.enum(['scan', 'swipe', 'type']) })
export type Thing = z.infer<typeof thing>

const plug = z.object({ plugged: z.boolean() })
const simulatorState = z.object({
  scanner: plug,
  'card-reader': plug,
  printer: plug.extend({ paper: z.string(), cover: z.string(), receipts: z.array(z.string()) }),
  drawer: z.object({ open: z.boolean() }),
})
export type SimulatorState = z.infer<typeof simulatorState>

export type Order =
  | { readonly path: 'scan' | 'swipe'; readonly body: { readonly text: string } }
  | { readonly path: 'printer'; readonly body: { readonly paper: 'ok' | 'out' } | { readonly cover: 'closed' | 'open' } }
  | { readonly path: 'drawer'; readonly body: { readonly close: true } }
  | { readonly path: 'unplug' | 'replug'; readonly body: { readonly device: 'scanner' | 'card-reader' | 'printer' } }

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
