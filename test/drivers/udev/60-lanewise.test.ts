import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { makers } from '../../../drivers/detect-makers.ts'

const text = readFileSync(new URL('../../../drivers/udev/60-lanewise.rules', import.meta.url), 'utf8')

interface Part {
  readonly key: string
  readonly operator: string
  readonly value: string
}

/** Keys of udev(7) that only match, that only assign, and that do either. */
const matches = /^(ACTION|KERNEL|KERNELS|SUBSYSTEM|SUBSYSTEMS|DRIVERS|ATTRS\{[\w/]+\}|TEST)$/
const assigns = /^(GROUP|MODE|OWNER|SYMLINK|TAG|LABEL|GOTO|IMPORT\{builtin\})$/
const either = /^(ENV\{\w+\}|ATTR\{[\w/]+\})$/

const rules: readonly (readonly Part[])[] = text
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => partsOf(line))

/** @throws where the line is not parts of key, operator and quoted value with commas between */
function partsOf(line: string): Part[] {
  const part = /\s*([A-Z_]+(?:\{[^}]+\})?)\s*(==|!=|\+=|:=|=)\s*"([^"]*)"\s*(,|$)/y
  const parts: Part[] = []
  while (part.lastIndex < line.length) {
    const found = part.exec(line)
    if (!found) throw new Error(`not a rule: ${line}`)
    const [, key = '', operator = '', value = '', comma = ''] = found
    if (comma === ',' && part.lastIndex === line.length) throw new Error(`ends in a comma: ${line}`)
    parts.push({ key, operator, value })
  }
  return parts
}

function vendorsIn(...keys: readonly string[]): string[] {
  return rules.flatMap((parts) => parts.filter(({ key }) => keys.includes(key)).flatMap(({ value }) => value.split('|')))
}

const hex = (id: number | string): string => Number(id).toString(16).padStart(4, '0')

describe('the udev rules', () => {
  it('are made of keys that udev knows, each with an operator that it takes', () => {
    expect(rules.length).toBeGreaterThan(10)
    for (const { key, operator } of rules.flat()) {
      const isMatch = operator === '==' || operator === '!='
      expect({ key, fits: isMatch ? matches.test(key) || either.test(key) : assigns.test(key) || either.test(key) }).toEqual({ key, fits: true })
      if (operator === '+=') expect(['TAG', 'SYMLINK']).toContain(key)
      if (key === 'TAG' || key === 'SYMLINK') expect(operator).toBe('+=')
    }
  })

  it('jump only forward, to a label that is there once', () => {
    rules.forEach((parts, index) => {
      const target = parts.find(({ key }) => key === 'GOTO')?.value
      if (target === undefined) return
      const labels = rules.flatMap((other, at) => (other.some(({ key, value }) => key === 'LABEL' && value === target) ? [at] : []))
      expect(labels).toHaveLength(1)
      expect(labels[0]).toBeGreaterThan(index)
    })
  })

  it('name vendors as the kernel writes them: four digits, small letters', () => {
    for (const vendor of vendorsIn('ATTR{idVendor}', 'ATTRS{idVendor}')) expect(vendor).toMatch(/^[0-9a-f]{4}$/)
  })

  it('keep every maker that is known away from ModemManager and awake, and no other', () => {
    expect(vendorsIn('ATTR{idVendor}').sort()).toEqual(Object.keys(makers).map(hex).sort())
  })

  it('open HID of every known maker of scanners, card readers and scales, and no keyboard of anybody else', () => {
    const wanted = Object.entries(makers).filter(([, { makes }]) => makes.some((role) => role === 'scanner' || role === 'card-reader' || role === 'scale'))
    expect(vendorsIn('ATTRS{idVendor}').sort()).toEqual(wanted.map(([id]) => hex(id)).sort())
    for (const parts of rules.filter((one) => one.some(({ key, value }) => key === 'SUBSYSTEM' && value === 'hidraw'))) expect(parts.some(({ key }) => key === 'ATTRS{idVendor}')).toBe(true)
  })

  it('give each device to the group and to whoever sits there, and to nobody else', () => {
    const opening = rules.filter((parts) => parts.some(({ key }) => key === 'MODE'))
    expect(opening.length).toBeGreaterThan(3)
    for (const parts of opening) {
      expect(parts).toContainEqual({ key: 'MODE', operator: '=', value: '0660' })
      expect(parts).toContainEqual({ key: 'GROUP', operator: '=', value: 'lanewise' })
      expect(parts).toContainEqual({ key: 'TAG', operator: '+=', value: 'uaccess' })
      expect(parts.some(({ key }) => key === 'SUBSYSTEM')).toBe(true)
    }
  })

  it('say at the top how they are installed', () => {
    for (const word of ['groupadd', 'usermod', '/etc/udev/rules.d/60-lanewise.rules', 'udevadm control --reload']) expect(text).toContain(word)
  })
})
