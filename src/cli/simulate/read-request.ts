import { UsageError } from '../command.ts'
import { nearest } from '../nearest.ts'
import type { DoorRouteSeen } from './find-door.ts'

interface Field {
  readonly name: string
  readonly type?: string | undefined
  readonly choices: readonly unknown[]
}

/** Every key a route takes, those it needs first. */
export function fieldsOf({ body }: DoorRouteSeen): readonly Field[] {
  const shapes = body.anyOf ?? [body]
  const needed = shapes.flatMap(({ required }) => required)
  const fields = shapes.flatMap(({ properties }) => Object.entries(properties).map(([name, { type, enum: choices, const: only }]) => ({ name, type, choices: choices ?? (only === undefined ? [] : [only]) })))
  return fields.sort((a, b) => Number(needed.includes(b.name)) - Number(needed.includes(a.name)))
}

/**
 * Turns words into what is asked of a route: `9521234567899 --aim ]E0`, `--paper out --slowMs 200`, `--deaf`.
 * A word without a dash goes to the first key of the route; a key without a value means true.
 * @throws UsageError naming the word that fits no key; whether the values fit is for the door to say
 */
export function readRequest(words: readonly string[], route: DoorRouteSeen): Record<string, unknown> {
  const fields = fieldsOf(route)
  const asked: Record<string, unknown> = {}
  const rest = [...words]
  const plain: string[] = []
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('--')) {
      plain.push(word)
      continue
    }
    const [key = '', inline] = splitOnce(word.slice(2))
    const field = fields.find(({ name }) => name === key)
    if (!field) throw new UsageError(`${route.path.slice(1)} knows no --${key}${meant(key, fields)}; it takes ${fields.map(({ name }) => `--${name}`).join(', ') || 'nothing'}`)
    const isFlag = (field.type === 'boolean' || field.choices[0] === true) && !['true', 'false'].includes(rest[0] ?? '')
    const text = inline ?? (isFlag ? 'true' : rest.shift())
    if (text === undefined) throw new UsageError(`--${key} needs a value`)
    asked[key] = valueOf(text, field)
  }
  const free = fields.filter(({ name }) => !Object.hasOwn(asked, name))
  for (const [index, word] of plain.entries()) {
    const field = free[index]
    if (!field) throw new UsageError(`unexpected "${word}"; ${route.path.slice(1)} takes ${fields.map(({ name }) => `--${name}`).join(', ') || 'nothing'}`)
    asked[field.name] = valueOf(word, field)
  }
  return asked
}

function splitOnce(text: string): [string, string?] {
  const at = text.indexOf('=')
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function meant(key: string, fields: readonly Field[]): string {
  const near = nearest(key, fields.map(({ name }) => name))
  return near === undefined ? '' : ` (did you mean --${near}?)`
}

/** What does not look like its type goes as it is: the door says what it wants. */
function valueOf(text: string, { type, choices }: Field): unknown {
  if (type === 'integer' || type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
  if (type === 'boolean' || choices[0] === true) return text === 'true' ? true : text === 'false' ? false : text
  if (type === 'array') return text.split(',').map((part) => (/^-?\d+$/.test(part) ? Number(part) : part))
  return text
}
