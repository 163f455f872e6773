import { readScan } from '../../../domain/barcode/read-scan.ts'
import type { Io } from '../../io.ts'
import { linterRules, type LinterRule } from './linter-rules.ts'
import { readTable, unescapeC } from './read-table.ts'
import { openTally, type Tally, type VectorGroup } from './vector-group.ts'

interface Vector {
  readonly input: string
  readonly isRight: boolean
  readonly error: string
}

/** Vectors of single rules: each against our rule by itself, and inside an element string wherever an identifier can carry it. A group for each rule. */
export async function checkLinters(file: string, io: Io): Promise<VectorGroup[]> {
  const tallies = new Map<string, Tally>()
  for await (const { linter = '', expect, input = '', error = '' } of readTable(file, io)) {
    const name = linter.replace('gs1_lint_', '')
    const tally = tallies.get(name) ?? openTally(`rule ${name}`)
    tallies.set(name, tally)
    checkVector({ input: unescapeC(input), isRight: expect === 'PASS', error }, linterRules[name], tally)
  }
  return Array.from(tallies.values(), (tally) => tally.group())
}

function checkVector(vector: Vector, rule: LinterRule | undefined, tally: Tally): void {
  const reason = whyLeftOut(vector, rule)
  if (reason !== undefined || rule === undefined) tally.leaveOut(reason ?? 'no application identifier has this rule')
  else tally.check(wrongWith(vector, rule))
}

function whyLeftOut({ input, isRight, error }: Vector, rule: LinterRule | undefined): string | undefined {
  if (/INVALID_GCP_PREFIX|GCP_DATASOURCE_OFFLINE/.test(error)) return 'answers of a register of company prefixes, which a lane does not ask'
  if (rule !== undefined && isRight && input.length > rule.longest && input.length > 25) return 'longer than any identifier under this rule: the vectors hold it cut off'
  return undefined
}

function wrongWith({ input, isRight }: Vector, linter: LinterRule): string | undefined {
  const fault = linter.rule(input)
  if ((fault === undefined) !== isRight) return `"${input}" ${fault === undefined ? 'passes the rule' : `fails: ${fault}`}`
  if (!canCarry(input, linter)) return undefined
  const { outcome } = readScan(`]C1${linter.before}${input}${linter.behind ?? ''}`, { source: 'scanner', ownCodes: [] })
  return 'kind' in outcome === isRight ? undefined : `"${input}" in an element string ${isRight ? `fails: ${'detail' in outcome ? outcome.detail : ''}` : 'is taken'}`
}

/** Line ends are taken off a scan and a separator ends the value; models begin with a company prefix as well. */
function canCarry(input: string, { before, shortest, longest }: LinterRule): boolean {
  const fits = input.length >= shortest && input.length <= longest && !/[\u001d\r\n]/.test(input)
  return fits && !(before === '8013' && !/^\d{4}/.test(input))
}
