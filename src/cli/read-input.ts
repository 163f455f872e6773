import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createGunzip } from 'node:zlib'
import type { z } from 'zod'
import { UsageError } from './command.ts'
import type { Io } from './io.ts'

/** The longest line read from anywhere: a basket of a thousand lines is far below. */
const maxLineLength = 8 * 1024 * 1024

/** What the system says, in words about the file. */
function fileTrouble(file: string, error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const why = { ENOENT: 'there is no such file', EISDIR: 'that is a folder', EACCES: 'it may not be read', Z_DATA_ERROR: 'it is no gzip file', Z_BUF_ERROR: 'the gzip file ends too early' }[String(code)]
  return new UsageError(`cannot read ${file}: ${why ?? (error instanceof Error ? error.message : String(error))}`)
}

/** The whole text of a file, or of standard input for `-`. @throws UsageError */
export async function readText(file: string, io: Io): Promise<string> {
  try {
    if (file !== '-') return await readFile(path.resolve(io.folder, file), 'utf8')
    const decoder = new TextDecoder()
    let text = ''
    for await (const part of io.input) text += typeof part === 'string' ? part : decoder.decode(part, { stream: true })
    return text + decoder.decode()
  } catch (error) {
    throw fileTrouble(file, error)
  }
}

/** One line of a file, counted from 1, without its ending. */
export interface InputLine {
  readonly number: number
  readonly text: string
}

async function* splitLines(parts: AsyncIterable<string | Uint8Array>): AsyncGenerator<InputLine> {
  const decoder = new TextDecoder()
  let number = 0
  let rest = ''
  for await (const part of parts) {
    rest += typeof part === 'string' ? part : decoder.decode(part, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > maxLineLength) throw new UsageError(`line ${number + lines.length + 1} is longer than ${maxLineLength} characters`)
    for (const text of lines) yield { number: ++number, text: text.replace(/\r$/, '') }
  }
  rest += decoder.decode()
  if (rest !== '') yield { number: number + 1, text: rest }
}

/** The lines of a file, of a `.gz` file, or of standard input for `-`; read as they are asked for. @throws UsageError */
export async function* readLines(file: string, io: Io): AsyncGenerator<InputLine> {
  try {
    if (file === '-') {
      yield* splitLines(io.input)
      return
    }
    const bytes = createReadStream(path.resolve(io.folder, file))
    if (!file.endsWith('.gz')) {
      yield* splitLines(bytes)
      return
    }
    const unpacked = createGunzip()
    bytes.on('error', (error) => unpacked.destroy(error))
    yield* splitLines(bytes.pipe(unpacked))
  } catch (error) {
    throw error instanceof UsageError ? error : fileTrouble(file, error)
  }
}

/** `lines[3].item.prices: too small` and so on, the first few. */
export function explainIssues(issues: readonly z.core.$ZodIssue[]): string {
  const shown = issues.slice(0, 5).map((issue) => `${pathOf(issue.path)}: ${issue.message}`)
  return shown.join('; ') + (issues.length > shown.length ? `; and ${issues.length - shown.length} more` : '')
}

/** `lines[3].item.prices`; the whole is "the document". */
export function pathOf(parts: readonly PropertyKey[]): string {
  const text = parts.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return text.replace(/^\./, '') || 'the document'
}

/** Parses JSON text against a schema. @returns the value, or what is wrong with which field */
export function parseJson<T>(text: string, schema: z.ZodType<T>): { readonly value: T } | { readonly wrong: string } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { wrong: `not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
  const parsed = schema.safeParse(json)
  return parsed.success ? { value: parsed.data } : { wrong: explainIssues(parsed.error.issues) }
}

/** A JSON file (or standard input for `-`) that fits a schema. @throws UsageError naming the wrong fields by path */
export async function readJson<T>(file: string, schema: z.ZodType<T>, io: Io): Promise<T> {
  const parsed = parseJson(await readText(file, io), schema)
  if ('wrong' in parsed) throw new UsageError(`${file === '-' ? 'standard input' : file}: ${parsed.wrong}`)
  return parsed.value
}
