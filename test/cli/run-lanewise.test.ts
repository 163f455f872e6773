import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { lanewise } from '../support/house-run-lanewise.ts'

describe('lanewise', () => {
  test('without a command shows what there is, as wrong usage', async () => {
    const { code, out, err } = await lanewise([])
    expect(code).toBe(2)
    expect(out).toEqual([])
    for (const { name } of commands) expect(err.join('\n')).toContain(name)
  })

  test.each(['--help', '-h', 'help'])('%s shows every command with its summary', async (word) => {
    const { code, out } = await lanewise([word])
    expect(code).toBe(0)
    for (const { name, summary } of commands) expect(out.join('\n')).toMatch(new RegExp(`${name} +${summary}`))
  })

  test.each(commands.map(({ name }) => name))('%s --help says how it is used and how it ends', async (name) => {
    const { code, out, err } = await lanewise([...name.split(' '), '--help'])
    expect({ code, err }).toEqual({ code: 0, err: [] })
    expect(out.join('\n')).toMatch(new RegExp(`^usage: lanewise ${name} `))
    expect(out.join('\n')).toContain('Exit codes: 0')
    expect(out.join('\n')).toContain('--json')
  })

  test.each([
    ['jurnal verify', 'journal verify'],
    ['journal', 'journal verify'],
    ['scan', 'scan parse'],
    ['prise', 'price'],
    ['repaly', 'replay'],
    ['imports', 'import'],
  ])('for the unknown command %s it suggests %s', async (typed, meant) => {
    const { code, err } = await lanewise(typed.split(' '))
    expect(code).toBe(2)
    expect(err).toEqual([`lanewise: there is no command "${typed}". Did you mean "${meant}"? See lanewise --help.`])
  })

  test('for a word far from every command it suggests nothing', async () => {
    expect((await lanewise(['xyzzy'])).err).toEqual(['lanewise: there is no command "xyzzy". See lanewise --help.'])
  })

  test.each(commands.map(({ name }) => name))('%s refuses an option it does not know and points at its help', async (name) => {
    const { code, err } = await lanewise([...name.split(' '), '--no-such-option'])
    expect(code).toBe(2)
    expect(err.join('\n')).toContain('--no-such-option')
    expect(err.join('\n')).toContain(`lanewise ${name} --help`)
  })
})
