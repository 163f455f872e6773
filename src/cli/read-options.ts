import { parseArgs, type ParseArgsConfig, type ParseArgsOptionsConfig } from 'node:util'
import { UsageError } from './command.ts'

type Parsed<Options extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<{ options: Options; allowPositionals: true; strict: true }>>

/**
 * Reads a command's arguments.
 * @param words how many arguments without a dash it takes
 * @throws UsageError naming the argument that is wrong
 */
export function readOptions<const Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options, words: { readonly min: number; readonly max: number }): Parsed<Options> {
  const config = { args: [...args], options, allowPositionals: true, strict: true } satisfies ParseArgsConfig
  let parsed: Parsed<Options>
  try {
    parsed = parseArgs(config) as Parsed<Options>
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message)
    throw error
  }
  const found = parsed.positionals
  if (found.length > words.max) throw new UsageError(`unexpected argument "${found[words.max]}"`)
  if (found.length < words.min) throw new UsageError('an argument is missing')
  return parsed
}

/**
 * Reads an option that is a whole number.
 * @throws UsageError naming the option and its bounds
 */
export function wholeNumber(text: string, option: string, bounds: { readonly min: number; readonly max: number }): number {
  const value = Number(text)
  if (!/^-?\d{1,15}$/.test(text) || value < bounds.min || value > bounds.max) throw new UsageError(`${option} takes a whole number from ${bounds.min} to ${bounds.max}, not "${text}"`)
  return value
}

/** Reads an option that is one of a few words. @throws UsageError naming them */
export function oneOf<const Choice extends string>(text: string, option: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((each) => each === text)
  if (choice === undefined) throw new UsageError(`${option} takes ${choices.join(', ')}, not "${text}"`)
  return choice
}
