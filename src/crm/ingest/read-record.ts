import type { ZodError } from 'zod'
import { fact } from '../../contract/facts.ts'
import { recordBody, type JournalRecord } from '../../contract/sync.ts'
import type { SaleCompleted } from '../../domain/sale/facts.ts'
import type { SaleReturned } from '../../domain/sale/sale-returned.ts'

/** A record and what this program understands of it. */
export type ReadRecord = { readonly number: number; readonly at: string; readonly kind: string; readonly saleId?: string | undefined; /** The journal it names as its own. */ readonly writtenAs?: string | undefined } & (
  | { readonly reading: 'read'; /** Only facts that have an effect here are kept. */ readonly completed?: SaleCompleted | undefined; readonly returned?: SaleReturned | undefined }
  | { readonly reading: 'unknown-kind' }
  | { readonly reading: 'unreadable'; readonly trouble: string }
)

const knownKinds = new Set<string>(fact.options.map((option) => option.shape.kind.value))
const longestTrouble = 500
const longestWord = 200

/**
 * Reads one record. Never fails: a text that is no fact is said to be unreadable, and a kind from a newer lane unknown.
 * @param names what it may name as its journal; see `readNames`
 */
export function readRecord(names: readonly string[], record: Pick<JournalRecord, 'number' | 'at' | 'body'>): ReadRecord {
  const { number, at } = record
  const envelope = recordBody.safeParse(parseJson(record.body))
  if (!envelope.success) return { number, at, kind: 'unreadable', reading: 'unreadable', trouble: troubleOf(envelope.error) }
  const { kind, saleId } = envelope.data.fact
  const named = { number, at, kind: kind.slice(0, longestWord), saleId: typeof saleId === 'string' ? saleId.slice(0, longestWord) : undefined, writtenAs: envelope.data.journalId }
  if (!names.includes(envelope.data.journalId)) return { ...named, reading: 'unreadable', trouble: 'it names another journal as its own' }
  if (!knownKinds.has(kind)) return { ...named, reading: 'unknown-kind' }
  const read = fact.safeParse(envelope.data.fact)
  if (!read.success) return { ...named, reading: 'unreadable', trouble: troubleOf(read.error) }
  return { ...named, reading: 'read', completed: read.data.kind === 'sale-completed' ? read.data : undefined, returned: read.data.kind === 'sale-returned' ? read.data : undefined }
}

/** The text as JSON, with what PostgreSQL cannot store in text replaced: NUL and halves of characters. Undefined when it is no JSON. */
function parseJson(body: string): unknown {
  const suspicious = /\\u(?:0000|[dD][89a-fA-F])/.test(body)
  try {
    return suspicious ? JSON.parse(body, (_key, value: unknown) => (typeof value === 'string' ? value.replace(/[\0\uD800-\uDFFF]/gu, '\uFFFD') : value)) : JSON.parse(body)
  } catch {
    return undefined
  }
}

function troubleOf(error: ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ').slice(0, longestTrouble)
}
