import { readdirSync } from 'node:fs'
import type { FaultRow } from './fault-row.ts'

const folder = new URL('./rows/', import.meta.url)

/** Every row there is, by number: a file each in `rows`, which exports it as `row`. */
export async function readRows(): Promise<FaultRow[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  const rows = await Promise.all(files.map(async (name) => ((await import(new URL(name, folder).href)) as { readonly row: FaultRow }).row))
  return rows.toSorted((a, b) => a.number - b.number)
}
