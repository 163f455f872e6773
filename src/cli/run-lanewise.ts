import { exitCode, Trouble, UsageError, type Command } from './command.ts'
import { commands, type CommandEntry } from './commands.ts'
import type { Io } from './io.ts'
import { nearest } from './nearest.ts'

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return ['usage: npm run -s lanewise -- <command> [options]', '', ...rows, '', 'lanewise <command> --help says more.', 'Exit codes: 0 fine, 1 it found trouble, 2 wrong usage or input it could not read.'].join('\n')
}

/** Commands have one word or two: the longest that fits wins. */
function findCommand(args: readonly string[]): { readonly entry: CommandEntry; readonly rest: readonly string[] } | undefined {
  for (const count of [2, 1]) {
    const entry = commands.find(({ name }) => name === args.slice(0, count).join(' '))
    if (entry) return { entry, rest: args.slice(count) }
  }
  return undefined
}

function unknownCommand(args: readonly string[], io: Io): number {
  const typed = args.slice(0, 2).filter((word) => !word.startsWith('-')).join(' ')
  const names = commands.map(({ name }) => name)
  const meant = nearest(typed, names) ?? nearest(args[0] ?? '', names)
  io.err(`lanewise: there is no command "${typed}".${meant ? ` Did you mean "${meant}"?` : ''} See lanewise --help.`)
  return exitCode.badInput
}

async function runCommand(name: string, command: Command, args: readonly string[], io: Io): Promise<number> {
  try {
    return await command.run(args, io)
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`lanewise ${name}: ${error.message}. See lanewise ${name} --help.`)
      return exitCode.badInput
    }
    if (error instanceof Trouble) {
      io.err(`lanewise ${name}: ${error.message}`)
      return exitCode.foundTrouble
    }
    throw error
  }
}

/**
 * Runs one command line.
 * @param args what follows `lanewise`
 * @returns the exit code
 */
export async function runLanewise(args: readonly string[], io: Io): Promise<number> {
  const first = args[0]
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const out = first === undefined ? io.err : io.out
    out(overview())
    return first === undefined ? exitCode.badInput : exitCode.ok
  }
  const found = findCommand(args)
  if (!found) return unknownCommand(args, io)
  const command = await found.entry.load()
  const end = found.rest.indexOf('--')
  if ((end < 0 ? found.rest : found.rest.slice(0, end)).some((word) => word === '--help' || word === '-h')) {
    io.out(command.usage)
    return exitCode.ok
  }
  return runCommand(found.entry.name, command, found.rest, io)
}
