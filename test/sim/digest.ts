import { createHash } from 'node:crypto'
import type { SimStore } from './sim-store.ts'

/** Times and places of this machine and keys drawn by it, in tables whose other columns count. */
const notOfTheSeed: Readonly<Record<string, readonly string[]>> = {
  migration: ['applied_at'], feed_version: ['replaced_at'], feed_mark: ['made_at'], feed_chunk: ['made_at'], feed_key: ['public_key', 'private_key'], office_epoch: ['evidence'],
}

/** SHA-256 over every journal, every receipt and every table of head office: the same seed gives the same one. */
export async function digestOf({ books, office, tills }: SimStore): Promise<string> {
  const hash = createHash('sha256')
  for (const { journalId, hashes } of books.journals.values()) hash.update(`${journalId} ${hashes.join(' ')}\n`)
  for (const { lane } of tills) hash.update(`${lane.counter.receipts.join('\n')}\n`)
  const tables = await office.query<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1")
  for (const { name } of tables) {
    const without = (notOfTheSeed[name] ?? []).map((column) => ` - '${column}'`).join('')
    const [row] = await office.query<{ digest: string }>(`select md5(coalesce(string_agg(text, E'\\n' order by text collate "C"), '')) as digest from (select (to_jsonb(t)${without})::text as text from ${name} t) as rows`)
    hash.update(`${name} ${row?.digest ?? ''}\n`)
  }
  return hash.digest('hex')
}
