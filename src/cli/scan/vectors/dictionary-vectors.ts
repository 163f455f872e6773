import type { ApplicationIdentifier } from '../../../domain/barcode/ai/application-identifier.ts'
import { identifiers } from '../../../domain/barcode/ai/find-identifier.ts'
import type { ContentRule, ValuePart } from '../../../domain/barcode/ai/value-part.ts'
import type { Io } from '../../io.ts'
import { readLines } from '../../read-input.ts'
import { linterRules } from './linter-rules.ts'
import { openTally, type VectorGroup } from './vector-group.ts'

/** Holds every identifier of GS1's own dictionary against ours: lengths, rules, companions, keys, and none too many. */
export async function checkDictionary(file: string, io: Io): Promise<VectorGroup> {
  const tally = openTally('GS1 dictionary: identifiers with the same rules')
  const seen = new Set<string>()
  for await (const { text } of readLines(file, io)) {
    const match = /^(\d{2,4})(?:-(\d{2,4}))?\s+([*?]*)\s+(.*?)\s*(?:#.*)?$/.exec(text)
    if (!match) continue
    const [, first = '', last = first, flags = '', rules = ''] = match
    for (let number = Number(first); number <= Number(last); number += 1) {
      const ai = String(number).padStart(first.length, '0')
      seen.add(ai)
      tally.check(difference(ai, canonical(flags, rules)))
    }
  }
  for (const ai of identifiers.keys()) if (!seen.has(ai)) tally.check(`AI ${ai} is in no dictionary`)
  return tally.group()
}

function difference(ai: string, theirs: string): string | undefined {
  const identifier = identifiers.get(ai)
  if (identifier === undefined) return `AI ${ai} is missing`
  const ours = written(identifier)
  return ours === theirs ? undefined : `AI ${ai} is ${ours}, not ${theirs}`
}

/** An entry of the dictionary with its attributes in one order. */
function canonical(flags: string, rules: string): string {
  const words = rules.split(/\s+/)
  const attributes = words.filter((word) => /^(?:req|ex|dlpkey)/.test(word)).map((word) => word.split(/(?<=^(?:req|ex))=/).map((part, index) => (index === 1 ? sorted(part.split(',')) : part)).join('=')).sort()
  return [sorted(flags.split('')), ...words.filter((word) => /^\[?[NXYZ]/.test(word)), ...attributes].join(' ')
}

/** Ours, written as the dictionary would. */
function written({ parts, fixed, needs, excludes, qualifiers, notInQuery }: ApplicationIdentifier): string {
  const attributes = [
    ...(needs ? [`req=${sorted(needs)}`] : []),
    ...(excludes ? [`ex=${sorted(excludes)}`] : []),
    ...(qualifiers ? [['dlpkey', qualifiers.map((run) => run.join(',')).join('|')].filter((word) => word !== '').join('=')] : []),
  ]
  return [sorted([...(fixed ? ['*'] : []), ...(notInQuery ? [] : ['?'])]), ...parts.map(writtenPart), ...attributes.sort()].join(' ')
}

function sorted(words: readonly string[]): string {
  return [...words].sort().join(',')
}

const letters = { digits: 'N', text: 'X', 'part-number': 'Y', base64: 'Z' } as const

const names = new Map<ContentRule, string>(Object.entries(linterRules).map(([name, { rule }]) => [rule, name]))

function writtenPart({ characters, shortest, longest, optional, rules }: ValuePart): string {
  const length = `${letters[characters]}${shortest === longest ? '' : '..'}${longest}`
  return [optional ? `[${length}]` : length, ...rules.map((rule) => names.get(rule) ?? 'a rule of ours')].join(',')
}
