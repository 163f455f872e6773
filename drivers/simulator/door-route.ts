import { z } from 'zod'

/** One thing that can be asked of the simulated devices: `POST path` with a JSON body. */
export interface DoorRoute {
  /** As in `/scan`. */
  readonly path: string
  /** What it does, in a line, for people. */
  readonly says: string
  readonly body: z.ZodType
  /** @returns what is wrong with the body, or undefined when it is done */
  act(raw: unknown): Promise<string | undefined>
}

/** Ties a body's schema to what is done with it. */
export function doorRoute<Body extends z.ZodType>(path: string, says: string, body: Body, act: (asked: z.output<Body>) => unknown): DoorRoute {
  return {
    path,
    says,
    body,
    async act(raw) {
      const parsed = body.safeParse(raw)
      if (!parsed.success) return z.prettifyError(parsed.error)
      await act(parsed.data)
      return undefined
    },
  }
}

type Given<Asked> = { [Key in keyof Asked]?: Exclude<Asked[Key], undefined> }

/** What was asked for, without what was left out. */
export function given<Asked extends object>(asked: Asked): Given<Asked> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Given<Asked>
}

/** Every route with its body as JSON Schema: what `GET /` answers. */
export function describeRoutes(routes: readonly DoorRoute[]): object[] {
  return routes.map(({ path, says, body }) => ({ method: 'POST', path, says, body: z.toJSONSchema(body, { io: 'input' }) }))
}
