import type { Wire } from '../../drivers/wire/wire.ts'

/** States as they were told, each by its code; `open` for an open wire. */
export function troublesOf(wire: Wire): string[] {
  const troubles: string[] = []
  wire.onState((state) => troubles.push(state.open ? 'open' : state.trouble))
  return troubles
}
