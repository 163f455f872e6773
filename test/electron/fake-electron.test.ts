import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { faked } from './fake-electron.ts'

const types = readFileSync(new URL('../../node_modules/electron/electron.d.ts', import.meta.url), 'utf8')

/** The text of one interface or class of electron.d.ts. */
function declaration(name: string): string {
  return new RegExp(`\\n  (?:interface|class) ${name}\\b[^]*?\\n  }\\n`).exec(types)?.[0] ?? ''
}

it.each(Object.entries(faked))('Electron still has what the fake shows of %s', (name, members) => {
  const text = declaration(name)
  expect(text).not.toBe('')
  for (const member of members) {
    const wanted = member.startsWith('event:') ? `on\\(event: '${member.slice(6)}'` : `(?:^|[\\s])(?:static |readonly )?(?:get )?${member}[(:?<]`
    expect(text, member).toMatch(new RegExp(wanted, 'm'))
  }
})
